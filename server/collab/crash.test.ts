import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseConnection } from '@/components/collab/CaseConnection';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import {
  createTypingCase,
  decisionOf,
  openPage,
  storedDecision,
  until,
} from '@/server/test/collab';
import { createTestDatabase, type TestDatabase } from '@/server/test/database';

const TRIALS = 20;
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

type Child = ChildProcessByStdio<null, Readable, null>;

let db: TestDatabase;
let child: Child;
let port = 0;

/** Starts the server process, on the same port as the one before. */
async function startProcess(): Promise<void> {
  const args = ['--import', 'tsx', 'server/test/collabProcess.ts', db.url, String(port)];
  child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.setEncoding('utf8');
  let words = '';
  child.stdout.on('data', (chunk: string) => (words += chunk));
  await until(() => /listening \d+/.test(words), 20_000);
  port = Number(/listening (\d+)/.exec(words)?.[1]);
}

async function kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(async () => {
  if (child.exitCode === null && child.signalCode === null) await kill('SIGKILL');
  await db.drop();
});

/** A seeded sequence of numbers from 0 to 1 (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Types numbered marks, and remembers up to which of them "Saved" was ever shown. */
class Typist {
  typed = 0;
  shownSaved = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    readonly name: string,
    readonly page: CaseConnection,
    private readonly random: () => number,
  ) {
    page.subscribe('save', () => this.look());
  }

  start(): void {
    this.type();
    this.timer = setTimeout(() => this.start(), this.random() * 6);
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
  }

  private type(): void {
    const text = decisionOf(this.page.documentState(STRUCTURE_DOCUMENT).doc);
    // Short of the limit of the field: what is too long is rightly refused.
    if (text.length > 15_000) return;
    text.insert(Math.floor(this.random() * (text.length + 1)), this.mark(this.typed + 1));
    this.typed += 1;
  }

  private look(): void {
    if (this.page.saveState().kind === 'saved') this.shownSaved = this.typed;
  }

  /** Inserting elsewhere may split a mark, so each is one character: a private-use code point. */
  mark(number: number): string {
    return String.fromCharCode((this.name === 'ada' ? 0xe000 : 0xec00) + number);
  }
}

const stored = (caseId: string) => storedDecision(db.database, caseId);

describe(`a server ended by kill -9 at any moment (seed ${SEED})`, () => {
  it(`loses nothing that was shown as saved, ${TRIALS} times`, async () => {
    const random = sequence(SEED);
    let checked = 0;
    const restarts: number[] = [];
    await startProcess();
    for (let trial = 0; trial < TRIALS; trial += 1) {
      const caseId = await createTypingCase(db.database);
      const typists = ['ada', 'ben'].map(
        (name) => new Typist(name, openPage(port, name, caseId), random),
      );
      for (const { page } of typists) page.open(STRUCTURE_DOCUMENT);
      await until(() => typists.every(({ page }) => page.documentState(STRUCTURE_DOCUMENT).synced));
      for (const typist of typists) typist.start();
      await new Promise((resolve) => setTimeout(resolve, 40 + random() * 400));

      const stay = trial % 4 === 3;
      const ended = kill('SIGKILL');
      for (const typist of typists) {
        if (!stay) typist.stop();
        // The pages vanish in the same moment: nothing can be sent again.
        if (!stay) typist.page.destroy();
      }
      await ended;
      const text = await stored(caseId);
      for (const typist of typists) {
        for (let mark = 1; mark <= typist.shownSaved; mark += 1) {
          const where = `trial ${trial} of seed ${SEED}: mark ${mark} of ${typist.name}`;
          expect(text.includes(typist.mark(mark)), where).toBe(true);
          checked += 1;
        }
      }
      const restarted = performance.now();
      await startProcess();
      if (!stay) continue;
      // Pages that stayed send again what was not acknowledged, and nothing twice.
      for (const typist of typists) typist.stop();
      for (const { page } of typists) page.retry();
      await until(() => typists.every(({ page }) => page.saveState().kind === 'saved'), 15_000);
      restarts.push(performance.now() - restarted);
      const whole = await stored(caseId);
      for (const typist of typists) {
        for (let mark = 1; mark <= typist.typed; mark += 1) {
          const where = `trial ${trial} of seed ${SEED}: mark ${mark} of ${typist.name}`;
          expect(whole.split(typist.mark(mark)).length - 1, where).toBe(1);
        }
        typist.page.destroy();
      }
    }
    expect(checked).toBeGreaterThan(TRIALS * 10);
    process.stdout.write(
      `crash: ${checked} marks shown as saved, none lost; restart to saved ${restarts
        .map((ms) => `${Math.round(ms)} ms`)
        .join(', ')}\n`,
    );
  }, 120_000);

  it('tells pages when it stops in order, and they go on with the next', async () => {
    const caseId = await createTypingCase(db.database);
    const random = sequence(SEED + 1);
    const typist = new Typist('ada', openPage(port, 'ada', caseId), random);
    typist.page.open(STRUCTURE_DOCUMENT);
    await until(() => typist.page.documentState(STRUCTURE_DOCUMENT).synced);
    typist.start();
    await until(() => typist.shownSaved > 20);
    await kill('SIGTERM');
    expect(typist.page.linkState()).toMatchObject({ kind: 'offline' });
    expect(typist.page.saveState().kind).toBe('offline');
    await startProcess();
    typist.stop();
    typist.page.retry();
    await until(() => typist.page.saveState().kind === 'saved', 15_000);
    const text = await stored(caseId);
    for (let mark = 1; mark <= typist.typed; mark += 1) {
      expect(text.split(typist.mark(mark)).length - 1).toBe(1);
    }
    typist.page.destroy();
  });
});
