import { caseFile } from '../caseFile';
import { checkLines, checkReport } from '../checkReport';
import { EXIT, jsonText, readArgs } from '../command';
import type { Command } from '../command';

export const checkCommand: Command = {
  name: 'check',
  usage: 'FILE [--json]',
  summary: 'Runs all checks on a case and says which rule of which clause each finding breaks.',
  examples: [
    ['casewright check case.json', 'one finding a line, and what they add up to'],
    ['casewright check - --json < case.json', 'the findings as JSON'],
  ],
  exits: { 0: 'no errors', 1: 'errors', 2: 'the file is refused' },
  async run(args, io) {
    const { values, positionals } = readArgs(args, ['FILE'], { json: { type: 'boolean' } });
    const document = await caseFile(positionals[0] ?? '-', io);
    if (document === null) return EXIT.refused;
    const report = checkReport(document);
    if (values.json) io.out(jsonText(report.findings));
    else for (const line of checkLines(report)) io.out(line);
    return report.hasErrors ? 1 : EXIT.done;
  },
};
