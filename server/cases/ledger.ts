import { failingTerms } from '@/core/workflow/inForce';
import type { ReleaseState } from '@/core/workflow/release';
import type { ValidityWindow } from '@/core/workflow/window';
import { partsOf } from '@/core/policy/parts';
import {
  loadCaseAccess,
  loadCaseAccesses,
  type CaseAccess,
  type CaseKey,
} from '@/server/access/access';
import { notFound } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { statusesOf, type ReleaseStatus } from '@/server/status/statuses';
import { releasesOfCases, type ReleaseRow } from '@/server/releases/repo';
import { draftFacts, type DraftFacts } from './draftFacts';
import {
  casesOfDigests,
  nextDue,
  openFindings,
  reachableCases,
  searchCases,
  type FoundCase,
  type OpenFindings,
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
    /** A supplement that only waits for its base. */
    onHold: boolean;
    /** Words of the first term that fails; null while in force. */
    failing: string | null;
  } | null;
  window: ValidityWindow | null;
  openFindings: OpenFindings;
  /** The next date that matters: a due condition of the approval, or the end of the window. */
  next: { date: string; what: 'condition' | 'window-ends'; words: string } | null;
  /** The case that a supplement builds on, as far as it is known here. */
  baseCaseId: string | null;
}

/** States of releases that no longer lead anywhere. */
const ENDED: readonly ReleaseState[] = ['replaced', 'withdrawn'];
const PUBLISHED: readonly ReleaseState[] = ['published', 'suspended', 'revoked'];

/** Longest ledger; a person with more cases finds the others by name. */
const MOST_CASES = 200;
const MOST_FOUND = 8;

/** All cases open to the asker, in order of title. */
export async function listCases(context: RequestContext): Promise<LedgerEntry[]> {
  const session = requireSession(context);
  const ids = await reachableCases(context.db, session.personId, MOST_CASES);
  const accesses = await loadCaseAccesses(context.db, session, ids);
  const place = new Map(ids.map((id, at) => [id, at]));
  accesses.sort((a, b) => (place.get(a.case.id) ?? 0) - (place.get(b.case.id) ?? 0));
  return entriesFor(context, accesses);
}

/** Cases open to the asker whose title or short name holds the words, for the palette. */
export async function findCases(context: RequestContext, words: string): Promise<FoundCase[]> {
  return searchCases(context.db, requireSession(context).personId, words, MOST_FOUND);
}

/** @throws AppError not-found */
export async function ledgerEntry(context: RequestContext, key: CaseKey): Promise<LedgerEntry> {
  const access = await loadCaseAccess(context.db, context.session, key);
  const [entry] = await entriesFor(context, [access]);
  if (!entry) throw notFound('The case');
  return entry;
}

/** What a line is made of, before its status is computed. */
interface Gathered {
  access: CaseAccess;
  draft: DraftFacts | null;
  latest: ReleaseRow | null;
  last: ReleaseRow | null;
}

/** A few queries for all, and the status of each published release. */
async function entriesFor(
  context: RequestContext,
  accesses: readonly CaseAccess[],
): Promise<LedgerEntry[]> {
  const { db } = context;
  const ids = accesses.map((access) => access.case.id);
  const releases = await releasesOfCases(db, ids);
  const findings = await openFindings(db, ids);
  const gathered: Gathered[] = [];
  for (const access of accesses) {
    const open = (releases.get(access.case.id) ?? []).filter((row) => isOpenTo(access, row));
    gathered.push({
      access,
      draft: access.can('case.read') ? await draftFacts(db, access.case) : null,
      latest: open.find(({ status }) => !ENDED.includes(status.state)) ?? null,
      last: open.find(({ status }) => PUBLISHED.includes(status.state)) ?? null,
    });
  }
  const due = await nextDue(
    db,
    gathered.flatMap(({ last }) => last?.id ?? []),
  );
  const bases = await casesOfDigests(
    db,
    gathered.flatMap((line) => baseDigest(line) ?? []),
  );
  const statuses = await statusesOf(
    db,
    gathered.flatMap(({ last }) => last ?? []),
    context.now(),
  );
  const entries: LedgerEntry[] = [];
  for (const line of gathered) {
    const { access, draft, latest, last } = line;
    const status = last && (statuses.get(last.id) ?? null);
    entries.push({
      access,
      draft,
      latest: latest && {
        releaseId: latest.id,
        number: latest.number,
        candidate: latest.candidate,
        state: latest.status.state,
      },
      published: last && status && publishedLine(last, status),
      window: windowOf(last ?? latest) ?? draft?.window ?? null,
      openFindings: seesFindings(access) ? (findings.get(access.case.id) ?? {}) : {},
      next: last && status?.inForce ? nextDate(last, due.get(last.id)) : null,
      baseCaseId: bases.get(baseDigest(line) ?? '') ?? null,
    });
  }
  return entries;
}

function isOpenTo(access: CaseAccess, release: ReleaseRow): boolean {
  return access.can('release.see', {
    case: access.resource,
    state: release.status.state,
    submitted: release.status.submittedAt !== null,
    handledBy: [release.frozenBy],
  });
}

function publishedLine(release: ReleaseRow, status: ReleaseStatus): LedgerEntry['published'] {
  return {
    releaseId: release.id,
    number: release.number,
    state: release.status.state,
    inForce: status.inForce,
    onHold: status.onHold,
    failing: failingTerms(status)[0]?.words ?? null,
  };
}

function windowOf(release: ReleaseRow | null): ValidityWindow | null {
  return (
    release && { from: release.windowFrom, until: release.windowUntil, zone: release.windowZone }
  );
}

function nextDate(
  { windowUntil }: ReleaseRow,
  condition: { due: string; text: string } | undefined,
): LedgerEntry['next'] {
  if (condition && (windowUntil === '' || condition.due <= windowUntil))
    return { date: condition.due, what: 'condition', words: condition.text };
  return windowUntil === '' ? null : { date: windowUntil, what: 'window-ends', words: '' };
}

function baseDigest({ last, latest, draft }: Gathered): string | null {
  return (last ?? latest)?.baseDigest ?? draft?.baseDigest ?? null;
}

/** Readers see the draft and what was published, not what assessors find. */
function seesFindings(access: CaseAccess): boolean {
  const parts = partsOf(access.actor, 'case', access.resource);
  return (['member', 'co-author', 'assessor', 'decision-maker'] as const).some((part) =>
    parts.has(part),
  );
}
