import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import type { BlobStore } from '@/server/storage/blobStore';
import { serveWorld, type TestServer } from '@/server/test/httpServer';
import { World, type TestCase } from '@/server/test/world';
import { examineWaiting } from './cleanup';
import { processVersion } from './process';

let world: World;
let server: TestServer;
let of: TestCase;
let disk: BlobStore;

beforeAll(async () => {
  world = await World.open();
  server = await serveWorld(world);
  of = await world.case();
  disk = { ...world.deps.blobs };
});
afterAll(async () => {
  await server.close();
  await world.close();
});

const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
  code: 'ENOSPC',
  syscall: 'write',
});

/** A store that goes wrong in one place; the others are the real one's. */
function withStore(broken: Partial<BlobStore>): void {
  Object.assign(world.deps.blobs, disk, broken);
}

async function begin(size: number): Promise<{ versionId: string; uploadPath: string }> {
  const caller = await world.callerFor(of.author);
  const details = { caseId: of.id, title: 'Dossier', kind: 'report' as const };
  const { evidenceId } = await caller.evidence.register(details);
  return caller.evidence.beginVersion({ evidenceId, fileName: 'dossier.txt', size });
}

const put = (path: string, body: Uint8Array<ArrayBuffer>) =>
  server.fetch(of.author, path, { method: 'PUT', body });
const row = (id: string) => world.db.evidenceVersion.findUniqueOrThrow({ where: { id } });
const staged = () => readdir(join(world.deps.env.blobStore, 'staging'));
const body = new TextEncoder().encode('some bytes');

describe('a store without room', () => {
  it('refuses an upload with a sentence; neither bytes nor a row that says they are here stay', async () => {
    withStore({
      // Takes the first bytes, as a disk does that fills up on the way.
      async stage(key, source, limit) {
        await disk.stage(key, source, limit);
        await disk.discardStaged(key);
        throw full;
      },
      check: () => Promise.reject(full),
    });
    const { versionId, uploadPath } = await begin(body.length);
    const response = await put(uploadPath, body);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      error: {
        code: 'unavailable',
        message: expect.stringMatching(/^There is no room for this file on the server\./),
      },
    });
    expect(await row(versionId)).toMatchObject({ state: 'registered', sha256: null });
    expect(await staged()).toEqual([]);
    const health = await server.fetch(null, '/api/health');
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ checks: { blobs: 'failing', db: 'ok' } });

    withStore({});
    expect((await put(uploadPath, body)).status).toBe(200);
    expect((await server.fetch(null, '/api/health')).status).toBe(200);
  });

  it('keeps an upload that was received waiting, and it is examined when there is room', async () => {
    const { versionId, uploadPath } = await begin(body.length);
    expect((await put(uploadPath, body)).status).toBe(200);
    withStore({ keep: () => Promise.reject(full) });
    await expect(processVersion(world.deps, versionId)).rejects.toThrow('ENOSPC');
    expect((await row(versionId)).state).toBe('scanning');
    withStore({});
    const sent: string[] = [];
    const { jobs } = world.deps;
    await examineWaiting({
      ...world.deps,
      jobs: {
        ...jobs,
        send: async (_tx, _name, payload) => void sent.push(JSON.stringify(payload)),
      },
    });
    expect(sent).toContain(JSON.stringify({ versionId }));
    await processVersion(world.deps, versionId);
    expect(await row(versionId)).toMatchObject({
      state: 'ready',
      sha256: createHash('sha256').update(body).digest('hex'),
    });
  });

  it('or a database without room takes the bytes back with the row', async () => {
    const { versionId, uploadPath } = await begin(body.length);
    const { pool } = world.deps.database;
    const before = await staged();
    // The row's change fails as it does on a full disk.
    await pool.query(`
      CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$`);
    await pool.query(`
      CREATE TRIGGER no_room BEFORE UPDATE ON evidence_version FOR EACH ROW
      WHEN (NEW.state = 'scanning') EXECUTE FUNCTION no_room()`);
    const response = await put(uploadPath, body);
    await pool.query('DROP TRIGGER no_room ON evidence_version');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      error: { message: 'The server has no room left. Nothing was changed.' },
    });
    expect((await row(versionId)).state).toBe('registered');
    expect(await staged()).toEqual(before);
  });

  it('that answers late fails health, and nothing waits for it for ever', async () => {
    withStore({ check: () => new Promise(() => undefined) });
    const health = await server.fetch(null, '/api/health');
    withStore({});
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ checks: { blobs: 'failing', db: 'ok' } });
  });
});

/** A mount namespace in which this user may mount: most Linux machines, few containers. */
function mayMount(): boolean {
  try {
    execFileSync(
      'unshare',
      ['--user', '--map-root-user', '--mount', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()],
      { stdio: 'ignore' },
    );
    return true;
  } catch {
    return false;
  }
}

describe('on two real disks of a few megabytes', () => {
  it.runIf(mayMount())(
    'what is full is named, nothing acknowledged is lost, and room heals it',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'casewright-small-'));
      const [database, evidence] = [join(folder, 'database'), join(folder, 'evidence')];
      await mkdir(database);
      await mkdir(evidence);
      const script = `mount -t tmpfs -o size=220m tmpfs ${database} && mount -t tmpfs -o size=2m tmpfs ${evidence} && exec "$@"`;
      const program = [
        '--import',
        'tsx',
        '--conditions',
        'react-server',
        'server/test/smallDisk.ts',
      ];
      const { stdout } = await promisify(execFile)('unshare', [
        '--user',
        '--map-root-user',
        '--mount',
        'sh',
        '-c',
        script,
        'sh',
        process.execPath,
        ...program,
        database,
        evidence,
      ]);
      await rm(folder, { recursive: true });
      const well = { db: 'ok', blobs: 'ok', jobs: 'ok', log: 'ok' };
      expect(JSON.parse(stdout)).toMatchObject({
        healthBefore: well,
        evidenceFull: {
          status: 503,
          sentence: expect.stringMatching(/^There is no room for this file/),
          state: 'registered',
          bytes: null,
        },
        evidenceFullHealth: { ...well, blobs: 'failing' },
        evidenceFree: { status: 200, state: 'scanning', bytes: 400_000 },
        databaseFullHealth: { db: 'failing', blobs: 'ok' },
        databaseFull: {
          link: { kind: 'offline', sentence: expect.stringMatching(/^Not saved/) },
          unsaved: { kind: 'offline', changes: expect.any(Number) },
        },
        databaseSays: expect.stringMatching(/No space left on device/),
        databaseFree: { savedBefore: true, health: well, lastMark: true, sameAsPage: true },
      });
    },
    120_000,
  );
});
