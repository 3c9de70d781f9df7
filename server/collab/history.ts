import { MESSAGE_LIMITS, type Arrived } from '@/core/collab/messages';
import { AppError } from '@/server/platform/errors';
import { decodeAct, type Act } from './row';
import type { Query } from './query';

/** One committed act. */
export interface LoggedAct extends Act {
  seq: number;
  personId: string;
  clientId: number;
  cause: string;
}

/** The log lacks an act that it should hold, or holds one that does not follow from those before. */
export class LogDamagedError extends Error {
  override readonly name = 'LogDamagedError';

  constructor(
    readonly caseId: string,
    readonly seq: number,
    what: 'is missing' | 'cannot be read' | 'builds on what is not there' | 'has other states now',
    options?: ErrorOptions,
  ) {
    super(`Update ${seq} of case ${caseId} ${what}.`, options);
  }
}

/**
 * Acts of a case with `after < seq ≤ upto`, oldest first.
 *
 * @throws LogDamagedError when one can't be read
 */
export async function readActs(
  query: Query,
  caseId: string,
  after: number,
  upto = 2_147_483_647,
  most: number | null = null,
): Promise<LoggedAct[]> {
  const rows = await query<{
    seq: number;
    person_id: string;
    client_id: string;
    cause: string;
    entries: Uint8Array;
  }>(
    `SELECT seq, person_id, client_id::text AS client_id, cause, entries FROM case_update
     WHERE case_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4::int`,
    [caseId, after, upto, most],
  );
  return rows.map((row) => ({
    seq: row.seq,
    personId: row.person_id,
    clientId: Number(row.client_id),
    cause: row.cause,
    ...read(caseId, row),
  }));
}

function read(caseId: string, { seq, entries }: { seq: number; entries: Uint8Array }): Act {
  try {
    return decodeAct(entries);
  } catch (error) {
    throw new LogDamagedError(caseId, seq, 'cannot be read', { cause: error });
  }
}

/**
 * The same, and every single one of them.
 *
 * @throws AppError `expired` when they are older than what is kept ({@link thinCase})
 * @throws LogDamagedError when one is missing
 */
export async function readEveryAct(
  query: Query,
  caseId: string,
  after: number,
  upto: number,
): Promise<LoggedAct[]> {
  const acts = await readActs(query, caseId, after, upto);
  const gap = acts.findIndex(({ seq }, place) => seq !== after + 1 + place);
  const whole = gap === -1 ? after + acts.length : after + gap;
  if (whole >= upto) return acts;
  const { thinned } = await readUpkeep(query, caseId);
  if (after < thinned)
    throw new AppError(
      'expired',
      `The history of this case begins with change ${thinned + 1}; what was before is not kept.`,
    );
  throw new LogDamagedError(caseId, whole + 1, 'is missing');
}

/** How far a case's log is kept, and how far what is derived from it was compared with it. */
export interface Upkeep {
  head: number;
  /** Acts up to here are not kept; the states of this moment are a checkpoint. */
  thinned: number;
  checked: number;
  /** How often merged states were made again from the log. */
  rebuilds: number;
}

export async function readUpkeep(query: Query, caseId: string): Promise<Upkeep> {
  const [row] = await query<Upkeep>(
    `SELECT head_seq AS head, thinned_seq AS thinned, checked_seq AS checked, rebuilds
     FROM safety_case WHERE id = $1`,
    [caseId],
  );
  return row ?? { head: 0, thinned: 0, checked: 0, rebuilds: 0 };
}

/** The last requests of a client id that are in the log, oldest first. */
export async function readArrived(
  query: Query,
  caseId: string,
  clientId: number,
): Promise<Arrived[]> {
  const rows = await query<{ seq: number; entries: Uint8Array | null; request_id: number | null }>(
    `(SELECT seq, entries, NULL::int AS request_id FROM case_update
      WHERE case_id = $1 AND client_id = $2::bigint ORDER BY seq DESC LIMIT $3::int)
     UNION ALL
     (SELECT seq, NULL, request_id FROM case_request
      WHERE case_id = $1 AND client_id = $2::bigint ORDER BY seq DESC LIMIT $3::int)
     ORDER BY seq DESC LIMIT $3::int`,
    [caseId, clientId, MESSAGE_LIMITS.underWay],
  );
  return rows
    .map(({ seq, entries, request_id }) => ({
      requestId: entries ? decodeAct(entries).requestId : (request_id ?? 0),
      seq,
    }))
    .reverse();
}

/**
 * Up to where the merged states of a case go, and how often they were made again from the log.
 * Whenever states are written, those of all documents that changed since are, so that every document
 * is its merged state plus the acts after this.
 */
