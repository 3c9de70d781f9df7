import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runningEmbeddedPostgres, startEmbeddedPostgres } from '@/server/platform/embeddedPostgres';
import { createEmptyDatabase } from '@/server/test/database';
import { installationOf, Places, settleWorld } from '@/server/test/installations';
import { ReleaseStory } from '@/server/test/releaseStory';
import { World } from '@/server/test/world';
import { backUp } from './backup';

let world: World;
let places: Places;
let file: string;

beforeAll(async () => {
  world = await World.open();
  places = await Places.open();
  await (await ReleaseStory.open(world)).publish();
  await settleWorld(world);
  file = places.file('from-elsewhere');
  await backUp(installationOf(world), file, { passphrase: undefined, now: new Date() });
}, 120_000);

afterAll(async () => {
  await world.close();
  await places.close();
});

interface Ended {
  code: number;
  out: string;
  err: string;
}

/** Runs a command as the npm scripts do. */
async function command(args: string[], env: Record<string, string>): Promise<Ended> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions', 'react-server', 'server/installation/main.ts', ...args],
    {
      env: { NODE_ENV: 'production', PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const ended: Ended = { code: -1, out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (ended.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (ended.err += chunk.toString()));
  [ended.code] = (await once(child, 'close')) as [number];
  return ended;
}

describe('the commands for an installation', () => {
  it('restore into an embedded database, verify, back up while it rests and while it runs, and move to an outside one', async () => {
    const own = places.file('own');
    const restored = await command(['restore', file], { DATA_DIR: own });
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(restored.out).toMatch(/^ok\s+log root\s+[0-9a-f]{64} over \d+ leaves$/m);
    expect(restored.out.trim()).toMatch(/\nvalid/);
    expect((await stat(join(own, 'signing.key'))).mode & 0o777).toBe(0o600);
    expect(existsSync(join(own, 'restore-unfinished'))).toBe(false);
    expect(existsSync(join(own, 'casewright.pid'))).toBe(false);

    const rests = places.file('rests');
    const backup = await command(['backup', rests], { DATA_DIR: own });
    expect(backup).toMatchObject({ code: 0, err: '' });
    expect(backup.out).toMatch(/^WARNING: whoever can read this file holds the keys/m);

    const directory = join(own, 'postgres');
    const running = await startEmbeddedPostgres({ directory, durable: false });
    expect(await runningEmbeddedPostgres(directory)).toBe(running.url);
    const runs = places.file('runs');
    const sealed = { DATA_DIR: own, BACKUP_PASSPHRASE: 'four tall lanterns' };
    expect(await command(['backup', runs], sealed)).toMatchObject({ code: 0, err: '' });
    await running.stop();
    expect(await runningEmbeddedPostgres(directory)).toBe(null);

    const outside = await createEmptyDatabase();
    const moved = { ...sealed, DATA_DIR: places.file('moved'), DATABASE_URL: outside.url };
    const move = await command(['restore', runs], moved);
    expect(move).toMatchObject({ code: 0, err: '' });
    expect(move.out).toMatch(/set AUTH_SECRET and SIGNING_KEY to what .*moved\/auth\.secret/);
    const keys = {
      AUTH_SECRET: await readFile(join(moved.DATA_DIR, 'auth.secret'), 'utf8'),
      SIGNING_KEY: await readFile(join(moved.DATA_DIR, 'signing.key'), 'utf8'),
    };
    const verified = await command(['verify', '--json'], { ...moved, ...keys });
    expect(verified.code).toBe(0);
    expect(JSON.parse(verified.out)).toMatchObject({ outcome: 'valid' });
    // Under another key nothing of it holds.
    const other = { ...moved, ...keys, SIGNING_KEY: '33'.repeat(32) };
    expect(await command(['verify'], other)).toMatchObject({ code: 2 });
    await outside.drop();
  }, 120_000);

  it('say in one sentence why they can do nothing here', async () => {
    const nowhere = { DATA_DIR: places.file('nowhere') };
    expect(await command(['verify'], nowhere)).toMatchObject({
      code: 3,
      err: expect.stringMatching(/^DATA_DIR \S+ does not hold the auth.secret and signing.key/),
    });
    expect(existsSync(nowhere.DATA_DIR)).toBe(false);
    expect(await command(['restore', places.file('no-such-file')], nowhere)).toMatchObject({
      code: 3,
      err: expect.stringContaining('ENOENT'),
    });
  });
});
