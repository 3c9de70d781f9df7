import { record } from '@/server/audit/events';
import { BUS_CHANNEL } from '@/server/platform/bus';
import { inTransaction, lockCase, type Tx } from '@/server/platform/database';
import type { Dependencies } from '@/server/platform/dependencies';
import { driftFound } from '@/server/platform/measures';
import { compareWithLog, falseOf, statesOf, type Comparison } from './drift';
import { LogDamagedError, readMergedStates, readUpkeep } from './history';
import { COLLAB_LIMITS } from './limits';
import { poolQuery, transactionQuery, type Query } from './query';
import { recordContributions } from './store';
import { deleteThinned, lastToGo, thinCase, writeCheckpoint } from './thin';

const DAY = 86_400_000;

type UpkeepDependencies = Pick<Dependencies, 'database' | 'log' | 'now'> & {
  env: Pick<Dependencies['env'], 'historyDays'>;
};

/** What was found and done in one case. */
export interface Upkept {
  /** Something derived was not what the log tells; it is now. */
  repaired: boolean;
  /** The log is not whole: nothing can be judged by it, and nothing was changed. */
  damaged: boolean;
  /** Acts deleted because they were older than what is kept. */
  deleted: number;
}

/**
 * {@link keepCase} for all cases, those that waited longest first, as far as a run goes. Can be run
 * again at any time, and goes on where it ended.
 *
 * @param most cases
 * @returns how many were looked at
 */
export async function keepCases(
  deps: UpkeepDependencies,
  most = COLLAB_LIMITS.checkedCases,
): Promise<number> {
  const query = poolQuery(deps.database.pool);
  const cases = await query<{ id: string }>(
    'SELECT id FROM safety_case WHERE head_seq > 0 ORDER BY checked_at NULLS FIRST, id LIMIT $1::int',
    [most],
  );
  const until = Date.now() + COLLAB_LIMITS.checkWithin;
  let looked = 0;
  for (const { id } of cases) {
    if (Date.now() > until) break;
    try {
      await keepCase(deps, id);
    } catch (error) {
      // The others come first next time, so that one that fails does not keep all from being looked at.
      deps.log.error({ err: error, caseId: id }, 'a case was not compared with its log');
      await markLooked(query, id, deps.now());
    }
    looked += 1;
  }
  return looked;
}

/**
 * Compares what is derived from a case's log (merged states, states kept for good, the record of
 * contributions) with the log, puts right what differs, and lets go of acts that are older than
 * `HISTORY_DAYS`.
 */
export async function keepCase(deps: UpkeepDependencies, caseId: string): Promise<Upkept> {
  const query = poolQuery(deps.database.pool);
  let checked: number | null = null;
  const upkept: Upkept = { repaired: false, damaged: false, deleted: 0 };
  try {
    const found = await compare(deps, caseId, query);
    checked = found.comparison.replay.seq;
    upkept.repaired = await repair(deps, caseId, found.comparison);
    const { asked } = found.comparison;
    if (asked) await thinCase(deps, caseId, found.cut, asked);
    upkept.deleted = await deleteThinned(deps, caseId);
  } catch (error) {
    if (!(error instanceof LogDamagedError)) throw error;
    upkept.damaged = true;
    driftFound.inc({ what: 'log' });
    deps.log.error({ err: error, caseId }, 'the log of a case is damaged');
  }
  await markLooked(query, caseId, deps.now(), checked);
  return upkept;
}

/** @param upto what was compared; null leaves that as it was */
async function markLooked(
  query: Query,
  caseId: string,
  at: Date,
  upto: number | null = null,
): Promise<void> {
  await query(
    `UPDATE safety_case SET checked_at = $2::timestamptz, checked_seq = coalesce($3::int, checked_seq)
     WHERE id = $1`,
    [caseId, at, upto],
  );
}

async function compare(
  { env, now }: UpkeepDependencies,
  caseId: string,
  query: Query,
): Promise<{ comparison: Comparison; cut: number }> {
  const { thinned, checked } = await readUpkeep(query, caseId);
  const { historyDays } = env;
  const cut =
    historyDays === undefined
      ? 0
      : await lastToGo(query, caseId, new Date(now().getTime() - historyDays * DAY));
  const ask = cut > thinned ? { ask: cut } : {};
  const trusted = cut > thinned ? Math.min(checked, cut) : checked;
  // The states that were found true once may have changed since: nothing is put right by them, but
  // by the whole log.
  const whole = (): Promise<Comparison> => compareWithLog(query, caseId, { trusted: 0, ...ask });
  try {
    const found = await compareWithLog(query, caseId, { trusted, ...ask });
    const isTrue = found.falseStates.length === 0 && found.falseCheckpoints.size === 0;
    return { comparison: isTrue || trusted === 0 ? found : await whole(), cut };
  } catch (error) {
    if (!(error instanceof LogDamagedError) || trusted === 0) throw error;
    return { comparison: await whole(), cut };
  }
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
