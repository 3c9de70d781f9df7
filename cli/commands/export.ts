import type { CaseDocument } from '@/core/argument/document';
import { EXPORT_FORMATS, PICTURE_FORMATS, type ExportResult } from '@/core/formats/exportFormats';
import { caseFile } from '../caseFile';
import { EXIT, jsonText, readArgs, UsageError } from '../command';
import type { Run } from '../command';
import { findingLine } from '../readCase';

export const runExport: Run = async (args, io) => {
  const { values, positionals } = readArgs(args, ['FILE'], {
    format: { type: 'string' },
    out: { type: 'string', default: '-' },
    json: { type: 'boolean' },
  });
  const { format, out, json } = values;
  const write = writerOf(format);
  if (write === undefined) {
    const names = [...EXPORT_FORMATS, ...PICTURE_FORMATS].map(({ id }) => id).join(', ');
    const wrong = format === undefined ? '--format is missing' : `There is no format "${format}"`;
    throw new UsageError(`${wrong}; it is one of: ${names}.`);
  }
  if (json === true && out === '-')
    throw new UsageError('With --json the file needs a name: --out FILE.');
  const document = await caseFile(positionals[0] ?? '-', io);
  if (document === null) return EXIT.refused;
  const { bytes, losses } = await write(document);
  await io.write(out, bytes);
  if (json === true) io.out(jsonText({ format, out, bytes: bytes.length, losses }));
  else
    for (const { path, message } of losses)
      io.err(findingLine({ severity: 'warning', path, message }));
  return EXIT.done;
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
