import pg from 'pg';
import type { Logger } from './logger';

/** What processes tell each other. Payloads are small: a row id to read, never the row. */
export interface BusMessages {
  /** Updates up to `seq` of a case are committed. */
  'case-updated': { caseId: string; seq: number; origin: string };
  /** The merged states of a case were made again from its log: what was read before may be false. */
  'case-rebuilt': { caseId: string };
  /** Somebody's access changed: live sockets and queries have to ask again. */
  'access-changed': { personId?: string; caseId?: string; sessionId?: string };
  /** Rows of a case changed outside the documents: evidence, comments, reviews, releases. */
  'case-changed': { caseId: string; what: string };
  /** Presence of another process's clients. */
  presence: { caseId: string; origin: string; data: string };
}

export type BusTopic = keyof BusMessages;

/** Fan-out between processes that share one Postgres. Delivery is at most once: readers catch up. */
export interface Bus {
  publish<T extends BusTopic>(topic: T, message: BusMessages[T]): Promise<void>;
  subscribe<T extends BusTopic>(topic: T, listener: (message: BusMessages[T]) => void): () => void;
  /** Called after the connection was lost and is back: messages in between were missed. */
  onReconnect(listener: () => void): void;
  close(): Promise<void>;
}

/** The one Postgres channel; transactions that publish on commit name it too. */
export const BUS_CHANNEL = 'casewright';
/** Postgres refuses NOTIFY payloads of 8,000 bytes and more. */
const LARGEST_PAYLOAD = 7_900;

export async function openBus(url: string, pool: pg.Pool, log: Logger): Promise<Bus> {
  const listeners = new Map<string, Set<(message: never) => void>>();
  const onReconnect: (() => void)[] = [];
  let closed = false;
  let client = await listen();

  async function listen(): Promise<pg.Client> {
    const next = new pg.Client({ connectionString: url, keepAlive: true });
    next.on('notification', ({ payload }) => deliver(payload ?? ''));
    next.on('error', (error) => log.warn({ err: error }, 'bus connection'));
    try {
      await next.connect();
      await next.query(`LISTEN ${BUS_CHANNEL}`);
    } catch (error) {
      next.end().catch((reason: unknown) => log.debug({ err: reason }, 'bus connection ended'));
      throw error;
    }
    // Only now: a failed attempt ends too, and each would start a loop of attempts of its own.
    next.on('end', () => void retry());
    return next;
  }

  async function retry(): Promise<void> {
    for (let wait = 50; !closed; wait = Math.min(wait * 2, 2_000)) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (closed) return;
      try {
        client = await listen();
        for (const listener of onReconnect) listener();
        return;
      } catch (error) {
        log.warn({ err: error }, 'bus reconnect');
      }
    }
  }

  function deliver(payload: string): void {
    const { topic, message } = JSON.parse(payload) as { topic: string; message: never };
    for (const listener of listeners.get(topic) ?? []) {
      try {
        listener(message);
      } catch (error) {
        log.error({ err: error, topic }, 'bus listener');
      }
    }
  }

  return {
    async publish(topic, message) {
      const payload = JSON.stringify({ topic, message });
      if (payload.length > LARGEST_PAYLOAD) throw new Error(`Bus message too large: ${topic}`);
      await pool.query('SELECT pg_notify($1, $2)', [BUS_CHANNEL, payload]);
    },
    subscribe(topic, listener) {
      const set = listeners.get(topic) ?? new Set();
      set.add(listener as (message: never) => void);
      listeners.set(topic, set);
      return () => set.delete(listener as (message: never) => void);
    },
    onReconnect(listener) {
      onReconnect.push(listener);
    },
    async close() {
      closed = true;
      await client.end();
    },
  };
}
