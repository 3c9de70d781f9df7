import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CaseConnection } from '@/components/collab/CaseConnection';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { openDatabase } from '@/server/platform/database';
import {
  createTypingCase,
  decisionOf,
  openPage,
  startCollabServer,
  storedDecision,
  until,
  type CollabTestServer,
} from '@/server/test/collab';
import { createEmptyDatabase } from '@/server/test/database';
import { installationOf, Places } from '@/server/test/installations';
import { World } from '@/server/test/world';
import { backUp } from './backup';
import { restore } from './restore';
import { verifyInstallation } from './verify/verify';

let world: World;
let server: CollabTestServer;
let places: Places;

beforeAll(async () => {
  world = await World.open();
  server = await startCollabServer(world.deps.database);
  places = await Places.open();
});
afterAll(async () => {
  await server.close();
  await world.close();
  await places.close();
});

/** Types numbered marks without a pause: the next one as soon as the last is acknowledged. */
class Typist {
  typed = 0;
  saved = 0;
  private typing = true;

  constructor(
    readonly caseId: string,
    readonly page: CaseConnection,
  ) {
    page.subscribe('save', () => {
      if (page.saveState().kind !== 'saved') return;
      this.saved = this.typed;
      queueMicrotask(() => this.type());
    });
  }

  type(): void {
    if (!this.typing || this.saved < this.typed) return;
    this.typed += 1;
    const text = decisionOf(this.page.documentState(STRUCTURE_DOCUMENT).doc);
    text.insert(text.length, `${this.typed};`);
  }

  stop(): void {
    this.typing = false;
    this.page.destroy();
  }
}

it('a backup that is taken while people type holds everything they saw saved before, and whole acts alone', async () => {
  const typists: Typist[] = [];
  for (const person of ['ada', 'ben', 'eve']) {
    const caseId = await createTypingCase(world.deps.database);
    const page = openPage(server.port, person, caseId);
    page.open(STRUCTURE_DOCUMENT);
    typists.push(new Typist(caseId, page));
  }
  await until(() => typists.every(({ page }) => page.documentState(STRUCTURE_DOCUMENT).synced));
  for (const typist of typists) typist.type();
  await until(() => typists.every(({ saved }) => saved > 30));

  const savedBefore = typists.map(({ saved }) => saved);
  const path = places.file('live');
  let savedAtSnapshot: number[] = [];
  await backUp(installationOf(world), path, {
    passphrase: undefined,
    now: new Date(),
    async atSnapshot() {
      savedAtSnapshot = typists.map(({ saved }) => saved);
      await until(() => typists.every(({ saved }, at) => saved > (savedAtSnapshot[at] ?? 0) + 30));
    },
  });
  const savedAfter = typists.map(({ saved }) => saved);
  for (const typist of typists) typist.stop();

  const empty = await createEmptyDatabase();
  const { installation } = await restore(places.next(empty.url), path);
  const report = await verifyInstallation(installation);
  expect(report.lines.filter(({ result }) => result === 'false')).toEqual([]);
  const database = openDatabase(empty.url, 2);
  for (const [at, { caseId }] of typists.entries()) {
    const text = await storedDecision(database, caseId);
    const marks = text.split(';').slice(0, -1).map(Number);
    expect(marks).toEqual(marks.map((_, place) => place + 1));
    expect(marks.length).toBeGreaterThanOrEqual(savedBefore[at] ?? 0);
    // One moment for all: what was typed while the backup ran is in none of them.
    expect(marks.length).toBeLessThanOrEqual((savedAtSnapshot[at] ?? 0) + 1);
    expect(savedAfter[at]).toBeGreaterThan(marks.length);
  }
  await database.close();
  await empty.drop();
});
