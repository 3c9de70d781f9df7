/** How every command that takes a FILE reads it: any import format becomes a case document. */

import { setFlagsFromString } from 'node:v8';
import type { CaseDocument } from '@/core/argument/document';
import { derivedIds } from '@/core/formats/derivedIds';
import { detectImportFormat, IMPORT_FORMATS, type FileSource } from '@/core/formats/importFormats';
import type { ImportFinding } from '@/core/formats/importResult';

export interface CaseReading {
  /** Id of the format; null when it could not be told. */
  format: string | null;
  /** Null when the file is refused; the findings say why. */
  document: CaseDocument | null;
  findings: ImportFinding[];
}

/**
 * Reads the bytes of a file. Records of formats without ids take ids derived from the bytes, so
 * that the same file is the same case on every machine.
 *
 * @param fileName helps to tell the format; `-` for standard input
 * @param formatId skips the detection
 * @param files those that the file names beside itself; without it they count as missing
 */
export async function readCase(
  bytes: Uint8Array,
  fileName: string,
  formatId?: string,
  files?: FileSource,
): Promise<CaseReading> {
  const named = IMPORT_FORMATS.find(({ id }) => id === formatId);
  const format = formatId === undefined ? detectImportFormat(bytes, fileName) : named;
  if (!format) {
    const known = IMPORT_FORMATS.map(({ id }) => id).join(', ');
    const message =
      formatId === undefined
        ? `The format can't be told from the file; name it with --format (${known}).`
        : `There is no format ‘${formatId}’; known are ${known}.`;
    return { format: null, document: null, findings: [{ severity: 'error', path: '', message }] };
  }
  const read = await format.load();
  // Little of a tree of XML dies young: a small nursery, swept often, saves a fifth of all memory.
  if (format.id === 'sacm') {
    setFlagsFromString('--semi-space-growth-factor=1');
    setFlagsFromString('--heap-growing-percent=30');
  }
  return { format: format.id, ...read(bytes, derivedIds(bytes), files) };
}

/** One finding a line: `severity path message`, as scripts split it. */
export function findingLine({ severity, path, message }: ImportFinding): string {
  return `${severity} ${path === '' ? '-' : path.replaceAll(' ', '_')} ${message}`;
}
