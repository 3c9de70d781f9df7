import { tidyRestedCases } from '@/server/collab/tidy';
import { keepCases } from '@/server/collab/upkeep';
import { examineWaiting, giveUpAbandoned } from '@/server/evidence/cleanup';
import { processVersion } from '@/server/evidence/process';
import { mailInboxes } from '@/server/mail/inboxMail';
import type { Mailer } from '@/server/mail/transport';
import type { Dependencies } from '@/server/platform/dependencies';

/**
 * Takes up this process's share of the jobs. Each handler may run twice for one job.
 *
 * @param mailer null where the installation sends no e-mail
 */
export async function startWorkers(deps: Dependencies, mailer: Mailer | null): Promise<void> {
  const { jobs } = deps;
  await jobs.work('evidence.process', ({ versionId }) => processVersion(deps, versionId));
  await jobs.work('evidence.cleanup', async () => {
    await giveUpAbandoned(deps);
    await examineWaiting(deps);
  });
  await jobs.schedule('evidence.cleanup', '17 * * * *', {});
  await examineWaiting(deps);
  await jobs.work('case.tidy', async () => void (await tidyRestedCases(deps)));
  await jobs.schedule('case.tidy', '47 * * * *', {});
  await jobs.work('case.upkeep', async () => void (await keepCases(deps)));
  await jobs.schedule('case.upkeep', '23 3 * * *', {});
  if (mailer === null) {
    await jobs.unschedule('inbox.mail');
    return;
  }
  await jobs.work('inbox.mail', () => mailInboxes(deps, mailer));
  await jobs.schedule('inbox.mail', '* * * * *', {});
}
