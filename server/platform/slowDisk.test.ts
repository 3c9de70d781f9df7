import { afterAll, beforeAll, expect, it } from 'vitest';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import {
  createTypingCase,
  decisionOf,
  openPage,
  startCollabServer,
  storedDecision,
  until,
  type CollabTestServer,
} from '@/server/test/collab';
import { createTestDatabase, type TestDatabase } from '@/server/test/database';

let db: TestDatabase;
let server: CollabTestServer;

beforeAll(async () => {
  db = await createTestDatabase();
  server = await startCollabServer(db.database);
});
afterAll(async () => {
  await server.close();
  await db.drop();
});

it('on a disk that takes a second for each commit, "Saved" comes a second later, and never before', async () => {
  const caseId = await createTypingCase(db.database);
  // Runs as the last thing before the commit, as waiting for the disk does.
  await db.database.pool.query(`
    CREATE FUNCTION slow_disk() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_sleep(1); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER slow_disk AFTER INSERT ON case_update
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.cause = 'edit')
    EXECUTE FUNCTION slow_disk()`);
  const page = openPage(server.port, 'ada', caseId);
  page.open(STRUCTURE_DOCUMENT);
  await until(() => page.documentState(STRUCTURE_DOCUMENT).synced);
  const text = decisionOf(page.documentState(STRUCTURE_DOCUMENT).doc);
  const shown: string[] = [];
  page.subscribe('save', () => shown.push(page.saveState().kind));
  for (const mark of ['one;', 'two;', 'three;']) {
    const typed = performance.now();
    text.insert(text.length, mark);
    await until(() => page.saveState().kind === 'saved');
    expect(performance.now() - typed).toBeGreaterThan(950);
    expect(await storedDecision(db.database, caseId)).toBe(text.toJSON());
  }
  expect(new Set(shown)).toEqual(new Set(['saving', 'saved']));
  expect(page.linkState().kind).toBe('online');
  page.destroy();
});
