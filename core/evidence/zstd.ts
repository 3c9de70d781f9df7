/**
 * Zstandard (RFC 8878) within bounds. The decoder allocates the window that a frame header claims and
 * moves it once a block, so frames are walked first and refused when that would cost too much.
 */

import { Decompress } from 'fzstd';

/** The data is damaged or asks for more work than is accepted. */
export class ZstdError extends Error {
  override readonly name = 'ZstdError';
}

const MAGIC = 0xfd2fb528;
const SKIPPABLE = 0x184d2a5;
const MAX_WINDOW = 128 * 1024 * 1024;
/** Bytes moved: about a second. */
const MAX_MOVED = 8e9;

/** Decompresses one or several frames to at most `size` bytes. Throws {@link ZstdError}. */
export function decompressZstd(data: Uint8Array, size: number): Uint8Array {
  checkWork(data);
  const output = new Uint8Array(size);
  let length = 0;
  const stream = new Decompress((part) => {
    if (length + part.length > size) throw new ZstdError('holds more than the archive says');
    output.set(part, length);
    length += part.length;
  });
  stream.push(data, true);
  return output.subarray(0, length);
}

/** Walks the frames (3.1.1) without decoding them. */
function checkWork(data: Uint8Array): void {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let moved = 0;
  let at = 0;
  try {
    while (at < data.length) {
      const magic = view.getUint32(at, true);
      if (magic >>> 4 === SKIPPABLE) {
        at += 8 + view.getUint32(at + 4, true);
        continue;
      }
      if (magic !== MAGIC) throw new ZstdError('not a Zstandard frame');
      const frame = walkFrame(view, at);
      moved += frame.blocks * frame.window;
      if (frame.window > MAX_WINDOW || moved > MAX_MOVED) {
        throw new ZstdError('asks for too large a window');
      }
      at = frame.end;
    }
  } catch (error) {
    if (error instanceof RangeError) throw new ZstdError('ends too early');
    throw error;
  }
}

function walkFrame(view: DataView, start: number): { window: number; blocks: number; end: number } {
  const descriptor = view.getUint8(start + 4);
  const singleSegment = (descriptor & 0x20) !== 0;
  const sizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  let at = start + 5;
  let window = 0;
  if (!singleSegment) {
    const byte = view.getUint8(at);
    const base = 2 ** (10 + (byte >> 3));
    window = base + (base / 8) * (byte & 7);
    at += 1;
  }
  at += dictionaryBytes;
  if (singleSegment) window = contentSize(view, at, sizeBytes);
  at += sizeBytes;

  for (let blocks = 1; ; blocks += 1) {
    const header = view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
    const stored = ((header >> 1) & 3) === 1 ? 1 : header >> 3;
    at += 3 + stored;
    if ((header & 1) === 1) {
      const checksum = (descriptor & 4) === 0 ? 0 : 4;
      return { window, blocks, end: at + checksum };
    }
  }
}

function contentSize(view: DataView, at: number, bytes: number): number {
  switch (bytes) {
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at, true) + 256;
    case 4:
      return view.getUint32(at, true);
    default:
      return Number(view.getBigUint64(at, true));
  }
}
