import type { ArgumentNode, Id } from '@/core/argument/document';
import { compareIdentifiers } from '@/core/argument/outline';
import { compareText } from '@/core/argument/text';
import type { ArgumentGraph, Place } from './graph';

/**
 * What holds of nodes because of where they stand in the whole argument: their place in reading
 * order (see outlineOf), whether the argument rests on them (see claimedNodes), whether they are
 * parked, and whether anything supports itself. It is worked out anew when the shape of the argument
 * changes, in a few passes over all nodes that follow pointers alone; a new statement leaves it be.
 */
export class Survey {
  /** Nodes in reading order, each once, parked ones last. */
  reading: readonly Place[] = [];
  hasCycle = false;
  drafts = 0;
  firstDraft: Id | null = null;
  private round = 0;
  private unsorted: readonly (ArgumentNode | null)[] = [];
  private sorted: readonly Place[] = [];

  constructor(private readonly graph: ArgumentGraph) {}

  /**
   * @param asides tops of arguments that make a challenge or argue confidence
   * @returns what is now found otherwise: ids of nodes, and names of what CaseView tells of the whole
   */
  renew(root: Id | null, asides: Iterable<Id>): Set<string> {
    this.round += 1;
    const top = root === null ? undefined : this.graph.place(root);
    const reading: Place[] = [];
    if (top?.node) this.walk(top, reading);
    const connected = reading.length;
    this.readParked(reading);
    if (top?.node && top.node.claim !== 'not-claimed') this.rest(top);
    for (const id of asides) {
      const place = this.graph.place(id);
      if (place?.node) this.setBeside(place);
    }
    return this.settle(reading, connected);
  }

  private walk(top: Place, reading: Place[]): void {
    const stack = [top];
    for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
      if (place.read === this.round) continue;
      place.read = this.round;
      reading.push(place);
      const { below } = place;
      for (let at = below.length - 1; at >= 0; at -= 1) {
        const child = below[at]?.to;
        if (child?.node && child.read !== this.round) stack.push(child);
      }
    }
  }

  private readParked(reading: Place[]): void {
    const unread: Place[] = [];
    for (const place of this.graph.all()) {
      if (place.node && place.read !== this.round) unread.push(place);
    }
    if (unread.length === 0) return;
    const tops = unread.filter(({ above }) => !above.some(({ from }) => from.node));
    for (const top of this.inNameOrder(tops)) this.walk(top, reading);
    // What is left hangs in cycles that no top reaches.
    const knotted = unread.filter(({ read }) => read !== this.round);
    for (const place of knotted.sort(byName)) this.walk(place, reading);
  }

  /** Tops of arguments beside the main one are many and seldom change. */
  private inNameOrder(tops: readonly Place[]): readonly Place[] {
    const nodes = tops.map(({ node }) => node);
    const same =
      nodes.length === this.unsorted.length &&
      nodes.every((node, at) => node === this.unsorted[at]);
    if (!same) {
      this.unsorted = nodes;
      this.sorted = tops.toSorted(byName);
    }
    return this.sorted;
  }

  private rest(top: Place): void {
    const open = [top];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (place.rested === this.round) continue;
      place.rested = this.round;
      for (const { to } of place.below) {
        if (to.node && to.node.claim !== 'not-claimed' && to.rested !== this.round) open.push(to);
      }
    }
  }

  private setBeside(top: Place): void {
    const open = [top];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (place.beside === this.round) continue;
      place.beside = this.round;
      for (const { to } of place.below) {
        if (to.node && to.beside !== this.round) open.push(to);
      }
    }
  }

  private settle(reading: readonly Place[], connected: number): Set<string> {
    const changed = new Set<string>();
    let [drafts, firstDraft]: [number, Id | null] = [0, null];
    let moved = reading.length !== this.reading.length;
    for (let at = 0; at < reading.length; at += 1) {
      const place = reading[at];
      if (place === undefined) continue;
      const claimed = place.rested === this.round;
      const aside = place.beside === this.round;
      const parked = at >= connected && !aside;
      if (this.reading[at] !== place) moved = true;
      place.position = at;
      if (claimed !== place.claimed || aside !== place.aside || parked !== place.parked) {
        changed.add(place.id);
        place.claimed = claimed;
        place.aside = aside;
        place.parked = parked;
      }
      if (!claimed || place.node?.claim !== 'draft') continue;
      firstDraft ??= place.id;
      drafts += 1;
    }
    if (moved) changed.add('order');
    if (drafts !== this.drafts || firstDraft !== this.firstDraft) changed.add('drafts');
    const hasCycle = leavesKnot(reading);
    // While there is a knot, any change of shape may be a change of the knot.
    if (hasCycle || this.hasCycle) changed.add('cycles');
    Object.assign(this, { reading, drafts, firstDraft, hasCycle });
    return changed;
  }
}

/** Kahn's algorithm: what cannot be taken away from above hangs in, or below, a cycle. */
function leavesKnot(places: readonly Place[]): boolean {
  const free: Place[] = [];
  for (const place of places) {
    let unmet = 0;
    for (const { from } of place.above) if (from.node) unmet += 1;
    place.unmet = unmet;
    if (unmet === 0) free.push(place);
  }
  let taken = 0;
  for (let place = free.pop(); place !== undefined; place = free.pop()) {
    taken += 1;
    for (const { to } of place.below) {
      to.unmet -= 1;
      if (to.node && to.unmet === 0) free.push(to);
    }
  }
  return taken < places.length;
}

function byName(a: Place, b: Place): number {
  return (
    compareIdentifiers(a.node?.identifier ?? '', b.node?.identifier ?? '') ||
    compareText(a.id, b.id)
  );
}
