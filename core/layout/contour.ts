/** Contours of subtrees: how far they reach to both sides, layer by layer. */

import type { Contour, Item } from './item';

/** Layers of a subtree, its own included. */
export function depthOf({ contour }: Item): number {
  return contour === null ? 1 : contour.left.length + 1;
}

/** The leftmost extent `depth` layers below the element, relative to its centre line. */
export function leftAt({ block, contour }: Item, depth: number): number {
  if (depth === 0 || contour === null) return block.left;
  return (contour.left[contour.left.length - depth] ?? 0) + contour.leftShift;
}

export function rightAt({ block, contour }: Item, depth: number): number {
  if (depth === 0 || contour === null) return block.right;
  return (contour.right[contour.right.length - depth] ?? 0) + contour.rightShift;
}

/**
 * The common contour of neighbouring subtrees at their offsets, in order. The arrays of the deepest
 * are reused, so that long spines cost nothing; the others are of no use any more.
 */
export function commonContour(family: readonly Item[]): Contour {
  const left = outline(family, 'left');
  const right = outline(family.toReversed(), 'right');
  return { left: left.values, leftShift: left.shift, right: right.values, rightShift: right.shift };
}

/** One side, from the subtree that lies outermost inwards. */
function outline(
  family: readonly Item[],
  side: 'left' | 'right',
): { values: number[]; shift: number } {
  const [outermost] = family;
  if (outermost === undefined) return { values: [], shift: 0 };
  let deepest = outermost;
  for (const item of family) if (depthOf(item) > depthOf(deepest)) deepest = item;
  const { contour } = deepest;
  const values = contour?.[side] ?? [];
  const at = side === 'left' ? leftAt : rightAt;
  const within = side === 'left' ? contour?.leftShift : contour?.rightShift;
  const shift = deepest.offset + (within ?? 0);
  let covered = 1;
  for (const item of family) {
    if (item === deepest) break;
    for (const depth = depthOf(item); covered < depth; covered += 1) {
      values[values.length - covered] = item.offset + at(item, covered) - shift;
    }
  }
  values.push(outermost.offset + outermost.block[side] - shift);
  return { values, shift };
}
