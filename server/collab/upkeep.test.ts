import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { bodyDocument, STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { CLOSE_REASONS } from '@/core/collab/closeReasons';
import { inTransaction } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { createLogger } from '@/server/platform/logger';
import {
  createTypingCase,
  decisionOf,
  RawSocket,
  startCollabServer,
  storedDecision,
  until,
} from '@/server/test/collab';
import { createTestDatabase, type TestDatabase } from '@/server/test/database';
import {
  keepCheckpoint,
  LogDamagedError,
  readArrived,
  readMergedState,
  readMergedUpto,
  writeMergedStates,
} from './history';
import { poolQuery, type Query } from './query';
import { appendServerUpdate, loadDocuments } from './store';
import { lastToGo } from './thin';
import { keepCase, keepCases, type Upkept } from './upkeep';

const DAY = 86_400_000;
const NODE = 'a'.repeat(32);
const BODY = bodyDocument(NODE);

let db: TestDatabase;
let query: Query;
beforeAll(async () => {
  db = await createTestDatabase();
  query = poolQuery(db.database.pool);
});
afterAll(() => db.drop());

function keep(caseId: string, historyDays?: number, now = new Date()): Promise<Upkept> {
  const log = createLogger('silent');
  return keepCase({ database: db.database, log, now: () => now, env: { historyDays } }, caseId);
}

const NOTHING: Upkept = { repaired: false, damaged: false, deleted: 0 };

function load(caseId: string, seq?: number) {
  return inTransaction(db.database.prisma, (tx) => loadDocuments(tx, caseId, seq));
}

/** Decision and body as the log has them. */
async function told(caseId: string, seq?: number): Promise<string> {
  const { structure, bodies } = await load(caseId, seq);
  return `${decisionOf(structure).toJSON()} ${bodies.get(NODE)?.getXmlFragment('body').toJSON() ?? ''}`;
}

async function append(caseId: string, doc: string, from: Y.Doc, act: (doc: Y.Doc) => void) {
  const before = Y.encodeStateVector(from);
  act(from);
  const entries = [{ doc, update: Y.encodeStateAsUpdate(from, before) }];
  return inTransaction(db.database.prisma, (tx) =>
    appendServerUpdate(tx, { caseId, personId: 'ada', sessionId: 's', cause: 'edit', entries }),
  );
}

/** A case of 31 acts, with merged states of act 25 and states kept for good of acts 9, 17 and 25. */
async function writtenCase(): Promise<string> {
  const caseId = await createTypingCase(db.database);
  const { structure } = await load(caseId);
  const body = new Y.Doc();
  for (let act = 2; act <= 31; act += 1) {
    if (act % 7 === 3)
      await append(caseId, BODY, body, (doc) =>
        doc.getXmlFragment('body').push([new Y.XmlText(`Body ${act}.`)]),
      );
    else
      await append(caseId, STRUCTURE_DOCUMENT, structure, (doc) => {
        decisionOf(doc).insert(0, `${act};`);
        if (act % 5 === 0) decisionOf(doc).delete(2, 2);
      });
    if (act % 8 !== 1) continue;
    const states = new Map([
      [STRUCTURE_DOCUMENT, Y.encodeStateAsUpdate(structure)],
      [BODY, Y.encodeStateAsUpdate(body)],
    ]);
    await writeMergedStates(query, caseId, act, states, 0);
    await keepCheckpoint(query, caseId, 8);
  }
  return caseId;
}

async function mergedWords(caseId: string): Promise<string> {
  const doc = new Y.Doc();
  const state = await readMergedState(query, caseId, STRUCTURE_DOCUMENT);
  if (state) Y.applyUpdate(doc, state.data);
  return decisionOf(doc).toJSON();
}

async function auditOf(caseId: string) {
  const events = await db.database.prisma.auditEvent.findMany({ where: { caseId } });
  return events.map(({ type, data }) => ({ type, data }));
}

/** The merged state of the structure, after something was done to it. */
async function damaged(caseId: string, act: (doc: Y.Doc) => void): Promise<Buffer> {
  const doc = new Y.Doc();
  const state = await readMergedState(query, caseId, STRUCTURE_DOCUMENT);
  if (state) Y.applyUpdate(doc, state.data);
  act(doc);
  return Buffer.from(Y.encodeStateAsUpdate(doc));
}

async function overwrite(caseId: string, data: Uint8Array): Promise<void> {
  await query('UPDATE case_snapshot SET data = $2 WHERE case_id = $1 AND doc = $3', [
    caseId,
    Buffer.from(data),
    STRUCTURE_DOCUMENT,
  ]);
}

describe('what is derived from the log of a case', () => {
  it('is found true, and remembered as checked', async () => {
    const caseId = await writtenCase();
    expect(await keep(caseId)).toEqual(NOTHING);
    const row = await db.database.prisma.safetyCase.findUniqueOrThrow({ where: { id: caseId } });
    expect(row).toMatchObject({ checkedSeq: 31, rebuilds: 0, thinnedSeq: 0 });
    expect(row.checkedAt).not.toBeNull();
    // And again, from what was found true before.
    expect(await keep(caseId)).toEqual(NOTHING);
    expect(await auditOf(caseId)).toEqual([]);
  });

  const damages: [string, (caseId: string) => Promise<void>][] = [
    [
      'lacks what was written',
      async (caseId) => {
        const rows = await query<{ data: Uint8Array }>(
          'SELECT data FROM case_checkpoint WHERE case_id = $1 AND doc = $2 AND upto = 9',
          [caseId, STRUCTURE_DOCUMENT],
        );
        await overwrite(caseId, rows[0]?.data ?? new Uint8Array());
      },
    ],
    [
      'holds what nobody wrote',
      async (caseId) =>
        overwrite(caseId, await damaged(caseId, (doc) => decisionOf(doc).insert(0, 'nobody'))),
    ],
    [
      'holds what was deleted, or lacks what was not',
      async (caseId) =>
        overwrite(caseId, await damaged(caseId, (doc) => decisionOf(doc).delete(0, 3))),
    ],
    ['can not be read', (caseId) => overwrite(caseId, Buffer.from('rubbish'))],
    [
      'is gone for one document',
      async (caseId) =>
        void (await query('DELETE FROM case_snapshot WHERE case_id = $1 AND doc = $2', [
          caseId,
          BODY,
        ])),
    ],
  ];
  for (const [what, damage] of damages) {
    it(`is put right when a merged state ${what}`, async () => {
      const caseId = await writtenCase();
      await keep(caseId);
      const before = await told(caseId);
      await damage(caseId);
      expect(await keep(caseId)).toEqual({ ...NOTHING, repaired: true });
      expect(await told(caseId)).toBe(before);
      expect(await mergedWords(caseId)).toBe(before.split(' ')[0]);
      expect(await readMergedUpto(query, caseId)).toEqual({ upto: 31, rebuilds: 1 });
      expect(await auditOf(caseId)).toEqual([
        { type: 'case.repaired', data: { states: 1, checkpoints: 0, contributions: 0 } },
      ]);
      expect(await keep(caseId)).toEqual(NOTHING);
    });
  }

  it('is put right when states that were kept for good or contributions differ', async () => {
    const caseId = await writtenCase();
    const past = await told(caseId, 17);
    await query('DELETE FROM case_checkpoint WHERE case_id = $1 AND upto = 17 AND doc = $2', [
      caseId,
      STRUCTURE_DOCUMENT,
    ]);
    // As a bug would leave it: the table itself lets nobody take a row out.
    await db.database.pool.query('ALTER TABLE contribution DISABLE TRIGGER USER');
    await query('DELETE FROM contribution WHERE case_id = $1 AND node_id = $2', [caseId, NODE]);
    await db.database.pool.query('ALTER TABLE contribution ENABLE TRIGGER USER');
    expect(await keep(caseId)).toEqual({ ...NOTHING, repaired: true });
    expect(await told(caseId, 17)).toBe(past);
    expect(await auditOf(caseId)).toEqual([
      { type: 'case.repaired', data: { states: 0, checkpoints: 1, contributions: 1 } },
    ]);
    const people = await db.database.prisma.contribution.findMany({
      where: { caseId, nodeId: NODE },
    });
    expect(people).toMatchObject([{ personId: 'ada', cause: 'edit' }]);
    expect(await keep(caseId)).toEqual(NOTHING);
  });

  it('is put right by the whole log when states that were found true before are not any more', async () => {
    const caseId = await writtenCase();
    await keep(caseId);
    const words = await mergedWords(caseId);
    // The last ones, from which the next run would start: true in form, and short of three characters.
    const short = await damaged(caseId, (doc) => decisionOf(doc).delete(0, 3));
    await query(
      'UPDATE case_checkpoint SET data = $2 WHERE case_id = $1 AND doc = $3 AND upto = 25',
      [caseId, short, STRUCTURE_DOCUMENT],
    );
    expect(await keep(caseId)).toEqual({ ...NOTHING, repaired: true });
    expect(await mergedWords(caseId)).toBe(words);
    expect(await auditOf(caseId)).toEqual([
      { type: 'case.repaired', data: { states: 0, checkpoints: 1, contributions: 0 } },
    ]);
    expect(await keep(caseId)).toEqual(NOTHING);
  });

  it('is left alone when the log itself is not whole, and reading refuses', async () => {
    const missing = await writtenCase();
    await query('DELETE FROM case_update WHERE case_id = $1 AND seq = 12', [missing]);
    const unreadable = await writtenCase();
    await query('DELETE FROM case_update WHERE case_id = $1 AND seq = 28', [unreadable]);
    await query(
      `INSERT INTO case_update (case_id, seq, person_id, session_id, client_id, cause, entries)
       VALUES ($1, 28, 'ada', 's', 0, 'edit', $2)`,
      [unreadable, Buffer.from('rubbish')],
    );
    for (const [caseId, seq] of [
      [missing, 12],
      [unreadable, 28],
    ] as const) {
      const words = await mergedWords(caseId);
      expect(await keep(caseId)).toEqual({ ...NOTHING, damaged: true });
      expect(await keep(caseId, 30, new Date(Date.now() + 90 * DAY))).toEqual({
        ...NOTHING,
        damaged: true,
      });
      expect(await mergedWords(caseId)).toBe(words);
      await expect(load(caseId, seq)).rejects.toThrow(LogDamagedError);
      await expect(load(caseId, seq)).rejects.toThrow(`Update ${seq} of case ${caseId}`);
    }
  });
});

it('pages and processes that read false states begin anew, and do not write them back', async () => {
  const server = await startCollabServer(db.database);
  try {
    const caseId = await writtenCase();
    await overwrite(caseId, await damaged(caseId, (doc) => decisionOf(doc).insert(0, 'nobody')));
    const stale = await readMergedUpto(query, caseId);
    const socket = await new RawSocket(server.port, 'ada').enter(caseId);
    expect(decisionOf(socket.page()).toJSON()).toContain('nobody');
    expect(await keep(caseId)).toEqual({ ...NOTHING, repaired: true });
    await until(() => socket.closed !== null);
    expect(socket.closed).toBe(CLOSE_REASONS['case-rebuilt'].status);
    const again = await new RawSocket(server.port, 'ada').enter(caseId);
    expect(decisionOf(again.page()).toJSON()).toBe(await storedDecision(db.database, caseId));

    // A process that was about to write what it had read before.
    const states = new Map([[STRUCTURE_DOCUMENT, Buffer.from('false')]]);
    expect(await writeMergedStates(query, caseId, 99, states, stale.rebuilds)).toBe(false);
    expect(await keep(caseId)).toEqual(NOTHING);
  } finally {
    await server.close();
  }
});

describe('acts that are older than what is kept', () => {
  const later = new Date(Date.now() + 90 * DAY);

  it('are deleted, with the states before them, and nothing else', async () => {
    const caseId = await writtenCase();
    const expected = new Map<number, string>();
    for (const seq of [20, 21, 25, 31]) expected.set(seq, await told(caseId, seq));
    const contributions = await db.database.prisma.contribution.count({ where: { caseId } });
    const [row] = await query<{ at: Date }>(
      'SELECT at FROM case_update WHERE case_id = $1 AND seq = 21',
      [caseId],
    );
    const at = row?.at ?? new Date();
    const cut = await lastToGo(query, caseId, at);
    expect(cut).toBeGreaterThan(17);
    expect(cut).toBeLessThan(21);
    expect(await keep(caseId)).toEqual(NOTHING);

    const upkept = await keep(caseId, 30, new Date(at.getTime() + 30 * DAY));
    expect(upkept).toEqual({ ...NOTHING, deleted: cut });
    for (const [seq, words] of expected) {
      if (seq >= cut) expect(await told(caseId, seq)).toBe(words);
    }
    await expect(load(caseId, cut - 1)).rejects.toThrow(
      `The history of this case begins with change ${cut + 1}; what was before is not kept.`,
    );
    await expect(load(caseId, 9)).rejects.toThrow(AppError);
    const seqs = await query<{ seq: number }>(
      'SELECT seq FROM case_update WHERE case_id = $1 ORDER BY seq',
      [caseId],
    );
    expect(seqs.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 31 - cut }, (_, place) => cut + 1 + place),
    );
    expect(await db.database.prisma.contribution.count({ where: { caseId } })).toBe(contributions);
    expect(await auditOf(caseId)).toEqual([
      { type: 'case.thinned', data: { upto: cut, statesSha256: expect.any(String) } },
    ]);
    // What is left can still be judged.
    await overwrite(caseId, await damaged(caseId, (doc) => decisionOf(doc).insert(0, 'nobody')));
    expect(await keep(caseId, 30)).toEqual({ ...NOTHING, repaired: true });
    expect(await told(caseId)).toBe(expected.get(31));
  });

  it('include all but the newest, of a case whose states were never merged too', async () => {
    const caseId = await createTypingCase(db.database);
    const { structure } = await load(caseId);
    for (let act = 2; act <= 5; act += 1)
      await append(caseId, STRUCTURE_DOCUMENT, structure, (doc) =>
        decisionOf(doc).insert(0, `${act};`),
      );
    const words = await told(caseId);
    expect(await keep(caseId, 30, later)).toEqual({ ...NOTHING, deleted: 4 });
    expect(await told(caseId)).toBe(words);
    expect(await told(caseId, 4)).toBe(words.replace('5;', ''));
    expect(await keep(caseId, 30, later)).toEqual(NOTHING);
    const server = await startCollabServer(db.database);
    const socket = await new RawSocket(server.port, 'ada').enter(caseId);
    expect(decisionOf(socket.page()).toJSON()).toBe(words.trim());
    await server.close();
    await append(caseId, STRUCTURE_DOCUMENT, structure, (doc) => decisionOf(doc).insert(0, 'on;'));
    expect(await told(caseId)).toBe(`on;${words}`);
  });

  it('stay known by their numbers, so that a page that comes back late is not stored twice', async () => {
    const caseId = await createTypingCase(db.database);
    const first = await startCollabServer(db.database);
    const socket = await new RawSocket(first.port, 'ada').enter(caseId);
    const doc = socket.page();
    const sent: Uint8Array[] = [];
    for (let requestId = 1; requestId <= 20; requestId += 1) {
      const before = Y.encodeStateVector(doc);
      decisionOf(doc).insert(0, `${requestId};`);
      const update = Y.encodeStateAsUpdate(doc, before);
      sent[requestId] = update;
      const entries = [{ doc: STRUCTURE_DOCUMENT, update }];
      socket.send({ type: 'update', requestId, entries });
      await until(() => socket.received.filter(({ type }) => type === 'ack').length === requestId);
    }
    const words = await told(caseId);
    const before = await readArrived(query, caseId, doc.clientID);
    expect(before).toHaveLength(16);
    await first.close();

    expect(await keep(caseId, 30, later)).toEqual({ ...NOTHING, deleted: 20 });
    expect(await readArrived(query, caseId, doc.clientID)).toEqual(before);
    const kept = await query('SELECT 1 FROM case_request WHERE case_id = $1', [caseId]);
    expect(kept).toHaveLength(16);

    const second = await startCollabServer(db.database);
    const back = await new RawSocket(second.port, 'ada').enter(caseId, {
      clientId: doc.clientID,
      line: 2,
    });
    expect(back.find('welcome')).toMatchObject({ clientId: doc.clientID, arrived: before });
    const entries = [{ doc: STRUCTURE_DOCUMENT, update: sent[18] ?? new Uint8Array() }];
    back.send({ type: 'update', requestId: 18, entries });
    await until(() => back.find('ack') !== undefined || back.isOver());
    expect(back.find('ack')).toEqual({ type: 'ack', requestId: 18, seq: 19 });
    expect(await told(caseId)).toBe(words);
    await second.close();
  });

  it('leave states that nobody can change unnoticed: nothing is judged by others', async () => {
    const caseId = await writtenCase();
    await keep(caseId, 30, later);
    const words = await mergedWords(caseId);
    const short = await damaged(caseId, (doc) => decisionOf(doc).delete(0, 3));
    await query('UPDATE case_checkpoint SET data = $2 WHERE case_id = $1 AND doc = $3', [
      caseId,
      short,
      STRUCTURE_DOCUMENT,
    ]);
    expect(await keep(caseId)).toEqual({ ...NOTHING, damaged: true });
    expect(await mergedWords(caseId)).toBe(words);
  });

  it('are deleted by the next run when one ends half way', async () => {
    const caseId = await writtenCase();
    await keep(caseId, 30, later);
    const words = await told(caseId);
    await query(
      `INSERT INTO case_update (case_id, seq, person_id, session_id, client_id, cause, entries)
       SELECT case_id, 30, person_id, session_id, client_id, cause, entries
       FROM case_update WHERE case_id = $1 AND seq = 31`,
      [caseId],
    );
    expect(await keep(caseId)).toEqual({ ...NOTHING, deleted: 1 });
    expect(await told(caseId)).toBe(words);
  });
});

it('cases are looked at in turn, those that waited longest first', async () => {
  const [first, second] = [
    await createTypingCase(db.database),
    await createTypingCase(db.database),
  ];
  await query(`UPDATE safety_case SET checked_at = '2026-01-02' WHERE id = $1`, [second]);
  const log = createLogger('silent');
  const now = new Date();
  const others = await db.database.prisma.safetyCase.count({
    where: { checkedAt: null, NOT: { id: first } },
  });
  const checkedAt = async (id: string) =>
    (await db.database.prisma.safetyCase.findUniqueOrThrow({ where: { id } })).checkedAt;
  const deps = { database: db.database, log, now: () => now, env: { historyDays: undefined } };
  // One that fails keeps nobody else from it, and does not come first for ever.
  await db.database.pool.query(
    `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
     CREATE TRIGGER fail BEFORE INSERT ON contribution FOR EACH ROW
     WHEN (NEW.case_id = '${first}') EXECUTE FUNCTION fail()`,
  );
  expect(await keepCases(deps, others + 1)).toBe(others + 1);
  expect(await checkedAt(first)).toEqual(now);
  expect(await checkedAt(second)).not.toEqual(now);
  await keepCases(deps);
  expect(await checkedAt(second)).toEqual(now);
});
