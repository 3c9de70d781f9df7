import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { randomBytes } from 'node:crypto';
import { newId } from '@/core/argument/ids';
import { beginVersion, registerArtefact } from '@/server/evidence/register';
import { processVersion } from '@/server/evidence/process';
import { receiveBytes } from '@/server/evidence/upload';
import { openJobQueue } from '@/server/jobs/queue';
import { openBus } from '@/server/platform/bus';
import { openDatabase } from '@/server/platform/database';
import { startEmbeddedPostgres } from '@/server/platform/embeddedPostgres';
import { readEnvironment } from '@/server/platform/env';
import { createLogger } from '@/server/platform/logger';
import { migrate } from '@/server/platform/migrate';
import type { RequestContext } from '@/server/platform/requestContext';
import { openDiskStore } from '@/server/storage/blobStore';
import type { Report } from '../collab/collab';

const run = promisify(execFile);
const MEGABYTES = 256;
const ROUNDS = 5;

/** Taking evidence in, from the first byte to ready, against `sha256sum` and a copy of the same file. */
export async function benchEvidence(report: Report): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'casewright-bench-'));
  const postgres = await startEmbeddedPostgres({ directory: join(folder, 'pg'), durable: true });
  await migrate(postgres.url);
  const database = openDatabase(postgres.url, 4);
  const log = createLogger('silent');
  const bus = await openBus(postgres.url, database.pool, log);
  const jobs = await openJobQueue(postgres.url, log);
  try {
    const context: RequestContext = {
      env: readEnvironment({ NODE_ENV: 'test', DATA_DIR: folder, EXAMPLE: '0' }),
      secrets: { authSecret: 'a'.repeat(64), signingKey: '11'.repeat(32) },
      log,
      database,
      bus,
      jobs,
      blobs: await openDiskStore(join(folder, 'blobs')),
      limiter: { spend: () => Promise.resolve() },
      now: () => new Date(),
      db: database.prisma,
      session: await author(database.prisma),
      requestId: 'bench',
      address: 'bench',
      userAgent: 'bench',
    };
    const file = join(folder, 'file');
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await writeRandom(file);
      theirs.push(await timed(() => reference(file, join(folder, 'copy'))));
      ours.push(await timed(() => ingest(context, file)));
    }
    const [value, base] = [median(ours), median(theirs)];
    report({
      bench: 'evidence.ingest',
      n: MEGABYTES,
      value: value * 1_000,
      unit: 'ms',
      reference: base * 1_000,
      ratio: value / base,
    });
  } finally {
    await jobs.close();
    await bus.close();
    await database.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function author(db: RequestContext['database']['prisma']) {
  const [orgId, personId] = [newId(), newId()];
  await db.organisation.create({ data: { id: orgId, slug: 'lab', name: 'Lab', kind: 'lab' } });
  await db.person.create({ data: { id: personId, email: 'a@example.org', name: 'Author' } });
  await db.membership.create({ data: { id: newId(), orgId, personId, roles: ['author'] } });
  await db.safetyCase.create({
    data: { id: CASE, orgId, slug: 'case', title: 'Case', kind: 'base', createdBy: personId },
  });
  return {
    sessionId: 'bench',
    personId,
    name: 'Author',
    email: 'a@example.org',
    instanceAdmin: false,
    method: 'password',
  };
}

const CASE = newId();

async function ingest(context: RequestContext, file: string): Promise<void> {
  const { evidenceId } = await registerArtefact(context, {
    caseId: CASE,
    title: 'Bench',
    kind: 'other',
    method: '',
    subject: '',
    illustrative: false,
    access: 'owner',
  });
  const { versionId } = await beginVersion(context, {
    evidenceId,
    fileName: 'bench.bin',
    mediaType: '',
    size: MEGABYTES * 1_048_576,
  });
  await receiveBytes(context, versionId, createReadStream(file));
  await processVersion(context, versionId);
  const { state } = await context.db.evidenceVersion.findUniqueOrThrow({
    where: { id: versionId },
  });
  if (state !== 'ready') throw new Error(`The version is ${state}.`);
}

/** Durable, as ours is. */
async function reference(file: string, copy: string): Promise<void> {
  await run('sha256sum', [file]);
  await run('dd', [`if=${file}`, `of=${copy}`, 'bs=1M', 'conv=fsync']);
}

async function writeRandom(path: string): Promise<void> {
  const out = createWriteStream(path);
  for (let at = 0; at < MEGABYTES; at += 1)
    if (!out.write(randomBytes(1_048_576)))
      await new Promise<void>((resolve) => out.once('drain', () => resolve()));
  out.end();
  await finished(out);
}

async function timed(act: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await act();
  return (performance.now() - start) / 1_000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
