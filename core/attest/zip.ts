import { bytesAt, inMemory, piecesAt, type ByteSource } from '@/core/snapshot/byteSource';
import { compareBytes, concatBytes, equalBytes, fromUtf8, utf8 } from '@/core/snapshot/bytes';
import { sha256Hasher, sha256Hex } from '@/core/snapshot/hash';
import { Refusal } from '@/core/snapshot/refusal';
import { crc32 } from './crc32';

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
/** Bytes of a name. */
const LONGEST_NAME = 200;

export interface ZipLimits {
  /** Of the whole file; below 4 GiB. */
  bytes: number;
  files: number;
}

/** What the fields of a plain ZIP file can say. */
const ZIP_LIMITS: ZipLimits = { bytes: 0xffff_fffe, files: 0xfffe };

/** A file in a container. Nothing of it is in memory until somebody asks for its bytes. */
export interface ZipFile {
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  /** @throws Refusal `bad-container` when the container changed since it was looked at */
  bytes(): Uint8Array;
}

/** @throws Refusal `bad-container` for a name outside the rules, `too-large` beyond the limits */
export function writeZip(
  files: ReadonlyMap<string, Uint8Array>,
  limits: ZipLimits = ZIP_LIMITS,
): Uint8Array {
  const entries = [...files].map(([name, bytes]) => ({ name: utf8(name), path: name, bytes }));
  entries.sort((a, b) => compareBytes(a.name, b.name));
  const locals: Uint8Array[] = [];
  const centrals: Uint8Array[] = [];
  let offset = 0;
  for (const { name, path, bytes } of entries) {
    if (!NAME.test(path) || name.length > LONGEST_NAME)
      throw new Refusal('bad-container', `"${path}" is no name for a file here.`);
    const crc = crc32(bytes);
    locals.push(localHeader(crc, bytes.length, name.length), name, bytes);
    centrals.push(concatBytes(centralHeader(crc, bytes.length, name.length, offset), name));
    offset += LOCAL_BYTES + name.length + bytes.length;
  }
  const central = concatBytes(...centrals);
  if (offset + central.length + END_BYTES > limits.bytes || entries.length > limits.files) {
    throw new Refusal('too-large', 'The bundle is larger than a bundle may be.');
  }
  return concatBytes(...locals, central, endRecord(entries.length, central.length, offset));
}

/** What a local header says of its file. */
interface Entry {
  path: string;
  name: Uint8Array;
  crc: number;
  size: number;
  /** Byte at which the header begins. */
  offset: number;
  /** Byte at which the content begins. */
  content: number;
}

/**
 * The files of a container that {@link writeZip} wrote. Every byte is looked at, a piece at a time;
 * memory is for the names alone.
 *
 * @throws Refusal `too-large` before anything is read, `bad-container` for any other spelling; says at
 *   which byte or in which file
 */
export function readZip(
  container: Uint8Array | ByteSource,
  limits: ZipLimits = ZIP_LIMITS,
): Map<string, ZipFile> {
  const source = container instanceof Uint8Array ? inMemory(container) : container;
  if (source.size > limits.bytes) {
    throw new Refusal(
      'too-large',
      `The file has ${source.size} bytes; ${limits.bytes} are allowed.`,
    );
  }
  const entries = readLocalHeaders(source, limits);
  checkDirectory(source, entries);
  return new Map(entries.map((entry) => [entry.path, fileOf(source, entry)]));
}

function readLocalHeaders(source: ByteSource, limits: ZipLimits): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  let previous = '';
  while (at + LOCAL_BYTES <= source.size) {
    const header = bytesAt(source, at, LOCAL_BYTES);
    const view = new DataView(header.buffer);
    if (view.getUint32(0, true) !== LOCAL) break;
    if (entries.length === limits.files) {
      throw new Refusal('too-large', `The bundle has more than ${limits.files} files.`);
    }
    const crc = view.getUint32(14, true);
    const size = view.getUint32(18, true);
    const nameLength = view.getUint16(26, true);
    if (nameLength > LONGEST_NAME || !equalBytes(header, localHeader(crc, size, nameLength))) {
      throw misplaced(at);
    }
    const name = bytesAt(source, at + LOCAL_BYTES, nameLength);
    const path = fromUtf8(name);
    if (!NAME.test(path)) {
      throw new Refusal('bad-container', `The file at byte ${at} has no name for a file here.`);
    }
    if (path === previous) throw new Refusal('bad-container', `${path} is in the file twice.`);
    if (path < previous) throw new Refusal('bad-container', `${path} is out of order.`);
    previous = path;
    const content = at + LOCAL_BYTES + nameLength;
    if (content + size > source.size) {
      throw new Refusal(
        'bad-container',
        `The file is cut short: ${path} would end at byte ${content + size} of ${source.size}.`,
      );
    }
    entries.push({ path, name, crc, size, offset: at, content });
    at = content + size;
  }
  if (entries.length === 0) throw new Refusal('bad-container', 'This is not a bundle file.');
  return entries;
}

/** What follows the files: the central directory and its end. */
function checkDirectory(source: ByteSource, entries: readonly Entry[]): void {
  const last = entries.at(-1);
  const start = last === undefined ? 0 : last.content + last.size;
  let at = start;
  const expect = (bytes: Uint8Array) => {
    if (!equalBytes(bytesAt(source, at, bytes.length), bytes)) throw misplaced(at);
    at += bytes.length;
  };
  for (const { name, crc, size, offset } of entries) {
    expect(concatBytes(centralHeader(crc, size, name.length, offset), name));
  }
  expect(endRecord(entries.length, at - start, start));
  if (at !== source.size) throw misplaced(at);
}

function fileOf(source: ByteSource, { path, crc, size, content }: Entry): ZipFile {
  const hasher = sha256Hasher();
  let found = 0;
  for (const piece of piecesAt(source, content, size)) {
    found = crc32(piece, found);
    hasher.update(piece);
  }
  if (found !== crc) throw new Refusal('bad-container', `${path} is not what its checksum says.`);
  const sha256 = hasher.hex();
  return {
    size,
    sha256,
    bytes: () => {
      const bytes = bytesAt(source, content, size);
      if (sha256Hex(bytes) !== sha256) {
        throw new Refusal('bad-container', `${path} changed while it was read.`);
      }
      return bytes;
    },
  };
}

function misplaced(at: number): Refusal {
  return new Refusal(
    'bad-container',
    `The container is not laid out as the format demands, from byte ${at} on.`,
  );
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
