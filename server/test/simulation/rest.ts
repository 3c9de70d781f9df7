import * as Y from 'yjs';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { encodeWithoutReplaced, writeTextsAnew } from '@/core/collab/restedTexts';
import { createTwin } from '@/server/collab/gate';
import { encodeAct } from '@/server/collab/row';
import type { FakeDatabase } from './database';
import { fold } from './invariants';

/** So that it happens to every text each time, rested or not. */
const ANY = { ofText: 0, ofDocument: 0 };

/** Writes the texts of a case anew, as the job does for one that rested; pages may be typing. */
export function writeAnew(database: FakeDatabase, caseId: string): void {
  const holder = {};
  const { random } = database;
  database.reach(() => {
    if (!database.lock(caseId, holder)) return;
    const { life } = database;
    database.linger(random.between(0.2, 40), () => {
      if (database.life !== life) return;
      append(database, caseId);
      database.unlock(holder);
    });
  });
}

function append(database: FakeDatabase, caseId: string): void {
  const tables = database.tables(caseId);
  const doc = createTwin(STRUCTURE_DOCUMENT);
  doc.transact(() => {
    for (const { entries } of tables.log) {
      for (const one of entries) if (one.doc === STRUCTURE_DOCUMENT) Y.applyUpdate(doc, one.update);
    }
  });
  const update = writeTextsAnew(doc, tables.headSeq + 1, ANY);
  if (!update) return;
  const entries = [{ doc: STRUCTURE_DOCUMENT, update }];
  const seq = tables.append('nobody', 0, encodeAct({ requestId: 0, entries }));
  if (database.random.chance(0.5)) {
    for (const [name, state] of fold(tables)) {
      const data =
        name === STRUCTURE_DOCUMENT ? encodeWithoutReplaced(doc) : Y.encodeStateAsUpdate(state);
      tables.snapshots.set(name, { upto: seq, data });
    }
  }
  database.notify('case-updated', { caseId, seq });
}
