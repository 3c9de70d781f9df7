/**
 * Places trees of wide boxes. What has a place keeps it wherever it still fits; what is new is packed
 * as tightly as layers and reading order allow: subtrees are moved together until their contours touch
 * (Reingold & Tilford 1981), from the left and from the right, and stand at the mean of both. Linear
 * time: of each two subtrees only the layers of the lower one are looked at.
 */

import { commonContour, depthOf, surround } from './contour';
import { Family } from './family';
import type { Contour, Item } from './item';
import { SPACING } from './model';

/** By how much distances may be short where places were rounded. */
const ROUNDING = 1;
/** The room behind a new family, as a share of its width. */
const ROOM = 0.4;
/** How often parts of a subtree make way before all of it does. */
const ATTEMPTS = 8;

export class Placement {
  /** Drawings so far: what was placed in the one before has a place. */
  private drawing = 0;
  private room = 0;
  private readonly family = new Family();

  /**
   * Sets the centre line of every element, in whole units.
   *
   * @param items the elements of the trees in preorder
   * @param room the most that is kept free behind the children of one element where a family is
   *   placed anew, for one more of them
   */
  place(roots: readonly Item[], items: readonly Item[], room: number): void {
    this.drawing += 1;
    this.room = room;
    for (let at = items.length - 1; at >= 0; at -= 1) {
      const item = items[at];
      if (item !== undefined) this.placeChildren(item);
    }
    this.placeForest(roots);
    for (const item of items) {
      const { parent } = item;
      item.x = item.offset + (parent?.x ?? 0);
      item.placedIn = this.drawing;
      item.placedUnder = parent;
    }
  }

  /** Keeps no place for anyone in the next drawing. */
  forget(): void {
    this.drawing += 1;
  }

  /** Places an element's children about it, unless all of that is as it was. */
  private placeChildren(parent: Item): void {
    parent.hasPlace = parent.placedIn === this.drawing - 1;
    parent.wanted = parent.x;
    const isBordered = parent.border !== null;
    if (
      parent.hasPlace &&
      !parent.isTouched &&
      isBordered === parent.hasBorder &&
      this.isAsBefore(parent)
    )
      return;
    const family = this.family.ofChildren(parent);
    const count = family.members.length;
    const before = parent.placedChildren;
    parent.isTouched = true;
    parent.placedChildren = count;
    parent.contour = null;
    if (count === 0) {
      surround(parent);
      return;
    }
    const staying = this.countStaying(family, parent);
    if (staying === 0) {
      family.pack();
      family.settle(family.middle());
      parent.contour = commonContour(family.members);
      surround(parent);
      this.keepRoom(parent.contour);
      return;
    }
    this.keep(family, parent);
    const isSame = staying === count && staying === before;
    if (!parent.hasPlace || (!isSame && hasRoomAt(parent, family.middle())))
      parent.wanted = family.middle();
    parent.hasPlace = true;
    settleBelow(parent, family);
  }

  /** Trees side by side: those that stood stay, a first one stands at 0. */
  private placeForest(roots: readonly Item[]): void {
    const family = this.family.ofRoots(roots);
    if (this.countStaying(family, null) > 0) {
      this.keep(family, null);
      family.settle(0);
    } else {
      family.pack();
      family.settle(family.places[0] ?? 0);
    }
  }

  /** Whether the same children stand below it, in the same order and with the same below them. */
  private isAsBefore(parent: Item): boolean {
    const first = parent.firstChild;
    if (first === null) return parent.placedChildren === 0;
    if (parent.contour === null) return false;
    let count = 0;
    let last = -Infinity;
    for (let child: Item | null = first; child !== null; child = child.nextSibling) {
      if (child.isTouched || !this.stays(child, parent) || child.x <= last) return false;
      last = child.x;
      count += 1;
    }
    return count === parent.placedChildren;
  }

  /** How many of the family have a place; none when they come in another order now. */
  private countStaying({ members }: Family, parent: Item | null): number {
    let count = 0;
    let last = -Infinity;
    for (const child of members) {
      if (!this.stays(child, parent)) continue;
      if (child.wanted <= last) return 0;
      last = child.wanted;
      count += 1;
    }
    return count;
  }

  private stays(child: Item, parent: Item | null): boolean {
    return child.hasPlace && child.placedIn === this.drawing - 1 && child.placedUnder === parent;
  }

  /** Everyone where it stood, or right of that as far as those before it need. */
  private keep(family: Family, parent: Item | null): void {
    const { members } = family;
    const first = members.find((child) => this.stays(child, parent))?.wanted ?? 0;
    for (const child of members) {
      let least = family.leastPlace();
      if (!this.stays(child, parent)) {
        family.put(least === -Infinity ? first : Math.ceil(least));
        continue;
      }
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const short = Math.ceil(least - child.wanted);
        if (short <= ROUNDING || !this.makeWay(child, family.decidedAt, short)) break;
        least = family.leastPlace();
      }
      family.put(child.wanted >= least - ROUNDING ? child.wanted : Math.ceil(least));
    }
  }

  /**
   * Moves what lies leftmost in one layer of a subtree to the right, and the rest only as far as that
   * needs: nobody at the other end of a large subtree moves for a newcomer at this one. Returns false,
   * and moves nothing, where the whole of it has to make way.
   *
   * @param depth of the layer below the subtree's top
   */
  private makeWay(item: Item, depth: number, by: number): boolean {
    if (depth === 0 || item.contour === null || item.firstChild === item.lastChild) return false;
    let leftmost: Item | null = null;
    for (let child = item.firstChild; child !== null; child = child.nextSibling) {
      const isHandedOn = child.contour === null && child.firstChild !== null;
      if (isHandedOn || !this.stays(child, item)) return false;
      child.wanted = item.wanted + child.offset;
      if (leftmost === null && depthOf(child) >= depth) leftmost = child;
    }
    if (leftmost === null) return false;
    if (!this.makeWay(leftmost, depth - 1, by)) {
      // Past its parent it would lead it by the side.
      if (leftmost.wanted + by > item.wanted) return false;
      leftmost.wanted += by;
    }
    const family = new Family().ofChildren(item);
    this.keep(family, item);
    item.isTouched = true;
    settleBelow(item, family);
    return true;
  }

  /** Behind a new family, where the next of its members would come. */
  private keepRoom({ left, right, leftShift, rightShift }: Contour): void {
    if (this.room === 0) return;
    const last = right.length - 1;
    const edge = right[last] ?? 0;
    const width = edge + rightShift - (left[last] ?? 0) - leftShift;
    right[last] = edge + Math.min(this.room, width * ROOM);
  }
}

/** Settles a family below a parent that has its place. */
function settleBelow(parent: Item, family: Family): void {
  family.settle(parent.wanted);
  const contour = commonContour(family.members);
  // The common horizontal to the children begins below the parent, wherever they are.
  const last = contour.left.length - 1;
  contour.left[last] = Math.min(contour.left[last] ?? 0, -contour.leftShift);
  contour.right[last] = Math.max(contour.right[last] ?? 0, -contour.rightShift);
  parent.contour = contour;
  surround(parent);
}

/** Whether an element could stand there between its neighbours of the drawing before. */
function hasRoomAt(item: Item, x: number): boolean {
  const { block, onLeft, onRight, parent } = item;
  const gapTo = (other: Item) => (other.parent === parent ? SPACING.sibling : SPACING.subtree);
  return (
    (onLeft === null || onLeft.x + onLeft.block.right + gapTo(onLeft) <= x + block.left) &&
    (onRight === null || x + block.right + gapTo(onRight) <= onRight.x + onRight.block.left)
  );
}
