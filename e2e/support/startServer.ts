import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Milliseconds a first start may take, build included. */
const PATIENCE = 300_000;

/**
 * Starts Casewright as a user does, with `npm start`, and hands its set-up link to the tests
 * through CASEWRIGHT_SETUP_LINK. Returns the function that ends it.
 */
export default async function startServer(): Promise<() => Promise<void>> {
  const port = process.env.E2E_PORT ?? '3900';
  const folder = await mkdtemp(join(tmpdir(), 'casewright-e2e-'));
  const child = spawn('node', ['scripts/run.mjs', 'start'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: '', PORT: port, DATA_DIR: folder, EXAMPLE: '0', LOG_LEVEL: 'warn' },
  });
  process.env.CASEWRIGHT_SETUP_LINK = await untilReady(child);
  return async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
    await rm(folder, { recursive: true, force: true });
  };
}

function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGTERM');
      reject(new Error('The server was not ready in time.'));
    }, PATIENCE);
    let words = '';
    let link = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      words += chunk.toString();
      link ||= /(http:\/\/localhost:\d+\/setup\/\S+)/.exec(words)?.[1] ?? '';
      if (!/^ready http/m.test(words)) return;
      clearTimeout(timer);
      resolve(link);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The server ended with ${String(code)}: ${words}`));
    });
  });
}
