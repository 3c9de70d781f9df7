import type { FindingSeverity } from '@/core/workflow/finding';
import { failingTerms } from '@/core/workflow/inForce';
import type { ReleaseState } from '@/core/workflow/release';
import type { ValidityWindow } from '@/core/workflow/window';
import { partsOf } from '@/core/policy/parts';
import { loadCaseAccess, type CaseAccess, type CaseKey } from '@/server/access/access';
import type { Db } from '@/server/platform/database';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { statusOf } from '@/server/publication/status';
import { releasesOfCase, type ReleaseRow } from '@/server/releases/repo';
import { draftFacts, type DraftFacts } from './draftFacts';
import {
  caseOfDigest,
  nextDue,
  openFindings,
  reachableCases,
  searchCases,
  type FoundCase,
} from './repo';

/** One line of the ledger: a case as the asker may know it, with its status computed now. */
export interface LedgerEntry {
  access: CaseAccess;
  /** What the draft says of itself; null where the draft is not open to the asker. */
  draft: DraftFacts | null;
  /** The newest frozen release that is open to the asker and still alive. */
  latest: { releaseId: string; number: number; candidate: number; state: ReleaseState } | null;
  /** The newest release that was published, and whether it is in force now. */
  published: {
    releaseId: string;
    number: number;
    state: ReleaseState;
    inForce: boolean;
    /** Words of the first term that fails; null while in force. */
    failing: string | null;
  } | null;
  window: ValidityWindow | null;
  openFindings: Partial<Record<FindingSeverity, number>>;
  /** The next date that matters: a due condition of the approval, or the end of the window. */
  next: { date: string; what: 'condition' | 'window-ends'; words: string } | null;
  /** The case that a supplement builds on, as far as it is known here. */
  baseCaseId: string | null;
}

/** States of releases that no longer lead anywhere. */
const ENDED: readonly ReleaseState[] = ['replaced', 'withdrawn'];
const PUBLISHED: readonly ReleaseState[] = ['published', 'suspended', 'revoked'];

/** Longest ledger; a person with more cases narrows it down by organisation. */
const MOST_CASES = 200;
const AT_ONCE = 8;
const MOST_FOUND = 8;

/** All cases open to the asker, in order of title. */
export async function listCases(context: RequestContext): Promise<LedgerEntry[]> {
  const { personId } = requireSession(context);
  const ids = await reachableCases(context.db, personId, MOST_CASES);
  const entries: LedgerEntry[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE)
    entries.push(
      ...(await Promise.all(
        ids.slice(at, at + AT_ONCE).map((caseId) => ledgerEntry(context, { caseId })),
      )),
    );
  return entries;
}

/** Cases open to the asker whose title or short name holds the words, for the palette. */
export async function findCases(context: RequestContext, words: string): Promise<FoundCase[]> {
  return searchCases(context.db, requireSession(context).personId, words, MOST_FOUND);
}

/** @throws AppError not-found */
export async function ledgerEntry(context: RequestContext, key: CaseKey): Promise<LedgerEntry> {
  const { db } = context;
  const now = context.now();
  const access = await loadCaseAccess(db, context.session, key);
  const { id } = access.case;
  const releases = (await releasesOfCase(db, id, 50)).filter((release) =>
    isOpenTo(access, release),
  );
  const latest = releases.find(({ status }) => !ENDED.includes(status.state)) ?? null;
  const last = releases.find(({ status }) => PUBLISHED.includes(status.state)) ?? null;
  const status = last && (await statusOf(db, last, now));
  const draft = access.can('case.read') ? await draftFacts(db, access.case) : null;
  const window = (last ?? latest) ? windowOf(last ?? latest) : (draft?.window ?? null);
  return {
    access,
    draft,
    latest: latest && {
      releaseId: latest.id,
      number: latest.number,
      candidate: latest.candidate,
      state: latest.status.state,
    },
    published:
      last && status
        ? {
            releaseId: last.id,
            number: last.number,
            state: last.status.state,
            inForce: status.inForce,
            failing: failingTerms(status)[0]?.words ?? null,
          }
        : null,
    window,
    openFindings: seesFindings(access) ? await openFindings(db, id) : {},
    next: last && status?.inForce ? await nextDate(db, last) : null,
    baseCaseId: await baseCase(db, last ?? latest, draft),
  };
}

function isOpenTo(access: CaseAccess, release: ReleaseRow): boolean {
  return access.can('release.see', {
    case: access.resource,
    state: release.status.state,
    submitted: release.status.submittedAt !== null,
    handledBy: [release.frozenBy],
  });
}

function windowOf(release: ReleaseRow | null): ValidityWindow | null {
  return (
    release && { from: release.windowFrom, until: release.windowUntil, zone: release.windowZone }
  );
}

async function nextDate(db: Db, release: ReleaseRow): Promise<LedgerEntry['next']> {
  const condition = await nextDue(db, release.id);
  if (condition && (release.windowUntil === '' || condition.due <= release.windowUntil))
    return { date: condition.due, what: 'condition', words: condition.text };
  if (release.windowUntil === '') return null;
  return { date: release.windowUntil, what: 'window-ends', words: '' };
}

async function baseCase(
  db: Db,
  release: ReleaseRow | null,
  draft: DraftFacts | null,
): Promise<string | null> {
  const digest = release?.baseDigest ?? draft?.baseDigest ?? null;
  return digest === null ? null : caseOfDigest(db, digest);
}

/** Readers see the draft and what was published, not what assessors find. */
function seesFindings(access: CaseAccess): boolean {
  const parts = partsOf(access.actor, 'case', access.resource);
  return (['member', 'co-author', 'assessor', 'decision-maker'] as const).some((part) =>
    parts.has(part),
  );
}
