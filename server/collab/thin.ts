import { MESSAGE_LIMITS } from '@/core/collab/messages';
import { record } from '@/server/audit/events';
import { inTransaction, lockCase } from '@/server/platform/database';
import type { Dependencies } from '@/server/platform/dependencies';
import { digestOf, type States } from './drift';
import { readActs, readMergedUpto, readUpkeep, writeMergedStates, type LoggedAct } from './history';
import { transactionQuery, type Query } from './query';

/** Acts that are deleted in one go. */
const BATCH = 200;

type ThinDependencies = Pick<Dependencies, 'database' | 'now'>;

/**
 * The last act that need not be kept: all up to it are older than a moment. The newest act of a case
 * always stays.
 *
 * @returns 0 when there is none
 */
export async function lastToGo(query: Query, caseId: string, before: Date): Promise<number> {
  const [row] = await query<{ cut: number }>(
    `SELECT least(head_seq, coalesce((SELECT min(seq) FROM case_update
       WHERE case_id = $1 AND seq > thinned_seq AND at >= $2::timestamptz), head_seq)) - 1 AS cut
     FROM safety_case WHERE id = $1`,
    [caseId, before],
  );
  return Math.max(0, row?.cut ?? 0);
}

/**
 * Lets the log of a case begin behind an act. What the case was at that act is kept instead; earlier
 * states can't be read any more. The acts themselves are deleted by {@link deleteThinned}.
 *
 * @param states what the log tells at that act, computed from it and not taken from anywhere else
 */
export async function thinCase(
  deps: ThinDependencies,
  caseId: string,
  cut: number,
  states: States,
): Promise<void> {
  await inTransaction(deps.database.prisma, async (tx) => {
    const { headSeq } = await lockCase(tx, caseId);
    const query = transactionQuery(tx);
    const { thinned } = await readUpkeep(query, caseId);
    if (cut <= thinned || cut >= headSeq) return;
    await query('DELETE FROM case_checkpoint WHERE case_id = $1 AND upto <= $2::int', [
      caseId,
      cut,
    ]);
    await writeCheckpoint(query, caseId, cut, states);
    const merged = await readMergedUpto(query, caseId);
    // Whoever opens the case reads on from the merged states.
    if (merged.upto < cut) await writeMergedStates(query, caseId, cut, states, merged.rebuilds);
    await query('UPDATE safety_case SET thinned_seq = $2::int WHERE id = $1', [caseId, cut]);
    const kept = { upto: cut, statesSha256: digestOf(states) };
    await record(tx, { session: null, now: deps.now }, 'case.thinned', kept, { caseId });
  });
}

/** Writes states that are kept for good, of one moment at which there are none. */
export async function writeCheckpoint(
  query: Query,
  caseId: string,
  upto: number,
  states: States,
): Promise<void> {
  await query(
    `INSERT INTO case_checkpoint (case_id, doc, upto, data)
     SELECT $1, s.doc, $2::int, s.data FROM unnest($3::text[], $4::bytea[]) AS s (doc, data)`,
    [caseId, upto, [...states.keys()], [...states.values()].map((state) => Buffer.from(state))],
  );
}

/**
 * Deletes what a thinned log does not need, in small transactions; the last requests of each page
 * stay known. Can be ended and run again at any time.
 *
 * @returns how many acts were deleted
 */
export async function deleteThinned(deps: ThinDependencies, caseId: string): Promise<number> {
  let deleted = 0;
  for (;;) {
    const gone = await inTransaction(deps.database.prisma, async (tx) => {
      const query = transactionQuery(tx);
      const { thinned } = await readUpkeep(query, caseId);
      const acts = await readActs(query, caseId, 0, thinned, BATCH);
      const last = acts.at(-1);
      if (!last) return 0;
      await keepRequests(query, caseId, acts);
      await query('DELETE FROM case_update WHERE case_id = $1 AND seq <= $2::int', [
        caseId,
        last.seq,
      ]);
      return acts.length;
    });
    deleted += gone;
    if (gone < BATCH) return deleted;
  }
}

/** Of each page's requests, as many as it may still send again. */
async function keepRequests(
  query: Query,
  caseId: string,
  acts: readonly LoggedAct[],
): Promise<void> {
  const byClient = Map.groupBy(
    acts.filter(({ clientId }) => clientId !== 0),
    ({ clientId }) => clientId,
  );
  const kept = [...byClient.values()].flatMap((own) => own.slice(-MESSAGE_LIMITS.underWay));
  await query(
    `INSERT INTO case_request (case_id, client_id, request_id, seq)
     SELECT $1, r.client_id, r.request_id, r.seq
     FROM unnest($2::bigint[], $3::int[], $4::int[]) AS r (client_id, request_id, seq)
     ON CONFLICT DO NOTHING`,
    [
      caseId,
      kept.map(({ clientId }) => clientId),
      kept.map(({ requestId }) => requestId),
      kept.map(({ seq }) => seq),
    ],
  );
  await query(
    `DELETE FROM case_request r USING (
       SELECT client_id, request_id,
              row_number() OVER (PARTITION BY client_id ORDER BY seq DESC) AS age
       FROM case_request WHERE case_id = $1 AND client_id = ANY ($2::bigint[])
     ) old
     WHERE r.case_id = $1 AND r.client_id = old.client_id AND r.request_id = old.request_id
       AND old.age > $3::int`,
    [caseId, [...byClient.keys()], MESSAGE_LIMITS.underWay],
  );
}
