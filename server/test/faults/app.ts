import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** A collaboration server in a process of its own, to be ended without warning. */
export class App {
  private constructor(
    private readonly child: Child,
    readonly port: number,
  ) {}

  static async start(databaseUrl: string): Promise<App> {
    const args = ['--import', 'tsx', 'server/test/collabProcess.ts', databaseUrl, '0'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    return new App(child, await portOf(child));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }
}

/** @throws with its last words when it ends instead */
async function portOf(child: Child): Promise<number> {
  let words = '';
  let complaints = '';
  child.stdout.setEncoding('utf8');
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (chunk: string) => {
    complaints = (complaints + chunk).slice(-4_000);
  });
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: string) => {
      words += chunk;
      const found = /listening (\d+)\n/.exec(words);
      if (found) resolve(Number(found[1]));
    });
    child.once('exit', () => reject(new Error(`The server did not start. ${complaints}`)));
  });
}

/** Keeps a process ready, so that one that was killed is replaced at once. */
export class Spare {
  private next: Promise<App | null>;

  constructor(private readonly databaseUrl: string) {
    this.next = this.warm();
  }

  async take(): Promise<App> {
    const app = (await this.next) ?? (await App.start(this.databaseUrl));
    this.next = this.warm();
    return app;
  }

  async close(): Promise<void> {
    await (await this.next)?.end('SIGKILL');
  }

  /** Null when the database was away as it started: then the next attempt counts. */
  private async warm(): Promise<App | null> {
    return App.start(this.databaseUrl).catch(() => null);
  }
}
