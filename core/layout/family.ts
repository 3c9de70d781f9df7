/** Neighbouring subtrees, to be placed clear of each other. */

import { depthOf, leftAt, rightAt } from './contour';
import type { Item } from './item';
import { SPACING } from './model';

/** Over a child that is this near to the middle of all, so that its link has no small jog. */
const SNAP = 10;

export class Family {
  readonly members: Item[] = [];
  /** Centre lines of the members that are placed, in order. */
  readonly places: number[] = [];
  /** How many layers below the top the last {@link leastPlace} was decided. */
  decidedAt = 0;
  /** Members that are placed: of falling depth, the latest covering the layers it reaches. */
  private readonly skyline: number[] = [];
  private gap: number = SPACING.sibling;

  /** Begins anew with the children of one element. */
  ofChildren(parent: Item): this {
    this.begin(SPACING.sibling);
    for (let child = parent.firstChild; child !== null; child = child.nextSibling)
      this.members.push(child);
    return this;
  }

  /** Begins anew with trees side by side. */
  ofRoots(roots: readonly Item[]): this {
    this.begin(SPACING.subtree);
    for (const root of roots) this.members.push(root);
    return this;
  }

  private begin(gap: number): void {
    this.gap = gap;
    this.members.length = 0;
    this.places.length = 0;
    this.skyline.length = 0;
  }

  /** The least place for the next member: right of all that are placed. −∞ for the first. */
  leastPlace(): number {
    return this.clearOf(this.places.length, 1);
  }

  /** Places the next member. */
  put(place: number): void {
    this.places.push(place);
    this.cover(this.places.length - 1);
  }

  /** As tightly as possible, and spread evenly where a small subtree stands between large ones. */
  pack(): void {
    const { members, places } = this;
    for (let at = 0; at < members.length; at += 1) this.put(at === 0 ? 0 : this.leastPlace());
    if (members.length <= 2) return;
    const fromLeft = places.slice();
    this.skyline.length = 0;
    for (let at = members.length - 2; at >= 0; at -= 1) {
      this.cover(at + 1);
      places[at] = this.clearOf(at, -1);
    }
    // Both keep every distance, so their mean does.
    for (let at = 0; at < places.length; at += 1)
      places[at] = ((fromLeft[at] ?? 0) + (places[at] ?? 0)) / 2;
  }

  /** The middle of all places, or one that is near it. */
  middle(): number {
    const { places } = this;
    const middle = ((places[0] ?? 0) + (places.at(-1) ?? 0)) / 2;
    return places.find((place) => Math.abs(place - middle) <= SNAP) ?? Math.round(middle);
  }

  /** Settles the places, in whole units from a parent's centre line. */
  settle(centre: number): void {
    for (let at = 0; at < this.members.length; at += 1) {
      const member = this.members[at];
      if (member !== undefined) member.offset = Math.round((this.places[at] ?? 0) - centre);
    }
  }

  /** The nearest place to the covered members: right of them for direction 1, left of them for −1. */
  private clearOf(at: number, direction: 1 | -1): number {
    const { members, places, skyline } = this;
    const item = members[at];
    if (item === undefined) return 0;
    const layers = depthOf(item);
    let place = -Infinity;
    let depth = 0;
    for (let step = skyline.length - 1; step >= 0 && depth < layers; step -= 1) {
      const placed = skyline[step] ?? 0;
      const other = members[placed];
      if (other === undefined) continue;
      const reach = Math.min(layers, depthOf(other));
      const base = direction * (places[placed] ?? 0);
      for (; depth < reach; depth += 1) {
        const apart =
          direction > 0
            ? rightAt(other, depth) - leftAt(item, depth)
            : rightAt(item, depth) - leftAt(other, depth);
        const least = base + apart + (depth === 0 ? this.gap : SPACING.subtree);
        if (least <= place) continue;
        place = least;
        this.decidedAt = depth;
      }
    }
    return direction * place;
  }

  private cover(at: number): void {
    const { members, skyline } = this;
    const item = members[at];
    if (item === undefined) return;
    const depth = depthOf(item);
    for (let top = members[skyline.at(-1) ?? -1]; top !== undefined && depthOf(top) <= depth;) {
      skyline.pop();
      top = members[skyline.at(-1) ?? -1];
    }
    skyline.push(at);
  }
}
