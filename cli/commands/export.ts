import type { CaseDocument } from '@/core/argument/document';
import { exportCasewrightJson } from '@/core/formats/casewrightJson';
import { caseFile } from '../caseFile';
import { EXIT, readArgs, UsageError } from '../command';
import type { Command } from '../command';

/** What a case can be written as. */
const EXPORT_FORMATS = new Map<string, (document: CaseDocument) => Uint8Array>([
  ['casewright', exportCasewrightJson],
]);

export const exportCommand: Command = {
  name: 'export',
  usage: 'FILE --format F [--out FILE]',
  summary: `Writes a case in another format: ${[...EXPORT_FORMATS.keys()].join(', ')}.`,
  examples: [
    ['casewright export scheming.yaml --format casewright', 'Casewright JSON on standard output'],
  ],
  exits: { 0: 'written', 2: 'the file is refused' },
  async run(args, io) {
    const { values, positionals } = readArgs(args, ['FILE'], {
      format: { type: 'string' },
      out: { type: 'string', default: '-' },
    });
    const write = EXPORT_FORMATS.get(values.format ?? '');
    if (write === undefined) {
      throw new UsageError(`--format is one of: ${[...EXPORT_FORMATS.keys()].join(', ')}.`);
    }
    const document = await caseFile(positionals[0] ?? '-', io);
    if (document === null) return EXIT.refused;
    await io.write(values.out, write(document));
    return EXIT.done;
  },
};
