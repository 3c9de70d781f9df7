import { caseFile } from '../caseFile';
import { EXIT, UsageError, jsonText, readArgs } from '../command';
import type { Command } from '../command';
import { busiestNode, layoutInTime } from '../layoutInTime';
import { layoutLines } from '../layoutReport';
import { findingLine } from '../readCase';

const SECONDS = 30;

export const layoutCommand: Command = {
  name: 'layout',
  usage: 'FILE [--json] [--deadline SECONDS]',
  summary: 'Gives the boxes and routes of the diagram, laid out as the workspace does it.',
  examples: [
    ['casewright layout case.json', 'one box a line'],
    ['casewright layout case.json --json', 'boxes and routes with coordinates in pixels'],
    ['casewright layout case.json --deadline 5', `gives up after 5 seconds instead of ${SECONDS}`],
  ],
  exits: { 0: 'laid out', 2: 'the file is refused, or was not laid out in time' },
  async run(args, io) {
    const { values, positionals } = readArgs(args, ['FILE'], {
      json: { type: 'boolean' },
      deadline: { type: 'string' },
    });
    const seconds = values.deadline === undefined ? SECONDS : Number(values.deadline);
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
  },
};
