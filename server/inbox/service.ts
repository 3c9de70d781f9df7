import type { InboxKind } from '@/core/inbox/kinds';
import { hasRole } from '@/core/policy/actor';
import { decide } from '@/core/policy/decide';
import { orgActor } from '@/server/access/access';
import { reachableCases } from '@/server/cases/repo';
import { invitationsToMe } from '@/server/orgs/invitations';
import { AppError } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { loadReleaseAccess, type ReleaseAccess } from '@/server/releases/access';
import type { ReleaseRow } from '@/server/releases/repo';
import { findingsOf, roundsOf } from '@/server/reviews/repo';
import { baseItems } from './baseItems';
import { indicatorItems } from './indicatorItems';
import { byUrgency, casePath, releaseItem, type InboxItem } from './items';
import { pendingKeys, releasesDue, releasesInMotion, unmetConditions } from './repo';

const MOST_CASES = 200;
/** How long before its end a window is on the calendar. */
const WINDOW_NOTICE_DAYS = 100;
const CONDITION_NOTICE_DAYS = 30;
const DAY_MS = 86_400_000;

/** What waits for the asker, in every organisation and engagement, most urgent first. */
export async function readInbox(context: RequestContext): Promise<InboxItem[]> {
  const { personId } = requireSession(context);
  const { db } = context;
  const cases = await reachableCases(db, personId, MOST_CASES);
  const items: InboxItem[] = [];
  for (const id of await releasesInMotion(db, cases))
    items.push(...(await itemsInMotion(context, id)));
  items.push(...(await baseItems(context)), ...(await indicatorItems(context)));
  items.push(...(await calendar(context)));
  items.push(...(await keyItems(context)), ...(await invitationItems(context)));
  return items.sort(byUrgency);
}

async function itemsInMotion(context: RequestContext, releaseId: string): Promise<InboxItem[]> {
  const { db } = context;
  const access = await loadReleaseAccess(db, context.session, releaseId).catch(hidden);
  if (access === null) return [];
  const { release, abilities } = access;
  const { submittedAt, decidedAt } = release.status;
  const items = await findingItems(context, access);
  const add = (kind: InboxKind, href: string, since: Date | null) =>
    items.push(releaseItem(kind, release, href, since ?? release.frozenAt));
  const page = `${casePath(release)}/releases/${release.id}`;
  if (abilities['release.submit']) add('candidate-to-submit', page, release.frozenAt);
  if (abilities['release.publish']) add('approved-to-publish', page, decidedAt);
  if (release.status.state === 'changes-requested' && mayFreeze(access))
    add('changes-requested', page, submittedAt);
  const rounds = await roundsOf(db, release.id);
  if (abilities['review.open']) {
    const handedIn = rounds.some(({ assignments }) =>
      assignments.some((own) => own.personId === access.actor.personId && own.submittedAt !== null),
    );
    if (!handedIn) add('review-asked', `/review/${release.id}`, submittedAt);
  }
  const reviewed = rounds.some(({ state }) => state === 'submitted' || state === 'closed');
  if (abilities['signoff.decide'] && reviewed)
    add('decision-asked', `/sign-off/${release.id}`, submittedAt);
  return items;
}

async function findingItems(
  context: RequestContext,
  { release, actor, resource }: ReleaseAccess,
): Promise<InboxItem[]> {
  const found: InboxItem[] = [];
  for (const finding of await findingsOf(context.db, { releaseId: release.id })) {
    if (finding.submittedAt === null) continue;
    const { raisedBy, state } = finding;
    const of = { release: resource, raisedBy, state, sent: true };
    const kind: InboxKind | null =
      state === 'open' && decide('finding.answer', actor, of).allowed
        ? 'finding-to-answer'
        : (state === 'response-given' || state === 'being-verified') &&
            decide('finding.close', actor, of).allowed
          ? 'finding-to-verify'
          : null;
    if (kind === null) continue;
    const last = finding.entries.at(-1)?.at ?? finding.submittedAt;
    found.push({
      ...releaseItem(kind, release, `/review/${release.id}`, last),
      id: `${kind}-${finding.id}`,
      title: finding.title,
      identifier: `F-${finding.number}`,
      severity: finding.severity,
    });
  }
  return found;
}

