/** The formats there are, as help and error messages list them. */

import { EXPORT_FORMATS, PICTURE_FORMATS } from '@/core/formats/exportFormats';
import { IMPORT_FORMATS } from '@/core/formats/importFormats';

export function importFormatLines(): string[] {
  return listOf('Formats, told from the file unless --format names one:', IMPORT_FORMATS);
}

export function exportFormatLines(): string[] {
  return listOf('Formats:', [...EXPORT_FORMATS, ...PICTURE_FORMATS]);
}

function listOf(title: string, formats: readonly { id: string; title: string }[]): string[] {
  const width = Math.max(...formats.map(({ id }) => id.length));
  return [title, ...formats.map(({ id, title: name }) => `  ${id.padEnd(width)}  ${name}`)];
}
