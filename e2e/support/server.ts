import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Milliseconds a first start may take, build included. */
const PATIENCE = 300_000;

/** One installation of Casewright with its own port and data, for as long as a test needs it. */
export interface Installation {
  url: string;
  port: number;
  dataDirectory: string;
  /** Where the first administrator is made; empty once that is done. */
  setupLink: string;
  /** All that the first start said until it was ready. */
  said: string;
  /** Ends it as an operator does. */
  stop: () => Promise<void>;
  /** The same, and keeps its data. */
  end: () => Promise<void>;
  /** Ends it as a power cut does: no last word, no tidying up. */
  kill: () => Promise<void>;
  /** Starts it again on the same data. */
  restart: () => Promise<void>;
}

interface Running {
  child: ChildProcess;
  said: string;
}

/** `npm start` as a user types it: builds when needed. */
const AS_A_USER = ['scripts/run.mjs', 'start'];
/** The server itself, without the steps around it: its process is the one that can be killed. */
const ALONE = ['--import', 'tsx', '--conditions', 'react-server', 'server/main.ts'];

/**
 * Starts an installation in a folder of its own.
 *
 * @param alone the build is there already
 * @param env what it is told besides
 */
export async function startInstallation(
  port: number,
  alone = false,
  env: Record<string, string> = {},
): Promise<Installation> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'casewright-e2e-'));
  const start = () => startProcess(port, dataDirectory, alone, env);
  let running = await start();
  const end = async (signal: NodeJS.Signals) => {
    const { child } = running;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  };
  return {
    url: `http://localhost:${port}`,
    port,
    dataDirectory,
    setupLink: /(http:\/\/localhost:\d+\/setup\/\S+)/.exec(running.said)?.[1] ?? '',
    said: running.said,
    async stop() {
      await end('SIGTERM');
      await rm(dataDirectory, { recursive: true, force: true });
    },
    end: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async restart() {
      running = await start();
    },
  };
}

async function startProcess(
  port: number,
  dataDirectory: string,
  alone: boolean,
  env: Record<string, string>,
): Promise<Running> {
  const child = spawn(alone ? process.execPath : 'node', alone ? ALONE : AS_A_USER, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      DATA_DIR: dataDirectory,
      EXAMPLE: '0',
      LOG_LEVEL: 'warn',
      ...env,
    },
  });
  return { child, said: await untilReady(child) };
}

function untilReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGTERM');
      reject(new Error('The server was not ready in time.'));
    }, PATIENCE);
    let words = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      words += chunk.toString();
      if (!/^ready http/m.test(words)) return;
      clearTimeout(timer);
      resolve(words);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`The server ended with ${String(code ?? signal)}: ${words}`));
    });
  });
}
