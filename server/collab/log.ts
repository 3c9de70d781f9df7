import { commitFailures, commitSeconds, committedActs } from '@/server/platform/measures';
import { COLLAB_LIMITS } from './limits';
import { isAboutTheData, LogWriter, type LogRow, type LogWriterOptions } from './logWriter';

/** One act of one person, judged and encoded, on its way into the log. */
export interface PendingUpdate extends LogRow {
  /** The act is committed under this number. Called in the order of appending. */
  committed(seq: number): void;
  /** It is not, and won't be tried again; the page that made it still has it. */
  failed(reason: 'unhealthy' | 'refused'): void;
}

export interface LogOptions extends LogWriterOptions {
  /** The database stopped answering (false) or answers again (true). */
  onHealth(healthy: boolean): void;
}

/** How soon a recovery is looked for. */
const PROBE_EVERY = 500;

/**
 * The update log of all cases, as this process writes it: group commit without a fixed delay.
 * What arrives while a commit is under way goes into the next one.
 */
export class UpdateLog {
  /** By case, in the order of appending. */
  private readonly queue = new Map<string, PendingUpdate[]>();
  private queued = 0;
  private queuedBytes = 0;
  private underWay: readonly PendingUpdate[] = [];
  /** Cases that somebody else holds, and when they are tried again. */
  private readonly heldUntil = new Map<string, number>();
  private readonly writer: LogWriter;
  private healthy = true;
  private closed = false;
  private running: Promise<void> | null = null;
  private probeTimer: NodeJS.Timeout | null = null;

  constructor(private readonly options: LogOptions) {
    this.writer = new LogWriter(options);
  }

  append(update: PendingUpdate): void {
    const tooMany =
      this.queued >= COLLAB_LIMITS.queuedUpdates || this.queuedBytes >= COLLAB_LIMITS.queuedBytes;
    if (!this.healthy || this.closed || tooMany) {
      update.failed('unhealthy');
      return;
    }
    this.enqueue(update.caseId, [...this.take(update.caseId), update]);
    this.running ??= this.run();
  }

  isHealthy(): boolean {
    return this.healthy;
  }

  /** Acts that were appended and are neither committed nor given up. */
  get pending(): number {
    return this.queued + this.underWay.length;
  }

