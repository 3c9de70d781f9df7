import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import {
  createTypingCase,
  decisionOf,
  openPage,
  startCollabServer,
  storedDecision,
  until,
} from '@/server/test/collab';
import { openDatabase } from './database';
import {
  runningEmbeddedPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from './embeddedPostgres';
import { migrate } from './migrate';

let folder: string;
let postgres: EmbeddedPostgres;
const lastWords: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casewright-killed-'));
  postgres = await startEmbeddedPostgres({
    directory: join(folder, 'pg'),
    durable: true,
    ended: (words) => lastWords.push(words),
  });
  await migrate(postgres.url);
});
afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Of the database that answers. */
async function answeringPid(): Promise<number> {
  if ((await runningEmbeddedPostgres(join(folder, 'pg'))) === null) return 0;
  return Number((await readFile(join(folder, 'pg', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

it('a database that is killed while people type is started again; they go on, and nothing saved is lost', async () => {
  const database = openDatabase(postgres.url, 4);
  const server = await startCollabServer(database);
  const caseId = await createTypingCase(database);
  const page = openPage(server.port, 'ada', caseId);
  page.open(STRUCTURE_DOCUMENT);
  await until(() => page.documentState(STRUCTURE_DOCUMENT).synced);
  const text = () => decisionOf(page.documentState(STRUCTURE_DOCUMENT).doc);
  text().insert(0, 'Before. ');
  await until(() => page.saveState().kind === 'saved');

  const pid = await answeringPid();
  process.kill(pid, 'SIGKILL');
  text().insert(text().length, 'During. ');
  await until(() => lastWords.length > 0);
  // Another one: while the old one ends, its last connections may still commit.
  await until(async () => ![0, pid].includes(await answeringPid()), 30_000);
  text().insert(text().length, 'After.');
  await until(() => page.saveState().kind === 'saved', 30_000);
  expect(await storedDecision(database, caseId)).toBe('Before. During. After.');

  page.destroy();
  await server.close();
  await database.close();
  const times = lastWords.length;
  await postgres.stop();
  expect(lastWords).toHaveLength(times);
});
