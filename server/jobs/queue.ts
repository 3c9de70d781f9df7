import { PgBoss, fromPrisma } from 'pg-boss';
import type { Logger } from '@/server/platform/logger';
import { jobSeconds, watch } from '@/server/platform/measures';
import { traced } from '@/server/platform/trace';
import type { Tx } from '@/server/platform/database';

/** Every job there is, with its payload. Handlers are repeatable: a job may run twice. */
export interface JobPayloads {
  'evidence.process': { versionId: string };
  'evidence.cleanup': Record<string, never>;
  'audit.chain': Record<string, never>;
  'case.tidy': Record<string, never>;
  'case.upkeep': Record<string, never>;
  'inbox.mail': Record<string, never>;
}

export type JobName = keyof JobPayloads;

const JOBS: Record<JobName, { retryLimit: number; expireInSeconds: number }> = {
  'evidence.process': { retryLimit: 3, expireInSeconds: 600 },
  'evidence.cleanup': { retryLimit: 1, expireInSeconds: 300 },
  'audit.chain': { retryLimit: 5, expireInSeconds: 60 },
  // The next hour's run goes on.
  'case.tidy': { retryLimit: 0, expireInSeconds: 300 },
  'case.upkeep': { retryLimit: 0, expireInSeconds: 1_800 },
  // The next minute's run tries again.
  'inbox.mail': { retryLimit: 0, expireInSeconds: 120 },
};

export interface JobQueue {
  /** Enqueued with the transaction: a rollback takes the job with it. */
  send<N extends JobName>(tx: Tx, name: N, payload: JobPayloads[N]): Promise<void>;
  work<N extends JobName>(
    name: N,
    handler: (payload: JobPayloads[N]) => Promise<void>,
  ): Promise<void>;
  /** Runs a job now and then. */
  schedule<N extends JobName>(name: N, cron: string, payload: JobPayloads[N]): Promise<void>;
  /** Runs it no more; what is scheduled outlives the process that did it. */
  unschedule(name: JobName): Promise<void>;
  check(): Promise<void>;
  /**
   * Takes no more jobs and waits for those under way; one that takes longer is done again by another
   * process.
   *
   * @param within milliseconds
   */
  close(within?: number): Promise<void>;
}

export async function openJobQueue(url: string, log: Logger): Promise<JobQueue> {
  const boss = new PgBoss({ connectionString: url, max: 4, application_name: 'casewright-jobs' });
  boss.on('error', (error) => log.error({ err: error }, 'job queue'));
  await boss.start();
  for (const [name, options] of Object.entries(JOBS))
    await boss.createQueue(name, { ...options, retryBackoff: true });
  const stopWatching = watchWaiting(boss);
  return {
    async send(tx, name, payload) {
      await boss.send(name, payload, { db: fromPrisma(tx) });
    },
    async work(name, handler) {
      await boss.work(name, { pollingIntervalSeconds: 0.5 }, async (jobs) => {
        for (const job of jobs)
          await observed(name, () => handler(job.data as JobPayloads[typeof name]));
      });
    },
    async schedule(name, cron, payload) {
      await boss.schedule(name, cron, payload);
    },
    async unschedule(name) {
      await boss.unschedule(name);
    },
    async check() {
      await boss.getQueue('audit.chain');
    },
    async close(within = 8_000) {
      stopWatching();
      await boss.stop({ graceful: true, timeout: within });
    },
  };
}

/** Times a job and puts it under a span of its own. */
async function observed(job: JobName, act: () => Promise<void>): Promise<void> {
  const ended = jobSeconds.startTimer({ job });
  try {
    await traced(`job ${job}`, { 'casewright.job': job }, act);
    ended({ result: 'ok' });
  } catch (error) {
    ended({ result: 'failed' });
    throw error;
  }
}

const WAITING = `
SELECT name AS job, count(*)::int AS waiting,
       extract(epoch FROM now() - min(start_after))::float AS lag
FROM pgboss.job WHERE state IN ('created', 'retry') AND start_after <= now() GROUP BY name`;

/** What waits for somebody to do it, and for how long. @returns a function that ends the watching */
function watchWaiting(boss: PgBoss): () => void {
  const read = async (figure: 'waiting' | 'lag') => {
    const { rows } = await boss.getDb().executeSql(WAITING);
    return (rows as { job: string; waiting: number; lag: number }[]).map((row) => ({
      labels: { job: row.job },
      value: row[figure],
    }));
  };
  const stops = [watch('jobsWaiting', () => read('waiting')), watch('jobsLag', () => read('lag'))];
  return () => {
    for (const stop of stops) stop();
  };
}