  /** Whether updates of the case are under way. */
  isBusy(caseId: string): boolean {
    return this.queue.has(caseId) || this.underWay.some((update) => update.caseId === caseId);
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.running) await this.running;
  }

  /** Commits what is under way, gives up what waits for a case that is held, and ends. */
  async close(): Promise<void> {
    this.closed = true;
    await this.settled();
    if (this.probeTimer) clearTimeout(this.probeTimer);
    await this.writer.close();
  }

  private async run(): Promise<void> {
    try {
      while (this.queue.size > 0 && this.healthy) {
        const batch = this.nextBatch();
        if (batch.length > 0) await this.commitOrGiveUp(batch);
        else if (this.closed) this.giveUp([]);
        else await pause(COLLAB_LIMITS.lockRetry);
      }
    } finally {
      // Here and not in a later microtask: an update appended in between would wait for ever.
      this.running = null;
    }
  }

  /** Of every case that is not held, as much as fits, in order. */
  private nextBatch(): PendingUpdate[] {
    const now = Date.now();
    const batch: PendingUpdate[] = [];
    for (const caseId of this.queue.keys()) {
      if ((this.heldUntil.get(caseId) ?? 0) > now) continue;
      this.heldUntil.delete(caseId);
      const updates = this.take(caseId);
      const room = COLLAB_LIMITS.batch - batch.length;
      batch.push(...updates.slice(0, room));
      this.enqueue(caseId, updates.slice(room));
      if (batch.length >= COLLAB_LIMITS.batch) break;
    }
    return batch;
  }

  private async commitOrGiveUp(batch: readonly PendingUpdate[]): Promise<void> {
    const until = Date.now() + COLLAB_LIMITS.commitWithin;
    this.underWay = batch;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const ended = commitSeconds.startTimer();
        const { seqs, locked } = await this.writer.write(batch);
        ended();
        this.underWay = [];
        this.report(batch, seqs, locked);
        return;
      } catch (error) {
        if (isAboutTheData(error)) {
          await this.commitOneByOne(batch, error);
          return;
        }
        commitFailures.inc();
        this.writer.discard();
        const wait = COLLAB_LIMITS.commitRetries[attempt];
        this.options.log.warn({ err: error, attempt, updates: batch.length }, 'not committed');
        if (wait === undefined || Date.now() + wait > until || this.closed) {
          this.giveUp(batch);
          return;
        }
        await pause(wait);
      }
    }
  }

  /** One update that the database can't store must not take its neighbours with it. */
  private async commitOneByOne(batch: readonly PendingUpdate[], error: unknown): Promise<void> {
    const [only] = batch;
    if (only && batch.length === 1) {
      this.options.log.error({ err: error, caseId: only.caseId }, 'refused by the database');
      this.refuse(only);
      return;
    }
    // Back into the queue and out of it one at a time, so that a refusal finds what follows it.
    this.underWay = [];
    this.putBack(batch);
    for (let left = batch.length; left > 0 && this.healthy; left -= 1) {
      const [caseId, updates = []] = this.queue.entries().next().value ?? [];
      const [first, ...rest] = updates;
      if (caseId === undefined || !first) return;
      this.enqueue(caseId, rest);
      await this.commitOrGiveUp([first]);
    }
  }

  /** What its author wrote after a refused update builds on it and would leave a gap. */
  private refuse(update: PendingUpdate): void {
    this.underWay = [];
    const waiting = this.take(update.caseId);
    const isAuthors = (other: PendingUpdate): boolean => other.clientId === update.clientId;
    this.enqueue(
      update.caseId,
      waiting.filter((other) => !isAuthors(other)),
    );
    for (const one of [update, ...waiting.filter(isAuthors)]) one.failed('refused');
  }

  private report(
    batch: readonly PendingUpdate[],
    seqs: ReadonlyMap<LogRow, number>,
    locked: ReadonlySet<string>,
  ): void {
    this.putBack(batch.filter(({ caseId }) => locked.has(caseId)));
    for (const caseId of locked) this.heldUntil.set(caseId, Date.now() + COLLAB_LIMITS.lockRetry);
    for (const update of batch) {
      if (locked.has(update.caseId)) continue;
      const seq = seqs.get(update);
      if (seq === undefined) {
        update.failed('refused');
        continue;
      }
      try {
        committedActs.inc();
        update.committed(seq);
      } catch (error) {
        // It is committed whatever a listener makes of it; trying again would store it twice.
        this.options.log.error({ err: error, caseId: update.caseId }, 'after a commit');
      }
    }
  }

  private giveUp(batch: readonly PendingUpdate[]): void {
    const lost = [...batch, ...[...this.queue.values()].flat()];
    this.underWay = [];
    for (const caseId of this.queue.keys()) this.take(caseId);
    if (this.healthy && !this.closed) {
      this.healthy = false;
      this.options.log.error({ updates: lost.length }, 'the database does not answer');
      this.options.onHealth(false);
      this.probeSoon();
    }
    for (const update of lost) update.failed('unhealthy');
  }

  private probeSoon(): void {
    this.probeTimer = setTimeout(() => void this.probe(), PROBE_EVERY);
  }

  private async probe(): Promise<void> {
    if (this.closed) return;
    try {
      await this.writer.probe();
      this.healthy = true;
      this.options.log.info('the database answers again');
      this.options.onHealth(true);
    } catch (error) {
      this.options.log.debug({ err: error }, 'the database does not answer');
      this.writer.discard();
      this.probeSoon();
    }
  }

  /** In front of what was appended meanwhile. */
  private putBack(updates: readonly PendingUpdate[]): void {
    const byCase = Map.groupBy(updates, ({ caseId }) => caseId);
    for (const [caseId, own] of byCase) this.enqueue(caseId, [...own, ...this.take(caseId)]);
  }

  private enqueue(caseId: string, updates: PendingUpdate[]): void {
    if (updates.length === 0) return;
    this.queue.set(caseId, updates);
    this.queued += updates.length;
    for (const { row } of updates) this.queuedBytes += row.length;
  }

  private take(caseId: string): PendingUpdate[] {
    const updates = this.queue.get(caseId) ?? [];
    this.queue.delete(caseId);
    this.queued -= updates.length;
    for (const { row } of updates) this.queuedBytes -= row.length;
    return updates;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
