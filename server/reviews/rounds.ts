import type { z } from 'zod';
import { newId } from '@/core/argument/ids';
import { isEngagedAs, type Actor } from '@/core/policy/actor';
import { transition } from '@/core/workflow/machine';
import { REVIEW_ROUND } from '@/core/workflow/reviewRound';
import { record } from '@/server/audit/events';
import { inTransaction, type Tx } from '@/server/platform/database';
import { AppError, notFound } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { loadReleaseAccess } from '@/server/releases/access';
import { scopeOf } from '@/server/releases/acts/about';
import { moveRelease } from '@/server/releases/move';
import { currentView, type ReleaseRow } from '@/server/releases/repo';
import { loadRoundAccess } from './access';
import type { Declaration } from './declaration';
import { handInWhenComplete } from './handIn';
import type { closeRoundInput, declareInput, openRoundInput, removeAssessorInput } from './inputs';
import {
  deleteUnsentOf,
  endAssignment,
  endOpenWork,
  insertAssignment,
  insertRound,
  roundsOf,
  setRound,
} from './repo';

/**
 * Opens a round of the assessor's organisation on a submitted release; the opener leads it and
 * declares independence. The first round puts the release under review.
 */
export async function openRound(
  context: RequestContext,
  input: z.infer<typeof openRoundInput>,
): Promise<{ roundId: string }> {
  const session = requireSession(context);
  const opened = await inTransaction(context.db, async (tx) => {
    const access = await loadReleaseAccess(tx, session, input.releaseId);
    const { release, actor } = access;
    access.assert('review.open');
    if ((await currentView(tx, release.id, 'assessors')) === null) {
      throw new AppError(
        'wrong-state',
        'The officer has not disclosed the assessors’ view yet; a review reads that view.',
      );
    }
    const orgId = assessorOrg(actor);
    const rounds = await roundsOf(tx, release.id);
    if (rounds.some((round) => round.orgId === orgId && round.state !== 'closed')) {
      throw new AppError(
        'wrong-state',
        'Your organisation has a round on this release already. Join it.',
      );
    }
    const opening = transition(REVIEW_ROUND, 'proposed', 'open', {
      declared: true,
      contributed: actor.contributed,
    });
    if (!opening.ok) throw new AppError('conflict-of-interest', opening.sentence);
    const roundId = newId();
    await insertRound(tx, {
      id: roundId,
      releaseId: release.id,
      number: rounds.length + 1,
      state: opening.state,
      orgId,
      leadId: session.personId,
      scope: input.scope,
      access: input.access,
      assuranceLevel: input.assuranceLevel,
      openedAt: context.now(),
    });
    await record(tx, context, 'review.opened', { roundId }, scopeOf(release));
    await assign(tx, context, release, roundId, 'lead', input.declaration);
    if (release.status.state === 'submitted') {
      await moveRelease(tx, context, release, 'start-review', {
        assessors: [{ name: session.name, declared: true, contributed: actor.contributed }],
        scope: input.scope,
      });
    }
    return { roundId, caseId: release.caseId };
  });
  await context.bus.publish('case-changed', { caseId: opened.caseId, what: 'review' });
  return { roundId: opened.roundId };
}

/** A further assessor of the same organisation joins a round by declaring independence. */
export async function declare(
  context: RequestContext,
  input: z.infer<typeof declareInput>,
): Promise<void> {
  const caseId = await inTransaction(context.db, async (tx) => {
    const access = await loadRoundAccess(tx, context, input.roundId);
    access.assert('review.declare');
    if (access.round.state !== 'open') {
      throw new AppError('wrong-state', 'The review round is over; nobody can join it any more.');
    }
    const before = access.round.assignments.find((one) => one.personId === access.actor.personId);
    if (before !== undefined) {
      const removed = before.removedAt !== null;
      throw new AppError(
        'wrong-state',
        removed
          ? 'You were removed from this round and cannot join it again.'
          : 'You have declared independence in this round already.',
      );
    }
    await assign(tx, context, access.release, input.roundId, input.role, input.declaration);
    return access.release.caseId;
  });
  await context.bus.publish('case-changed', { caseId, what: 'review' });
}

