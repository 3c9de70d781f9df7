import { caseFile } from '../caseFile';
import { EXIT, jsonText, readArgs } from '../command';
import type { Command } from '../command';
import { layoutLines, layoutReport } from '../layoutReport';

export const layoutCommand: Command = {
  name: 'layout',
  usage: 'FILE [--json]',
  summary: 'Gives the boxes and routes of the diagram, laid out as the workspace does it.',
  examples: [
    ['casewright layout case.json', 'one box a line'],
    ['casewright layout case.json --json', 'boxes and routes with coordinates in pixels'],
  ],
  exits: { 0: 'laid out', 2: 'the file is refused' },
  async run(args, io) {
    const { values, positionals } = readArgs(args, ['FILE'], { json: { type: 'boolean' } });
    const document = await caseFile(positionals[0] ?? '-', io);
    if (document === null) return EXIT.refused;
    const report = layoutReport(document);
    if (values.json) io.out(jsonText(report));
    else for (const line of layoutLines(report)) io.out(line);
    return EXIT.done;
  },
};
