import type { z } from 'zod';
import { inTransaction, type Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { loadReleaseAccess } from '@/server/releases/access';
import { moveRelease } from '@/server/releases/move';
import type { FindingAtDecision } from '@/core/workflow/release';
import type { requestChangesInput } from './inputs';
import { conditionsOf, findingsOf, roundsOf } from './repo';
import { closeRounds } from './rounds';

/** The lead of a round asks for a new candidate; open rounds on this one end. */
export async function requestChanges(
  context: RequestContext,
  input: z.infer<typeof requestChangesInput>,
): Promise<void> {
  const session = requireSession(context);
  const caseId = await inTransaction(context.db, async (tx) => {
    const access = await loadReleaseAccess(tx, session, input.releaseId);
    const { release } = access;
    access.assert('release.requestChanges');
    const rounds = await roundsOf(tx, release.id);
    const running = rounds.filter((round) => round.state !== 'closed');
    if (!running.some((round) => round.leadId === session.personId)) {
      throw new AppError(
        'forbidden',
        'Only the lead of a review round on this release asks for changes.',
      );
    }
    await moveRelease(
      tx,
      context,
      release,
      'request-changes',
      { reason: input.reason, findings: await findingsAtDecision(tx, release.id) },
      { reason: input.reason },
    );
    await closeRounds(tx, context, running, `Changes requested: ${input.reason}`);
    return release.caseId;
  });
  await context.bus.publish('case-changed', { caseId, what: 'review' });
}

/** Sent findings of a release as the guards of its machine read them. */
export async function findingsAtDecision(tx: Tx, releaseId: string): Promise<FindingAtDecision[]> {
  const dues = new Map((await conditionsOf(tx, releaseId)).map(({ id, due }) => [id, due]));
  const findings = await findingsOf(tx, { releaseId });
  return findings
    .filter((finding) => finding.submittedAt !== null)
    .map(({ id, number, severity, state }) => ({
      identifier: `F-${number}`,
      severity,
      state,
      conditionDue: dues.get(id) ?? null,
    }));
}
