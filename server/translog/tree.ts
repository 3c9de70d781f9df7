import { interiorHash, merkleRoot } from '@/core/attest/merkle';
import type { Db } from '@/server/platform/database';
import { completeSubtrees, consistencyRanges, inclusionRanges, type LeafRange } from './ranges';
import { readNodes } from './repo';

/** Root of the tree over the first `size` leaves: about log₂(size) stored hashes are read. */
export async function rootAt(db: Db, size: number): Promise<Uint8Array> {
  if (size === 0) return merkleRoot([]);
  const [root] = await rangeHashes(db, [{ from: 0, to: size }]);
  return root as Uint8Array;
}

/**
 * Audit path of leaf `index` in the tree of `size` leaves, nearest hash first.
 *
 * @throws RangeError when there is no such leaf in a tree of that size.
 */
export function inclusionPath(db: Db, index: number, size: number): Promise<Uint8Array[]> {
  return rangeHashes(db, inclusionRanges(index, size));
}

/**
 * Proof that the tree of `oldSize` leaves is a prefix of the tree of `size`.
 *
 * @throws RangeError when `oldSize` is larger than `size`.
 */
export function consistencyPath(db: Db, oldSize: number, size: number): Promise<Uint8Array[]> {
  return rangeHashes(db, consistencyRanges(oldSize, size));
}

/** Hash over each range, from the stored hashes of its complete subtrees, in one query. */
async function rangeHashes(db: Db, ranges: readonly LeafRange[]): Promise<Uint8Array[]> {
  const parts = ranges.map(completeSubtrees);
  const hashes = await readNodes(db, parts.flat());
  let at = 0;
  return parts.map((places) => {
    const own = hashes.slice(at, at + places.length);
    at += places.length;
    return own.reduceRight((right, left) => interiorHash(left, right));
  });
}
