import { record } from '@/server/audit/events';
import type { Tx } from '@/server/platform/database';
import type { RequestContext } from '@/server/platform/requestContext';
import { activeEngagements, markClosed, removeFromRounds, type EngagementRow } from './repo';

/** Closes an engagement. Who may is decided by the caller. @returns whether it was open. */
export async function closeEngagement(
  tx: Tx,
  context: RequestContext,
  engagement: EngagementRow,
  reason: string,
): Promise<boolean> {
  if (!(await markClosed(tx, engagement.id, reason, context.now()))) return false;
  // The reason for removing an assessor is shown with the review (domain rule 18).
  if (engagement.role === 'assessor') await removeFromRounds(tx, engagement, reason, context.now());
  await record(
    tx,
    context,
    'engagement.closed',
    { engagementId: engagement.id, reason },
    { caseId: engagement.caseId },
  );
  return true;
}

/** Engagements are held for an organisation and end with the membership in it. */
export async function endEngagementsHeldFor(
  tx: Tx,
  context: RequestContext,
  held: { orgId: string; personId: string },
): Promise<void> {
  for (const engagement of await activeEngagements(tx, held))
    await closeEngagement(tx, context, engagement, 'Left the organisation.');
}
