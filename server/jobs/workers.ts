import { giveUpAbandoned } from '@/server/evidence/cleanup';
import { processVersion } from '@/server/evidence/process';
import type { Dependencies } from '@/server/platform/dependencies';

/** Takes up this process's share of the jobs. Each handler may run twice for one job. */
export async function startWorkers(deps: Dependencies): Promise<void> {
  const { jobs } = deps;
  await jobs.work('evidence.process', ({ versionId }) => processVersion(deps, versionId));
  await jobs.work('evidence.cleanup', async () => {
    await giveUpAbandoned(deps);
  });
  await jobs.schedule('evidence.cleanup', '17 * * * *', {});
}
