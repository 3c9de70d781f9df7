import { concatBytes } from '@/core/snapshot/bytes';
import { Refusal } from '@/core/snapshot/refusal';

/** C2SP tlog-tiles: 256 hashes to a full tile. */
export const TILE_WIDTH = 256;
const HASH_BYTES = 32;

/** A tile of hashes, or a bundle of entries. */
export interface TileAddress {
  level: number | 'entries';
  index: number;
  /** 1 to 256; below 256 the tile is partial. */
  width: number;
}

/** Path below the log's prefix: `tile/0/x001/x234/067`, `tile/entries/000.p/17`. */
export function tilePath({ level, index, width }: TileAddress): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const groups = digits.match(/\d{3}/g) ?? [];
  const encoded = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${encoded}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** Reads a tile path; null for anything that {@link tilePath} would not write. */
export function parseTilePath(path: string): TileAddress | null {
  const match =
    /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (match === null) return null;
  const [, level = '', encoded = '', width] = match;
  const address: TileAddress = {
    level: level === 'entries' ? 'entries' : Number(level),
    index: Number(encoded.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  return tilePath(address) === path && Number(address.level === 'entries' ? 0 : level) <= 63
    ? address
    : null;
}

/** Width of a tile in a tree of `size` leaves: 0 when it holds nothing yet. */
export function tileWidth(level: number | 'entries', index: number, size: number): number {
  const inLevel = Math.floor(size / TILE_WIDTH ** (level === 'entries' ? 0 : level));
  return Math.max(0, Math.min(TILE_WIDTH, inLevel - index * TILE_WIDTH));
}

/** Every tile and entry bundle that a log of this size serves. */
export function tilesOf(size: number): TileAddress[] {
  const addresses: TileAddress[] = [];
  const levels: (number | 'entries')[] = ['entries', 0];
  for (let level = 1; TILE_WIDTH ** level <= size; level++) levels.push(level);
  for (const level of levels) {
    for (let index = 0; tileWidth(level, index, size) > 0; index++) {
      addresses.push({ level, index, width: tileWidth(level, index, size) });
    }
  }
  return addresses;
}

/** Bytes of a tile: its hashes one after the other. */
export function encodeTile(hashes: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...hashes);
}

/** @throws Refusal `bad-shape` when the bytes are no whole number of hashes, 1 to 256 */
export function decodeTile(bytes: Uint8Array): Uint8Array[] {
  const count = bytes.length / HASH_BYTES;
  if (!Number.isInteger(count) || count < 1 || count > TILE_WIDTH) {
    throw new Refusal('bad-shape', 'A tile holds 1 to 256 hashes of 32 bytes.');
  }
  return Array.from({ length: count }, (_, i) => bytes.slice(HASH_BYTES * i, HASH_BYTES * (i + 1)));
}

/**
 * Bytes of an entry bundle: each entry after its length as a big-endian uint16.
 * @throws Refusal `too-large` for an entry of 64 KiB or more
 */
export function encodeEntryBundle(entries: readonly Uint8Array[]): Uint8Array {
  return concatBytes(
    ...entries.flatMap((entry) => {
      if (entry.length > 0xffff) throw new Refusal('too-large', 'A log entry is below 64 KiB.');
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );
}

/** @throws Refusal `bad-shape` for a truncated bundle or more than 256 entries */
export function decodeEntryBundle(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    if (at + 2 + length > bytes.length || entries.length === TILE_WIDTH) {
      throw new Refusal('bad-shape', 'The entry bundle is truncated or too long.');
    }
    entries.push(bytes.slice(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return entries;
}
