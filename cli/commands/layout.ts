import { caseFile } from '../caseFile';
import { EXIT, UsageError, jsonText, readArgs } from '../command';
import type { Run } from '../command';
import { busiestNode, LAYOUT_SECONDS, layoutInTime } from '../layoutInTime';
import { layoutLines } from '../layoutReport';
import { findingLine } from '../readCase';

export const runLayout: Run = async (args, io) => {
  const { values, positionals } = readArgs(args, ['FILE'], {
    json: { type: 'boolean' },
    deadline: { type: 'string' },
  });
  const seconds = values.deadline === undefined ? LAYOUT_SECONDS : Number(values.deadline);
  if (!(seconds > 0)) throw new UsageError('The deadline is a number of seconds above 0.');
  const document = await caseFile(positionals[0] ?? '-', io);
  if (document === null) return EXIT.refused;
  const report = await layoutInTime(document, seconds);
  if (report === null) {
    const busiest = busiestNode(document);
    const size = `${document.nodes.length} elements and ${document.links.length} links`;
    const message =
      `The diagram of ${size} was not laid out within ${seconds} s; ` +
      `${busiest?.links ?? 0} links meet at this element.`;
    io.err(findingLine({ severity: 'error', path: busiest?.node.identifier ?? '', message }));
    return EXIT.refused;
  }
  if (values.json) io.out(jsonText(report));
  else for (const line of layoutLines(report)) io.out(line);
  return EXIT.done;
};
