import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { CaseConnection } from '@/components/collab/CaseConnection';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import {
  createTypingCase,
  decisionOf,
  openPage,
  openTestSocket,
  RawSocket,
  startCollabServer,
  storedDecision,
  until,
  type CollabTestServer,
} from '@/server/test/collab';
import { createTestDatabase, type TestDatabase } from '@/server/test/database';

let db: TestDatabase;
let server: CollabTestServer;
let second: CollabTestServer;
const pages: CaseConnection[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
  server = await startCollabServer(db.database);
  second = await startCollabServer(db.database);
});
afterAll(async () => {
  for (const page of pages) page.destroy();
  await server.close();
  await second.close();
  await db.drop();
});

async function page(person: string, caseId: string): Promise<CaseConnection> {
  return ready(openPage(server.port, person, caseId));
}

async function ready(connection: CaseConnection): Promise<CaseConnection> {
  pages.push(connection);
  connection.open(STRUCTURE_DOCUMENT);
  await until(() => connection.documentState(STRUCTURE_DOCUMENT).synced);
  return connection;
}

const text = (connection: CaseConnection): Y.Text =>
  decisionOf(connection.documentState(STRUCTURE_DOCUMENT).doc);
const saved = (connection: CaseConnection): boolean => connection.saveState().kind === 'saved';
const stored = (caseId: string) => storedDecision(db.database, caseId);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs a statement as the administrator of the cluster, outside the test's database. */
async function administer(statement: string): Promise<void> {
  const url = new URL(db.url);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(statement);
  await client.end();
}

const databaseName = (): string => new URL(db.url).pathname.slice(1);

