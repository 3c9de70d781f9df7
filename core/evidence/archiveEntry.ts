/**
 * One entry of a ZIP archive, decompressed within bounds. Evaluation logs use deflate (8) and, since
 * Inspect 0.3.206, Zstandard (93). They are edited in place by appending, so of several entries with
 * one name the last in the central directory counts.
 */

import { BlobReader, type FileEntry, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { Inflate } from 'fflate';

import { decompressZstd } from './zstd';

/** The archive cannot be read, or holds more than is accepted. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly code: 'damaged' | 'too-large';
  /** Name of the entry; empty for the archive as a whole. */
  readonly entry: string;
  constructor(code: ArchiveError['code'], message: string, entry = '') {
    super(message);
    this.code = code;
    this.entry = entry;
  }
}

const MAX_ENTRIES = 500_000;
const STORED = 0;
const DEFLATE = 8;
const ZSTD = 93;
/** Small enough that one step of a deflate bomb (1:1032) stays harmless. */
const STEP = 16_384;

/** The last entry of each given name. Throws {@link ArchiveError}. */
export async function lastEntries(
  archive: Blob,
  names: ReadonlySet<string>,
): Promise<ReadonlyMap<string, FileEntry>> {
  const found = new Map<string, FileEntry>();
  const reader = new ZipReader(new BlobReader(archive), { useWebWorkers: false });
  let count = 0;
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      count += 1;
      if (count > MAX_ENTRIES) {
        throw new ArchiveError('too-large', `The archive has more than ${MAX_ENTRIES} entries.`);
      }
      if (!entry.directory && names.has(entry.filename)) found.set(entry.filename, entry);
    }
  } catch (error) {
    throw asDamaged(error, '');
  }
  return found;
}

/** The entry's bytes, at most `maxBytes` of them. Throws {@link ArchiveError}. */
export async function entryBytes(entry: FileEntry, maxBytes: number): Promise<Uint8Array> {
  const name = entry.filename;
  if (entry.encrypted) throw new ArchiveError('damaged', 'The entry is encrypted.', name);
  if (entry.compressedSize > maxBytes || entry.uncompressedSize > maxBytes) {
    throw new ArchiveError('too-large', `The entry is larger than ${maxBytes} bytes.`, name);
  }
  try {
    const raw = await entry.getData(new Uint8ArrayWriter(), {
      passThrough: true,
      useWebWorkers: false,
    });
    const bytes = decompressed(raw, entry.compressionMethod, entry.uncompressedSize);
    if (bytes.length !== entry.uncompressedSize) {
      throw new ArchiveError('damaged', 'The entry is cut off.', name);
    }
    return bytes;
  } catch (error) {
    throw asDamaged(error, name);
  }
}

function decompressed(raw: Uint8Array, method: number, size: number): Uint8Array {
  switch (method) {
    case STORED:
      return raw;
    case DEFLATE:
      return inflated(raw, size);
    case ZSTD:
      return decompressZstd(raw, size);
    default:
      throw new ArchiveError('damaged', `Compression method ${method} is not known.`);
  }
}

function inflated(raw: Uint8Array, size: number): Uint8Array {
  const output = new Uint8Array(size);
  let length = 0;
  const inflate = new Inflate((part) => {
    if (length + part.length > size) {
      throw new ArchiveError('damaged', 'The entry holds more than the archive says.');
    }
    output.set(part, length);
    length += part.length;
  });
  for (let at = 0; at < raw.length; at += STEP) {
    inflate.push(raw.subarray(at, at + STEP), at + STEP >= raw.length);
  }
  return output.subarray(0, length);
}

/** Whatever a decoder throws on hostile bytes means one thing: the archive is damaged. */
function asDamaged(error: unknown, entry: string): ArchiveError {
  if (error instanceof ArchiveError) {
    return error.entry === '' ? new ArchiveError(error.code, error.message, entry) : error;
  }
  const detail = error instanceof Error ? error.message : String(error);
  return new ArchiveError('damaged', `The archive cannot be read: ${detail}.`, entry);
}
