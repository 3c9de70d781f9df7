import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { writeTextsAnew } from '@/core/collab/restedTexts';
import { inTransaction, lockCase, type Tx } from '@/server/platform/database';
import type { Dependencies } from '@/server/platform/dependencies';
import { statesOf } from './drift';
import { keepCheckpoint, readEveryAct, readMergedUpto, writeMergedStates } from './history';
import { COLLAB_LIMITS } from './limits';
import { transactionQuery, type Query } from './query';
import { appendAct, foldLog } from './store';

/** Whose act it is to write texts anew: their words are those of their authors. */
const NOBODY = '';

/**
 * Writes the heavy texts of cases that rest anew ({@link writeTextsAnew}), so that opening a case
 * costs what its content costs and not what its history does. Can be run again at any time, and
 * goes on where it ended.
 *
 * @returns how many cases had such texts
 */
export async function tidyRestedCases(
  deps: Pick<Dependencies, 'database' | 'log' | 'now'>,
): Promise<number> {
  const { prisma } = deps.database;
  const restsSince = new Date(deps.now().getTime() - COLLAB_LIMITS.restsAfter);
  const until = Date.now() + COLLAB_LIMITS.tidyWithin;
  let tidied = 0;
  for (const caseId of await inTransaction(prisma, (tx) => restedCases(tx, restsSince))) {
    if (Date.now() > until) break;
    try {
      if (await inTransaction(prisma, (tx) => tidyCase(tx, caseId, restsSince))) tidied += 1;
    } catch (error) {
      deps.log.warn({ err: error, caseId }, 'texts not written anew');
    }
  }
  return tidied;
}

/** Cases that were not looked at since a good deal was written in them; most of it first. */
async function restedCases(tx: Tx, restsSince: Date): Promise<string[]> {
  const rows = await transactionQuery(tx)<{ id: string }>(
    `SELECT c.id FROM safety_case c
     WHERE c.head_seq - c.tidied_seq >= $1::int
       AND (SELECT u.at FROM case_update u WHERE u.case_id = c.id ORDER BY u.seq DESC LIMIT 1) < $2
     ORDER BY c.head_seq - c.tidied_seq DESC LIMIT $3::int`,
    [COLLAB_LIMITS.tidyAfter, restsSince, COLLAB_LIMITS.tidyCases],
  );
  return rows.map(({ id }) => id);
}

/**
 * Writes the heavy texts of one case anew, as one act that is nobody's, and the merged states with
 * it. A case that somebody wrote in meanwhile is left alone.
 */
async function tidyCase(tx: Tx, caseId: string, restsSince: Date): Promise<boolean> {
  const { headSeq } = await lockCase(tx, caseId);
  const query = transactionQuery(tx);
  if (!(await isAtRest(query, caseId, headSeq, restsSince))) return false;
  const merged = await readMergedUpto(query, caseId);
  const changed = new Set([STRUCTURE_DOCUMENT]);
  for (const { entries } of await readEveryAct(query, caseId, merged.upto, headSeq))
    for (const { doc } of entries) changed.add(doc);
  const documents = await foldLog(query, caseId, headSeq, changed);
  const structure = documents.get(STRUCTURE_DOCUMENT);
  const seq = headSeq + 1;
  const { heavyText: ofText, heavyCase: ofDocument } = COLLAB_LIMITS;
  const update = structure && writeTextsAnew(structure, seq, { ofText, ofDocument });
  await query('UPDATE safety_case SET tidied_seq = $2::int WHERE id = $1 RETURNING id', [
    caseId,
    update ? seq : headSeq,
  ]);
  if (!update) return false;
  const entries = [{ doc: STRUCTURE_DOCUMENT, update }];
  await appendAct(query, seq, {
    caseId,
    personId: NOBODY,
    sessionId: NOBODY,
    cause: 'tidy',
    entries,
  });
  await writeMergedStates(query, caseId, seq, statesOf(documents), merged.rebuilds);
  await keepCheckpoint(query, caseId, COLLAB_LIMITS.checkpointAfter);
  return true;
}

async function isAtRest(
  query: Query,
  caseId: string,
  headSeq: number,
  restsSince: Date,
): Promise<boolean> {
  const rows = await query<{ rests: boolean }>(
    'SELECT at < $3 AS rests FROM case_update WHERE case_id = $1 AND seq = $2::int',
    [caseId, headSeq, restsSince],
  );
  return rows[0]?.rests ?? false;
}
