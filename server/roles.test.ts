import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawSocket, until } from '@/server/test/collab';
import { createTestDatabase, type TestDatabase } from '@/server/test/database';

let db: TestDatabase;
let folder: string;
const started: ChildProcessByStdio<null, Readable, Readable>[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'casewright-roles-'));
});
afterAll(async () => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
  await db.drop();
  await rm(folder, { recursive: true, force: true });
});

interface Part {
  url: string;
  port: number;
  end(): Promise<number>;
}

/** One part of an installation of several processes, on a port of its own. */
async function start(role: string, place: string): Promise<Part> {
  const port = await freePort();
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH,
      HOME: folder,
      ROLE: role,
      PORT: String(port),
      PUBLIC_URL: 'http://localhost:39900',
      DATA_DIR: join(folder, place),
      BLOB_STORE: join(folder, 'blobs'),
      DATABASE_URL: db.url,
      AUTH_SECRET: 'a'.repeat(64),
      SIGNING_KEY: 'b'.repeat(64),
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let words = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (words += chunk.toString()));
  await until(() => words.includes('ready ') || child.exitCode !== null, 60_000);
  expect(words).toContain(`ready http://localhost:${port}`);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async end() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const [code] = (await exited) as [number];
      return code;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

async function chained(): Promise<boolean> {
  const [events, links] = await Promise.all([
    db.database.prisma.auditEvent.count(),
    db.database.prisma.auditLink.count(),
  ]);
  return events > 0 && events === links;
}

describe('an installation of several processes', () => {
  it('has each do its part, and nothing else', async () => {
    await db.database.prisma.auditEvent.create({ data: { type: 'test', data: {} } });
    const collab = await start('collab', 'one');
    const health = await fetch(`${collab.url}/api/health`);
    expect(await health.json()).toMatchObject({ status: 'ok' });
    for (const path of ['/', '/orgs', '/api/trpc/people.me', '/log/checkpoint']) {
      const answer = await fetch(`${collab.url}${path}`);
      expect(answer.status, path).toBe(404);
      expect(await answer.text()).toBe('This process serves no pages.\n');
    }
    // It takes sockets, and knows who is not signed in.
    const stranger = await new RawSocket(collab.port, 'nobody', 'http://localhost:39900').opened();
    await until(() => stranger.isOver());
    expect(stranger.find('bye')).toMatchObject({ code: 'session-ended' });
    // Nobody does what happens by itself.
    expect(await chained()).toBe(false);

    const jobs = await start('jobs', 'two');
    await until(() => db.database.prisma.auditLink.count().then((links) => links > 0), 10_000);
    expect(await chained()).toBe(true);
    const refused = await new RawSocket(jobs.port, 'nobody', 'http://localhost:39900').opened();
    expect(refused.turnedAway).toBe(503);
    expect((await fetch(`${jobs.url}/api/health`)).status).toBe(200);
    expect(await Promise.all([collab.end(), jobs.end()])).toEqual([0, 0]);
  }, 120_000);
});
