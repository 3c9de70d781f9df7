import { withRoom, type Shape } from './shape';

/** How far the reading of a slot got. */
const UNREAD = 0;
const OPEN = 1;
const READ = 2;

/**
 * The order in which an argument is read: from one top after another, depth first, each slot once. It
 * is made over and over in the same arrays: new ones for each edit would cost more than the reading.
 */
export class ReadingOrder {
  /** Whether anything leads back to itself. */
  hasCycle = false;
  /** What stands behind the first `count` is of earlier readings. */
  private order = new Int32Array(0);
  private count = 0;
  private countBefore = 0;
  private differs = false;
  private positions = new Int32Array(0);
  private progress = new Uint8Array(0);

  constructor(private readonly shape: Shape) {}

  /** Slots in order. */
  get slots(): Int32Array {
    return this.order.subarray(0, this.count);
  }

  /** Whether it is another order than before. */
  get moved(): boolean {
    return this.differs || this.count !== this.countBefore;
  }

  begin(): void {
    const { room } = this.shape;
    this.order = withRoom(this.order, room);
    this.positions = withRoom(this.positions, room);
    this.progress = withRoom(this.progress, room).fill(UNREAD);
    this.countBefore = this.count;
    this.count = 0;
    this.differs = false;
    this.hasCycle = false;
  }

  /** Slots that exist and were not read yet. */
  unread(): number[] {
    const { size, exists } = this.shape;
    const found: number[] = [];
    for (let slot = 0; slot < size; slot += 1) {
      if (exists[slot] === 1 && !this.hasRead(slot)) found.push(slot);
    }
    return found;
  }

  hasRead(slot: number): boolean {
    return this.progress[slot] !== UNREAD;
  }

  /** Place in the order; that of a slot that no node holds is of earlier readings. */
  position(slot: number): number {
    return this.positions[slot] ?? -1;
  }

  /** Reads what exists below a slot. A slot stays on the stack until all below it is read. */
  readFrom(top: number): void {
    const { exists, last, to, before } = this.shape;
    const { order, positions, progress } = this;
    const stack = [top];
    for (let slot = stack.pop(); slot !== undefined; slot = stack.pop()) {
      if (progress[slot] !== UNREAD) {
        progress[slot] = READ;
        continue;
      }
      progress[slot] = OPEN;
      if (order[this.count] !== slot) this.differs = true;
      order[this.count] = slot;
      positions[slot] = this.count;
      this.count += 1;
      stack.push(slot);
      for (let arc = last[slot] ?? -1; arc >= 0; arc = before[arc] ?? -1) {
        const child = to[arc] ?? 0;
        if (exists[child] === 0) continue;
        if (progress[child] === UNREAD) stack.push(child);
        else if (progress[child] === OPEN) this.hasCycle = true;
      }
    }
  }
}
