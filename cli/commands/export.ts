import type { CaseDocument } from '@/core/argument/document';
import { EXPORT_FORMATS, PICTURE_FORMATS, type ExportResult } from '@/core/formats/exportFormats';
import { caseFile } from '../caseFile';
import { EXIT, readArgs, UsageError } from '../command';
import type { Command } from '../command';
import { findingLine } from '../readCase';

const NAMES = [...EXPORT_FORMATS, ...PICTURE_FORMATS].map(({ id }) => id).join(', ');

export const exportCommand: Command = {
  name: 'export',
  usage: 'FILE --format F [--out FILE]',
  summary: `Writes a case in another format: ${NAMES}. What the format has no place for is listed on standard error.`,
  examples: [
    ['casewright export scheming.yaml --format casewright', 'Casewright JSON on standard output'],
  ],
  exits: { 0: 'written', 2: 'the file is refused' },
  async run(args, io) {
    const { values, positionals } = readArgs(args, ['FILE'], {
      format: { type: 'string' },
      out: { type: 'string', default: '-' },
    });
    const write = writerOf(values.format);
    if (write === undefined) throw new UsageError(`--format is one of: ${NAMES}.`);
    const document = await caseFile(positionals[0] ?? '-', io);
    if (document === null) return EXIT.refused;
    const { bytes, losses } = await write(document);
    for (const { path, message } of losses) {
      io.err(findingLine({ severity: 'warning', path, message }));
    }
    await io.write(values.out, bytes);
    return EXIT.done;
  },
};

function writerOf(
  format: string | undefined,
): ((document: CaseDocument) => ExportResult | Promise<ExportResult>) | undefined {
  const picture = PICTURE_FORMATS.find(({ id }) => id === format);
  if (picture === undefined) return EXPORT_FORMATS.find(({ id }) => id === format)?.write;
  return async (document) => {
    const { openRasteriser } = await import('../rasterise');
    return picture.draw(document, await openRasteriser());
  };
}
