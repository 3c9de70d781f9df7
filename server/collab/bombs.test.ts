import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createCaseOf, largeDocument } from '@/bench/collab/largeCase';
import type { CaseConnection } from '@/components/collab/CaseConnection';
import { bodyDocument, rootMap, STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { CLOSE_REASONS } from '@/core/collab/closeReasons';
import { decisionOf, openPage, RawSocket, storedDecision, until } from '@/server/test/collab';
import { createTestDatabase, type TestDatabase } from '@/server/test/database';
import { App } from '@/server/test/faults/app';
import { processorTime } from '@/server/test/processorTime';

/** Nobody may hold the server up for longer: 100 ms, and the ticks it is measured in. */
const WORST = 0.12;

let db: TestDatabase;
/** In a process of its own: what it does is not mixed up with what the test does. */
let app: App;
let caseId: string;
let node: string;
let victim: CaseConnection;

beforeAll(async () => {
  db = await createTestDatabase();
  app = await App.start(db.url);
  const doc = largeDocument(2_000);
  node = [...rootMap(doc, 'nodes').keys()][0] ?? '';
  caseId = await createCaseOf(db.database, Y.encodeStateAsUpdate(doc));
  victim = openPage(app.port, 'victim', caseId);
  victim.open(STRUCTURE_DOCUMENT);
  await until(() => victim.documentState(STRUCTURE_DOCUMENT).synced);
  await goesOn();
});
afterAll(async () => {
  victim.destroy();
  await app.end('SIGKILL');
  await db.drop();
});

const text = (): Y.Text => decisionOf(victim.documentState(STRUCTURE_DOCUMENT).doc);

/** A colleague types, and it is saved. */
async function goesOn(): Promise<void> {
  text().insert(0, '.');
  await until(() => victim.saveState().kind === 'saved');
}

function bytes(write: (to: encoding.Encoder) => void): Uint8Array {
  const to = encoding.createEncoder();
  write(to);
  return encoding.toUint8Array(to);
}

const numbers = (to: encoding.Encoder, ...values: number[]): void => {
  for (const value of values) encoding.writeVarUint(to, value);
};

/** What an honest page would send for a change. */
function change(socket: RawSocket, act: (doc: Y.Doc) => void): Uint8Array {
  const doc = socket.page();
  const before = Y.encodeStateVector(doc);
  doc.transact(() => act(doc));
  return Y.encodeStateAsUpdate(doc, before);
}

/** One struct of the own id in the decision's place, with a value of so many nested lists. */
function nestedLists(socket: RawSocket, depth: number): Uint8Array {
  const client = socket.find('welcome')?.clientId ?? 0;
  return bytes((to) => {
    // One client, one struct, client, clock, ContentAny under a key of a root.
    numbers(to, 1, 1, client, 0);
    encoding.writeUint8(to, 8 | 0b0010_0000);
    numbers(to, 1);
    encoding.writeVarString(to, 'facts');
    encoding.writeVarString(to, 'window.from');
    numbers(to, 1);
    for (let level = 0; level < depth; level += 1) {
      encoding.writeUint8(to, 117);
      numbers(to, 1);
    }
    encoding.writeUint8(to, 126);
    numbers(to, 0);
  });
}

const BOMBS: [string, string, (socket: RawSocket) => Uint8Array][] = [
  [
    '50,000 clients in 335 kB',
    STRUCTURE_DOCUMENT,
    () =>
      bytes((to) => {
        numbers(to, 50_000);
        for (let client = 1; client <= 50_000; client += 1) {
          numbers(to, 1, 4_000_000_000 + client, 0, 0, 1);
        }
        numbers(to, 0);
      }).slice(0, 990_000),
  ],
  [
    'structs that wait for what never comes',
    STRUCTURE_DOCUMENT,
    (socket) => {
      const client = socket.find('welcome')?.clientId ?? 0;
      return bytes((to) => {
        numbers(to, 1, 1, client, 5_000);
        encoding.writeUint8(to, 4 | 0b1000_0000);
        numbers(to, client, 4_999);
        encoding.writeVarString(to, 'x');
        numbers(to, 0);
      });
    },
  ],
  [
    '200,000 deletions',
    STRUCTURE_DOCUMENT,
    (socket) => {
      const client = socket.find('welcome')?.clientId ?? 0;
      return bytes((to) => {
        numbers(to, 0, 1, client, 200_000);
        for (let at = 0; at < 200_000; at += 1) numbers(to, at * 2, 1);
      });
    },
  ],
  [
    'half an update',
    STRUCTURE_DOCUMENT,
    (socket) => change(socket, (doc) => decisionOf(doc).insert(0, 'whole')).slice(0, -3),
  ],
  ['lists in lists, 100,000 deep', STRUCTURE_DOCUMENT, (socket) => nestedLists(socket, 100_000)],
  ['lists in lists, 1,000 deep', STRUCTURE_DOCUMENT, (socket) => nestedLists(socket, 1_000)],
  [
    'elements in elements, 3,000 deep',
    'body',
    (socket) => {
      const doc = new Y.Doc({ gc: false });
      doc.clientID = socket.find('welcome')?.clientId ?? 0;
      doc.transact(() => {
        let parent: Y.XmlFragment = doc.getXmlFragment('body');
        for (let level = 0; level < 3_000; level += 1) {
          const child = new Y.XmlElement('blockquote');
          parent.insert(0, [child]);
          parent = child;
        }
      });
      return Y.encodeStateAsUpdate(doc);
    },
  ],
  [
    'maps in maps, 3,000 deep',
    STRUCTURE_DOCUMENT,
    (socket) =>
      change(socket, (doc) => {
        let parent: Y.Map<unknown> = rootMap(doc, 'nodes');
        for (let level = 0; level < 3_000; level += 1) {
          const child = new Y.Map<unknown>();
          parent.set('f'.repeat(32), child);
          parent = child;
        }
      }),
  ],
];

describe('a bomb', () => {
  for (const [index, [what, document, forge]] of BOMBS.entries()) {
    it(`of ${what} ends its own connection, and nothing else`, async () => {
      const doc = document === 'body' ? bodyDocument(node) : document;
      const socket = await new RawSocket(app.port, `bomber-${index}`).enter(caseId);
      socket.send({ type: 'open', doc, seq: 0, stateVector: new Uint8Array() });
      const update = forge(socket);
      await goesOn();
      const before = await processorTime(app.pid);
      socket.send({ type: 'update', requestId: 1, entries: [{ doc, update }] });
      await until(() => socket.closed !== null);
      expect((await processorTime(app.pid)) - before).toBeLessThan(WORST);
      expect(socket.closed).toBe(CLOSE_REASONS['update-rejected'].status);
      expect(socket.find('bye')?.sentence).toContain('The server refused a change of yours.');
      expect(socket.find('ack')).toBeUndefined();
      await goesOn();
    });
  }

  it('of a hundred megabytes is not even read', async () => {
    const socket = await new RawSocket(app.port, 'bomber').enter(caseId);
    const before = await processorTime(app.pid);
    socket.send(new Uint8Array(100_000_000));
    // The server goes on with others while it comes in, piece by piece, and is thrown away.
    await goesOn();
    await until(() => socket.closed !== null);
    expect((await processorTime(app.pid)) - before).toBeLessThan(0.5);
    expect([1006, 1009]).toContain(socket.closed);
    await goesOn();
  });

  it('of questions with invented state vectors costs as little as sending what is at hand', async () => {
    const invented = bytes((to) => {
      numbers(to, 8_000);
      for (let client = 1; client <= 8_000; client += 1) numbers(to, client, 1);
    });
    for (const stateVector of [
      invented,
      new Uint8Array([1, 1, 1]),
      new Uint8Array([255, 255, 9]),
    ]) {
      const socket = await new RawSocket(app.port, 'asker').enter(caseId);
      socket.received.length = 0;
      const before = await processorTime(app.pid);
      const questions = 20;
      for (let question = 0; question < questions; question += 1)
        socket.send({ type: 'open', doc: STRUCTURE_DOCUMENT, seq: 0, stateVector });
      const answers = () =>
        socket.received.filter((message) => message.type === 'state' && message.complete).length;
      await until(() => answers() === questions || socket.closed !== null);
      expect(((await processorTime(app.pid)) - before) / questions).toBeLessThan(0.02);
      socket.socket.terminate();
      await goesOn();
    }
  });

  it('of half characters becomes whole ones, the same for everybody', async () => {
    const socket = await new RawSocket(app.port, 'halver').enter(caseId);
    for (const [at, half] of ['\ud83d', '\ude00'].entries()) {
      const update = change(socket, (doc) => decisionOf(doc).insert(0, half));
      socket.send({
        type: 'update',
        requestId: at + 1,
        entries: [{ doc: STRUCTURE_DOCUMENT, update }],
      });
      if (at === 0) await until(() => socket.find('ack') !== undefined);
    }
    await until(() => text().toJSON().includes('\ufffd'));
    socket.socket.terminate();
    await goesOn();
    expect(text().toJSON().isWellFormed()).toBe(true);
    expect(await storedDecision(db.database, caseId)).toBe(text().toJSON());
  });
});
