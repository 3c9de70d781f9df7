import pg from 'pg';
import type { Touched } from '@/core/collab/touchedElements';
import { BUS_CHANNEL } from '@/server/platform/bus';
import type { Logger } from '@/server/platform/logger';
import { COLLAB_LIMITS } from './limits';

/** One act of one person, judged and encoded, on its way into the log. */
export interface PendingUpdate {
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
  /** The act is committed under this number. Called in the order of appending. */
  committed(seq: number): void;
  /** It is not, and won't be tried again; the page that made it still has it. */
  failed(reason: 'unhealthy' | 'refused'): void;
}

/**
 * The update log of all cases, as this process writes it: group commit without a fixed delay.
 * What arrives while a commit is under way goes into the next one.
 */
export interface UpdateLog {
  append(update: PendingUpdate): void;
  isHealthy(): boolean;
  /** Whether updates of the case are under way. */
  isBusy(caseId: string): boolean;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/**
 * One statement, so that a batch costs one round trip and one commit. The update of the case row
 * takes the lock under which sequence numbers are given out; identity values would become visible
 * out of order. $12 is the bus channel: others hear of it when, and only when, it is committed.
 */
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
const LOCK_IN_ORDER = 'SELECT id FROM safety_case WHERE id = ANY($1) ORDER BY id FOR UPDATE';

export interface LogOptions {
  url: string;
  /** Names this process on the bus. */
  origin: string;
  log: Logger;
  /** The database stopped answering (false) or answers again (true). */
  onHealth(healthy: boolean): void;
}

export function openUpdateLog(options: LogOptions): UpdateLog {
  const { log } = options;
  let queue: PendingUpdate[] = [];
  let queuedBytes = 0;
  let underWay: PendingUpdate[] = [];
  let client: pg.Client | null = null;
  let healthy = true;
  let closed = false;
  let running: Promise<void> | null = null;
  let probe: NodeJS.Timeout | null = null;

  async function connected(): Promise<pg.Client> {
    if (client) return client;
    const next = new pg.Client({
      connectionString: options.url,
      connectionTimeoutMillis: COLLAB_LIMITS.commitWithin,
      query_timeout: COLLAB_LIMITS.commitWithin,
      keepAlive: true,
      application_name: 'casewright-log',
      // "Saved" means on disk, whatever the database's default is.
      options: '-c synchronous_commit=on',
    });
    next.on('error', () => discard(next));
    next.on('end', () => discard(next));
    await next.connect();
    client = next;
    return next;
  }

  function discard(broken: pg.Client): void {
    if (client === broken) client = null;
    broken.end().catch((error: unknown) => log.debug({ err: error }, 'log connection ended'));
  }

  async function run(): Promise<void> {
    try {
      while (queue.length > 0 && healthy) {
        underWay = queue.slice(0, COLLAB_LIMITS.batch);
        queue = queue.slice(COLLAB_LIMITS.batch);
        for (const update of underWay) queuedBytes -= update.row.length;
        const batch = underWay;
        if (await commitOrGiveUp(batch)) underWay = [];
        else becomeUnhealthy(batch);
      }
    } finally {
      // Here and not in a later microtask: an update appended in between would wait for ever.
      running = null;
    }
  }

  /** False when the database did not take it within the budget. */
  async function commitOrGiveUp(batch: PendingUpdate[]): Promise<boolean> {
    const until = Date.now() + COLLAB_LIMITS.commitWithin;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const bases = await commit(batch);
        underWay = [];
        report(batch, bases);
        return true;
      } catch (error) {
        if (isAboutTheData(error)) return commitOneByOne(batch, error);
        if (client) discard(client);
        const wait = COLLAB_LIMITS.commitRetries[attempt];
        log.warn({ err: error, attempt, updates: batch.length }, 'updates not committed');
        if (wait === undefined || Date.now() + wait > until || closed) return false;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  /** One update that the database can't store must not take its neighbours with it. */
  async function commitOneByOne(batch: PendingUpdate[], error: unknown): Promise<boolean> {
    const [only] = batch;
    if (only && batch.length === 1) {
      log.error({ err: error, caseId: only.caseId }, 'update refused by the database');
      refuse(only);
      return true;
    }
    const refused = new Set<string>();
    for (const [at, update] of batch.entries()) {
      underWay = batch.slice(at);
      if (refused.has(authorOf(update))) {
        update.failed('refused');
        continue;
      }
      let taken = true;
      const watched: PendingUpdate = {
        ...update,
        failed: (reason) => {
          taken = false;
          update.failed(reason);
        },
      };
      if (!(await commitOrGiveUp([watched]))) {
        becomeUnhealthy(batch.slice(at));
        return true;
      }
      if (!taken) refused.add(authorOf(update));
    }
    return true;
  }

  /** What its author wrote after a refused update builds on it and would leave a gap. */
  function refuse(update: PendingUpdate): void {
    const author = authorOf(update);
    const after = queue.filter((other) => authorOf(other) === author);
    queue = queue.filter((other) => authorOf(other) !== author);
    for (const one of [update, ...after]) one.failed('refused');
  }

  /** First sequence number less one, by case. */
  async function commit(batch: readonly PendingUpdate[]): Promise<Map<string, number>> {
    const connection = await connected();
    const caseIds = [...new Set(batch.map((update) => update.caseId))];
    const statement = { name: 'append-updates', text: APPEND, values: appendValues(batch) };
    type Head = { id: string; base: number };
    if (caseIds.length === 1) return basesOf(await connection.query<Head>(statement));
    await connection.query('BEGIN');
    try {
      await connection.query(LOCK_IN_ORDER, [caseIds]);
      const heads = await connection.query<Head>(statement);
      await connection.query('COMMIT');
      return basesOf(heads);
    } catch (error) {
      await connection.query('ROLLBACK');
      throw error;
    }
  }

  function appendValues(batch: readonly PendingUpdate[]): unknown[] {
    const touched = batch.flatMap(({ caseId, personId, touched: list }) =>
      list.map(({ element, cause }) => [caseId, element, personId, cause] as const),
    );
    return [
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
      options.origin,
      BUS_CHANNEL,
    ];
  }

  function report(batch: readonly PendingUpdate[], bases: Map<string, number>): void {
    for (const update of batch) {
      const base = bases.get(update.caseId);
      if (base === undefined) {
        update.failed('refused');
        continue;
      }
      bases.set(update.caseId, base + 1);
      try {
        update.committed(base + 1);
      } catch (error) {
        // It is committed whatever a listener makes of it; trying again would store it twice.
        log.error({ err: error, caseId: update.caseId }, 'after a commit');
      }
    }
  }

  function becomeUnhealthy(batch: readonly PendingUpdate[]): void {
    const lost = [...batch, ...queue];
    underWay = [];
    queue = [];
    queuedBytes = 0;
    if (healthy && !closed) {
      healthy = false;
      log.error({ updates: lost.length }, 'the database does not answer: updates are refused');
      options.onHealth(false);
      schedule();
    }
    for (const update of lost) update.failed('unhealthy');
  }

  function schedule(): void {
    probe = setTimeout(() => void recover(), 500);
  }

  async function recover(): Promise<void> {
    if (closed) return;
    try {
      await (await connected()).query('SELECT 1');
      healthy = true;
      log.info('the database answers again');
      options.onHealth(true);
    } catch (error) {
      log.debug({ err: error }, 'the database does not answer');
      if (client) discard(client);
      schedule();
    }
  }

  return {
    append(update) {
      const tooMany =
        queue.length >= COLLAB_LIMITS.queuedUpdates || queuedBytes >= COLLAB_LIMITS.queuedBytes;
      if (!healthy || closed || tooMany) {
        update.failed('unhealthy');
        return;
      }
      queue.push(update);
      queuedBytes += update.row.length;
      running ??= run();
    },
    isHealthy: () => healthy,
    isBusy: (caseId) =>
      underWay.some((update) => update.caseId === caseId) ||
      queue.some((update) => update.caseId === caseId),
    async settled() {
      while (running) await running;
    },
    async close() {
      while (running) await running;
      closed = true;
      if (probe) clearTimeout(probe);
      const last = client;
      client = null;
      await last?.end();
    },
  };
}

function basesOf(result: pg.QueryResult<{ id: string; base: number }>): Map<string, number> {
  return new Map(result.rows.map(({ id, base }) => [id, base]));
}

function authorOf(update: PendingUpdate): string {
  return `${update.caseId} ${update.clientId}`;
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity): trying again would change nothing. */
function isAboutTheData(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  const { code } = error;
  return typeof code === 'string' && /^2[23]/.test(code);
}
