import { compareWithLog, contributionsMissing } from '@/server/collab/drift';
import { LogDamagedError, readUpkeep } from '@/server/collab/history';
import type { Query } from '@/server/collab/query';
import { decodeAct } from '@/server/collab/row';
import { Problems, wordsOf, type Checked } from './check';

interface UpdateRow {
  seq: number;
  entries: Uint8Array;
}

const BATCH = 1_000;

/**
 * The update log of every case has no gap from where it begins, goes as far as the case says, and
 * can be read; what is derived from it tells what it tells.
 */
export async function checkUpdates({ client, lines }: Checked): Promise<void> {
  const query: Query = async <Row>(sql: string, values: readonly unknown[]) => {
    const { rows } = await client.query(sql, [...values]);
    // What a statement returns is said beside it, as for every row type of pg.
    return rows as Row[];
  };
  const gaps = new Problems(lines, 'update log');
  const derived = new Problems(lines, 'derived states');
  const cases = await query<{ id: string }>('SELECT id FROM safety_case ORDER BY id', []);
  let updates = 0;
  for (const { id } of cases) {
    const log = await checkLogOf(query, id, gaps);
    updates += log.updates;
    if (log.isWhole) await checkDerivedFrom(query, id, derived);
  }
  gaps.end(`${updates} updates of ${cases.length} cases, without a gap`);
  derived.end(`merged states and contributions of ${cases.length} cases, as their logs have them`);
}

async function checkLogOf(
  query: Query,
  caseId: string,
  problems: Problems,
): Promise<{ updates: number; isWhole: boolean }> {
  const { head, thinned } = await readUpkeep(query, caseId);
  let last = thinned;
  let isWhole = true;
  let updates = 0;
  const add = (words: string): void => {
    problems.add(`Case ${caseId}: ${words}`);
    isWhole = false;
  };
  for (;;) {
    const rows = await query<UpdateRow>(
      `SELECT seq, entries FROM case_update WHERE case_id = $1 AND seq > $2
       ORDER BY seq LIMIT ${BATCH}`,
      [caseId, last],
    );
    for (const { seq, entries } of rows) {
      if (seq !== last + 1) add(`update ${last + 1} is missing.`);
      last = seq;
      try {
        decodeAct(entries);
      } catch (error) {
        add(`update ${seq} can't be read: ${wordsOf(error)}`);
      }
    }
    updates += rows.length;
    if (rows.length < BATCH) break;
  }
  if (last !== head) add(`its log ends at ${last}, the case at ${head}.`);
  return { updates, isWhole };
}

async function checkDerivedFrom(query: Query, caseId: string, problems: Problems): Promise<void> {
  try {
    const found = await compareWithLog(query, caseId, { trusted: 0 });
    for (const doc of found.falseStates)
      problems.add(`Case ${caseId}: the merged state of ${doc} is not what its log tells.`);
    for (const upto of found.falseCheckpoints.keys())
      problems.add(`Case ${caseId}: the states kept of update ${upto} are not what its log tells.`);
    for (const { element, personId, cause } of await contributionsMissing(query, caseId, found))
      problems.add(`Case ${caseId}: ${personId} contributed to ${element} (${cause}); no record.`);
  } catch (error) {
    if (!(error instanceof LogDamagedError)) throw error;
    problems.add(`Case ${caseId}: ${error.message}`);
  }
}
