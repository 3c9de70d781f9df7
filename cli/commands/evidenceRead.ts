import { EXIT, jsonText, readArgs } from '../command';
import type { Run } from '../command';
import { evidenceErrorLine, evidenceLines, evidenceReport } from '../evidenceReport';

export const runEvidenceRead: Run = async (args, io) => {
  const { values, positionals } = readArgs(args, ['FILE'], { json: { type: 'boolean' } });
  const reading = await evidenceReport(await io.blob(positionals[0] ?? '-'));
  if (!reading.ok) {
    io.err(evidenceErrorLine(reading.error));
    return EXIT.refused;
  }
  if (values.json) io.out(jsonText(reading.report));
  else for (const line of evidenceLines(reading.report)) io.out(line);
  return EXIT.done;
};
