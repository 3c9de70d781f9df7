import { caseFile } from '../caseFile';
import { EXIT, jsonText, readArgs, refuseTwoStdins } from '../command';
import type { Run } from '../command';
import { diffLines, diffReport } from '../diffReport';

export const runDiff: Run = async (args, io) => {
  const { values, positionals } = readArgs(args, ['A', 'B'], { json: { type: 'boolean' } });
  refuseTwoStdins(positionals);
  const before = await caseFile(positionals[0] ?? '-', io);
  const after = await caseFile(positionals[1] ?? '-', io);
  if (before === null || after === null) return EXIT.refused;
  if (values.json) io.out(jsonText(diffReport(before, after)));
  else for (const line of diffLines(before, after)) io.out(line);
  return EXIT.done;
};
