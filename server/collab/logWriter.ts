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
  /** What the author's page calls it; the log takes each number of a client id once. */
  requestId: number;
  cause: string;
  /** {@link encodeAct} */
  row: Uint8Array;
  /** Contributions that are not yet known to be recorded. */
  touched: readonly Touched[];
}

/** What became of a batch. */
export interface Written {
  /** Sequence numbers of the acts that are in the log now. */
  seqs: Map<LogRow, number>;
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
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bytea[],
                       $13::int[])
    WITH ORDINALITY
      AS a (case_id, person_id, session_id, client_id, cause, entries, request_id, place)
), counted AS (
  SELECT case_id, count(*)::int AS acts FROM act GROUP BY case_id
), head AS (
  UPDATE safety_case c SET head_seq = c.head_seq + counted.acts
  FROM counted WHERE c.id = counted.case_id
  RETURNING c.id, c.head_seq, c.head_seq - counted.acts AS base
), added AS (
  INSERT INTO case_update
    (case_id, seq, person_id, session_id, client_id, cause, entries, request_id)
  SELECT act.case_id,
         head.base + row_number() OVER (PARTITION BY act.case_id ORDER BY act.place),
         act.person_id, act.session_id, act.client_id, act.cause, act.entries, act.request_id
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

/**
 * The same for a single act that touches nothing new, which is nearly every key somebody types:
 * a third less time in the database than the statement for any batch. The announcement is $9, the
 * number of the act, and $10.
 */
export const APPEND_ONE_NAME = 'append-update';
const APPEND_ONE = `
WITH head AS (
  UPDATE safety_case SET head_seq = head_seq + 1 WHERE id = $1 RETURNING head_seq
)
INSERT INTO case_update
  (case_id, seq, person_id, session_id, client_id, cause, entries, request_id)
SELECT $1, head.head_seq, $2, $3, $4::bigint, $5, $6, $7::int FROM head
RETURNING seq, pg_notify($8, $9 || seq || $10)`;

/**
 * Two processes that write to the same two cases must take their rows in the same order. The lock is
 * the one that counting up takes, so that whoever writes merged states is not in the way.
 */
const LOCK_FREE = `
SELECT id FROM safety_case WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`;
/** Acts of a batch that are in the log, byte for byte, by their place in the batch. */
const ALREADY_THERE = `
SELECT act.place::int AS place, known.seq
FROM unnest($1::text[], $2::bigint[], $3::int[], $4::bytea[])
  WITH ORDINALITY AS act (case_id, client_id, request_id, entries, place)
JOIN case_update known USING (case_id, client_id, request_id, entries)`;
const EXISTING = 'SELECT id FROM safety_case WHERE id = ANY($1)';
/** SQLSTATE lock_not_available. */
const LOCK_TIMEOUT = '55P03';
/** The index that takes each request once. */
const REQUEST_ONCE = 'case_update_request_once';

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
   * Commits the acts of all cases that are free, in one transaction. Acts that are in the log from
   * an earlier attempt, whose answer was lost, are found there and not stored again.
   *
   * An act that is in neither part of the answer is of a case that does not exist.
   *
   * @throws when the database does not answer, or says no
   */
  async write(batch: readonly LogRow[]): Promise<Written> {
    const client = await this.connected();
    try {
      return await this.writeNew(client, batch);
    } catch (error) {
      if (!isRepetition(error)) throw error;
      const known = await this.alreadyThere(client, batch);
      // The number was used for something else.
      if (known.size === 0) throw error;
      const rest = batch.filter((row) => !known.has(row));
      if (rest.length === 0) return { seqs: known, locked: new Set() };
      const { seqs, locked } = await this.write(rest);
      return { seqs: new Map([...known, ...seqs]), locked };
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

  private async writeNew(client: LogClient, batch: readonly LogRow[]): Promise<Written> {
    const caseIds = [...new Set(batch.map((update) => update.caseId))];
    const [only] = caseIds;
    try {
      if (only !== undefined && caseIds.length === 1) {
        const [act, ...more] = batch;
        const isPlain = act !== undefined && more.length === 0 && act.touched.length === 0;
        const seqs = await (isPlain ? this.appendOne(client, act) : this.append(client, batch));
        return { seqs, locked: new Set() };
      }
      return await this.writeFree(client, caseIds, batch);
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      return { seqs: new Map(), locked: new Set(caseIds) };
    }
  }

  private async writeFree(
    client: LogClient,
    caseIds: readonly string[],
    batch: readonly LogRow[],
  ): Promise<Written> {
    await client.query({ text: 'BEGIN' });
    try {
      const free = new Set(await idsOf(client, LOCK_FREE, caseIds));
      const now = batch.filter(({ caseId }) => free.has(caseId));
      const seqs = now.length === 0 ? new Map<LogRow, number>() : await this.append(client, now);
      const left = caseIds.filter((id) => !free.has(id));
      const locked = new Set(left.length === 0 ? [] : await idsOf(client, EXISTING, left));
      await client.query({ text: 'COMMIT' });
      return { seqs, locked };
    } catch (error) {
      await client.query({ text: 'ROLLBACK' });
      throw error;
    }
  }

  private async appendOne(client: LogClient, act: LogRow): Promise<Map<LogRow, number>> {
    const { caseId, personId, sessionId, clientId, cause, row, requestId } = act;
    const [before, after] = announcement(caseId, this.options.origin);
    const rows = await client.query<{ seq: number }>({
      name: APPEND_ONE_NAME,
      text: APPEND_ONE,
      values: [
        caseId,
        personId,
        sessionId,
        clientId,
        cause,
        row,
        requestId,
        BUS_CHANNEL,
        before,
        after,
      ],
    });
    return new Map(rows.map(({ seq }) => [act, seq]));
  }

  private async append(client: LogClient, batch: readonly LogRow[]): Promise<Map<LogRow, number>> {
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
        batch.map((update) => update.requestId),
      ],
    });
    const heads = new Map(rows.map(({ id, base }) => [id, base]));
    const seqs = new Map<LogRow, number>();
    for (const row of batch) {
      const head = heads.get(row.caseId);
      if (head === undefined) continue;
      heads.set(row.caseId, head + 1);
      seqs.set(row, head + 1);
    }
    return seqs;
  }

  private async alreadyThere(
    client: LogClient,
    batch: readonly LogRow[],
  ): Promise<Map<LogRow, number>> {
    const rows = await client.query<{ place: number; seq: number }>({
      text: ALREADY_THERE,
      values: [
        batch.map((update) => update.caseId),
        batch.map((update) => update.clientId),
        batch.map((update) => update.requestId),
        batch.map((update) => update.row),
      ],
    });
    const seqs = new Map<LogRow, number>();
    for (const { place, seq } of rows) {
      const row = batch[place - 1];
      if (row) seqs.set(row, seq);
    }
    return seqs;
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

/** What other processes hear of an act, up to its number and from there on. */
function announcement(caseId: string, origin: string): [string, string] {
  const [id, from] = [JSON.stringify(caseId), JSON.stringify(origin)];
  return [`{"topic":"case-updated","message":{"caseId":${id},"origin":${from},"seq":`, '}}'];
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity): trying again would change nothing. */
export function isAboutTheData(error: unknown): boolean {
  return hasCode(error, (code) => /^2[23]/.test(code));
}

function isRepetition(error: unknown): boolean {
  return (
    hasCode(error, (code) => code === '23505') &&
    typeof error === 'object' &&
    error !== null &&
    'constraint' in error &&
    error.constraint === REQUEST_ONCE
  );
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
