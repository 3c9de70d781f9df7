import type { z } from 'zod';
import { record } from '@/server/audit/events';
import { inTransaction } from '@/server/platform/database';
import { AppError, notFound } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { loadReleaseAccess } from '@/server/releases/access';
import { scopeOf } from '@/server/releases/acts/about';
import type { meetConditionInput } from './inputs';
import { findCondition, setMet } from './repo';

/**
 * The decision-maker records that the holder met a condition of the approval, and on what ground. A
 * condition that is met late takes the release out of force until then, and no longer.
 */
export async function meetCondition(
  context: RequestContext,
  input: z.infer<typeof meetConditionInput>,
): Promise<void> {
  const caseId = await inTransaction(context.db, async (tx) => {
    const access = await loadReleaseAccess(tx, requireSession(context), input.releaseId);
    access.assert('condition.meet');
    const condition = await findCondition(tx, input.conditionId);
    if (condition?.releaseId !== input.releaseId) throw notFound('The condition');
    if (!(await setMet(tx, input.conditionId, context.now()))) {
      throw new AppError('wrong-state', 'This condition is recorded as met already.');
    }
    const { conditionId, note } = input;
    await record(tx, context, 'condition.met', { conditionId, note }, scopeOf(access.release));
    return access.release.caseId;
  });
  await context.bus.publish('case-changed', { caseId, what: 'release' });
}
