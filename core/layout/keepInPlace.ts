/**
 * Keeps the drawing still under a reader: what somebody looks at does not move when others type, fold
 * or add.
 */

import type { Id } from '@/core/argument/document';

import type { Item } from './item';
import type { Box, LayoutInput, Rectangle } from './model';

/** What somebody looks at. */
export interface Look {
  /** Elements that matter most, as far as the window shows them. */
  wanted: readonly (Id | null)[];
  /** The part of the drawing that can be seen. */
  window: Rectangle;
}

/** An element that is to stay, and its box in the drawing before. */
export interface Anchor {
  item: Item;
  box: Box;
}

/**
 * The element to keep in place: the first wanted one that the window shows, else the one that was
 * nearest to the middle of the window and is still drawn.
 *
 * @param before the number of the drawing in which it must have been
 */
export function anchorOf(look: Look, items: readonly Item[], before: number): Anchor | null {
  const { wanted, window } = look;
  const middle = { x: window.x + window.width / 2, y: window.y + window.height / 2 };
  let anchor: Anchor | null = null;
  let most = wanted.length;
  let least = Infinity;
  const consider = (item: Item) => {
    const { box } = item;
    if (box === null || item.boxIn !== before) return;
    const rank = wanted.indexOf(item.id);
    if (rank >= 0 && rank < most && overlap(box, window)) {
      anchor = { item, box };
      most = rank;
    }
    if (most < wanted.length) return;
    const away = Math.hypot(box.x + box.width / 2 - middle.x, box.y + box.height / 2 - middle.y);
    if (away >= least) return;
    anchor = { item, box };
    least = away;
  };
  for (const item of items) {
    consider(item);
    for (const satellite of item.satellites) consider(satellite);
  }
  return anchor;
}

/** Whether two inputs give the same layout: most typing changes words and no box. */
export function isSameInput(a: LayoutInput, b: LayoutInput): boolean {
  if (a === b) return true;
  return (
    a.root === b.root &&
    isSameList(
      a.nodes,
      b.nodes,
      (one, other) =>
        one.id === other.id &&
        one.width === other.width &&
        one.height === other.height &&
        one.round === other.round &&
        one.sideInset === other.sideInset &&
        one.group === other.group,
    ) &&
    isSameList(
      a.links,
      b.links,
      (one, other) =>
        one.id === other.id &&
        one.kind === other.kind &&
        one.from === other.from &&
        one.to === other.to,
    ) &&
    isSameList(
      a.challenges,
      b.challenges,
      (one, other) =>
        one.id === other.id &&
        one.width === other.width &&
        one.height === other.height &&
        JSON.stringify(one.target) === JSON.stringify(other.target),
    ) &&
    isSameList(
      a.folds ?? [],
      b.folds ?? [],
      (one, other) =>
        one.id === other.id &&
        one.width === other.width &&
        one.height === other.height &&
        isSameList(one.members, other.members, (member, another) => member === another),
    ) &&
    isSameList(
      [...(a.within ?? [])],
      [...(b.within ?? [])],
      ([module, around], [other, another]) => module === other && around === another,
    ) &&
    a.collapsed.size === b.collapsed.size &&
    [...a.collapsed].every((id) => b.collapsed.has(id))
  );
}

/** Whether two areas share a point. */
export function overlap(a: Rectangle, b: Rectangle): boolean {
  return (
    a.x <= b.x + b.width && a.y <= b.y + b.height && a.x + a.width >= b.x && a.y + a.height >= b.y
  );
}

function isSameList<Item>(
  a: readonly Item[],
  b: readonly Item[],
  isSame: (one: Item, other: Item) => boolean,
): boolean {
  return (
    a.length === b.length &&
    a.every((one, at) => {
      const other = b[at];
      return other !== undefined && isSame(one, other);
    })
  );
}
