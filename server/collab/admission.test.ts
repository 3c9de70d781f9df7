import * as encoding from 'lib0/encoding';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { CaseConnection } from '@/components/collab/CaseConnection';
import { STRUCTURE_DOCUMENT, rootMap } from '@/core/argument/structureShape';
import { CLOSE_REASONS } from '@/core/collab/closeReasons';
import { openBus, type Bus } from '@/server/platform/bus';
import { createLogger } from '@/server/platform/logger';
import {
  createTypingCase,
  decisionOf,
  openPage,
  RawSocket,
  startCollabServer,
  storedDecision,
  until,
  type CollabTestServer,
} from '@/server/test/collab';
import { createTestDatabase, type TestDatabase } from '@/server/test/database';
import { COLLAB_LIMITS } from './limits';

let db: TestDatabase;
let server: CollabTestServer;
let bus: Bus;
let caseId: string;
const pages: CaseConnection[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
  server = await startCollabServer(db.database);
  bus = await openBus(db.url, db.database.pool, createLogger('silent'));
  caseId = await createTypingCase(db.database);
});
afterAll(async () => {
  for (const page of pages) page.destroy();
  await bus.close();
  await server.close();
  await db.drop();
});

async function page(person: string): Promise<CaseConnection> {
  const connection = openPage(server.port, person, caseId);
  pages.push(connection);
  connection.open(STRUCTURE_DOCUMENT);
  await until(() => connection.documentState(STRUCTURE_DOCUMENT).synced);
  return connection;
}

const text = (connection: CaseConnection): Y.Text =>
  decisionOf(connection.documentState(STRUCTURE_DOCUMENT).doc);

const status = (reason: keyof typeof CLOSE_REASONS): number => CLOSE_REASONS[reason].status;

describe('who gets in', () => {
  it('not a page of another site, nor of none', async () => {
    for (const origin of ['https://evil.example', 'null', `http://localhost:${server.port + 1}`]) {
      const socket = await new RawSocket(server.port, 'ada', origin).opened();
      expect(socket.turnedAway).toBe(403);
    }
  });

  it('a page of this address under either of its names', async () => {
    const socket = new RawSocket(server.port, 'ada', `http://127.0.0.1:${server.port}`);
    expect((await socket.enter(caseId)).find('welcome')?.mode).toBe('read-write');
    socket.socket.close();
  });

  it('nobody without a session, and they are told so', async () => {
    const socket = new RawSocket(server.port, null);
    await until(() => socket.closed !== null);
    expect(socket.closed).toBe(status('session-ended'));
    expect(socket.find('bye')?.code).toBe('session-ended');
  });

  it('nobody without access; a case that is not there answers the same', async () => {
    server.access.set('stranger', null);
    const socket = await new RawSocket(server.port, 'stranger').enter(caseId);
    expect(socket.closed).toBe(status('not-found'));
    expect(socket.find('state')).toBeUndefined();
  });

  it('nobody who does not speak the protocol', async () => {
    const talk: ((socket: RawSocket) => void)[] = [
      (socket) => socket.socket.send('hello'),
      (socket) => socket.send(new Uint8Array([99])),
      (socket) => socket.send({ type: 'close', doc: 'structure' }),
      (socket) => socket.send(new Uint8Array()),
    ];
    for (const say of talk) {
      const socket = await new RawSocket(server.port, 'ada').opened();
      say(socket);
      await until(() => socket.closed !== null);
      expect(socket.closed).toBe(status('bad-message'));
    }
  });

  it('no page that is older than the documents', async () => {
    const socket = await new RawSocket(server.port, 'ada').opened();
    const hello = {
      type: 'hello',
      caseId,
      deviceId: 'd',
      pageId: 'p',
      line: 1,
      clientId: 0,
    } as const;
    socket.send({ ...hello, protocol: 1, schema: 0 });
    await until(() => socket.closed !== null);
    expect(socket.closed).toBe(status('schema-too-old'));
  });

  it('no more silent sockets than are kept waiting', async () => {
    const more = 25;
    const silent = Array.from(
      { length: COLLAB_LIMITS.unadmitted + more },
      (_, i) => new RawSocket(server.port, `silent-${i % 10}`),
    );
    await Promise.all(silent.map((socket) => socket.opened()));
    expect(silent.filter(({ turnedAway }) => turnedAway === 503).length).toBeGreaterThanOrEqual(
      more,
    );
    for (const { socket } of silent) socket.terminate();
    await until(async () => {
      const next = await new RawSocket(server.port, 'ada').opened();
      next.socket.terminate();
      return next.turnedAway === null;
    });
  });

  it('no person with more pages than a person can have', async () => {
    const sockets = Array.from(
      { length: COLLAB_LIMITS.connectionsPerPerson + 3 },
      () => new RawSocket(server.port, 'busy'),
    );
    await until(() => sockets.filter(({ closed }) => closed === status('too-many')).length === 3);
    for (const { socket } of sockets) socket.terminate();
  });

  it('no message larger than an update may be', async () => {
    const socket = await new RawSocket(server.port, 'ada').enter(caseId);
    socket.send(new Uint8Array(COLLAB_LIMITS.messageBytes + 1));
    await until(() => socket.closed !== null);
    expect(socket.closed).toBe(1009);
  });
});

