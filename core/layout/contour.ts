/** Contours of subtrees: how far they reach to both sides, layer by layer. */

import type { Contour, Item } from './item';
import { SPACING } from './model';

/** Layers of a subtree, its own included. */
export function depthOf({ contour }: Item): number {
  return contour === null ? 1 : contour.left.length + 1;
}

/** The leftmost extent `depth` layers below the element, relative to its centre line. */
export function leftAt({ block, contour, border }: Item, depth: number): number {
  if (border !== null) return border.left;
  if (depth === 0 || contour === null) return block.left;
  return (contour.left[contour.left.length - depth] ?? 0) + contour.leftShift;
}

export function rightAt({ block, contour, border }: Item, depth: number): number {
  if (border !== null) return border.right;
  if (depth === 0 || contour === null) return block.right;
  return (contour.right[contour.right.length - depth] ?? 0) + contour.rightShift;
}

/** A contour of more layers is handed on, not copied, so that long spines cost nothing. */
const COPIED = 64;

/**
 * The common contour of neighbouring subtrees at their offsets, in order. A very deep one loses its
 * own to it.
 */
export function commonContour(family: readonly Item[]): Contour {
  const first = 0;
  const last = family.length - 1;
  let [deepestLeft, deepestRight] = [first, last];
  for (let at = 0; at <= last; at += 1) {
    if (depthAt(family, at) > depthAt(family, deepestLeft)) deepestLeft = at;
    if (depthAt(family, last - at) > depthAt(family, deepestRight)) deepestRight = last - at;
  }
  const [onLeft, onRight] = [family[deepestLeft], family[deepestRight]];
  const left = handOn(onLeft?.contour?.left);
  const right = handOn(onRight?.contour?.right);
  const leftShift = (onLeft?.offset ?? 0) + (onLeft?.contour?.leftShift ?? 0);
  const rightShift = (onRight?.offset ?? 0) + (onRight?.contour?.rightShift ?? 0);
  let covered = 1;
  for (let at = first; at < deepestLeft; at += 1) {
    const item = family[at];
    if (item === undefined) continue;
    for (const depth = depthOf(item); covered < depth; covered += 1)
      left[left.length - covered] = item.offset + leftAt(item, covered) - leftShift;
  }
  covered = 1;
  for (let at = last; at > deepestRight; at -= 1) {
    const item = family[at];
    if (item === undefined) continue;
    for (const depth = depthOf(item); covered < depth; covered += 1)
      right[right.length - covered] = item.offset + rightAt(item, covered) - rightShift;
  }
  if (left.length > COPIED && onLeft !== undefined) onLeft.contour = null;
  if (right.length > COPIED && onRight !== undefined) onRight.contour = null;
  const [leftmost, rightmost] = [family[first], family[last]];
  left.push((leftmost === undefined ? 0 : leftmost.offset + leftAt(leftmost, 0)) - leftShift);
  right.push((rightmost === undefined ? 0 : rightmost.offset + rightAt(rightmost, 0)) - rightShift);
  return { left, right, leftShift, rightShift };
}

function handOn(extents: number[] | undefined): number[] {
  if (extents === undefined) return [];
  return extents.length > COPIED ? extents : extents.slice();
}

function depthAt(family: readonly Item[], at: number): number {
  const item = family[at];
  return item === undefined ? 0 : depthOf(item);
}

/** Draws the border around an element's branch: every layer of it reaches as far as the widest. */
export function surround(item: Item): void {
  item.border = null;
  if (!item.hasBorder) return;
  const { block, contour } = item;
  let { left, right } = block;
  for (let depth = depthOf(item) - 1; depth > 0; depth -= 1) {
    left = Math.min(left, leftAt(item, depth));
    right = Math.max(right, rightAt(item, depth));
  }
  left = Math.floor(left) - SPACING.border;
  right = Math.ceil(right) + SPACING.border;
  contour?.left.fill(left - contour.leftShift);
  contour?.right.fill(right - contour.rightShift);
  item.border = { left, right };
}
