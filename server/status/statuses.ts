import { inForce, type InForce, type InForceFacts, type Successor } from '@/core/workflow/inForce';
import type { Db } from '@/server/platform/database';
import type { ReleaseRow } from '@/server/releases/repo';
import { contractStandings, withBases, type ContractStanding } from './bases';
import { indicatorFacts, watchedIndicators, type WatchedIndicator } from './indicators';
import { ceremonies, conditionsByRelease, publishedOf, type PublishedRelease } from './repo';

/**
 * How long a release stays in force beside its published successor, so that those who depend on it
 * can move: the revalidation clock of supplements whose contract the successor does not touch.
 */
const GRACE_DAYS = 30;
const DAY_MS = 86_400_000;

/** "In force" of a release and all that it follows from, computed now; nothing of it is stored. */
export interface ReleaseStatus extends InForce {
  facts: InForceFacts;
  indicators: WatchedIndicator[];
  /** Null for a base case. */
  contract: ContractStanding | null;
  /**
   * The clock of a supplement whose base has a newer release: since when it runs, and when the base
   * leaves force or left it. Null while there is none.
   */
  revalidation: { since: Date; until: Date } | null;
}

export async function statusOf(db: Db, release: ReleaseRow, now: Date): Promise<ReleaseStatus> {
  const statuses = await statusesOf(db, [release], now);
  return required(statuses, release.id);
}

/**
 * The status of many releases at one instant, each with its whole chain of bases: a fixed number of
 * queries, so that a thousand supplements of one base are judged as soon as one.
 */
export async function statusesOf(
  db: Db,
  releases: readonly ReleaseRow[],
  now: Date,
): Promise<Map<string, ReleaseStatus>> {
  const known = await withBases(db, releases);
  const all = [...known.values()];
  const ids = all.map(({ id }) => id);
  const conditions = await conditionsByRelease(db, ids);
  const signed = await ceremonies(db, ids);
  const published = await publishedOf(db, [...new Set(all.map(({ caseId }) => caseId))]);
  const indicators = await watchedIndicators(db, all, now);
  const supplements = all.filter(({ kind }) => kind !== 'base');
  const contracts = await contractStandings(db, supplements, known, published);
  const made = new Map<string, ReleaseStatus>();
  const under = new Set<string>();

  const judge = (release: ReleaseRow): ReleaseStatus => {
    const done = made.get(release.id);
    if (done !== undefined) return done;
    const ceremony = signed.get(release.id);
    const watched = indicators.get(release.id) ?? [];
    const contract = contracts.get(release.id) ?? null;
    const facts: InForceFacts = {
      state: release.status.state,
      decision: release.status.decision,
      suspendedReason: release.status.suspendedReason,
      // A ceremony that is no passkey's is no sign-off.
      signedAs: ceremony === undefined ? null : ceremony === 'passkey' ? 'person' : 'example',
      window: {
        from: release.windowFrom,
        until: release.windowUntil,
        zone: release.windowZone,
      },
      conditions: (conditions.get(release.id) ?? []).map(({ text, due, metAt }) => ({
        label: text.replace(/\.$/, ''),
        due,
        met: metAt !== null,
      })),
      indicators: watched.map(indicatorFacts),
      successor: successorOf(release, published.get(release.caseId) ?? []),
      supplement:
        release.kind === 'base'
          ? null
          : { contract: contract?.state ?? 'unverified', base: baseOf(release) },
    };
    const base = known.get(release.baseDigest ?? '');
    const status = {
      ...inForce(facts, now),
      facts,
      indicators: watched,
      contract,
      revalidation: base ? graceOf(base, published.get(base.caseId) ?? []) : null,
    };
    made.set(release.id, status);
    return status;
  };

  const baseOf = ({ id, baseDigest }: ReleaseRow): { label: string; inForce: InForce } => {
    const base = known.get(baseDigest ?? '');
    // A base that is not known here, or rests on itself, cannot be shown to be in force.
    if (base === undefined || under.has(base.id)) return UNKNOWN_BASE;
    under.add(id);
    const status = judge(base);
    under.delete(id);
    return { label: `${base.path} release ${base.number}`, inForce: status };
  };

  return new Map(releases.map((release) => [release.id, judge(release)]));
}

const UNKNOWN_BASE: { label: string; inForce: InForce } = {
  label: 'which is not known here',
  inForce: {
    inForce: false,
    terms: [],
    expired: false,
    superseded: false,
    onHold: false,
    until: null,
  },
};

/** The newer release of the case that was published first, whatever its number. */
function successorAfter(
  release: ReleaseRow,
  published: readonly PublishedRelease[],
): PublishedRelease | null {
  const newer = published.filter(({ number }) => number > release.number);
  return newer.toSorted((a, b) => +a.publishedAt - +b.publishedAt)[0] ?? null;
}

function successorOf(
  release: ReleaseRow,
  published: readonly PublishedRelease[],
): Successor | null {
  const next = successorAfter(release, published);
  const grace = graceOf(release, published);
  if (next === null || grace === null) return null;
  return { label: `release ${next.number}`, graceEnds: grace.until.toISOString() };
}

/** How long a release stays in force beside its successor. */
function graceOf(
  release: ReleaseRow,
  published: readonly PublishedRelease[],
): { since: Date; until: Date } | null {
  const next = successorAfter(release, published);
  if (next === null) return null;
  const since = next.publishedAt;
  return { since, until: new Date(since.getTime() + GRACE_DAYS * DAY_MS) };
}

function required(statuses: ReadonlyMap<string, ReleaseStatus>, id: string): ReleaseStatus {
  const status = statuses.get(id);
  if (status === undefined) throw new Error('A release was not judged.');
  return status;
}
