import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import pg from 'pg';
import { openDatabase, type Database } from '@/server/platform/database';
import { startEmbeddedPostgres } from '@/server/platform/embeddedPostgres';
import { migrate } from '@/server/platform/migrate';
import { processorTime } from '@/server/test/processorTime';

export interface BenchServer {
  database: Database;
  port: number;
  /** Seconds of processor time the server used so far. */
  cpu(): Promise<number>;
  close(): Promise<void>;
}

/** A durable Postgres and a collaboration server in a process of its own. */
export async function startBenchServer(): Promise<BenchServer> {
  const folder = await mkdtemp(join(tmpdir(), 'casewright-bench-'));
  const postgres = await startEmbeddedPostgres({ directory: join(folder, 'pg'), durable: true });
  await migrate(postgres.url);
  const database = openDatabase(postgres.url, 4);
  const child = await startChild('server/test/collabProcess.ts', [postgres.url, '0']);
  return {
    database,
    port: child.port,
    cpu: () => processorTime(child.process.pid ?? 0),
    async close() {
      await child.end();
      await database.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a script that prints `listening <port>`. */
export async function startChild(script: string, args: string[]) {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(
    process.execPath,
    [
      '--expose-gc',
      '--import',
      'tsx',
      '--import',
      './bench/collab/collectOnSignal.ts',
      script,
      ...args,
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  child.stdout.setEncoding('utf8');
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk: string) => {
      const found = /listening (\d+)/.exec(chunk);
      if (found) resolve(Number(found[1]));
    });
    child.once('exit', () => reject(new Error(`${script} ended.`)));
  });
  return {
    process: child,
    port,
    end: () => endChild(child, 'SIGTERM'),
    /** Without warning. */
    kill: () => endChild(child, 'SIGKILL'),
  };
}

async function endChild(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/**
 * Resident memory of a {@link startChild} in kilobytes, after its garbage was collected again and
 * again: pages are given back to the system a while later.
 */
export async function residentMemory(pid: number): Promise<number> {
  for (let round = 0; round < 4; round += 1) {
    process.kill(pid, 'SIGUSR2');
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
  const text = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(text)?.[1]);
}

/** One commit of one log row of the same size: what durability costs at the least. */
export async function openCommitReference(database: Database, caseId: string, bytes: number) {
  const client = new pg.Client({
    connectionString: database.url,
    options: '-c synchronous_commit=on',
  });
  await client.connect();
  let seq = 0;
  return {
    async commit(): Promise<void> {
      seq += 1;
      await client.query({
        name: 'reference',
        text: `INSERT INTO case_update (case_id, seq, person_id, session_id, client_id, cause, entries, request_id)
               VALUES ($1, $2, 'p', 's', 1, 'edit', $3, $2)`,
        values: [caseId, seq, Buffer.alloc(bytes, 7)],
      });
    },
    close: () => client.end(),
  };
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
