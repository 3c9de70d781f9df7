import { on } from 'node:events';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCase } from '@/server/test/collab';
import { createTestDatabase, type TestDatabase } from '@/server/test/database';
import { BUS_CHANNEL } from '@/server/platform/bus';
import { createLogger } from '@/server/platform/logger';
import { readActs } from './history';
import { postgresLogClient } from './logClient';
import { isAboutTheData, LogWriter, type LogRow } from './logWriter';
import { poolQuery } from './query';
import { encodeAct } from './row';

let db: TestDatabase;
let writer: LogWriter;
let caseId: string;

beforeAll(async () => {
  db = await createTestDatabase();
  writer = new LogWriter({
    open: postgresLogClient(db.url),
    origin: 'test',
    log: createLogger('silent'),
  });
});
beforeEach(async () => {
  caseId = await createCase(db.database);
});
afterAll(async () => {
  await writer.close();
  await db.drop();
});

function row(requestId: number, word: string, of = caseId): LogRow {
  const entries = [{ doc: 'structure', update: new TextEncoder().encode(word) }];
  return {
    caseId: of,
    personId: 'ada',
    sessionId: 's',
    clientId: 7,
    requestId,
    cause: 'edit',
    row: encodeAct({ requestId, entries }),
    touched: [],
  };
}

const logged = async (): Promise<number[]> =>
  (await readActs(poolQuery(db.database.pool), caseId, 0)).map(({ requestId }) => requestId);

describe('the log takes each request of a page once', () => {
  it('and says where it is when it is sent again, with others before and behind', async () => {
    const [first, second, third] = [row(1, 'one'), row(2, 'two'), row(3, 'three')];
    await writer.write([first, second]);
    const { seqs, locked } = await writer.write([row(1, 'one'), second, third]);
    expect(locked.size).toBe(0);
    expect([...seqs.values()].sort()).toEqual([1, 2, 3]);
    expect(seqs.get(third)).toBe(3);
    expect(await logged()).toEqual([1, 2, 3]);
  });

  it('over several cases in one transaction too', async () => {
    const other = await createCase(db.database);
    await writer.write([row(1, 'one')]);
    const again = [row(1, 'one'), row(1, 'elsewhere', other), row(2, 'two')];
    const { seqs } = await writer.write(again);
    expect(again.map((one) => seqs.get(one))).toEqual([1, 1, 2]);
    expect(await logged()).toEqual([1, 2]);
  });

  it('and refuses another change under the same number, which a copy of the page may send', async () => {
    await writer.write([row(1, 'one')]);
    await expect(writer.write([row(1, 'something else')])).rejects.toSatisfy(isAboutTheData);
    expect(await logged()).toEqual([1]);
  });
});

describe('an act by itself', () => {
  const touched = [{ element: 'node', cause: 'edit' }] as const;

  it('is numbered, said to others and found again as in a batch, whatever it touches', async () => {
    const heard = await listen();
    const acts = [row(1, 'one'), { ...row(2, 'two'), touched }, row(3, 'three'), row(3, 'three')];
    const seqs: (number | undefined)[] = [];
    for (const act of acts) seqs.push((await writer.write([act])).seqs.get(act));
    expect(seqs).toEqual([1, 2, 3, 3]);
    expect(await logged()).toEqual([1, 2, 3]);
    const announced = [1, 2, 3].map((seq) => ({
      topic: 'case-updated',
      message: { caseId, seq, origin: 'test' },
    }));
    expect(await heard(3)).toEqual(announced);
  });

  it('of a case that does not exist has no number', async () => {
    for (const act of [row(1, 'one', 'nowhere'), { ...row(1, 'one', 'nowhere'), touched }]) {
      const { seqs, locked } = await writer.write([act]);
      expect([seqs.size, locked.size]).toEqual([0, 0]);
    }
  });

  it('waits while somebody holds its case', async () => {
    const client = await db.database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT id FROM safety_case WHERE id = $1 FOR UPDATE', [caseId]);
      expect(await writer.write([row(1, 'one')])).toEqual({
        seqs: new Map(),
        locked: new Set([caseId]),
      });
      await client.query('COMMIT');
    } finally {
      client.release();
    }
    const act = row(1, 'one');
    expect((await writer.write([act])).seqs.get(act)).toBe(1);
  });
});

/** Hears what is said on the bus from now on. */
async function listen(): Promise<(count: number) => Promise<unknown[]>> {
  const client = new pg.Client({ connectionString: db.url });
  await client.connect();
  await client.query(`LISTEN ${BUS_CHANNEL}`);
  const messages = on(client, 'notification');
  return async (count) => {
    const said: unknown[] = [];
    for await (const [{ payload }] of messages) {
      said.push(JSON.parse(payload));
      if (said.length === count) break;
    }
    await client.end();
    return said;
  };
}
