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
    }
    this.last[slot] = NOTHING;
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

  /** @param targets what the links of a slot lead to, in order */
  setArcs(slot: number, targets: readonly number[]): void {
    for (let arc = this.last[slot] ?? NOTHING; arc >= 0; arc = this.before[arc] ?? NOTHING) {
      this.freeArcs.push(arc);
    }
    let last = NOTHING;
    for (const target of targets) {
      const arc = this.openArc();
      this.to[arc] = target;
      this.before[arc] = last;
      last = arc;
    }
    this.last[slot] = last;
  }

  private openArc(): number {
    const arc = this.freeArcs.pop() ?? this.arcs;
    this.arcs = Math.max(this.arcs, arc + 1);
    if (arc >= this.to.length) {
      this.to = withRoom(this.to, 2 * arc);
      this.before = withRoom(this.before, 2 * arc);
    }
    return arc;
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
