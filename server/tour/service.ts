import { record } from '@/server/audit/events';
import { inTransaction } from '@/server/platform/database';
import { notFound } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { findTraveller, lockTraveller, saveTour } from './repo';
import { TOUR_STEPS, type TourStep } from './steps';

export interface TourProgress {
  /** All steps, in order. */
  steps: readonly TourStep[];
  found: TourStep[];
  /** Put away until it is asked for again. */
  hidden: boolean;
  /** Organisations of the person: some places are open to members alone. */
  orgSlugs: string[];
}

/** How far the person has come; null for everybody who is not of the worked example. */
export async function tourProgress(context: RequestContext): Promise<TourProgress | null> {
  if (!context.session) return null;
  const traveller = await findTraveller(context.db, context.session.personId);
  return traveller && { steps: TOUR_STEPS, ...traveller, found: known(traveller.found) };
}

/**
 * Notes that a step was found, or that the tour is put away or wanted again.
 *
 * @throws AppError not-found for people who are not of the worked example
 */
export async function noteTour(
  context: RequestContext,
  input: { found?: TourStep | undefined; hidden?: boolean | undefined },
): Promise<void> {
  const { personId } = requireSession(context);
  await inTransaction(context.db, async (tx) => {
    await lockTraveller(tx, personId);
    const before = await findTraveller(tx, personId);
    if (!before) throw notFound('The tour');
    const found = known(before.found);
    if (input.found && !found.includes(input.found)) found.push(input.found);
    const hidden = input.hidden ?? before.hidden;
    await saveTour(tx, personId, { found, hidden });
    await record(tx, context, 'tour.noted', { found, hidden });
  });
}

function known(stored: readonly string[]): TourStep[] {
  return TOUR_STEPS.filter((step) => stored.includes(step));
}