describe('what may be done', () => {
  it('readers see everything as it happens and change nothing', async () => {
    server.access.set('reader', 'read-only');
    const author = await page('ada');
    const reader = await page('reader');
    text(author).insert(0, 'Seen. ');
    await until(() => text(reader).toJSON().startsWith('Seen. '));

    const raw = await new RawSocket(server.port, 'reader').enter(caseId);
    const forged = raw.page();
    const before = Y.encodeStateVector(forged);
    decisionOf(forged).insert(0, 'Forged. ');
    const update = Y.encodeStateAsUpdate(forged, before);
    raw.send({ type: 'update', requestId: 1, entries: [{ doc: STRUCTURE_DOCUMENT, update }] });
    await until(() => raw.find('refuse') !== undefined);
    expect(raw.find('refuse')?.code).toBe('read-only');
    text(reader).insert(0, 'Mine. ');
    await until(() => reader.linkState().kind === 'refused');
    expect(reader.saveState()).toEqual({ kind: 'offline', changes: 1 });
    expect(reader.unsentWork().parts[0]?.text).toContain('Mine. ');
    text(author).insert(0, 'Later. ');
    await until(() => author.saveState().kind === 'saved');
    expect(text(author).toJSON()).not.toMatch(/Mine|Forged/);
    expect(await storedDecision(db.database, caseId)).not.toMatch(/Mine|Forged/);
    raw.socket.close();
  });

  it('ends within a second of the access, and of the session', async () => {
    const leaving = await page('leaving');
    const signedOut = await page('signed-out');
    const since = performance.now();
    server.access.set('leaving', null);
    server.ended.add('session-signed-out');
    await bus.publish('access-changed', { personId: 'leaving', caseId });
    await bus.publish('access-changed', { sessionId: 'session-signed-out' });
    await until(() => [leaving, signedOut].every((one) => one.linkState().kind === 'refused'));
    expect(performance.now() - since).toBeLessThan(1_000);
    expect(leaving.linkState()).toMatchObject({ reason: 'access-removed' });
    expect(signedOut.linkState()).toMatchObject({ reason: 'session-ended' });
  });

  it('narrows to reading while a page is open, and widens again', async () => {
    const person = await page('narrowed');
    server.access.set('narrowed', 'read-only');
    await bus.publish('access-changed', { personId: 'narrowed' });
    await until(() => {
      const link = person.linkState();
      return link.kind === 'online' && link.mode === 'read-only';
    });
    server.access.set('narrowed', 'read-write');
    await bus.publish('access-changed', { caseId });
    await until(() => {
      const link = person.linkState();
      return link.kind === 'online' && link.mode === 'read-write';
    });
  });
});

