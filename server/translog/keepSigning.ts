import type { Dependencies } from '@/server/platform/dependencies';
import type { Shutdown } from '@/server/platform/shutdown';
import { signNewestHead } from './checkpoint';

/** Milliseconds after which leaves that an interrupted process left unsigned are covered. */
const CATCH_UP = 1_000;

/**
 * Signs what is unsigned at the start (a process may have ended between a commit and its head, and a
 * new log signs its empty tree), then keeps up with other processes' leaves.
 *
 * @throws LogInconsistent at the start: a server whose log contradicts its signatures must not serve.
 */
export async function startSigningHeads(deps: Dependencies, shutdown: Shutdown): Promise<void> {
  await signNewestHead(deps);
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(() => signNewestHead(deps))
      .catch((error: unknown) => deps.log.error({ err: error }, 'log head'));
  }, CATCH_UP);
  shutdown.add('log heads', async () => {
    clearInterval(timer);
    await running;
    await signNewestHead(deps);
  });
}
