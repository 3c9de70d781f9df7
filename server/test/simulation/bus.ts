import type { Bus, BusMessages, BusTopic } from '@/server/platform/bus';
import type { Random } from '../random';
import type { Clock, Owner } from './clock';

/** What processes tell each other, late; to nobody whose connection is down. */
export class FakeExchange {
  private readonly ends = new Set<FakeBus>();

  constructor(
    readonly clock: Clock,
    readonly random: Random,
  ) {}

  join(owner: Owner): FakeBus {
    const end = new FakeBus(this, owner);
    this.ends.add(end);
    return end;
  }

  leave(end: FakeBus): void {
    this.ends.delete(end);
  }

  tell<T extends BusTopic>(topic: T, message: BusMessages[T]): void {
    for (const end of this.ends) end.hear(topic, message);
  }

  /** The connections of one process, or of all, break and are made again. */
  cut(owner?: Owner): void {
    for (const end of this.ends) if (!owner || end.owner === owner) end.cut();
  }
}

export class FakeBus implements Bus {
  private readonly listeners = new Map<BusTopic, Set<(message: never) => void>>();
  private readonly reconnected: (() => void)[] = [];
  private arrived = 0;
  private connection = 0;
  private up = true;

  constructor(
    private readonly exchange: FakeExchange,
    readonly owner: Owner,
  ) {}

  publish<T extends BusTopic>(topic: T, message: BusMessages[T]): Promise<void> {
    this.exchange.tell(topic, message);
    return Promise.resolve();
  }

  subscribe<T extends BusTopic>(topic: T, listener: (message: BusMessages[T]) => void): () => void {
    const set = this.listeners.get(topic) ?? new Set();
    const added = listener as (message: never) => void;
    set.add(added);
    this.listeners.set(topic, set);
    return () => set.delete(added);
  }

  onReconnect(listener: () => void): void {
    this.reconnected.push(listener);
  }

  close(): Promise<void> {
    this.exchange.leave(this);
    return Promise.resolve();
  }

  hear<T extends BusTopic>(topic: T, message: BusMessages[T]): void {
    if (!this.up) return;
    const { clock, random } = this.exchange;
    const { connection } = this;
    const wait = random.chance(0.1) ? random.between(0, 300) : random.between(0.2, 3);
    this.arrived = Math.max(this.arrived, clock.now + wait);
    clock.after(this.arrived - clock.now, this.owner, () => {
      if (this.connection !== connection) return;
      // Listeners were added for exactly this topic's messages.
      const set = this.listeners.get(topic) as Set<(message: BusMessages[T]) => void> | undefined;
      for (const listener of set ?? []) listener(message);
    });
  }

  cut(): void {
    this.up = false;
    this.connection += 1;
    const { clock, random } = this.exchange;
    clock.after(random.between(50, 2_000), this.owner, () => {
      if (this.up) return;
      this.up = true;
      for (const listener of this.reconnected) listener();
    });
  }
}