describe('a change that was refused', () => {
  it('takes those behind it along, so that none of them counts as arrived', async () => {
    const socket = await new RawSocket(server.port, 'narrowed').enter(caseId);
    const doc = socket.page();
    const type = (requestId: number): void => {
      const before = Y.encodeStateVector(doc);
      decisionOf(doc).insert(0, 'n');
      const update = Y.encodeStateAsUpdate(doc, before);
      socket.send({ type: 'update', requestId, entries: [{ doc: STRUCTURE_DOCUMENT, update }] });
    };
    const become = async (mode: 'read-only' | 'read-write'): Promise<void> => {
      server.access.set('narrowed', mode);
      await bus.publish('access-changed', { personId: 'narrowed' });
      await until(() => socket.received.some((one) => one.type === 'mode' && one.mode === mode));
    };
    await become('read-only');
    type(1);
    await until(() => socket.find('refuse') !== undefined);
    await become('read-write');
    type(2);
    const refused = (): number =>
      socket.received.filter((message) => message.type === 'refuse').length;
    await until(() => refused() === 2);
    expect(socket.find('ack')).toBeUndefined();
    socket.socket.close();
    const again = await new RawSocket(server.port, 'narrowed').enter(caseId, {
      clientId: doc.clientID,
      line: 2,
    });
    expect(again.find('welcome')).toMatchObject({ clientId: doc.clientID, arrived: [] });
    again.socket.close();
  });
});

describe('a client id', () => {
  it('is nobody else’s, on no other device and not while its page lives', async () => {
    const owner = await new RawSocket(server.port, 'owner').enter(caseId, { deviceId: 'laptop' });
    const clientId = owner.find('welcome')?.clientId ?? 0;
    const claims: [string, string][] = [
      ['thief', 'laptop'],
      ['owner', 'phone'],
      ['owner', 'laptop'],
    ];
    for (const [person, deviceId] of claims) {
      const other = await new RawSocket(server.port, person).enter(caseId, { clientId, deviceId });
      expect(other.find('welcome')?.clientId).not.toBe(clientId);
      other.socket.close();
    }
    expect(owner.closed).toBeNull();
    owner.socket.close();
    await until(() => owner.closed !== null);
    const again = await new RawSocket(server.port, 'owner').enter(caseId, {
      clientId,
      deviceId: 'laptop',
    });
    expect(again.find('welcome')?.clientId).toBe(clientId);
    again.socket.close();
  });

  it('follows its page to another process, and stays when an older word of that comes late', async () => {
    const pageId = 'a'.repeat(32);
    const same = { pageId, deviceId: 'laptop' };
    const early = await new RawSocket(server.port, 'mover').enter(caseId, { ...same, line: 1 });
    const clientId = early.find('welcome')?.clientId ?? 0;
    const here = await new RawSocket(server.port, 'mover').enter(caseId, {
      ...same,
      clientId,
      line: 3,
    });
    await until(() => early.closed !== null);
    expect(early.closed).toBe(status('superseded'));
    expect(here.find('welcome')?.clientId).toBe(clientId);
    const late = await new RawSocket(server.port, 'mover').enter(caseId, {
      ...same,
      clientId,
      line: 2,
    });
    expect(late.closed).toBe(status('superseded'));
    const claim = (line: number) =>
      bus.publish('presence', {
        caseId,
        origin: 'another process',
        data: JSON.stringify({ kind: 'claim', clientId, pageId, line }),
      });
    await claim(2);
    const watcher = await page('watcher');
    here.send({
      type: 'presence',
      presence: { nodeId: null, field: 'here', cursor: null, quiet: false },
    });
    await until(() => watcher.others().some(({ field }) => field === 'here'));
    expect(here.closed).toBeNull();
    await claim(4);
    await until(() => here.closed !== null);
    expect(here.closed).toBe(status('superseded'));
  });

  it('says whose it is; presence carries the name of the session and nothing a page says', async () => {
    const watcher = await page('ada');
    const raw = await new RawSocket(server.port, 'mallory').enter(caseId);
    const presence = { nodeId: 'n', field: 'Ada', cursor: null, quiet: false };
    raw.send({ type: 'presence', presence });
    await until(() => watcher.others().some(({ field }) => field === 'Ada'));
    const seen = watcher.others().find(({ field }) => field === 'Ada');
    expect(seen).toMatchObject({ personId: 'mallory', name: 'Name of mallory' });
    raw.socket.terminate();
    await until(() => !watcher.others().some(({ personId }) => personId === 'mallory'));
  });
});

