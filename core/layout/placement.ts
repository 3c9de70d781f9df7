/**
 * Places trees of wide boxes. What has a place keeps it wherever it still fits; what is new is packed
 * as tightly as layers and reading order allow: subtrees are moved together until their contours touch
 * (Reingold & Tilford 1981), from the left and from the right, and stand at the mean of both, so that
 * small subtrees between large ones are spread evenly. Linear time: of each two subtrees only the
 * layers of the lower one are looked at.
 */

import { commonContour, depthOf, leftAt, rightAt } from './contour';
import type { Contour, Item } from './item';
import { SPACING } from './model';

/** Over a child that is this near to the middle of all, so that its link has no small jog. */
const SNAP = 10;
/** By how much distances may be short where places were rounded. */
const ROUNDING = 1;
/** The room behind a new family, as a share of its width. */
const ROOM = 0.4;

export class Placement {
  /** Drawings so far: what was placed in the one before has a place. */
  private drawing = 0;
  private room = 0;
  private readonly family: Item[] = [];
  /** Of the family's members, in order. */
  private readonly places: number[] = [];
  private readonly skyline: number[] = [];

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

  /** Places an element's children about it, unless all of that is as it was. */
  private placeChildren(parent: Item): void {
    parent.hasPlace = parent.placedIn === this.drawing - 1;
    parent.wanted = parent.x;
    if (parent.hasPlace && !parent.isTouched && this.isAsBefore(parent)) return;
    const { family, places } = this;
    family.length = 0;
    for (let child = parent.firstChild; child !== null; child = child.nextSibling)
      family.push(child);
    const before = parent.placedChildren;
    parent.isTouched = true;
    parent.placedChildren = family.length;
    parent.contour = null;
    if (family.length === 0) return;
    const staying = this.staying(parent);
    if (staying > 0) {
      this.keep(parent, SPACING.sibling);
      const isSame = staying === family.length && staying === before;
      if (!parent.hasPlace || (!isSame && hasRoomAt(parent, middleOf(places))))
        parent.wanted = middleOf(places);
      parent.hasPlace = true;
      this.setOffsets(parent.wanted);
      parent.contour = commonContour(family);
      coverLink(parent.contour);
    } else {
      this.pack(SPACING.sibling);
      this.setOffsets(middleOf(places));
      parent.contour = commonContour(family);
      this.keepRoom(parent.contour);
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

  private setOffsets(centre: number): void {
    let at = 0;
    for (const child of this.family) {
      child.offset = Math.round((this.places[at] ?? 0) - centre);
      at += 1;
    }
  }

  /** Behind a new family, where the next of its members would come. */
  private keepRoom({ left, right, leftShift, rightShift }: Contour): void {
    if (this.room === 0) return;
    const last = right.length - 1;
    const edge = right[last] ?? 0;
    const width = edge + rightShift - (left[last] ?? 0) - leftShift;
    right[last] = edge + Math.min(this.room, width * ROOM);
  }

  /** Trees side by side: those that stood stay, a first one stands at 0. */
  private placeForest(roots: readonly Item[]): void {
    const { family, places } = this;
    family.length = 0;
    for (const root of roots) family.push(root);
    const isKept = this.staying(null) > 0;
    if (isKept) this.keep(null, SPACING.subtree);
    else this.pack(SPACING.subtree);
    const origin = isKept ? 0 : (places[0] ?? 0);
    this.setOffsets(origin);
  }

  /** How many of the family have a place; none when they come in another order now. */
  private staying(parent: Item | null): number {
    let count = 0;
    let last = -Infinity;
    for (const child of this.family) {
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
  private keep(parent: Item | null, gap: number): void {
    const { family, places, skyline } = this;
    places.length = 0;
    skyline.length = 0;
    const firstPlace = family.find((child) => this.stays(child, parent))?.wanted ?? 0;
    for (const [at, child] of family.entries()) {
      const least = at === 0 ? -Infinity : this.leastPlace(at, gap, 1);
      if (this.stays(child, parent) && child.wanted >= least - ROUNDING) places.push(child.wanted);
      else places.push(at === 0 ? firstPlace : Math.ceil(least));
      this.cover(at);
    }
  }

  /** Side by side, clear of each other. */
  private pack(gap: number): void {
    const { family, places, skyline } = this;
    places.length = 0;
    skyline.length = 0;
    for (let at = 0; at < family.length; at += 1) {
      places.push(at === 0 ? 0 : this.leastPlace(at, gap, 1));
      this.cover(at);
    }
    if (family.length <= 2) return;
    const fromLeft = places.slice();
    skyline.length = 0;
    const last = family.length - 1;
    for (let at = last - 1; at >= 0; at -= 1) {
      this.cover(at + 1);
      places[at] = this.leastPlace(at, gap, -1);
    }
    // Both keep every distance, so their mean does.
    for (const [at, place] of fromLeft.entries()) places[at] = (place + (places[at] ?? 0)) / 2;
  }

  /**
   * The nearest place to those of the family that are placed: right of them for direction 1, left of
   * them for −1. They are kept as a skyline: of falling depth, the latest covering the layers it reaches.
   */
  private leastPlace(at: number, gap: number, direction: 1 | -1): number {
    const { family, places, skyline } = this;
    const item = family[at];
    if (item === undefined) return 0;
    const layers = depthOf(item);
    let place = -Infinity;
    let depth = 0;
    for (let step = skyline.length - 1; step >= 0 && depth < layers; step -= 1) {
      const placed = skyline[step] ?? 0;
      const other = family[placed];
      if (other === undefined) continue;
      const reach = Math.min(layers, depthOf(other));
      const base = direction * (places[placed] ?? 0);
      for (; depth < reach; depth += 1) {
        const apart =
          direction > 0
            ? rightAt(other, depth) - leftAt(item, depth)
            : rightAt(item, depth) - leftAt(other, depth);
        place = Math.max(place, base + apart + (depth === 0 ? gap : SPACING.subtree));
      }
    }
    return direction * place;
  }

  private cover(at: number): void {
    const { family, skyline } = this;
    const item = family[at];
    if (item === undefined) return;
    const depth = depthOf(item);
    for (let top = family[skyline.at(-1) ?? -1]; top !== undefined && depthOf(top) <= depth;) {
      skyline.pop();
      top = family[skyline.at(-1) ?? -1];
    }
    skyline.push(at);
  }
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

/** The common horizontal to the children begins below the parent, wherever they are. */
function coverLink({ left, right, leftShift, rightShift }: Contour): void {
  const last = left.length - 1;
  left[last] = Math.min(left[last] ?? 0, -leftShift);
  right[last] = Math.max(right[last] ?? 0, -rightShift);
}

/** Over the middle of the children, or right over one that is near it. */
function middleOf(places: readonly number[]): number {
  const middle = ((places[0] ?? 0) + (places.at(-1) ?? 0)) / 2;
  return places.find((place) => Math.abs(place - middle) <= SNAP) ?? Math.round(middle);
}
