import { compareBytes, concatBytes, equalBytes, fromUtf8, utf8 } from '@/core/snapshot/bytes';
import { Refusal } from '@/core/snapshot/refusal';

/**
 * The one ZIP container of a set of files: entries sorted by name, stored without compression, all
 * times 1980-01-01, no extra fields, no comments, nothing between or after. The files decide every
 * byte, so a changed byte anywhere is found, and nothing has to be inflated.
 * (PKWARE APPNOTE 6.3 sections 4.3.7, 4.3.12, 4.3.16.)
 */

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 10;
/** 1980-01-01 in MS-DOS format. */
const DATE = 0x21;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
/** Names that cannot leave a folder or be spelled in two ways. */
const NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

export interface ZipLimits {
  /** Of the whole file; below 4 GiB. */
  bytes: number;
  files: number;
}
export const ZIP_LIMITS: ZipLimits = { bytes: 1024 ** 3, files: 20_000 };

/** @throws Refusal `bad-container` for a name outside the rules, `too-large` beyond ZIP's fields */
export function writeZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries = [...files].map(([name, bytes]) => ({ name: utf8(name), path: name, bytes }));
  entries.sort((a, b) => compareBytes(a.name, b.name));
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  let offset = 0;
  for (const { name, path, bytes } of entries) {
    if (!NAME.test(path))
      throw new Refusal('bad-container', `"${path}" is no name for a file here.`);
    const crc = crc32(bytes);
    const local = concatBytes(localHeader(crc, bytes.length, name.length), name, bytes);
    centrals.push(concatBytes(centralHeader(crc, bytes.length, name.length, offset), name));
    locals.push(local);
    offset += local.length;
  }
  const central = concatBytes(...centrals);
  if (offset + central.length > 0xffff_fffe || entries.length > 0xfffe) {
    throw new Refusal('too-large', 'The bundle is larger than a plain ZIP file can be.');
  }
  return concatBytes(...locals, central, endRecord(entries.length, central.length, offset));
}

/**
 * The files of a container that {@link writeZip} wrote.
 * @throws Refusal `too-large` before anything is read, `bad-container` for any other spelling
 */
export function readZip(
  bytes: Uint8Array,
  limits: ZipLimits = ZIP_LIMITS,
): Map<string, Uint8Array> {
  if (bytes.length > limits.bytes) {
    throw new Refusal(
      'too-large',
      `The file has ${bytes.length} bytes; ${limits.bytes} are allowed.`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files = new Map<string, Uint8Array>();
  let at = 0;
  while (at + LOCAL_BYTES <= bytes.length && view.getUint32(at, true) === LOCAL) {
    if (files.size === limits.files)
      throw new Refusal('too-large', 'The bundle has too many files.');
    const size = view.getUint32(at + 18, true);
    const nameEnd = at + LOCAL_BYTES + view.getUint16(at + 26, true);
    if (nameEnd + size > bytes.length) throw new Refusal('bad-container', 'The file is cut short.');
    const name = fromUtf8(bytes.subarray(at + LOCAL_BYTES, nameEnd));
    if (files.has(name)) throw new Refusal('bad-container', `${name} is in the file twice.`);
    files.set(name, bytes.subarray(nameEnd, nameEnd + size));
    at = nameEnd + size;
  }
  if (files.size === 0) throw new Refusal('bad-container', 'This is not a bundle file.');
  if (!equalBytes(writeZip(files), bytes)) {
    throw new Refusal('bad-container', 'The container is not laid out as the format demands.');
  }
  return files;
}

function localHeader(crc: number, size: number, nameLength: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(LOCAL_BYTES));
  view.setUint32(0, LOCAL, true);
  common(view, 4, crc, size, nameLength);
  return new Uint8Array(view.buffer);
}

function centralHeader(crc: number, size: number, nameLength: number, offset: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(CENTRAL_BYTES));
  view.setUint32(0, CENTRAL, true);
  view.setUint16(4, VERSION, true);
  common(view, 6, crc, size, nameLength);
  view.setUint32(42, offset, true);
  return new Uint8Array(view.buffer);
}

/** The run of fields that local and central headers share. */
function common(view: DataView, at: number, crc: number, size: number, nameLength: number): void {
  view.setUint16(at, VERSION, true);
  view.setUint16(at + 8, DATE, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, size, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, nameLength, true);
}

function endRecord(count: number, size: number, offset: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(END_BYTES));
  view.setUint32(0, END, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return new Uint8Array(view.buffer);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** CRC-32 as ZIP and PNG use it (ISO 3309, reflected 0xEDB88320). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}
