import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseConnection } from '@/components/collab/CaseConnection';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import {
  createTypingCase,
  decisionOf,
  openPage,
  RawSocket,
  storedDecision,
  until,
} from '@/server/test/collab';
import { createTestDatabase, type TestDatabase } from '@/server/test/database';

let db: TestDatabase;
const started: ChildProcessByStdio<null, Readable, null>[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(async () => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
  await db.drop();
});

interface Running {
  port: number;
  words(): string;
  /** Sends SIGTERM; resolves with the exit code. */
  end(): Promise<number>;
  /** Sends a signal, and no more. */
  signal(signal: NodeJS.Signals): void;
}

/** A collaboration server in a process of its own. @param deadline milliseconds */
async function start(deadline: number, port = 0): Promise<Running> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      'server/test/collabProcess.ts',
      db.url,
      String(port),
      String(deadline),
      'info',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  started.push(child);
  let words = '';
  child.stdout.on('data', (chunk: Buffer) => (words += chunk.toString()));
  await until(() => /listening \d+/.test(words), 30_000);
  return {
    port: Number(/listening (\d+)/.exec(words)?.[1]),
    words: () => words,
    signal: (signal) => void child.kill(signal),
    async end() {
      const exited = once(child, 'close');
      child.kill('SIGTERM');
      const [code] = (await exited) as [number];
      return code;
    },
  };
}

async function typingPage(port: number): Promise<{ caseId: string; page: CaseConnection }> {
  const caseId = await createTypingCase(db.database);
  const page = openPage(port, 'ada', caseId);
  page.open(STRUCTURE_DOCUMENT);
  await until(() => page.documentState(STRUCTURE_DOCUMENT).synced);
  return { caseId, page };
}

function type(page: CaseConnection, words: string): void {
  const text = decisionOf(page.documentState(STRUCTURE_DOCUMENT).doc);
  text.insert(text.length, words);
}

describe('a server that is told to end', () => {
  it('commits what arrived, tells the sockets with 4503, and ends with 0', async () => {
    const server = await start(10_000);
    const { caseId, page } = await typingPage(server.port);
    const raw = await new RawSocket(server.port, 'ben').enter(caseId);
    let typed = 0;
    let shownSaved = 0;
    page.subscribe('save', () => {
      if (page.saveState().kind === 'saved') shownSaved = typed;
    });
    while (typed < 200) {
      typed += 1;
      type(page, `${typed};`);
      if (typed % 10 === 0) await until(() => shownSaved >= typed - 10);
    }
    const ended = server.end();
    await until(() => raw.closed !== null);
    expect(raw.closed).toBe(4503);
    expect(raw.find('bye')?.code).toBe('server-stopping');
    expect(await ended).toBe(0);
    expect(page.linkState().kind).toBe('offline');
    expect(shownSaved).toBeGreaterThan(100);
    const marks = (await storedDecision(db.database, caseId)).split(';').slice(0, -1).map(Number);
    expect(marks).toEqual(marks.map((_, place) => place + 1));
    expect(marks.length).toBeGreaterThanOrEqual(shownSaved);
    page.destroy();
  });

  it('while the store is slow, ends at the deadline with a sentence and 1; nothing is lost', async () => {
    const server = await start(1_000);
    const { caseId, page } = await typingPage(server.port);
    type(page, 'Before. ');
    await until(() => page.saveState().kind === 'saved');
    const holder = new pg.Client({ connectionString: db.url });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE case_update IN ACCESS EXCLUSIVE MODE');
    type(page, 'During. ');
    await until(() => page.saveState().kind === 'saving');
    expect(await server.end()).toBe(1);
    const line = server
      .words()
      .split('\n')
      .find((words) => words.includes('the end took longer'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      level: 60,
      step: 'requests and sockets',
      msg: 'the end took longer than 1 seconds: ended without waiting',
    });
    await until(() => page.saveState().kind === 'offline');
    expect(page.saveState()).toEqual({ kind: 'offline', changes: 1 });
    await holder.query('ROLLBACK');
    await holder.end();
    expect(await storedDecision(db.database, caseId)).toMatch(/^Before\. /);

    await start(10_000, server.port);
    page.retry();
    await until(() => page.saveState().kind === 'saved');
    expect(await storedDecision(db.database, caseId)).toBe('Before. During. ');
    page.destroy();
  });

  it('told a second time, does not wait any longer', async () => {
    const server = await start(60_000);
    const { caseId, page } = await typingPage(server.port);
    const holder = new pg.Client({ connectionString: db.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM safety_case WHERE id = $1 FOR UPDATE', [caseId]);
    type(page, 'held');
    await until(() => page.saveState().kind === 'saving');
    const told = Date.now();
    const ended = server.end();
    await until(() => Date.now() - told > 1_200);
    server.signal('SIGINT');
    expect(await ended).toBe(1);
    expect(server.words()).toContain('told again to end: ended without waiting');
    await holder.query('ROLLBACK');
    await holder.end();
    page.destroy();
  });
});
