/**
 * Time that passes only when it is told to. While it is installed, `Date.now`, the timers and
 * `Math.random` of the process are played, so that the code under test needs no ports for them.
 *
 * Whatever is set going belongs to an owner, a server process or a page; when an owner dies
 * without warning, everything of it stops in the same moment.
 */
export interface Owner {
  readonly name: string;
  dead: boolean;
}

interface Due {
  at: number;
  order: number;
  owner: Owner;
  act: () => void;
  /** Milliseconds between repetitions; null for what happens once. */
  every: number | null;
  cancelled: boolean;
}

const REAL = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setInterval: globalThis.setInterval,
  clearInterval: globalThis.clearInterval,
  setImmediate: globalThis.setImmediate,
  now: Date.now,
  random: Math.random,
};

const NATURE: Owner = { name: 'nature', dead: false };

export class Clock {
  now = 1_000_000;
  private readonly queue: Due[] = [];
  private order = 0;
  private owner: Owner = NATURE;

  constructor(private readonly random: () => number) {}

  /** From here on the process lives by this clock. */
  install(): void {
    const handles = new WeakMap<object, Due>();
    const set = (act: () => void, wait: number, every: number | null): object => {
      const due = this.schedule(wait, act, this.owner, every);
      const handle = { unref: () => handle, ref: () => handle };
      handles.set(handle, due);
      return handle;
    };
    const clear = (handle: unknown): void => {
      const due = typeof handle === 'object' && handle !== null ? handles.get(handle) : undefined;
      if (due) due.cancelled = true;
    };
    Object.assign(globalThis, {
      setTimeout: (act: () => void, wait = 0) => set(act, wait, null),
      setInterval: (act: () => void, wait = 0) => set(act, wait, wait),
      clearTimeout: clear,
      clearInterval: clear,
    });
    Date.now = () => this.now;
    Math.random = this.random;
  }

  uninstall(): void {
    Object.assign(globalThis, {
      setTimeout: REAL.setTimeout,
      clearTimeout: REAL.clearTimeout,
      setInterval: REAL.setInterval,
      clearInterval: REAL.clearInterval,
    });
    Date.now = REAL.now;
    Math.random = REAL.random;
  }

  /** Lets something happen in `wait` milliseconds, unless its owner dies before. */
  after(wait: number, owner: Owner, act: () => void): void {
    this.schedule(wait, act, owner, null);
  }

  /** Like {@link after}, by nobody: no death prevents it. */
  later(wait: number, act: () => void): void {
    this.schedule(wait, act, NATURE, null);
  }

  /** Lets everything happen that is due until then, one after the other, each to its end. */
  async runUntil(end: number): Promise<void> {
    for (let due = this.queue[0]; due && due.at <= end; due = this.queue[0]) {
      this.pop();
      if (due.cancelled || due.owner.dead) continue;
      this.now = Math.max(this.now, due.at);
      // Promises that follow run before the next thing happens, so they have the same owner.
      this.owner = due.owner;
      due.act();
      await drained();
      if (due.every !== null && !due.cancelled) {
        due.at = this.now + Math.max(1, due.every);
        due.order = this.order += 1;
        this.push(due);
      }
    }
    this.owner = NATURE;
    this.now = Math.max(this.now, end);
  }

  private schedule(wait: number, act: () => void, owner: Owner, every: number | null): Due {
    const at = this.now + Math.max(0, wait);
    const due = { at, order: (this.order += 1), owner, act, every, cancelled: false };
    this.push(due);
    return due;
  }

  private push(due: Due): void {
    const { queue } = this;
    let at = queue.length;
    queue.push(due);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.swapUnlessFirst(above, at)) return;
      at = above;
    }
  }

  private pop(): void {
    const { queue } = this;
    const last = queue.pop();
    if (last === undefined || queue.length === 0) return;
    queue[0] = last;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const right = left + 1;
      const next = right < queue.length && this.isBefore(right, left) ? right : left;
      if (next >= queue.length || !this.swapUnlessFirst(at, next)) return;
      at = next;
    }
  }

  /** Puts the earlier of two in the front place; whether that was needed. */
  private swapUnlessFirst(front: number, back: number): boolean {
    if (!this.isBefore(back, front)) return false;
    const [one, other] = [this.queue[front], this.queue[back]];
    if (!one || !other) return false;
    this.queue[front] = other;
    this.queue[back] = one;
    return true;
  }

  private isBefore(index: number, than: number): boolean {
    const [one, other] = [this.queue[index], this.queue[than]];
    if (!one || !other) return false;
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  }
}

/** Resolves when nothing is left that follows from what has happened. */
function drained(): Promise<void> {
  return new Promise((resolve) => REAL.setImmediate(resolve));
}