export async function readMergedUpto(
  query: Query,
  caseId: string,
): Promise<{ upto: number; rebuilds: number }> {
  const [row] = await query<{ upto: number; rebuilds: number }>(
    `SELECT rebuilds, coalesce((SELECT max(upto) FROM case_snapshot WHERE case_id = $1), 0) AS upto
     FROM safety_case WHERE id = $1`,
    [caseId],
  );
  return row ?? { upto: 0, rebuilds: 0 };
}

/** The merged state of one document; null when it did not change before the states were written. */
export async function readMergedState(
  query: Query,
  caseId: string,
  doc: string,
): Promise<{ upto: number; data: Uint8Array } | null> {
  const rows = await query<{ upto: number; data: Uint8Array }>(
    'SELECT upto, data FROM case_snapshot WHERE case_id = $1 AND doc = $2',
    [caseId, doc],
  );
  return rows[0] ?? null;
}

/**
 * Writes merged states that all go up to `upto`; states that go further are left alone.
 *
 * Holds the case's row meanwhile, against a freeze and against whoever makes the states again, and
 * not against acts.
 *
 * @param rebuilds how often the states had been made again when those before these were read
 * @returns false, and nothing is written, when they were once more since
 */
export async function writeMergedStates(
  query: Query,
  caseId: string,
  upto: number,
  states: ReadonlyMap<string, Uint8Array>,
  rebuilds: number,
): Promise<boolean> {
  const held = await query<{ id: string }>(
    `WITH held AS (
       SELECT id FROM safety_case WHERE id = $1 AND rebuilds = $5::int FOR KEY SHARE
     ), written AS (
       INSERT INTO case_snapshot (case_id, doc, upto, data)
       SELECT held.id, s.doc, $2::int, s.data
       FROM held, unnest($3::text[], $4::bytea[]) AS s (doc, data)
       ORDER BY s.doc -- as whoever merges at the same time
       ON CONFLICT (case_id, doc) DO UPDATE SET upto = excluded.upto, data = excluded.data
       WHERE case_snapshot.upto < excluded.upto
     )
     SELECT id FROM held`,
    [
      caseId,
      upto,
      [...states.keys()],
      [...states.values()].map((state) => Buffer.from(state)),
      rebuilds,
    ],
  );
  return held.length > 0;
}

/**
 * Keeps the merged states of this moment for good, when the last ones kept are so many acts old:
 * a past state is then those before it and a bounded number of acts.
 */
export async function keepCheckpoint(query: Query, caseId: string, after: number): Promise<void> {
  // All under the number of this moment: a document that did not change is as it was before.
  await query(
    `INSERT INTO case_checkpoint (case_id, doc, upto, data)
     SELECT s.case_id, s.doc, now.upto, s.data
     FROM case_snapshot s,
       (SELECT max(upto) AS upto FROM case_snapshot WHERE case_id = $1) now,
       (SELECT coalesce(max(upto), 0) AS upto FROM case_checkpoint WHERE case_id = $1) kept
     WHERE s.case_id = $1 AND s.upto > kept.upto AND now.upto - kept.upto >= $2::int
     ON CONFLICT DO NOTHING`,
    [caseId, after],
  );
}

/** Merged states of all documents, as of one moment; the acts after it make them complete. */
export interface MergedStates {
  upto: number;
  states: { doc: string; data: Uint8Array }[];
}

/** The merged states of all documents as they are now. */
export async function readMergedStates(query: Query, caseId: string): Promise<MergedStates> {
  return asOfOneMoment(
    await query<{ doc: string; upto: number; data: Uint8Array }>(
      'SELECT doc, upto, data FROM case_snapshot WHERE case_id = $1',
      [caseId],
    ),
  );
}

/** The latest merged states that do not go beyond `seq`; none when the log is all there is. */
export async function readMergedStatesAt(
  query: Query,
  caseId: string,
  seq: number,
): Promise<MergedStates> {
  // One statement each: states written in between would belong to another moment.
  const latest = await query<{ doc: string; upto: number; data: Uint8Array }>(
    `SELECT doc, upto, data FROM case_snapshot WHERE case_id = $1
       AND (SELECT max(upto) FROM case_snapshot WHERE case_id = $1) <= $2::int`,
    [caseId, seq],
  );
  if (latest.length > 0) return asOfOneMoment(latest);
  return readCheckpointAt(query, caseId, seq);
}

/** The states that were kept for good at the last such moment that is not beyond `seq`. */
export async function readCheckpointAt(
  query: Query,
  caseId: string,
  seq: number,
): Promise<MergedStates> {
  return asOfOneMoment(
    await query<{ doc: string; upto: number; data: Uint8Array }>(
      `SELECT DISTINCT ON (doc) doc, upto, data FROM case_checkpoint
       WHERE case_id = $1 AND upto <= $2::int ORDER BY doc, upto DESC`,
      [caseId, seq],
    ),
  );
}

function asOfOneMoment(states: { doc: string; upto: number; data: Uint8Array }[]): MergedStates {
  return { upto: Math.max(0, ...states.map(({ upto }) => upto)), states };
}
