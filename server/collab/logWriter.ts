import type { Touched } from '@/core/collab/touchedElements';
import { BUS_CHANNEL } from '@/server/platform/bus';
import type { Logger } from '@/server/platform/logger';
import type { LogClient, OpenLogClient } from './logClient';

/** What one act puts into the database. */
export interface LogRow {
  caseId: string;
  personId: string;
  sessionId: string;
  /** yjs client id; 0 for acts of the server. */
  clientId: number;
  cause: string;
  /** {@link encodeAct} */
  row: Uint8Array;
  /** Contributions that are not yet known to be recorded. */
  touched: readonly Touched[];
}

/** What became of a batch, by case. */
export interface Written {
  /** Sequence number before the first of the case's acts. */
  bases: Map<string, number>;
  /** Cases that somebody else holds for longer, a freeze for example: to be tried again. */
  locked: Set<string>;
}

/**
 * One statement, so that a batch costs one round trip and one commit. The update of the case row
 * takes the lock under which sequence numbers are given out; identity values would become visible
 * out of order. $12 is the bus channel: others hear of it when, and only when, it is committed.
 */
export const APPEND_NAME = 'append-updates';
const APPEND = `
WITH act AS (
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bytea[])
    WITH ORDINALITY AS a (case_id, person_id, session_id, client_id, cause, entries, place)
), counted AS (
  SELECT case_id, count(*)::int AS acts FROM act GROUP BY case_id
), head AS (
  UPDATE safety_case c SET head_seq = c.head_seq + counted.acts
  FROM counted WHERE c.id = counted.case_id
  RETURNING c.id, c.head_seq, c.head_seq - counted.acts AS base
), added AS (
  INSERT INTO case_update (case_id, seq, person_id, session_id, client_id, cause, entries)
  SELECT act.case_id,
         head.base + row_number() OVER (PARTITION BY act.case_id ORDER BY act.place),
         act.person_id, act.session_id, act.client_id, act.cause, act.entries
  FROM act JOIN head ON head.id = act.case_id
), contributed AS (
  INSERT INTO contribution (case_id, node_id, person_id, cause)
  SELECT DISTINCT t.case_id, t.node_id, t.person_id, t.cause
  FROM unnest($7::text[], $8::text[], $9::text[], $10::text[])
    AS t (case_id, node_id, person_id, cause)
  JOIN head ON head.id = t.case_id
  ON CONFLICT DO NOTHING
)
SELECT id, base, pg_notify($12, json_build_object('topic', 'case-updated', 'message',
  json_build_object('caseId', id, 'seq', head_seq, 'origin', $11::text))::text)
FROM head`;

/** Two processes that write to the same two cases must take their rows in the same order. */
const LOCK_FREE = `
SELECT id FROM safety_case WHERE id = ANY($1) ORDER BY id FOR UPDATE SKIP LOCKED`;
const EXISTING = 'SELECT id FROM safety_case WHERE id = ANY($1)';
/** SQLSTATE lock_not_available. */
const LOCK_TIMEOUT = '55P03';

export interface LogWriterOptions {
  open: OpenLogClient;
  /** Names this process on the bus. */
  origin: string;
  log: Logger;
}

/** Writes batches of acts over a connection of its own. */
export class LogWriter {
  private client: LogClient | null = null;

  constructor(private readonly options: LogWriterOptions) {}

  /**
   * Commits the acts of all cases that are free, in one transaction.
   *
   * A case that is in neither part of the answer does not exist.
   */
  async write(batch: readonly LogRow[]): Promise<Written> {
    const client = await this.connected();
    const caseIds = [...new Set(batch.map((update) => update.caseId))];
    const [only] = caseIds;
    if (only !== undefined && caseIds.length === 1) return this.writeOne(client, only, batch);
    await client.query({ text: 'BEGIN' });
    try {
      const free = new Set(await idsOf(client, LOCK_FREE, caseIds));
      const bases =
        free.size === 0
          ? new Map<string, number>()
          : await this.append(
              client,
              batch.filter(({ caseId }) => free.has(caseId)),
            );
      const left = caseIds.filter((id) => !free.has(id));
      const locked = new Set(left.length === 0 ? [] : await idsOf(client, EXISTING, left));
      await client.query({ text: 'COMMIT' });
      return { bases, locked };
    } catch (error) {
      await client.query({ text: 'ROLLBACK' });
      if (isLockTimeout(error)) return { bases: new Map(), locked: new Set(caseIds) };
      throw error;
    }
  }

  /** @throws when the database does not answer */
  async probe(): Promise<void> {
    await (await this.connected()).query({ text: 'SELECT 1' });
  }

  /** Lets go of the connection after a failure: what it was doing may or may not be committed. */
  discard(): void {
    const { client } = this;
    this.client = null;
    client?.end().catch((error: unknown) => {
      this.options.log.debug({ err: error }, 'log connection ended');
    });
  }

  async close(): Promise<void> {
    const { client } = this;
    this.client = null;
    await client?.end();
  }

  private async writeOne(
    client: LogClient,
    caseId: string,
    batch: readonly LogRow[],
  ): Promise<Written> {
    try {
      return { bases: await this.append(client, batch), locked: new Set() };
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      return { bases: new Map(), locked: new Set([caseId]) };
    }
  }

  private async append(client: LogClient, batch: readonly LogRow[]): Promise<Map<string, number>> {
    const touched = batch.flatMap(({ caseId, personId, touched: list }) =>
      list.map(({ element, cause }) => [caseId, element, personId, cause] as const),
    );
    const rows = await client.query<{ id: string; base: number }>({
      name: APPEND_NAME,
      text: APPEND,
      values: [
        batch.map((update) => update.caseId),
        batch.map((update) => update.personId),
        batch.map((update) => update.sessionId),
        batch.map((update) => update.clientId),
        batch.map((update) => update.cause),
        batch.map((update) => update.row),
        touched.map(([caseId]) => caseId),
        touched.map(([, element]) => element),
        touched.map(([, , personId]) => personId),
        touched.map(([, , , cause]) => cause),
        this.options.origin,
        BUS_CHANNEL,
      ],
    });
    return new Map(rows.map(({ id, base }) => [id, base]));
  }

  private async connected(): Promise<LogClient> {
    if (this.client) return this.client;
    let next: LogClient | null = null;
    let broken = false;
    next = await this.options.open(() => {
      broken = true;
      if (next !== null && this.client === next) this.client = null;
    });
    if (broken) throw new Error('The connection of the log broke as it was made.');
    this.client = next;
    return next;
  }
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity): trying again would change nothing. */
export function isAboutTheData(error: unknown): boolean {
  return hasCode(error, (code) => /^2[23]/.test(code));
}

function isLockTimeout(error: unknown): boolean {
  return hasCode(error, (code) => code === LOCK_TIMEOUT);
}

function hasCode(error: unknown, matches: (code: string) => boolean): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return typeof error.code === 'string' && matches(error.code);
}

async function idsOf(client: LogClient, text: string, ids: readonly string[]): Promise<string[]> {
  const rows = await client.query<{ id: string }>({ text, values: [ids] });
  return rows.map(({ id }) => id);
}
