import * as Y from 'yjs';
import { decodeServerMessage, encodeServerMessage } from '@/core/collab/codec';
import { rewriteClient } from '@/core/collab/rewriteClient';
import { decodeAct, encodeAct } from '@/server/collab/row';
import type { LogClient, LogStatement } from '@/server/collab/logClient';
import { APPEND_NAME } from '@/server/collab/logWriter';
import type { Query } from '@/server/collab/query';
import type { Random } from '../random';
import type { Tamper } from './network';

/** A server that is broken on purpose: the simulation has to find each out. */
export interface Sabotage {
  /** What the server says, on its way to a page. */
  tamper(random: Random): Tamper;
  log(client: LogClient): LogClient;
  /** What a process reads. */
  query?(query: Query): Query;
}

const honest: Tamper = (message) => message;

export const NONE: Sabotage = { tamper: () => honest, log: (client) => client };

/** Answers that a batch is committed while it is still on its way. */
export const ACKNOWLEDGES_FIRST: Sabotage = {
  tamper: () => honest,
  log: (client) => {
    const bases = new Map<string, number>();
    return {
      end: () => client.end(),
      async query<Row>(statement: LogStatement): Promise<Row[]> {
        const ids = statement.name === APPEND_NAME ? statement.values?.[0] : null;
        const id: unknown = Array.isArray(ids) ? ids[0] : null;
        const base = typeof id === 'string' ? bases.get(id) : undefined;
        const real = client.query<Row & { base?: number }>(statement).then((rows) => {
          for (const row of rows) {
            if (typeof id === 'string' && row.base !== undefined && Array.isArray(ids))
              bases.set(id, row.base + ids.length);
          }
          return rows;
        });
        if (typeof id !== 'string' || base === undefined || !Array.isArray(ids)) return real;
        bases.set(id, base + ids.length);
        real.catch(() => undefined);
        // The form of a row is said beside its statement.
        return [{ id, base }] as Row[];
      },
    };
  },
};

/** Counts one request more than there is in the log when a page comes back. */
export const COUNTS_ONE_TOO_MANY: Sabotage = {
  tamper: () => (bytes) => {
    const message = decodeServerMessage(bytes);
    const last = message.type === 'welcome' ? message.arrived.at(-1) : undefined;
    if (message.type !== 'welcome' || !last) return bytes;
    const next = { requestId: last.requestId + 1, seq: last.seq };
    return encodeServerMessage({ ...message, arrived: [...message.arrived, next].slice(-16) });
  },
  log: (client) => client,
};

/** Now and then keeps from a page what others wrote. */
export const FORGETS_READERS: Sabotage = {
  tamper: (random) => (bytes) =>
    decodeServerMessage(bytes).type === 'updates' && random.chance(0.02) ? null : bytes,
  log: (client) => client,
};

/** Deletes old acts and forgets which requests they were. */
export const FORGETS_REQUESTS: Sabotage = {
  tamper: () => honest,
  log: (client) => client,
  query:
    (query) =>
    async <Row>(sql: string, values: readonly unknown[]) => {
      const rows = await query<Row & { entries?: unknown }>(sql, values);
      return sql.includes('case_request') ? rows.filter(({ entries }) => entries !== null) : rows;
    },
};

/** Now and then stores an act a second time, as if somebody else had made it. */
export const STORES_AGAIN: Sabotage = {
  tamper: () => honest,
  log: (client) => {
    let appended = 0;
    return {
      end: () => client.end(),
      async query<Row>(statement: LogStatement): Promise<Row[]> {
        const rows = await client.query<Row>(statement);
        const { values = [] } = statement;
        appended += 1;
        if (statement.name !== APPEND_NAME || appended % 7 !== 0) return rows;
        const again = values.map((column, at) => {
          if (!Array.isArray(column)) return column;
          if (at === 3) return column.map(() => appended);
          return at === 5 ? column.map((row) => byAnother(row, appended)) : column;
        });
        await client.query({ ...statement, values: again });
        return rows;
      },
    };
  },
};

function byAnother(row: unknown, client: number): unknown {
  if (!(row instanceof Uint8Array)) return row;
  const { requestId, entries } = decodeAct(row);
  const rewritten = entries.map(({ doc, update }) => {
    const [first] = Y.decodeUpdate(update).structs;
    if (!first) return { doc, update };
    const from = { client: first.id.client, known: first.id.clock };
    return { doc, update: rewriteClient(update, from, client) };
  });
  return encodeAct({ requestId, entries: rewritten });
}
