import type { Actor } from '@/core/policy/actor';
import { decide } from '@/core/policy/decide';
import type { FindingResource, ReviewResource } from '@/core/policy/resources';
import type { ActionOn } from '@/core/policy/rules';
import { assertAllowed } from '@/server/access/access';
import type { Db } from '@/server/platform/database';
import { notFound } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { loadReleaseActor } from '@/server/releases/access';
import type { ReleaseRow } from '@/server/releases/repo';
import { findFinding, findRound, type AssignmentRow, type FindingRow, type RoundRow } from './repo';

export interface RoundAccess {
  release: ReleaseRow;
  round: RoundRow;
  actor: Actor;
  resource: ReviewResource;
  /** The actor's own place in the round, unless they were removed from it. */
  own: AssignmentRow | null;
  assert(action: ActionOn<'review'>): void;
  can(action: ActionOn<'review'>): boolean;
}

/** One person towards one review round. @throws AppError not-found */
export async function loadRoundAccess(
  db: Db,
  context: RequestContext,
  roundId: string,
): Promise<RoundAccess> {
  const round = await findRound(db, roundId);
  if (round === null) throw notFound('The review round');
  const loaded = await loadReleaseActor(db, requireSession(context), round.releaseId);
  const { release, actor } = loaded;
  const own = round.assignments.find(
    (assignment) => assignment.personId === actor.personId && assignment.removedAt === null,
  );
  const resource: ReviewResource = {
    release: loaded.resource,
    state: round.state,
    orgId: round.orgId,
    declared: own !== undefined,
  };
  assertAllowed('review.see', actor, resource);
  return {
    release,
    round,
    actor,
    resource,
    own: own ?? null,
    assert: (action) => assertAllowed(action, actor, resource),
    can: (action) => decide(action, actor, resource).allowed,
  };
}

export interface FindingAccess {
  release: ReleaseRow;
  finding: FindingRow;
  actor: Actor;
  assert(action: ActionOn<'finding'>): void;
}

/** One person towards one finding. @throws AppError not-found */
export async function loadFindingAccess(
  db: Db,
  context: RequestContext,
  findingId: string,
): Promise<FindingAccess> {
  const finding = await findFinding(db, findingId);
  if (finding === null) throw notFound('The finding');
  const loaded = await loadReleaseActor(db, requireSession(context), finding.releaseId);
  const { release, actor } = loaded;
  const resource: FindingResource = {
    release: loaded.resource,
    raisedBy: finding.raisedBy,
    state: finding.state,
    sent: finding.submittedAt !== null,
  };
  assertAllowed('finding.see', actor, resource);
  return {
    release,
    finding,
    actor,
    assert: (action) => assertAllowed(action, actor, resource),
  };
}
