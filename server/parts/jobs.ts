import { chainAuditEvents } from '@/server/audit/chain';
import { startWorkers } from '@/server/jobs/workers';
import { openMailer } from '@/server/mail/transport';
import type { Dependencies } from '@/server/platform/dependencies';
import type { Shutdown } from '@/server/platform/shutdown';

/** What happens by itself: jobs of the queue, e-mail, the audit chain. */
export async function startJobs(deps: Dependencies, shutdown: Shutdown): Promise<void> {
  const { env } = deps;
  startChaining(deps, shutdown);
  const mailer = env.smtpUrl === undefined ? null : openMailer(env.smtpUrl, env);
  // Ended before the jobs: a run that is under way stops at the next person.
  if (mailer) shutdown.add('mail', () => mailer.close());
  await startWorkers(deps, mailer);
}

/** The chain follows the events within a second; the mutation never waits for it. */
function startChaining(deps: Dependencies, shutdown: Shutdown): void {
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(() => chainAuditEvents(deps.database))
      .catch((error: unknown) => deps.log.error({ err: error }, 'audit chain'));
  }, 1_000);
  shutdown.add('audit chain', async () => {
    clearInterval(timer);
    await running;
    await chainAuditEvents(deps.database);
  });
}
