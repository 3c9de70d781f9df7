import type { ArgumentNode, Id } from '@/core/argument/document';
import { compareIdentifiers } from '@/core/argument/outline';
import { compareText } from '@/core/argument/text';
import type { ArgumentGraph, Place } from './graph';

const CLAIMED = 1;
const PARKED = 2;
const ASIDE = 4;

/**
 * What holds of nodes because of where they stand in the whole argument: their place in reading
 * order (see outlineOf), whether the argument rests on them (see claimedNodes), whether they are
 * parked, and whether anything supports itself. It is worked out anew when the shape of the argument
 * changes, in a few passes over numbers; a new statement leaves it be.
 */
export class Survey {
  /** Slots of nodes in reading order, each once, parked ones last. */
  reading = new Int32Array(0);
  hasCycle = false;
  drafts = 0;
  firstDraft: Id | null = null;
  private state = new Uint8Array(0);
  private positions = new Int32Array(0);
  private unsorted: readonly (ArgumentNode | null)[] = [];
  private sorted: readonly Place[] = [];

  constructor(private readonly graph: ArgumentGraph) {}

  isClaimed({ slot }: Place): boolean {
    return ((this.state[slot] ?? 0) & CLAIMED) !== 0;
  }

  isParked({ slot }: Place): boolean {
    return ((this.state[slot] ?? 0) & PARKED) !== 0;
  }

  isAside({ slot }: Place): boolean {
    return ((this.state[slot] ?? 0) & ASIDE) !== 0;
  }

  position({ slot }: Place): number {
    return this.positions[slot] ?? -1;
  }

  /**
   * @param asides tops of arguments that make a challenge or argue confidence
   * @returns what is now found otherwise: ids of nodes, and names of what CaseView tells of the whole
   */
  renew(root: Id | null, asides: Iterable<Id>): Set<string> {
    const { shape } = this.graph;
    const state = new Uint8Array(shape.size);
    const top = root === null ? undefined : this.graph.place(root);
    const reading = this.read(top?.node ? top.slot : -1, state);
    if (top?.node && shape.withheld[top.slot] === 0) this.mark(top.slot, CLAIMED, state);
    for (const id of asides) {
      const place = this.graph.place(id);
      if (place?.node) this.mark(place.slot, ASIDE, state);
    }
    return this.settle(reading, state);
  }

  private read(root: number, state: Uint8Array): Int32Array<ArrayBuffer> {
    const { shape } = this.graph;
    const order = new Int32Array(shape.size);
    const seen = new Uint8Array(shape.size);
    let count = root < 0 ? 0 : this.walk(root, order, 0, seen);
    const unread: number[] = [];
    for (let slot = 0; slot < shape.size; slot += 1) {
      if (shape.exists[slot] === 1 && seen[slot] === 0) unread.push(slot);
    }
    for (const slot of unread) state[slot] = PARKED;
    if (unread.length > 0) {
      const places = unread.flatMap((slot) => this.graph.at(slot) ?? []);
      const tops = places.filter(({ above }) => !above.some(({ from }) => from.node));
      for (const { slot } of this.inNameOrder(tops)) count = this.walk(slot, order, count, seen);
      // What is left hangs in cycles that no top reaches.
      for (const { slot } of places.filter((place) => seen[place.slot] === 0).sort(byName)) {
        count = this.walk(slot, order, count, seen);
      }
    }
    return order.slice(0, count);
  }

  /** Depth first, each slot once. */
  private walk(top: number, order: Int32Array, count: number, seen: Uint8Array): number {
    const { exists, last, to, before } = this.graph.shape;
    const stack = [top];
    let next = count;
    for (let slot = stack.pop(); slot !== undefined; slot = stack.pop()) {
      if (seen[slot] === 1) continue;
      seen[slot] = 1;
      order[next] = slot;
      next += 1;
      for (let arc = last[slot] ?? -1; arc >= 0; arc = before[arc] ?? -1) {
        const child = to[arc] ?? 0;
        if (exists[child] === 1 && seen[child] === 0) stack.push(child);
      }
    }
    return next;
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

  /** Marks what is reached from a slot: by claimed branches, or whatever hangs below. */
  private mark(top: number, what: typeof CLAIMED | typeof ASIDE, state: Uint8Array): void {
    const { exists, withheld, last, to, before } = this.graph.shape;
    const stack = [top];
    for (let slot = stack.pop(); slot !== undefined; slot = stack.pop()) {
      const known = state[slot] ?? 0;
      if ((known & what) !== 0) continue;
      // What argues beside the main argument is not parked.
      state[slot] = what === ASIDE ? (known | ASIDE) & ~PARKED : known | what;
      for (let arc = last[slot] ?? -1; arc >= 0; arc = before[arc] ?? -1) {
        const child = to[arc] ?? 0;
        const enters = exists[child] === 1 && (what === ASIDE || withheld[child] === 0);
        if (enters && ((state[child] ?? 0) & what) === 0) stack.push(child);
      }
    }
  }

  private settle(reading: Int32Array<ArrayBuffer>, state: Uint8Array<ArrayBuffer>): Set<string> {
    const { shape } = this.graph;
    const changed = new Set<string>();
    const positions = new Int32Array(shape.size).fill(-1);
    let [drafts, firstDraft] = [0, -1];
    let moved = reading.length !== this.reading.length;
    for (let at = 0; at < reading.length; at += 1) {
      const slot = reading[at] ?? 0;
      positions[slot] = at;
      if (this.reading[at] !== slot) moved = true;
      const now = state[slot] ?? 0;
      if (now !== (this.state[slot] ?? 0)) {
        const place = this.graph.at(slot);
        if (place) changed.add(place.id);
      }
      if ((now & CLAIMED) === 0 || shape.draft[slot] === 0) continue;
      if (drafts === 0) firstDraft = slot;
      drafts += 1;
    }
    if (moved) changed.add('order');
    const first = firstDraft < 0 ? null : (this.graph.at(firstDraft)?.id ?? null);
    if (drafts !== this.drafts || first !== this.firstDraft) changed.add('drafts');
    const hasCycle = this.leavesKnot(reading);
    // While there is a knot, any change of shape may be a change of the knot.
    if (hasCycle || this.hasCycle) changed.add('cycles');
    Object.assign(this, { reading, state, positions, drafts, firstDraft: first, hasCycle });
    return changed;
  }

  /** Kahn's algorithm: what cannot be taken away from above hangs in, or below, a cycle. */
  private leavesKnot(reading: Int32Array): boolean {
    const { size, exists, last, to, before } = this.graph.shape;
    const unmet = new Int32Array(size);
    for (const slot of reading) {
      for (let arc = last[slot] ?? -1; arc >= 0; arc = before[arc] ?? -1) {
        const child = to[arc] ?? 0;
        unmet[child] = (unmet[child] ?? 0) + 1;
      }
    }
    const free: number[] = [];
    for (const slot of reading) if (unmet[slot] === 0) free.push(slot);
    let taken = 0;
    for (let slot = free.pop(); slot !== undefined; slot = free.pop()) {
      taken += 1;
      for (let arc = last[slot] ?? -1; arc >= 0; arc = before[arc] ?? -1) {
        const child = to[arc] ?? 0;
        const left = (unmet[child] ?? 0) - 1;
        unmet[child] = left;
        if (left === 0 && exists[child] === 1) free.push(child);
      }
    }
    return taken < reading.length;
  }
}

function byName(a: Place, b: Place): number {
  return (
    compareIdentifiers(a.node?.identifier ?? '', b.node?.identifier ?? '') ||
    compareText(a.id, b.id)
  );
}
