/** Where an element's outline is, once centre lines and heights are settled. */

import { type Item, ownerOf } from './item';
import type { Levels } from './levels';
import { type Point, SPACING } from './model';

/** The centre line of the block an element stands in. */
export function centreOf(item: Item): number {
  return ownerOf(item).x;
}

export function leftOf(item: Item): number {
  return item.place === null ? item.x - item.width / 2 : centreOf(item) + item.place.x;
}

export function topOf(item: Item, levels: Levels): number {
  return levels.topOf(item.layer) + (item.place?.y ?? 0);
}

/** A free vertical at the right of the element, up to the top of its layer. */
export function gutterOf(item: Item): number {
  return centreOf(item) + (item.place?.gutter ?? item.width / 2 + SPACING.context / 2);
}

/** Where links leave the outline at the right, and enter it from there. */
export function rightSide(item: Item, levels: Levels): Point {
  const y = item.place === null ? item.block.sideY : item.height / 2;
  // A parallelogram's side leans: in by twice the inset from top to bottom.
  const inset = item.round ? item.sideInset : (item.sideInset * 2 * y) / item.height;
  return { x: leftOf(item) + item.width - inset, y: topOf(item, levels) + y };
}

/** The outline's top at this x. */
export function topAt(item: Item, x: number, levels: Levels): number {
  return topOf(item, levels) + dip(item, x);
}

/** The outline's bottom at this x. */
export function bottomAt(item: Item, x: number, levels: Levels): number {
  return topOf(item, levels) + item.height - dip(item, x);
}

/** How far an oval's outline lies from the box's edge away from its middle. */
function dip(item: Item, x: number): number {
  if (!item.round) return 0;
  const across = (x - centreOf(item)) / Math.max(1, item.width / 2 - item.sideInset);
  return (item.height / 2) * (1 - Math.sqrt(Math.max(0, 1 - across * across)));
}
