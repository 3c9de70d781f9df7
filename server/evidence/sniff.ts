/** What the first bytes of a file are, as far as it matters for keeping it. */
export type Sniffed =
  | 'application/pdf'
  | 'application/zip'
  | 'application/gzip'
  | 'image/png'
  | 'image/jpeg'
  | 'image/gif'
  | 'application/json'
  | 'text/plain'
  | 'application/x-executable'
  | 'application/octet-stream';

/** As many bytes as {@link sniff} looks at. */
export const SNIFF_BYTES = 4_096;

const SIGNATURES: readonly (readonly [Sniffed, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['application/zip', [0x50, 0x4b, 0x03, 0x04]],
  ['application/zip', [0x50, 0x4b, 0x05, 0x06]],
  ['application/gzip', [0x1f, 0x8b]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
  ['application/x-executable', [0x7f, 0x45, 0x4c, 0x46]],
  ['application/x-executable', [0x4d, 0x5a]],
  ['application/x-executable', [0xcf, 0xfa, 0xed, 0xfe]],
  ['application/x-executable', [0xca, 0xfe, 0xba, 0xbe]],
];

/** Recognises a file by its first {@link SNIFF_BYTES} bytes. */
export function sniff(start: Uint8Array): Sniffed {
  for (const [type, signature] of SIGNATURES)
    if (signature.every((byte, at) => start[at] === byte)) return type;
  const text = asText(start);
  if (text === null) return 'application/octet-stream';
  return /^\s*[[{]/.test(text) ? 'application/json' : 'text/plain';
}

/** Types that a file with this ending may have; null for endings that say nothing. */
const BY_ENDING: Record<string, readonly Sniffed[]> = {
  pdf: ['application/pdf'],
  zip: ['application/zip'],
  eval: ['application/zip'],
  docx: ['application/zip'],
  xlsx: ['application/zip'],
  pptx: ['application/zip'],
  gz: ['application/gzip'],
  png: ['image/png'],
  jpg: ['image/jpeg'],
  jpeg: ['image/jpeg'],
  gif: ['image/gif'],
  json: ['application/json', 'text/plain'],
  txt: ['text/plain', 'application/json'],
  md: ['text/plain', 'application/json'],
  csv: ['text/plain', 'application/json'],
};

/** Why a file must not be kept among the evidence, in a sentence; null when nothing is wrong. */
export function unfit(fileName: string, size: number, found: Sniffed): string | null {
  if (size === 0) return 'The file is empty.';
  if (found === 'application/x-executable')
    return 'The file is a program. Evidence is data: upload what the program produced.';
  const ending = /\.([a-z0-9]{1,5})$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const expected = BY_ENDING[ending];
  if (!expected || expected.includes(found)) return null;
  return `The name ends in .${ending}, and the bytes are ${inWords(found)}.`;
}

function inWords(found: Sniffed): string {
  return found === 'application/octet-stream' ? 'of no known type' : found;
}

function asText(start: Uint8Array): string | null {
  if (start.includes(0)) return null;
  try {
    // A character may be cut at the end: `stream` leaves it out instead of refusing it.
    return new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true });
  } catch {
    return null;
  }
}
