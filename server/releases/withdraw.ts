import type { z } from 'zod';
import { inTransaction } from '@/server/platform/database';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { closeRounds } from '@/server/reviews/rounds';
import { roundsOf } from '@/server/reviews/repo';
import { loadReleaseAccess } from './access';
import type { withdrawInput } from './inputs';
import { moveRelease } from './move';

/** The owner takes a release back before approval. It stays visible, with the reason. */
export async function withdraw(
  context: RequestContext,
  input: z.infer<typeof withdrawInput>,
): Promise<void> {
  const caseId = await inTransaction(context.db, async (tx) => {
    const access = await loadReleaseAccess(tx, requireSession(context), input.releaseId);
    access.assert('release.withdraw');
    const { release } = access;
    await moveRelease(
      tx,
      context,
      release,
      'withdraw',
      { reason: input.reason },
      { reason: input.reason, changes: { endedAt: context.now() } },
    );
    const running = (await roundsOf(tx, release.id)).filter((round) => round.state !== 'closed');
    await closeRounds(tx, context, running, `Withdrawn by its owner: ${input.reason}`);
    return release.caseId;
  });
  await context.bus.publish('case-changed', { caseId, what: 'release' });
}
