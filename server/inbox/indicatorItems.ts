import { hasRole } from '@/core/policy/actor';
import { orgActor } from '@/server/access/access';
import { watchingReleasesOf } from '@/server/monitors/repo';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { releasesById, type ReleaseRow } from '@/server/releases/repo';
import type { WatchedIndicator } from '@/server/status/indicators';
import { statusesOf } from '@/server/status/statuses';
import { casePath, releaseItem, type InboxItem } from './items';

const MOST = 200;

/**
 * Indicators that are red or silent, or were and nobody answered for it, for the officers of the
 * owner. Nothing of a release whose window is over or whose successor took its place; amber asks
 * nothing of anybody.
 */
export async function indicatorItems(context: RequestContext): Promise<InboxItem[]> {
  const { db } = context;
  const actor = await orgActor(db, requireSession(context));
  const kept = actor.memberships
    .filter(({ orgId }) => hasRole(actor, orgId, 'officer'))
    .map(({ orgId }) => orgId);
  if (kept.length === 0) return [];
  const releases = await releasesById(db, await watchingReleasesOf(db, kept, MOST));
  const statuses = await statusesOf(db, releases, context.now());
  return releases.flatMap((release) => {
    const status = statuses.get(release.id);
    if (status === undefined || status.expired || status.superseded) return [];
    return status.indicators.flatMap((indicator) => breachItem(release, indicator) ?? []);
  });
}

/** Each breach is an item of its own, so that the next one is told anew. */
function breachItem(release: ReleaseRow, { row, standing }: WatchedIndicator): InboxItem | null {
  const going = standing.breaches.findLast(({ until }) => until === null);
  const breach = standing.unanswered ?? going;
  if (breach === undefined) return null;
  const href = `${casePath(release)}/monitors#${release.id}-${row.indicatorId}`;
  const item = releaseItem('indicator-breach', release, href, breach.since);
  return {
    ...item,
    id: `${item.id}-${row.indicatorId}-${breach.since.getTime()}`,
    title: `${row.title}, ${SAID[breach.kind][breach.until === null ? 'is' : 'was']}`,
    severity: row.critical ? 'blocking' : 'major',
  };
}

const SAID = {
  red: { is: 'red', was: 'was red' },
  silent: { is: 'silent', was: 'was silent' },
} as const;
