import { MESSAGE_LIMITS, type Arrived } from '@/core/collab/messages';
import { decodeAct, type Act } from './row';
import type { Query } from './query';

/** One committed act. */
export interface LoggedAct extends Act {
  seq: number;
  personId: string;
  clientId: number;
}

/** Acts of a case with `after < seq ≤ upto`, oldest first. */
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
    entries: Uint8Array;
  }>(
    `SELECT seq, person_id, client_id::text AS client_id, entries FROM case_update
     WHERE case_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4::int`,
    [caseId, after, upto, most],
  );
  return rows.map((row) => ({
    seq: row.seq,
    personId: row.person_id,
    clientId: Number(row.client_id),
    ...decodeAct(row.entries),
  }));
}

/** The last requests of a client id that are in the log, oldest first. */
export async function readArrived(
  query: Query,
  caseId: string,
  clientId: number,
): Promise<Arrived[]> {
  const rows = await query<{ seq: number; entries: Uint8Array }>(
    `SELECT seq, entries FROM case_update WHERE case_id = $1 AND client_id = $2::bigint
     ORDER BY seq DESC LIMIT $3::int`,
    [caseId, clientId, MESSAGE_LIMITS.underWay],
  );
  return rows
    .map(({ seq, entries }) => ({ requestId: decodeAct(entries).requestId, seq }))
    .reverse();
}

/**
 * Up to where the merged states of a case go. Whenever states are written, those of all documents
 * that changed since are, so that every document is its merged state plus the acts after this.
 */
export async function readMergedUpto(query: Query, caseId: string): Promise<number> {
  const rows = await query<{ upto: number | null }>(
    'SELECT max(upto) AS upto FROM case_snapshot WHERE case_id = $1',
    [caseId],
  );
  return rows[0]?.upto ?? 0;
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

/** Writes merged states that all go up to `upto`; states that go further are left alone. */
export async function writeMergedStates(
  query: Query,
  caseId: string,
  upto: number,
  states: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  await query(
    `INSERT INTO case_snapshot (case_id, doc, upto, data)
     SELECT $1, s.doc, $2, s.data FROM unnest($3::text[], $4::bytea[]) AS s (doc, data)
     ON CONFLICT (case_id, doc) DO UPDATE SET upto = excluded.upto, data = excluded.data
     WHERE case_snapshot.upto < excluded.upto`,
    [caseId, upto, [...states.keys()], [...states.values()].map((state) => Buffer.from(state))],
  );
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
  const states =
    latest.length > 0
      ? latest
      : await query<{ doc: string; upto: number; data: Uint8Array }>(
          `SELECT DISTINCT ON (doc) doc, upto, data FROM case_checkpoint
           WHERE case_id = $1 AND upto <= $2::int ORDER BY doc, upto DESC`,
          [caseId, seq],
        );
  return { upto: Math.max(0, ...states.map(({ upto }) => upto)), states };
}
