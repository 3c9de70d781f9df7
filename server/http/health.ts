import type { Dependencies } from '@/server/platform/dependencies';
import { version } from '@/server/platform/version';

export interface HealthReport {
  status: 'ok' | 'failing';
  version: string;
  checks: Record<'db' | 'blobs' | 'jobs' | 'log', 'ok' | 'failing'>;
}

/** Milliseconds that a dependency may take before it counts as failing. */
const PATIENCE = 3_000;

export async function health(deps: Dependencies): Promise<HealthReport> {
  const [db, blobs, jobs, log] = await Promise.all([
    verdict(() => deps.database.pool.query('SELECT 1')),
    verdict(() => deps.blobs.check()),
    verdict(() => deps.jobs.check()),
    verdict(() => deps.database.prisma.logLeaf.count({ take: 1 })),
  ]);
  const checks = { db, blobs, jobs, log };
  const failing = Object.values(checks).includes('failing');
  return { status: failing ? 'failing' : 'ok', version, checks };
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