/** Dates that come for the officers of an organisation. */
async function calendar(context: RequestContext): Promise<InboxItem[]> {
  const { db } = context;
  const session = requireSession(context);
  const actor = await orgActor(db, session);
  const kept = actor.memberships
    .filter(({ orgId }) => hasRole(actor, orgId, 'officer'))
    .map(({ orgId }) => orgId);
  const due = await releasesDue(db, kept, {
    window: localDate(context.now(), WINDOW_NOTICE_DAYS),
    condition: localDate(context.now(), CONDITION_NOTICE_DAYS),
  });
  const items: InboxItem[] = [];
  for (const id of due) {
    const { release } = await loadReleaseAccess(db, session, id);
    items.push(...(await calendarItems(context, release)));
  }
  return items;
}

async function calendarItems(context: RequestContext, release: ReleaseRow): Promise<InboxItem[]> {
  const today = localDate(context.now());
  const page = `${casePath(release)}/releases/${release.id}`;
  const since = release.status.publishedAt ?? release.frozenAt;
  const conditions = (await unmetConditions(context.db, release.id)).filter(
    ({ due }) => daysUntil(due, today) <= CONDITION_NOTICE_DAYS,
  );
  const items: InboxItem[] = conditions.map(({ id, text, due }) => ({
    ...releaseItem('condition-due', release, page, since),
    id: `condition-due-${id}`,
    title: text,
    due,
  }));
  const left = daysUntil(release.windowUntil, today);
  if (left >= 0 && left <= WINDOW_NOTICE_DAYS)
    items.push({
      ...releaseItem('window-ending', release, page, since),
      due: release.windowUntil,
    });
  return items;
}

async function keyItems(context: RequestContext): Promise<InboxItem[]> {
  const session = requireSession(context);
  const actor = await orgActor(context.db, session);
  const administered = actor.memberships
    .filter(({ orgId }) => hasRole(actor, orgId, 'owner', 'admin'))
    .map(({ orgId }) => orgId);
  const keys = await pendingKeys(context.db, administered);
  return keys
    .filter(({ personId }) => personId !== session.personId)
    .map(({ keyId, name, orgSlug, orgName, createdAt }) => ({
      id: `key-to-approve-${keyId.slice(0, 32)}`,
      kind: 'key-to-approve',
      title: name,
      identifier: '',
      case: null,
      organisation: { slug: orgSlug, name: orgName },
      severity: null,
      href: `/orgs/${orgSlug}`,
      since: createdAt,
      due: null,
    }));
}

async function invitationItems(context: RequestContext): Promise<InboxItem[]> {
  return (await invitationsToMe(context)).map((invitation) => ({
    id: `invitation-${invitation.id}`,
    kind: 'invitation',
    title: invitation.orgName,
    identifier: '',
    case: null,
    organisation: { slug: invitation.orgSlug, name: invitation.orgName },
    severity: null,
    href: '/inbox',
    since: invitation.createdAt,
    due: invitation.expiresAt.toISOString().slice(0, 10),
  }));
}

function mayFreeze({ actor, resource }: ReleaseAccess): boolean {
  return decide('case.freeze', actor, resource.case).allowed;
}

/** A release that is not open to the asker is no item of theirs. */
function hidden(error: unknown): null {
  if (error instanceof AppError && error.code === 'not-found') return null;
  throw error;
}

/** The local date some days from now. */
function localDate(now: Date, days = 0): string {
  return new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** Days from one local date to another; a date that can't be read is never near. */
function daysUntil(date: string, today: string): number {
  const days = (Date.parse(date) - Date.parse(today)) / DAY_MS;
  return Number.isNaN(days) ? Number.POSITIVE_INFINITY : Math.round(days);
}
