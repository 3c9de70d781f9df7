import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Milliseconds before a database that ended by itself is started again; each time twice as long. */
const FIRST_WAIT = 250;
const LONGEST_WAIT = 10_000;
/** A database that ran for so many milliseconds was well: the waits begin anew. */
const WELL_AFTER = 60_000;
/** Milliseconds for an orderly end. */
const STOP_WITHIN = 15_000;

/**
 * The process of an embedded PostgreSQL. Once kept, it is started again on the same port whenever it
 * ends by itself (killed for want of memory, a disk without room), until it is stopped: connections
 * come back by themselves.
 */
export class PostgresProcess {
  private child: ChildProcess;
  private ended = false;
  private stopping = false;
  private startedAt = Date.now();
  private wait = FIRST_WAIT;
  private words = '';
  private again: NodeJS.Timeout | null = null;
  private said: ((lastWords: string) => void) | null = null;

  constructor(
    private readonly command: string,
    private readonly args: readonly string[],
  ) {
    this.child = this.spawn();
  }

  hasEnded(): boolean {
    return this.ended;
  }

  /** The last line that it said. */
  lastWords(): string {
    return this.words.trim().split('\n').at(-1) ?? 'no message';
  }

  /** @param said hears each time that it ended by itself, and what it said last */
  keep(said: (lastWords: string) => void): void {
    this.said = said;
    if (this.ended) this.startAgain();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    if (this.again) clearTimeout(this.again);
    if (this.ended) return;
    const { child } = this;
    const gone = once(child, 'exit');
    // SIGINT is Postgres's fast shutdown: open sessions are ended, everything is written.
    child.kill('SIGINT');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN);
    await gone;
    clearTimeout(timer);
  }

  /** Tells it to end and does not wait. */
  endSoon(): void {
    this.stopping = true;
    this.child.kill('SIGINT');
  }

  private spawn(): ChildProcess {
    this.ended = false;
    this.startedAt = Date.now();
    const child = spawn(this.command, this.args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      // Own process group: a Ctrl-C meant for us must not end the database before we are done.
      detached: true,
    });
    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (chunk: string) => {
      this.words = (this.words + chunk).slice(-2_000);
    });
    child.once('exit', () => this.hasGone());
    child.once('error', () => this.hasGone());
    return child;
  }

  private hasGone(): void {
    if (this.ended) return;
    this.ended = true;
    if (this.said && !this.stopping) this.startAgain();
  }

  private startAgain(): void {
    this.said?.(this.lastWords());
    if (Date.now() - this.startedAt > WELL_AFTER) this.wait = FIRST_WAIT;
    this.again = setTimeout(() => {
      this.child = this.spawn();
    }, this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }
}
