import type { ArgumentNode } from '@/core/argument/document';

const NOTHING = -1;

/**
 * The shape of an argument as numbers: which slot leads to which. Passes over all nodes stay within a
 * few hundred kilobytes and follow no pointers, which is what makes them cheap enough for every edit.
 */
export class Shape {
  /** One past the highest slot in use. */
  size = 0;
  exists = new Uint8Array(64);
  /** Not claimed by its author. */
  withheld = new Uint8Array(64);
  draft = new Uint8Array(64);
  /** Last link of a slot; each link leads to the one before it. */
  last = new Int32Array(64);
  /** Links of a slot. */
  private counts = new Int32Array(64);
  to = new Int32Array(64);
  before = new Int32Array(64);
  private readonly freeSlots: number[] = [];
  private readonly freeArcs: number[] = [];
  private arcs = 0;

  /** How many slots there can be before arrays of one number for each have to grow. */
  get room(): number {
    return this.last.length;
  }

  open(): number {
    const slot = this.freeSlots.pop() ?? this.size;
    this.size = Math.max(this.size, slot + 1);
    if (slot >= this.room) {
      const room = 2 * this.room;
      this.exists = withRoom(this.exists, room);
      this.withheld = withRoom(this.withheld, room);
      this.draft = withRoom(this.draft, room);
      this.last = withRoom(this.last, room);
      this.counts = withRoom(this.counts, room);
    }
    this.last[slot] = NOTHING;
    this.counts[slot] = 0;
    this.setNode(slot, null);
    return slot;
  }

  close(slot: number): void {
    this.freeSlots.push(slot);
  }

  setNode(slot: number, node: ArgumentNode | null): void {
    this.exists[slot] = node ? 1 : 0;
    this.withheld[slot] = node?.claim === 'not-claimed' ? 1 : 0;
    this.draft[slot] = node?.claim === 'draft' ? 1 : 0;
  }

  /** @param place how many links of the slot come before it; all others come after */
  addArc(from: number, place: number, to: number): void {
    const arc = this.freeArcs.pop() ?? this.arcs;
    this.arcs = Math.max(this.arcs, arc + 1);
    if (arc >= this.to.length) {
      this.to = withRoom(this.to, 2 * arc);
      this.before = withRoom(this.before, 2 * arc);
    }
    this.to[arc] = to;
    const after = this.arcAfter(from, place);
    const head = this.last[from] ?? NOTHING;
    this.before[arc] = after === NOTHING ? head : (this.before[after] ?? NOTHING);
    this.setBefore(from, after, arc);
    this.counts[from] = (this.counts[from] ?? 0) + 1;
  }

  removeArc(from: number, place: number): void {
    if (place < 0) return;
    const after = this.arcAfter(from, place + 1);
    const arc = after === NOTHING ? this.last[from] : this.before[after];
    if (arc === undefined || arc === NOTHING) return;
    this.setBefore(from, after, this.before[arc] ?? NOTHING);
    this.counts[from] = (this.counts[from] ?? 0) - 1;
    this.freeArcs.push(arc);
  }

  /** The link right behind the first `place` ones; none when there are no more. */
  private arcAfter(from: number, place: number): number {
    let count = this.counts[from] ?? 0;
    let after = NOTHING;
    for (let arc = this.last[from] ?? NOTHING; count > place; arc = this.before[arc] ?? NOTHING) {
      after = arc;
      count -= 1;
    }
    return after;
  }

  private setBefore(from: number, after: number, arc: number): void {
    if (after === NOTHING) this.last[from] = arc;
    else this.before[after] = arc;
  }
}

/** The array, or a larger one that begins with it. */
export function withRoom<A extends Uint8Array | Int32Array>(array: A, room: number): A;
export function withRoom(array: Uint8Array | Int32Array, room: number): Uint8Array | Int32Array {
  if (array.length >= room) return array;
  const larger = array instanceof Uint8Array ? new Uint8Array(room) : new Int32Array(room);
  larger.set(array);
  return larger;
}
