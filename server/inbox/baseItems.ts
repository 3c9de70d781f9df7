import { hasRole } from '@/core/policy/actor';
import { localDate } from '@/core/workflow/window';
import { orgActor } from '@/server/access/access';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { supplementsOwnedBy, type ReleaseRow } from '@/server/releases/repo';
import { statusesOf, type ReleaseStatus } from '@/server/status/statuses';
import { baseMoves, type BaseMove } from '@/server/supplements/moves';
import { casePath, releaseItem, type InboxItem } from './items';

const MOST = 200;

/** What the base of a supplement asks of those who are responsible for it. */
export async function baseItems(context: RequestContext): Promise<InboxItem[]> {
  const { db } = context;
  const actor = await orgActor(db, requireSession(context));
  const of = (...roles: ('officer' | 'author')[]) =>
    new Set(
      actor.memberships
        .filter(({ orgId }) => hasRole(actor, orgId, ...roles))
        .map(({ orgId }) => orgId),
    );
  const [officers, kept] = [of('officer'), of('officer', 'author')];
  if (kept.size === 0) return [];
  const supplements = await supplementsOwnedBy(db, [...kept], MOST);
  if (supplements.length === 0) return [];
  const now = context.now();
  const moves = await baseMoves(db, supplements, now);
  const statuses = await statusesOf(db, supplements, now);
  return supplements.flatMap((release) => {
    const [newest] = moves.get(release.id)?.owed ?? [];
    const status = statuses.get(release.id);
    if (status === undefined) return [];
    const base = status.facts.supplement?.base.label ?? '';
    return [
      ...(newest && officers.has(release.case.orgId) ? [movedItem(release, base, newest)] : []),
      ...contractItems(release, status),
    ];
  });
}

const MOVED: Record<BaseMove['kind'], string> = {
  suspended: 'suspended',
  reinstated: 'reinstated',
  revoked: 'revoked',
  successor: 'a newer release is published',
  'window-ended': 'its window has ended',
  'indicator-red': 'an indicator is red',
  'indicator-silent': 'an indicator is silent',
  'condition-overdue': 'a condition of its approval is overdue',
};

/** Each new move is an item of its own, so that it is told anew. */
function movedItem(
  release: ReleaseRow,
  base: string,
  { kind, at, reason, statement }: BaseMove,
): InboxItem {
  const item = releaseItem('base-moved', release, releasePath(release), at);
  const moved = `${base}: ${MOVED[kind]}`;
  return {
    ...item,
    id: `${item.id}-${statement?.slice(0, 12) ?? `${kind}-${at.getTime()}`}`,
    title: reason === '' ? moved : `${moved}, “${reason}”`,
  };
}

/** Contract changed: it blocks. Nothing changed: the clock of the base runs, or has ended. */
function contractItems(release: ReleaseRow, status: ReleaseStatus): InboxItem[] {
  const { contract, revalidation } = status;
  const page = `${casePath(release)}/contract`;
  if (contract?.newer && contract.state === 'outdated') {
    const item = releaseItem('contract-outdated', release, page, contract.newer.publishedAt);
    return [{ ...item, id: `${item.id}-${contract.newer.number}` }];
  }
  if (revalidation === null) return [];
  const due = localDate(revalidation.until, release.windowZone);
  return [{ ...releaseItem('revalidation-due', release, page, revalidation.since), due }];
}

function releasePath(release: ReleaseRow): string {
  return `${casePath(release)}/releases/${release.id}`;
}
