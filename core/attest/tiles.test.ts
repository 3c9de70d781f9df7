import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '@/core/snapshot/refusal';
import {
  decodeEntryBundle,
  decodeTile,
  encodeEntryBundle,
  encodeTile,
  parseTilePath,
  tilePath,
  tilesOf,
  tileWidth,
} from './tiles';

describe('tile paths', () => {
  it('are those of the C2SP examples', () => {
    expect(tilePath({ level: 0, index: 1234067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 'entries', index: 0, width: 5 })).toBe('tile/entries/000.p/5');
  });

  it('read back', () => {
    const address = fc.record({
      level: fc.oneof(fc.constant('entries' as const), fc.nat(63)),
      index: fc.nat(),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(
      fc.property(address, (one) => {
        expect(parseTilePath(tilePath(one))).toEqual(one);
      }),
    );
  });

  it.each([
    'tile/64/000',
    'tile/00/000',
    'tile/0/x000/001',
    'tile/0/0',
    'tile/0/000.p/256',
    'tile/0/000.p/0',
    'tile/0/../000',
    'tile/0/000/',
  ])('refuse %s', (path) => expect(parseTilePath(path)).toBeNull());
});

describe('tiles of a tree', () => {
  it('of 70,000 leaves are the ones the specification counts', () => {
    const tiles = tilesOf(70_000);
    const at = (level: number) => tiles.filter((tile) => tile.level === level);
    expect(at(0).filter((tile) => tile.width === 256)).toHaveLength(273);
    expect(at(0).at(-1)?.width).toBe(112);
    expect(at(1).map((tile) => tile.width)).toEqual([256, 17]);
    expect(at(2).map((tile) => tile.width)).toEqual([1]);
  });

  it('of 256 leaves are a full one and a partial one above', () => {
    expect(tileWidth(0, 0, 256)).toBe(256);
    expect(tileWidth(1, 0, 256)).toBe(1);
    expect(tileWidth(1, 0, 255)).toBe(0);
  });
});

describe('entry bundles', () => {
  it('read back', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (entries) => {
        expect(decodeEntryBundle(encodeEntryBundle(entries))).toEqual(entries);
      }),
    );
  });

  it('refuse truncation and entries of 64 KiB', () => {
    const bundle = encodeEntryBundle([new Uint8Array(5)]);
    expect(() => decodeEntryBundle(bundle.slice(0, -1))).toThrow(Refusal);
    expect(() => decodeEntryBundle(Uint8Array.of(0))).toThrow(Refusal);
    expect(() => encodeEntryBundle([new Uint8Array(0x10000)])).toThrow(Refusal);
  });

  it('stand beside tiles of hashes', () => {
    const hashes = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    expect(decodeTile(encodeTile(hashes))).toEqual(hashes);
    expect(() => decodeTile(new Uint8Array(33))).toThrow(Refusal);
  });
});
