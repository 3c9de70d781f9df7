/**
 * What happens on disks that fill up, told as one JSON object. Runs where two small file systems are
 * mounted: argument 1 holds the database, argument 2 the evidence.
 */
import { mkdir, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { openDatabase } from '@/server/platform/database';
import { startEmbeddedPostgres } from '@/server/platform/embeddedPostgres';
import { migrate } from '@/server/platform/migrate';
import {
  createTypingCase,
  decisionOf,
  openPage,
  startCollabServer,
  storedDecision,
  until,
} from './collab';
import { serveWorld } from './httpServer';
import { World } from './world';

const [databaseDisk = '', evidenceDisk = ''] = process.argv.slice(2);

/** Takes all room but so many bytes. @returns a function that gives it back */
async function fill(disk: string, left: number): Promise<() => Promise<void>> {
  const path = join(disk, 'ballast');
  const file = await open(path, 'w');
  const chunk = Buffer.alloc(65_536, 1);
  for (;;) {
    const { bavail, bsize } = await statfs(disk);
    const room = bavail * bsize - left;
    if (room <= 0) break;
    await file.write(chunk.subarray(0, Math.min(room, chunk.length)));
  }
  await file.close();
  return () => rm(path);
}

const ended: string[] = [];
const postgres = await startEmbeddedPostgres({
  ended: (words) => ended.push(words),
  directory: join(databaseDisk, 'pg'),
  durable: true,
});
// However this ends: the database is a process of its own.
process.on('exit', () => postgres.endSoon());
await migrate(postgres.url);
const database = openDatabase(postgres.url, 8);
const store = { url: postgres.url, database, drop: () => database.close() };
await mkdir(join(databaseDisk, 'world'));
const world = await World.open({
  store,
  folder: join(databaseDisk, 'world'),
  blobs: join(evidenceDisk, 'blobs'),
});
const server = await serveWorld(world);
const collab = await startCollabServer(database);
const of = await world.case();
const caller = await world.callerFor(of.author);
const details = { caseId: of.id, title: 'Dossier', kind: 'report' as const };
const { evidenceId } = await caller.evidence.register(details);
await caller.evidence.beginVersion({ evidenceId, fileName: 'warm.txt', size: 1 });
await world.db.$transaction((tx) =>
  world.deps.jobs.send(tx, 'evidence.process', { versionId: 'none' }),
);

async function health(): Promise<unknown> {
  return (await (await server.fetch(null, '/api/health')).json()).checks;
}

async function upload(size: number): Promise<unknown> {
  const began = { evidenceId, fileName: 'dossier.txt', size };
  const { versionId, uploadPath } = await caller.evidence.beginVersion(began);
  const body = new Uint8Array(size).fill(97);
  const response = await server.fetch(of.author, uploadPath, { method: 'PUT', body });
  const row = await world.db.evidenceVersion.findUniqueOrThrow({ where: { id: versionId } });
  const staged = await world.deps.blobs.openStaged(row.stagingKey ?? 'f'.repeat(32));
  staged?.bytes.destroy();
  const answer = (await response.json()) as { error?: { message: string } };
  return {
    status: response.status,
    sentence: answer.error?.message,
    state: row.state,
    bytes: staged?.size ?? null,
  };
}

const facts: Record<string, unknown> = { healthBefore: await health() };

let free = await fill(evidenceDisk, 32_768);
facts['evidenceFull'] = await upload(400_000);
facts['evidenceFullHealth'] = await health();
await free();
facts['evidenceFree'] = await upload(400_000);

const typingCase = await createTypingCase(database);
const page = openPage(collab.port, 'ada', typingCase);
page.open(STRUCTURE_DOCUMENT);
await until(() => page.documentState(STRUCTURE_DOCUMENT).synced);
let typed = 0;
let shownSaved = 0;
page.subscribe('save', () => {
  if (page.saveState().kind === 'saved') shownSaved = typed;
});
/** Marks a thousand characters long, so that the rows need room. */
function type(): void {
  const { doc } = page.documentState(STRUCTURE_DOCUMENT);
  const text = decisionOf(doc);
  if (text.length > 10_000) text.delete(0, text.length);
  typed += 1;
  text.insert(text.length, `${typed};${'x'.repeat(1_000)}|`);
}
type();
await until(() => shownSaved === typed);
free = await fill(databaseDisk, 0);
facts['databaseFullHealth'] = await health();
const refused = new Promise<void>((resolve) => {
  page.subscribe('link', () => {
    if (page.linkState().kind === 'offline') resolve();
  });
});
let full = false;
void refused.then(() => (full = true));
while (!full) {
  type();
  const until50 = Date.now() + 50;
  await until(() => full || shownSaved === typed || Date.now() > until50);
}
facts['databaseFull'] = { link: page.linkState(), unsaved: page.saveState() };
facts['call'] = await caller.evidence.register({ ...details, title: 'y'.repeat(190) }).then(
  () => 'done',
  (error: Error) => error.message,
);
// PostgreSQL can't even write its log ahead: it ends, and can't start again while the disk is full.
facts['databaseSays'] = await database.pool
  .query(`SELECT pg_logical_emit_message(false, 'x', repeat('x', 40000000))`)
  .then(
    () => 'written',
    (error: Error) => error.message,
  );
await until(() => ended.length > 0);
const shownBefore = shownSaved;
await free();
await until(() => shownSaved === typed, 60_000);
const text = await storedDecision(database, typingCase);
facts['databaseFree'] = {
  savedBefore: shownBefore > 1,
  health: await health(),
  lastMark: text.includes(`${typed};`),
  sameAsPage: text === decisionOf(page.documentState(STRUCTURE_DOCUMENT).doc).toJSON(),
};
page.destroy();
await collab.close();
await server.close();
await world.close();
await postgres.stop();
process.stdout.write(JSON.stringify(facts));
process.exit(0);
