import type { Dependencies } from '@/server/platform/dependencies';
import { freeBytes } from '@/server/platform/disks';
import { signingTime } from '@/server/signing/signingTime';
import { version } from '@/server/platform/version';

export interface HealthReport {
  status: 'ok' | 'failing';
  version: string;
  checks: Record<'db' | 'blobs' | 'jobs' | 'log', 'ok' | 'failing'>;
}

/** Bytes: PostgreSQL writes its log ahead in files of 16 MB and stops when it can't make one. */
const DATABASE_ROOM = 48 * 1_048_576;

/** Milliseconds that a dependency may take before it counts as failing. */
const PATIENCE = 3_000;

/**
 * Whether what this process depends on is there and can be written. `log` fails while the clock stands
 * before what was signed last, since nothing can be signed then.
 */
export async function health(deps: Dependencies): Promise<HealthReport> {
  const [db, blobs, jobs, log] = await Promise.all([
    verdict(() => canCommit(deps)),
    verdict(() => deps.blobs.check()),
    verdict(() => deps.jobs.check()),
    verdict(() => signingTime(deps.database.prisma, deps)),
  ]);
  const checks = { db, blobs, jobs, log };
  const failing = Object.values(checks).includes('failing');
  return { status: failing ? 'failing' : 'ok', version, checks };
}

/** That a commit reaches the disk, and that there is room for the next ones where we know the disk. */
async function canCommit({ database, env }: Dependencies): Promise<void> {
  await database.pool.query(`SELECT pg_logical_emit_message(true, 'casewright', 'health')`);
  if (env.databaseUrl !== undefined) return;
  if ((await freeBytes(env.dataDir)) < DATABASE_ROOM)
    throw new Error('The disk of the database is full.');
}

async function verdict(check: () => Promise<unknown>): Promise<'ok' | 'failing'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), PATIENCE);
  });
  try {
    await Promise.race([check(), late]);
    return 'ok';
  } catch {
    return 'failing';
  } finally {
    clearTimeout(timer);
  }
}
