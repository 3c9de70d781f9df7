import { record } from '@/server/audit/events';
import { BUS_CHANNEL } from '@/server/platform/bus';
import { inTransaction, lockCase, type Tx } from '@/server/platform/database';
import type { Dependencies } from '@/server/platform/dependencies';
import { driftFound } from '@/server/platform/measures';
import { compareWithLog, falseOf, statesOf, type Comparison } from './drift';
import { LogDamagedError, readMergedStates, readUpkeep } from './history';
import { COLLAB_LIMITS } from './limits';
import { poolQuery, transactionQuery } from './query';
import { recordContributions } from './store';
import { deleteThinned, lastToGo, thinCase, writeCheckpoint } from './thin';

const DAY = 86_400_000;

type UpkeepDependencies = Pick<Dependencies, 'database' | 'log' | 'now'> & {
  env: Pick<Dependencies['env'], 'historyDays'>;
};

/** What a run found and did. */
export interface Upkept {
  cases: number;
  /** Cases in which something derived was not what the log tells; it is now. */
  repaired: number;
  /** Cases whose log is not whole. */
  damaged: number;
  /** Acts deleted because they were older than what is kept. */
  deleted: number;
}

/**
 * Compares what is derived from the logs of cases (merged states, states kept for good, the record
 * of contributions) with the logs, puts right what differs, and lets go of acts that are older than
 * `HISTORY_DAYS`. The cases that waited longest come first; can be run again at any time.
 */
export async function keepCases(deps: UpkeepDependencies): Promise<Upkept> {
  const query = poolQuery(deps.database.pool);
  const cases = await query<{ id: string }>(
    'SELECT id FROM safety_case WHERE head_seq > 0 ORDER BY checked_at NULLS FIRST, id LIMIT $1::int',
    [COLLAB_LIMITS.checkedCases],
  );
  const until = Date.now() + COLLAB_LIMITS.checkWithin;
  const upkept: Upkept = { cases: 0, repaired: 0, damaged: 0, deleted: 0 };
  for (const { id: caseId } of cases) {
    if (Date.now() > until) break;
    try {
      const { repaired, deleted } = await keepCase(deps, caseId);
      upkept.deleted += deleted;
      if (repaired) upkept.repaired += 1;
    } catch (error) {
      if (!(error instanceof LogDamagedError)) throw error;
      upkept.damaged += 1;
      driftFound.inc({ what: 'log' });
      deps.log.error({ err: error, caseId }, 'the log of a case is damaged');
      await query('UPDATE safety_case SET checked_at = $2::timestamptz WHERE id = $1', [
        caseId,
        deps.now(),
      ]);
    }
    upkept.cases += 1;
  }
  return upkept;
}

async function keepCase(
  deps: UpkeepDependencies,
  caseId: string,
): Promise<{ repaired: boolean; deleted: number }> {
  const { pool } = deps.database;
  const query = poolQuery(pool);
  const { thinned, checked } = await readUpkeep(query, caseId);
  const { historyDays } = deps.env;
  const cut =
    historyDays === undefined
      ? 0
      : await lastToGo(query, caseId, new Date(deps.now().getTime() - historyDays * DAY));
  const thins = cut > thinned;
  const comparison = await compareWithLog(query, caseId, {
    trusted: thins ? Math.min(checked, cut) : checked,
    ...(thins ? { ask: cut } : {}),
  });
  const upto = comparison.replay.seq;
  const repaired = await repair(deps, caseId, comparison);
  if (comparison.asked) await thinCase(deps, caseId, cut, comparison.asked);
  const deleted = await deleteThinned(deps, caseId);
  await query(
    'UPDATE safety_case SET checked_seq = $2::int, checked_at = $3::timestamptz WHERE id = $1',
    [caseId, upto, deps.now()],
  );
  return { repaired, deleted };
}

async function repair(
  deps: UpkeepDependencies,
  caseId: string,
  comparison: Comparison,
): Promise<boolean> {
  const { replay, falseStates, falseCheckpoints } = comparison;
  return inTransaction(deps.database.prisma, async (tx) => {
    const query = transactionQuery(tx);
    const contributions = await recordContributions(query, caseId, replay.contributions);
    const states = falseStates.length > 0 ? await rebuildStates(tx, caseId, comparison) : [];
    for (const [upto, told] of falseCheckpoints) {
      await query('DELETE FROM case_checkpoint WHERE case_id = $1 AND upto = $2::int', [
        caseId,
        upto,
      ]);
      await writeCheckpoint(query, caseId, upto, told);
    }
    const found = { states: states.length, checkpoints: falseCheckpoints.size, contributions };
    if (Object.values(found).every((count) => count === 0)) return false;
    for (const [what, count] of Object.entries(found)) driftFound.inc({ what }, count);
    deps.log.error(
      { caseId, ...found, documents: states },
      'repaired: it was not what the log tells',
    );
    await record(tx, { session: null, now: deps.now }, 'case.repaired', found, { caseId });
    return true;
  });
}

/**
 * Makes the merged states again from the log, and has every process and page that read the false
 * ones begin anew.
 *
 * @returns the documents that were false; none when somebody wrote true states meanwhile
 */
async function rebuildStates(
  tx: Tx,
  caseId: string,
  { replay, falseStates }: Comparison,
): Promise<readonly string[]> {
  const { headSeq } = await lockCase(tx, caseId);
  const query = transactionQuery(tx);
  const merged = await readMergedStates(query, caseId);
  // Written since it was compared, by a process that may have read the false ones, or may not.
  const isNewer = merged.upto > replay.seq;
  if (isNewer) await replay.to(query, merged.upto);
  const still = isNewer ? falseOf(replay, merged) : falseStates;
  if (still.length === 0) return [];
  await replay.to(query, headSeq);
  const states = statesOf(replay.documents);
  await query('DELETE FROM case_snapshot WHERE case_id = $1', [caseId]);
  await query(
    `INSERT INTO case_snapshot (case_id, doc, upto, data)
     SELECT $1, s.doc, $2::int, s.data FROM unnest($3::text[], $4::bytea[]) AS s (doc, data)`,
    [caseId, headSeq, [...states.keys()], [...states.values()].map((state) => Buffer.from(state))],
  );
  await query('UPDATE safety_case SET rebuilds = rebuilds + 1 WHERE id = $1', [caseId]);
  const notice = { topic: 'case-rebuilt', message: { caseId } };
  await query('SELECT pg_notify($1, $2)::text AS sent', [BUS_CHANNEL, JSON.stringify(notice)]);
  return still;
}