/**
 * The lead ends a round without its outstanding reports, with a reason; what was signed stays.
 * Reports that are not signed do not count, and silence is never consent.
 */
export async function closeRound(
  context: RequestContext,
  input: z.infer<typeof closeRoundInput>,
): Promise<void> {
  const caseId = await inTransaction(context.db, async (tx) => {
    const access = await loadRoundAccess(tx, context, input.roundId);
    access.assert('review.declare');
    if (access.round.leadId !== access.actor.personId) {
      throw new AppError('forbidden', 'Only the lead assessor closes the round.');
    }
    await closeRounds(tx, context, [access.round], input.reason);
    return access.release.caseId;
  });
  await context.bus.publish('case-changed', { caseId, what: 'review' });
}

/**
 * The lead takes an assessor who has not signed out of the round. The reason is shown with the
 * release; nobody who was taken out comes back.
 */
export async function removeAssessor(
  context: RequestContext,
  input: z.infer<typeof removeAssessorInput>,
): Promise<void> {
  const caseId = await inTransaction(context.db, async (tx) => {
    const access = await loadRoundAccess(tx, context, input.roundId);
    access.assert('review.declare');
    const { round, actor } = access;
    if (round.leadId !== actor.personId) {
      throw new AppError('forbidden', 'Only the lead assessor takes somebody out of the round.');
    }
    const removed = round.assignments.find((one) => one.id === input.assignmentId);
    if (removed === undefined) throw notFound('The assessor');
    if (removed.personId === actor.personId) {
      throw new AppError('invalid', 'The lead closes the round instead of leaving it.');
    }
    const ended = await endAssignment(tx, removed.id, input.reason, context.now());
    if (!ended) {
      throw new AppError('wrong-state', 'This report is signed, or the assessor has left already.');
    }
    await deleteUnsentOf(tx, round.id, removed.personId);
    const report = round.assignments.find((one) => one.submittedAt !== null)?.summary ?? '';
    await handInWhenComplete(tx, context, round, { assignmentId: removed.id, report });
    return access.release.caseId;
  });
  await context.bus.publish('case-changed', { caseId, what: 'review' });
}

/** Closes rounds; each open assignment is ended with the reason, which is shown with the release. */
export async function closeRounds(
  tx: Tx,
  context: RequestContext,
  rounds: readonly { id: string; state: 'proposed' | 'open' | 'submitted' | 'closed' }[],
  reason: string,
): Promise<void> {
  for (const round of rounds) {
    const closing = transition(REVIEW_ROUND, round.state, 'close', { reason });
    if (!closing.ok) throw new AppError('wrong-state', closing.sentence);
    if (!(await setRound(tx, round.id, round.state, closing.state, context.now()))) {
      throw new AppError('conflict', 'Somebody else acted on this round first. Look again.');
    }
    await endOpenWork(tx, round.id, reason, context.now());
  }
}

async function assign(
  tx: Tx,
  context: RequestContext,
  release: ReleaseRow,
  roundId: string,
  role: 'lead' | 'assessor' | 'counter-case',
  declaration: Declaration,
): Promise<void> {
  await insertAssignment(tx, {
    id: newId(),
    roundId,
    personId: requireSession(context).personId,
    role,
    declaration: { ...declaration },
    declaredAt: context.now(),
  });
  await record(tx, context, 'review.declared', { roundId }, scopeOf(release));
}

/** The organisation for which the actor assesses this case. */
function assessorOrg(actor: Actor): string {
  const held = actor.engagements.find(
    (engagement) =>
      engagement.role === 'assessor' &&
      isEngagedAs({ ...actor, engagements: [engagement] }, 'assessor'),
  );
  if (held === undefined)
    throw new AppError('forbidden', 'Only an assessor engaged on this case can do that.');
  return held.orgId;
}
