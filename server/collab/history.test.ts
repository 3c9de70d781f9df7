import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import { bodyDocument, STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { createTypingCase, decisionOf } from '@/server/test/collab';
import { createTestDatabase, type TestDatabase } from '@/server/test/database';
import { inTransaction } from '@/server/platform/database';
import { keepCheckpoint, readMergedStatesAt, writeMergedStates } from './history';
import { poolQuery } from './query';
import { appendServerUpdate, loadDocuments } from './store';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

it('a past state is read from the merged states before it, and is what the whole log tells', async () => {
  const query = poolQuery(db.database.pool);
  const caseId = await createTypingCase(db.database);
  const node = 'a'.repeat(32);
  const load = (seq?: number) =>
    inTransaction(db.database.prisma, (tx) => loadDocuments(tx, caseId, seq));
  const append = (doc: string, act: (doc: Y.Doc) => void, from: Y.Doc) => {
    const before = Y.encodeStateVector(from);
    act(from);
    const entries = [{ doc, update: Y.encodeStateAsUpdate(from, before) }];
    const update = { caseId, personId: 'ada', sessionId: 's', cause: 'edit', entries } as const;
    return inTransaction(db.database.prisma, (tx) => appendServerUpdate(tx, update));
  };
  const { structure } = await load();
  const body = new Y.Doc();
  const read: string[] = [];
  for (let act = 0; act < 12; act += 1) {
    if (act === 3)
      await append(
        bodyDocument(node),
        (doc) => doc.getXmlFragment('body').insert(0, [new Y.XmlText('Body.')]),
        body,
      );
    else await append(STRUCTURE_DOCUMENT, (doc) => decisionOf(doc).insert(0, `${act};`), structure);
    const { seq, structure: now, bodies } = await load();
    read[seq] = `${decisionOf(now).toJSON()} ${bodies.get(node)?.getXmlFragment('body').toJSON()}`;
    if (act % 4 !== 3) continue;
    const states = new Map([[STRUCTURE_DOCUMENT, Y.encodeStateAsUpdate(now)]]);
    // The body changed before the first time alone: its state stays that of then.
    if (act === 3) states.set(bodyDocument(node), Y.encodeStateAsUpdate(body));
    await writeMergedStates(query, caseId, seq, states, 0);
    await keepCheckpoint(query, caseId, 8);
  }
  for (const [seq, expected] of read.entries()) {
    if (expected === undefined) continue;
    const { structure: past, bodies } = await load(seq);
    const body = bodies.get(node)?.getXmlFragment('body').toJSON();
    expect(`${decisionOf(past).toJSON()} ${body}`).toBe(expected);
  }
  const uptos = await Promise.all(
    [8, 9, 12, 13].map((at) => readMergedStatesAt(query, caseId, at)),
  );
  expect(uptos.map(({ upto }) => upto)).toEqual([0, 9, 9, 13]);
});
