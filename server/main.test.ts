import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casewright-start-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts the server with an environment; answers with its exit code and what it said. */
async function start(env: Record<string, string>): Promise<{ code: number; words: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH,
      HOME: folder,
      DATA_DIR: join(folder, 'data'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  child.stdout.on('data', (chunk: Buffer) => (words += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number];
  return { code, words };
}

/** One clear sentence on one line, nothing of a stack. */
function expectSentence(result: { code: number; words: string }, sentence: RegExp): void {
  expect(result.words.trim()).toMatch(sentence);
  expect(result.words.trim().split('\n')).toHaveLength(1);
  expect(result.code).toBe(1);
}

describe('a start that can not go on says why in one sentence', () => {
  it('when the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    expectSentence(await start({ PORT: port }), /^Port \d+ is in use; set PORT to another\.$/);
    other.close();
  });

  it('when the data directory can not be written', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const result = await start({ PORT: '39871', DATA_DIR: join(file, 'data') });
    expectSentence(result, /^DATA_DIR \S+ can't be written \(\w+\)\.$/);
  });

  it('when the data directory holds half a restore', async () => {
    const half = join(folder, 'half');
    await mkdir(half);
    await writeFile(join(half, 'restore-unfinished'), '');
    expectSentence(
      await start({ PORT: '39873', DATA_DIR: half }),
      /^DATA_DIR \S+ holds a restore that did not end; remove the folder and restore again\.$/,
    );
  });

  it('when the database can not be reached', async () => {
    const result = await start({
      PORT: '39872',
      DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
      AUTH_SECRET: 'a'.repeat(64),
      SIGNING_KEY: 'b'.repeat(64),
    });
    expectSentence(result, /^The database can't be reached at DATABASE_URL: .*ECONNREFUSED.*\.$/);
  });

  it('when the environment is wrong', async () => {
    expectSentence(await start({ PORT: 'eighty' }), /^PORT must be a number \(it is "eighty"\)\.$/);
  });
});
