import { caseFile } from '../caseFile';
import { EXIT, jsonText, readArgs } from '../command';
import type { Command } from '../command';
import { diffLines, diffReport } from '../diffReport';

export const diffCommand: Command = {
  name: 'diff',
  usage: 'A B [--json]',
  summary: 'Shows what was added, removed, changed and moved from one case to another.',
  examples: [
    ['casewright diff before.json after.json', '+ added, - removed, ~ changed, > moved'],
    ['casewright diff scheming.yaml case.json --json', 'the same as JSON'],
  ],
  exits: { 0: 'compared', 2: 'a file is refused' },
  async run(args, io) {
    const { values, positionals } = readArgs(args, ['A', 'B'], { json: { type: 'boolean' } });
    const before = await caseFile(positionals[0] ?? '-', io);
    const after = await caseFile(positionals[1] ?? '-', io);
    if (before === null || after === null) return EXIT.refused;
    const report = diffReport(before, after);
    if (values.json) io.out(jsonText(report));
    else for (const line of diffLines(report)) io.out(line);
    return EXIT.done;
  },
};
