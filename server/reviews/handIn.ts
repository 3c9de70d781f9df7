import { transition } from '@/core/workflow/machine';
import { REVIEW_ROUND } from '@/core/workflow/reviewRound';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';
import { setRound, type RoundRow } from './repo';

/**
 * Hands a round in once nobody owes a report any more and somebody has signed one.
 *
 * @param settled the assignment that was just signed or ended
 * @param report words of a report that was signed
 */
export async function handInWhenComplete(
  tx: Tx,
  context: RequestContext,
  round: RoundRow,
  settled: { assignmentId: string; report: string },
): Promise<RoundRow['state']> {
  const outstanding = round.assignments.some(
    (one) => one.id !== settled.assignmentId && one.submittedAt === null && one.removedAt === null,
  );
  if (outstanding || settled.report === '') return round.state;
  const outcome = transition(REVIEW_ROUND, round.state, 'submit', {
    report: settled.report,
    assuranceLevel: round.assuranceLevel,
    unsentFindings: 0,
  });
  if (!outcome.ok) throw new AppError('wrong-state', outcome.sentence);
  if (!(await setRound(tx, round.id, round.state, outcome.state, context.now()))) {
    throw new AppError('conflict', 'Somebody else acted on this round first. Look again.');
  }
  return outcome.state;
}
