import { EXIT, jsonText, readArgs } from '../command';
import type { Command } from '../command';
import { evidenceErrorLine, evidenceLines, evidenceReport } from '../evidenceReport';

export const evidenceReadCommand: Command = {
  name: 'evidence read',
  usage: 'FILE [--json]',
  summary: 'Shows what would be registered from an evaluation log (Inspect .json and .eval).',
  examples: [
    ['casewright evidence read run.eval', 'task, model, dataset, samples, status and metrics'],
    ['casewright evidence read run.json --json', 'the same as JSON'],
  ],
  exits: { 0: 'read', 2: 'the file is no evaluation log' },
  async run(args, io) {
    const { values, positionals } = readArgs(args, ['FILE'], { json: { type: 'boolean' } });
    const reading = await evidenceReport(await io.blob(positionals[0] ?? '-'));
    if (!reading.ok) {
      io.err(evidenceErrorLine(reading.error));
      return EXIT.refused;
    }
    if (values.json) io.out(jsonText(reading.report));
    else for (const line of evidenceLines(reading.report)) io.out(line);
    return EXIT.done;
  },
};
