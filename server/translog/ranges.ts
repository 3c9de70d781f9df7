/**
 * Which hashes make up the roots and proofs of the log's tree (RFC 6962 section 2.1), said as ranges
 * of leaves. A range falls into complete subtrees, which are stored; so every root and proof is a few
 * stored hashes, whatever the size of the log.
 */

/** A complete subtree: node `index` of `level` covers leaves [index × 2^level, (index + 1) × 2^level). */
export interface NodePlace {
  level: number;
  index: number;
}

/** Leaves from `from` up to and without `to`. */
export interface LeafRange {
  from: number;
  to: number;
}

/**
 * The complete subtrees of a range, left to right, largest first from the left. `from` must be a
 * multiple of the largest power of two that fits the range, as all ranges of roots and proofs are.
 */
export function completeSubtrees({ from, to }: LeafRange): NodePlace[] {
  const places: NodePlace[] = [];
  let at = from;
  while (at < to) {
    let level = 0;
    let width = 1;
    while (width * 2 <= to - at) {
      width *= 2;
      level += 1;
    }
    places.push({ level, index: at / width });
    at += width;
  }
  return places;
}

/** The subtrees above the leaves that become complete when leaf `index` is appended, lowest first. */
export function completedBy(index: number): NodePlace[] {
  const places: NodePlace[] = [];
  let at = index;
  for (let level = 1; at % 2 === 1; level += 1) {
    at = (at - 1) / 2;
    places.push({ level, index: at });
  }
  return places;
}

/** The audit path of leaf `index` in the tree of `size` leaves, nearest hash first (RFC 6962 2.1.1). */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size)
    throw new RangeError(`There is no leaf ${index} in a tree of ${size}.`);
  const ranges: LeafRange[] = [];
  let whole: LeafRange = { from: 0, to: size };
  while (whole.to - whole.from > 1) {
    const middle = whole.from + splitOf(whole.to - whole.from);
    const [mine, other] =
      index < middle
        ? [
            { from: whole.from, to: middle },
            { from: middle, to: whole.to },
          ]
        : [
            { from: middle, to: whole.to },
            { from: whole.from, to: middle },
          ];
    ranges.unshift(other);
    whole = mine;
  }
  return ranges;
}

/** The proof that the tree of `oldSize` leaves is a prefix of the tree of `size` (RFC 6962 2.1.2). */
export function consistencyRanges(oldSize: number, size: number): LeafRange[] {
  if (!Number.isSafeInteger(oldSize) || oldSize < 0 || oldSize > size)
    throw new RangeError(`A tree of ${size} never had ${oldSize} leaves.`);
  if (oldSize === 0 || oldSize === size) return [];
  const ranges: LeafRange[] = [];
  let whole: LeafRange = { from: 0, to: size };
  while (oldSize < whole.to) {
    const middle = whole.from + splitOf(whole.to - whole.from);
    if (oldSize <= middle) {
      ranges.unshift({ from: middle, to: whole.to });
      whole = { from: whole.from, to: middle };
    } else {
      ranges.unshift({ from: whole.from, to: middle });
      whole = { from: middle, to: whole.to };
    }
  }
  // A verifier knows the old root already; it is left out where the old tree is one complete subtree.
  return whole.from === 0 ? ranges : [whole, ...ranges];
}

/** The largest power of two smaller than `size`. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}
