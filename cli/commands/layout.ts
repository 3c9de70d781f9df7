import { caseFile } from '../caseFile';
import { EXIT, jsonText, readArgs } from '../command';
import type { Run } from '../command';
import { layoutLines, layoutReport } from '../layoutReport';

export const runLayout: Run = async (args, io) => {
  const { values, positionals } = readArgs(args, ['FILE'], { json: { type: 'boolean' } });
  const document = await caseFile(positionals[0] ?? '-', io);
  if (document === null) return EXIT.refused;
  const report = layoutReport(document);
  if (values.json) io.out(jsonText(report));
  else for (const line of layoutLines(report)) io.out(line);
  return EXIT.done;
};
