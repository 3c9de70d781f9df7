import { decodeAct } from '@/server/collab/row';
import { Problems, wordsOf, type Checked } from './check';

interface UpdateRow {
  case_id: string;
  seq: number;
  entries: Uint8Array;
}

const BATCH = 1_000;

/** The update log of every case has no gap, goes as far as the case says, and can be read. */
export async function checkUpdates({ client, lines }: Checked): Promise<void> {
  const problems = new Problems(lines, 'update log');
  const { rows: cases } = await client.query<{ id: string; head_seq: number }>(
    'SELECT id, head_seq FROM safety_case ORDER BY id',
  );
  let updates = 0;
  for (const { id, head_seq: head } of cases) {
    let last = 0;
    for (;;) {
      const { rows } = await client.query<UpdateRow>(
        `SELECT case_id, seq, entries FROM case_update WHERE case_id = $1 AND seq > $2
         ORDER BY seq LIMIT ${BATCH}`,
        [id, last],
      );
      for (const { seq, entries } of rows) {
        if (seq !== last + 1) problems.add(`Case ${id}: update ${last + 1} is missing.`);
        last = seq;
        try {
          decodeAct(entries);
        } catch (error) {
          problems.add(`Case ${id}: update ${seq} can't be read: ${wordsOf(error)}`);
        }
      }
      updates += rows.length;
      if (rows.length < BATCH) break;
    }
    if (last !== head) problems.add(`Case ${id}: its log ends at ${last}, the case at ${head}.`);
  }
  problems.end(`${updates} updates of ${cases.length} cases, without a gap`);
}