describe('when the database', () => {
  it('cuts the log’s connection again and again, every change is kept once', async () => {
    const caseId = await createTypingCase(db.database);
    const ada = await page('ada', caseId);
    for (let i = 0; i < 300; i += 1) {
      text(ada).insert(text(ada).length, `${i};`);
      if (i % 30 === 0) {
        await administer(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE application_name = 'casewright-log' AND datname = '${databaseName()}'`,
        );
      }
      await pause(1);
    }
    await until(() => saved(ada));
    expect(await stored(caseId)).toBe(Array.from({ length: 300 }, (_, i) => `${i};`).join(''));
  });

  it('holds one case for a while, as a freeze does, the others are saved meanwhile', async () => {
    const [held, free] = [await createTypingCase(db.database), await createTypingCase(db.database)];
    const ada = await page('ada', held);
    const ben = await page('ben', free);
    const holder = new pg.Client({ connectionString: db.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM safety_case WHERE id = $1 FOR UPDATE', [held]);
    for (let i = 0; i < 20; i += 1) {
      text(ada).insert(text(ada).length, 'a');
      text(ben).insert(text(ben).length, 'b');
      await pause(2);
    }
    await until(() => saved(ben), 2_000);
    expect(ada.saveState().kind).toBe('saving');
    await pause(300);
    expect(ada.linkState().kind).toBe('online');
    await holder.query('COMMIT');
    await holder.end();
    await until(() => saved(ada), 2_000);
    expect(await stored(held)).toBe('a'.repeat(20));
    expect(await stored(free)).toBe('b'.repeat(20));
  });

  it('does not answer, pages are told and keep everything; when it does, all is saved', async () => {
    const caseId = await createTypingCase(db.database);
    const ada = await page('ada', caseId);
    text(ada).insert(0, 'Before. ');
    await until(() => saved(ada));
    await administer(`ALTER DATABASE ${databaseName()} ALLOW_CONNECTIONS false`);
    await administer(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${databaseName()}'`,
    );
    text(ada).insert(0, 'During. ');
    await until(() => ada.linkState().kind === 'offline', 15_000);
    expect(ada.linkState()).toMatchObject({
      sentence: expect.stringContaining('the database does not answer'),
    });
    text(ada).insert(0, 'Offline. ');
    await until(() => ada.saveState().kind === 'offline');
    expect(ada.saveState()).toEqual({ kind: 'offline', changes: 2 });

    await administer(`ALTER DATABASE ${databaseName()} ALLOW_CONNECTIONS true`);
    await until(() => saved(ada), 30_000);
    expect(await stored(caseId)).toBe('Offline. During. Before. ');
  });
});

describe('when the connection', () => {
  it('dies without either end hearing of it, the same page takes over from itself', async () => {
    const caseId = await createTypingCase(db.database);
    let half = false;
    const connection = new CaseConnection({
      caseId,
      deviceId: 'device-ada',
      openSocket: (events) => {
        const socket = openTestSocket(server.port, 'person=ada')(events);
        const isHalf = (): boolean => half;
        return {
          send: (message) => (isHalf() ? undefined : socket.send(message)),
          // The line is cut: closing reaches nobody.
          close: () => (isHalf() ? undefined : socket.close()),
        };
      },
    });
    connection.start();
    const ada = await ready(connection);
    const clientId = ada.documentState(STRUCTURE_DOCUMENT).doc.clientID;
    text(ada).insert(0, 'One. ');
    await until(() => saved(ada));
    half = true;
    text(ada).insert(0, 'Two. ');
    await pause(20);
    expect(saved(ada)).toBe(false);
    ada.lost();
    half = false;
    ada.retry();
    await until(() => saved(ada));
    expect(ada.documentState(STRUCTURE_DOCUMENT).doc.clientID).toBe(clientId);
    expect(await stored(caseId)).toBe('Two. One. ');
  });

  it('moves to another process with changes on the way, nothing is lost or doubled', async () => {
    const caseId = await createTypingCase(db.database);
    let port = server.port;
    const connection = new CaseConnection({
      caseId,
      deviceId: 'device-ada',
      openSocket: (events) => openTestSocket(port, 'person=ada')(events),
    });
    connection.start();
    const ada = await ready(connection);
    let expected = '';
    for (let i = 0; i < 120; i += 1) {
      text(ada).insert(text(ada).length, `${i};`);
      expected += `${i};`;
      await pause(1);
      if (i % 20 !== 19) continue;
      port = port === server.port ? second.port : server.port;
      ada.lost();
      ada.retry();
    }
    await until(() => saved(ada));
    expect(await stored(caseId)).toBe(expected);
    expect(text(ada).toJSON()).toBe(expected);
    const late = await page('ben', caseId);
    expect(text(late).toJSON()).toBe(expected);
  });

  it('moves to and fro faster than processes tell each other', async () => {
    const caseId = await createTypingCase(db.database);
    let port = server.port;
    const connection = new CaseConnection({
      caseId,
      deviceId: 'device-ada',
      openSocket: (events) => openTestSocket(port, 'person=ada')(events),
    });
    connection.start();
    const ada = await ready(connection);
    for (let i = 0; i < 25; i += 1) {
      port = port === server.port ? second.port : server.port;
      ada.lost();
      text(ada).insert(0, 'x');
      ada.retry();
      await until(() => ada.linkState().kind !== 'offline');
      expect(ada.linkState().kind).toBe('online');
    }
    await until(() => saved(ada));
    await pause(200);
    expect(ada.linkState().kind).toBe('online');
    expect(await stored(caseId)).toBe('x'.repeat(25));
  });

  it('comes back while another page holds its client id, the work is said under a new one', async () => {
    const caseId = await createTypingCase(db.database);
    const ada = await page('ada', caseId);
    const ben = await page('ben', caseId);
    text(ada).insert(0, 'Shared. ');
    await until(() => saved(ada) && text(ben).length > 0);
    const before = ada.documentState(STRUCTURE_DOCUMENT).doc;
    const clientId = before.clientID;
    ada.stop();
    // A restored copy of the same computer came first.
    const copy = new RawSocket(server.port, 'ada');
    await until(async () => {
      await copy.enter(caseId, { clientId, deviceId: 'device-ada' });
      return true;
    });
    expect(copy.find('welcome')?.clientId).toBe(clientId);
    text(ada).insert(0, 'Mine. ');
    text(ada).delete(text(ada).length - 8, 7);
    text(ben).insert(text(ben).length, 'Meanwhile. ');
    await until(() => saved(ben));
    ada.start();
    text(ada).insert(0, 'Still typing. ');
    await until(() => saved(ada));
    const after = ada.documentState(STRUCTURE_DOCUMENT).doc;
    expect(after).not.toBe(before);
    expect(after.clientID).not.toBe(clientId);
    expect(text(ada).toJSON()).toBe('Still typing. Mine.  Meanwhile. ');
    expect(await stored(caseId)).toBe('Still typing. Mine.  Meanwhile. ');
    text(ada).insert(0, 'On. ');
    await until(() => saved(ada) && text(ben).toJSON().startsWith('On. '));
    copy.socket.close();
  });

  it('comes back after a long time offline, thousands of changes go through', async () => {
    const caseId = await createTypingCase(db.database);
    const ada = await page('ada', caseId);
    const ben = await page('ben', caseId);
    ada.stop();
    let expected = '';
    for (let i = 0; i < 3_000; i += 1) {
      text(ada).insert(text(ada).length, `${i % 10}`);
      expected += `${i % 10}`;
      if (i % 100 === 0) await pause(0);
    }
    expect(ada.saveState().kind).toBe('offline');
    ada.start();
    await until(() => saved(ada));
    await until(() => text(ben).toJSON() === expected);
  });
});

describe('a document that is not loaded', () => {
  it('cannot be edited: its clocks are not known yet', async () => {
    const caseId = await createTypingCase(db.database);
    const connection = openPage(server.port, 'ada', caseId);
    pages.push(connection);
    const { doc } = connection.documentState(STRUCTURE_DOCUMENT);
    expect(() => doc.getMap('facts').set('decision', 'x')).toThrow(/before it was loaded/);
  });
});