describe('forged updates over a socket', () => {
  const numbers = (...values: number[]): Uint8Array => {
    const to = encoding.createEncoder();
    for (const value of values) encoding.writeVarUint(to, value);
    return encoding.toUint8Array(to);
  };
  const honest = (socket: RawSocket, act: (doc: Y.Doc) => void): Uint8Array => {
    const doc = socket.page();
    const before = Y.encodeStateVector(doc);
    doc.transact(() => act(doc));
    return Y.encodeStateAsUpdate(doc, before);
  };

  it('have no effect on others, cost next to nothing, and end in a ban', async () => {
    const victim = await page('victim');
    text(victim).insert(0, 'Kept. ');
    await until(() => victim.saveState().kind === 'saved');
    const victimId = victim.documentState(STRUCTURE_DOCUMENT).doc.clientID;
    const bomb = numbers(
      50_000,
      ...Array.from({ length: 20_000 }, (_, i) => [1, i + 7, 1, 0, 1]).flat(),
    );
    const attacks: ((socket: RawSocket) => Uint8Array)[] = [
      () => numbers(1, 1, victimId, 3, 0, 1e9, 0),
      () => bomb,
      () => numbers(0, 1, victimId, 1, 0, 1e6),
      (socket) => honest(socket, (doc) => decisionOf(doc).insert(0, 'x'.repeat(30_000))),
      (socket) => honest(socket, (doc) => doc.getMap('verdicts').set('approved', true)),
      (socket) => honest(socket, (doc) => rootMap(doc, 'meta').set('schema', 9)),
      (socket) => honest(socket, (doc) => decisionOf(doc).insert(0, 'x')).slice(0, -2),
    ];
    // Time of the processor, not of the clock: on a busy machine the two have little in common.
    const before = process.cpuUsage();
    for (const [index, forge] of attacks.entries()) {
      const socket = await new RawSocket(server.port, `attacker-${index}`).enter(caseId);
      const update = forge(socket);
      socket.send({ type: 'update', requestId: 1, entries: [{ doc: STRUCTURE_DOCUMENT, update }] });
      // What follows in the same breath must not get through either.
      socket.send({
        type: 'update',
        requestId: 2,
        entries: [
          {
            doc: STRUCTURE_DOCUMENT,
            update: honest(socket, (doc) => decisionOf(doc).insert(0, 'after')),
          },
        ],
      });
      await until(() => socket.closed !== null);
      expect(socket.closed).toBe(status('update-rejected'));
      expect(socket.find('ack')).toBeUndefined();
      text(victim).insert(0, '.');
      await until(() => victim.saveState().kind === 'saved');
    }
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000 / attacks.length, 'ms for an attack').toBeLessThan(100);
    expect(text(victim).toJSON()).toContain('Kept. ');
    expect(await storedDecision(db.database, caseId)).toBe(text(victim).toJSON());
    expect(text(victim).toJSON()).not.toMatch(/x|after/);

    for (let strike = 0; strike < COLLAB_LIMITS.strikes; strike += 1) {
      const socket = await new RawSocket(server.port, 'persistent').enter(caseId);
      const entries = [{ doc: STRUCTURE_DOCUMENT, update: numbers(1, 1, victimId, 3, 0, 9, 0) }];
      socket.send({ type: 'update', requestId: 1, entries });
      await until(() => socket.closed !== null);
    }
    const banned = await new RawSocket(server.port, 'persistent').enter(caseId);
    expect(banned.closed).toBe(status('too-many'));
  });

  it('an update for a document that was not opened ends the connection', async () => {
    const socket = await new RawSocket(server.port, 'ada').enter(caseId);
    const update = honest(socket, (doc) => decisionOf(doc).insert(0, 'x'));
    socket.send({
      type: 'update',
      requestId: 1,
      entries: [{ doc: `body:${'a'.repeat(32)}`, update }],
    });
    await until(() => socket.closed !== null);
    expect(socket.closed).toBe(status('bad-message'));
  });
});
