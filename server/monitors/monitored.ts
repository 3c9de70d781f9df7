import { decide } from '@/core/policy/decide';
import { failingTerms } from '@/core/workflow/inForce';
import {
  loadCaseAccess,
  loadCaseAccesses,
  type CaseAccess,
  type CaseKey,
} from '@/server/access/access';
import { reachableCases } from '@/server/cases/repo';
import { namesOf } from '@/server/people/names';
import { inTransaction, type Db } from '@/server/platform/database';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { releasesById, type ReleaseRow } from '@/server/releases/repo';
import { statusesOf, type ReleaseStatus } from '@/server/status/statuses';
import { presentIndicator, type IndicatorView } from './present';
import { answersOf, watchingReleases } from './repo';
import { TOKEN_SCOPE_NAMES, TOKEN_SCOPES, type TokenScope } from './tokenScopes';

/** How far back is drawn. */
const SHOWN_DAYS = 90;
const DAY_MS = 86_400_000;
const MOST_CASES = 200;
const MOST_RELEASES = 200;

/** A release that watches indicators, as the asker may know and act on it. */
export interface MonitoredRelease {
  releaseId: string;
  caseId: string;
  orgSlug: string;
  caseSlug: string;
  title: string;
  number: number;
  inForce: boolean;
  suspended: boolean;
  /** Its window is over, or a successor has taken its place: nobody has to act on it. */
  over: boolean;
  /** Words of the first term that fails; null while in force. */
  failing: string | null;
  /** IANA zone of the window. */
  zone: string;
  mayAnswer: boolean;
  mayAdd: boolean;
  indicators: IndicatorView[];
}

export interface Monitored {
  /** What is drawn begins and ends here. */
  from: string;
  computedAt: string;
  releases: MonitoredRelease[];
}

/** Indicators of every case open to the asker, in releases that somebody still has to act on. */
export async function monitoredByMe(context: RequestContext): Promise<Monitored> {
  const session = requireSession(context);
  return inTransaction(context.db, async (tx) => {
    const ids = await reachableCases(tx, session.personId, MOST_CASES);
    const accesses = await loadCaseAccesses(tx, session, ids);
    const monitored = await monitor(tx, accesses, context.now());
    return { ...monitored, releases: monitored.releases.filter(({ over }) => !over) };
  });
}

export interface MonitoredCase extends Monitored {
  case: {
    id: string;
    title: string;
    orgSlug: string;
    caseSlug: string;
    kind: 'base' | 'supplement';
    organisation: string;
    mayReadDraft: boolean;
  };
  /** What tokens that the asker may make can be good for. */
  tokenScopes: TokenScope[];
  mayManageTokens: boolean;
}

/** Indicators of one case. @throws AppError not-found */
export async function monitoredCase(context: RequestContext, key: CaseKey): Promise<MonitoredCase> {
  return inTransaction(context.db, async (tx) => {
    const access = await loadCaseAccess(tx, context.session, key);
    const { id, title, slug, kind, org } = access.case;
    return {
      ...(await monitor(tx, [access], context.now())),
      case: {
        id,
        title,
        orgSlug: org.slug,
        caseSlug: slug,
        kind,
        organisation: org.name,
        mayReadDraft: access.can('case.read'),
      },
      tokenScopes: TOKEN_SCOPE_NAMES.filter((scope) => access.can(TOKEN_SCOPES[scope].create)),
      mayManageTokens: access.can('evidenceToken.manage'),
    };
  });
}

async function monitor(db: Db, accesses: readonly CaseAccess[], now: Date): Promise<Monitored> {
  const byCase = new Map(accesses.map((access) => [access.case.id, access]));
  const ids = await watchingReleases(db, { caseIds: [...byCase.keys()] }, MOST_RELEASES);
  const releases = (await releasesById(db, ids)).filter(({ status }) => status.state !== 'revoked');
  const statuses = await statusesOf(db, releases, now);
  const answers = await answersOf(db, ids);
  const names = await namesOf(
    db,
    answers.map(({ personId }) => personId),
  );
  const from = new Date(now.getTime() - SHOWN_DAYS * DAY_MS);
  const answerOf = (releaseId: string, indicatorId: string): IndicatorView['answer'] => {
    const found = answers.find(
      (answer) => answer.releaseId === releaseId && answer.indicatorId === indicatorId,
    );
    if (found === undefined) return null;
    const { words, personId, createdAt } = found;
    return { words, person: names.get(personId) ?? null, at: createdAt.toISOString() };
  };
  return {
    from: from.toISOString(),
    computedAt: now.toISOString(),
    releases: releases
      .flatMap((release) => {
        const access = byCase.get(release.caseId);
        const status = statuses.get(release.id);
        if (access === undefined || status === undefined) return [];
        const indicators = status.indicators.map((one) =>
          presentIndicator(one, from, answerOf(release.id, one.row.indicatorId)),
        );
        return [lineOf(release, access, status, indicators)];
      })
      .sort(byUrgency),
  };
}

function lineOf(
  release: ReleaseRow,
  access: CaseAccess,
  status: ReleaseStatus,
  indicators: IndicatorView[],
): MonitoredRelease {
  const { state, submittedAt } = release.status;
  const resource = {
    case: access.resource,
    state,
    submitted: submittedAt !== null,
    handledBy: [],
  };
  return {
    releaseId: release.id,
    caseId: release.caseId,
    orgSlug: release.case.org.slug,
    caseSlug: release.case.slug,
    title: release.case.title,
    number: release.number,
    inForce: status.inForce,
    suspended: state === 'suspended',
    over: status.expired || status.superseded,
    failing: failingTerms(status)[0]?.words ?? null,
    zone: release.windowZone,
    mayAnswer: decide('indicator.answer', access.actor, resource).allowed,
    mayAdd: access.can('reading.add'),
    indicators: indicators.toSorted(byWorst),
  };
}

/** The worst first: what keeps a release out of force, then what may soon. */
function severity({ state, critical, unanswered }: IndicatorView): number {
  const broken = state === 'red' || state === 'silent' || unanswered !== null;
  if (broken) return critical ? 0 : 1;
  return state === 'amber' ? 2 : state === 'waiting' ? 3 : 4;
}

function byWorst(a: IndicatorView, b: IndicatorView): number {
  return severity(a) - severity(b) || a.identifier.localeCompare(b.identifier, 'en');
}

function byUrgency(a: MonitoredRelease, b: MonitoredRelease): number {
  const worst = ({ indicators }: MonitoredRelease) => Math.min(...indicators.map(severity));
  return (
    Number(a.over) - Number(b.over) ||
    worst(a) - worst(b) ||
    a.title.localeCompare(b.title, 'en') ||
    b.number - a.number
  );
}
