import { Refusal } from './refusal';

/** Bytes that are read piece by piece: a file on a disk, or what is in memory already. */
export interface ByteSource {
  /** Bytes of the whole. */
  readonly size: number;
  /**
   * Fills `into` with the bytes from `from` on.
   * @throws Refusal `bad-container` where the source ends before
   */
  read(from: number, into: Uint8Array): void;
}

/** How much is looked at at once, in bytes. */
const PIECE = 1024 * 1024;

export function inMemory(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (from, into) => {
      if (from + into.length > bytes.length) throw cutShort(bytes.length);
      into.set(bytes.subarray(from, from + into.length));
    },
  };
}

/** Bytes of a source from `from` on, in an array of their own. @throws Refusal `bad-container` */
export function bytesAt(source: ByteSource, from: number, length: number): Uint8Array {
  // Before anything is taken for it: a hostile length may be any number.
  if (from + length > source.size) throw cutShort(source.size);
  const bytes = new Uint8Array(length);
  source.read(from, bytes);
  return bytes;
}

/**
 * A part of a source in pieces of a mebibyte, the last one shorter. Each piece is overwritten by the
 * next one. @throws Refusal `bad-container`
 */
export function* piecesAt(
  source: ByteSource,
  from: number,
  length: number,
): Generator<Uint8Array, void, undefined> {
  const buffer = new Uint8Array(Math.min(PIECE, length));
  for (let at = 0; at < length; at += PIECE) {
    const piece = buffer.subarray(0, Math.min(PIECE, length - at));
    source.read(from + at, piece);
    yield piece;
  }
}

export function cutShort(size: number): Refusal {
  return new Refusal('bad-container', `The file is cut short: it ends at byte ${size}.`);
}
