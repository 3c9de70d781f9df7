import { transition } from '@/core/workflow/machine';
import { RELEASE, type ReleaseEvents, type ReleaseState } from '@/core/workflow/release';
import { record } from '@/server/audit/events';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';
import { setStatus, type ReleaseRow, type StatusChanges } from './repo';

/**
 * Moves a release along its machine by compare-and-set and records the move.
 *
 * @throws AppError wrong-state with the sentence of the guard that refused; conflict when somebody
 *   else moved it first
 */
export async function moveRelease<Event extends keyof ReleaseEvents>(
  tx: Tx,
  context: RequestContext,
  release: ReleaseRow,
  event: Event,
  facts: ReleaseEvents[Event],
  also: {
    reason?: string;
    changes?: StatusChanges;
  } = {},
): Promise<ReleaseState> {
  const to = nextState(release.status.state, event, facts);
  const moved = await setStatus(tx, release.id, release.status.version, {
    ...also.changes,
    state: to,
  });
  if (!moved) {
    throw new AppError('conflict', 'Somebody else acted on this release first. Look again.');
  }
  await record(
    tx,
    context,
    'release.stateChanged',
    { from: release.status.state, to, reason: also.reason ?? '' },
    { orgId: release.case.orgId, caseId: release.caseId, releaseId: release.id },
  );
  return to;
}

/** Asks the machine alone. @throws AppError wrong-state with the guard's sentence */
export function nextState<Event extends keyof ReleaseEvents>(
  state: ReleaseState,
  event: Event,
  facts: ReleaseEvents[Event],
): ReleaseState {
  const outcome = transition(RELEASE, state, event, facts);
  if (!outcome.ok) throw new AppError('wrong-state', outcome.sentence);
  if (outcome.state === 'draft') throw new Error('A release does not become a draft again.');
  return outcome.state;
}
