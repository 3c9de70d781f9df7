import { caseFile } from '../caseFile';
import { checkLines, checkReport } from '../checkReport';
import { EXIT, jsonText, readArgs } from '../command';
import type { Run } from '../command';

export const runCheck: Run = async (args, io) => {
  const { values, positionals } = readArgs(args, ['FILE'], { json: { type: 'boolean' } });
  const document = await caseFile(positionals[0] ?? '-', io);
  if (document === null) return EXIT.refused;
  const report = checkReport(document);
  if (values.json) io.out(jsonText(report.findings));
  else for (const line of checkLines(report)) io.out(line);
  return report.hasErrors ? 1 : EXIT.done;
};
