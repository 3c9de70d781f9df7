import { contractState } from '@/core/supplement/contract';
import {
  compareBases,
  touchedClauses,
  type BaseChange,
  type TouchedClause,
} from '@/core/supplement/impact';
import type { ContractState } from '@/core/workflow/inForce';
import type { Db } from '@/server/platform/database';
import { openBase } from '@/server/releases/baseInterface';
import { releasesByDigest, type ReleaseRow } from '@/server/releases/repo';
import { contractVerdicts, publishedOf, reliances, type PublishedRelease } from './repo';

/** Longer than any chain of supplements; ends the walk on a ring of broken references. */
const DEEPEST = 20;

/** The releases with everything that they build on, by digest. */
export async function withBases(
  db: Db,
  releases: readonly ReleaseRow[],
): Promise<Map<string, ReleaseRow>> {
  const known = new Map(releases.map((release) => [release.digest, release]));
  let wanted = missing(releases, known);
  for (let depth = 0; depth < DEEPEST && wanted.length > 0; depth += 1) {
    const found = await releasesByDigest(db, wanted);
    for (const [digest, release] of found) known.set(digest, release);
    wanted = missing([...found.values()], known);
  }
  return known;
}

function missing(
  releases: readonly ReleaseRow[],
  known: ReadonlyMap<string, ReleaseRow>,
): string[] {
  const bases = releases.flatMap(({ baseDigest }) => baseDigest ?? []);
  return [...new Set(bases)].filter((digest) => !known.has(digest));
}

/** A supplement's contract with its base, judged against the newest published release of the base. */
export interface ContractStanding {
  state: ContractState;
  /** Clauses that a newer release of the base changed; empty while there is none. */
  touched: TouchedClause[];
  /** The newer release that they are compared with. */
  newer: { number: number; digest: string; publishedAt: Date } | null;
}

/**
 * The contracts of these supplements, by release. Bases are compared once for each pair, whatever the
 * number of supplements.
 */
export async function contractStandings(
  db: Db,
  supplements: readonly ReleaseRow[],
  bases: ReadonlyMap<string, ReleaseRow>,
  published: ReadonlyMap<string, readonly PublishedRelease[]>,
): Promise<Map<string, ContractStanding>> {
  const ids = supplements.map(({ id }) => id);
  const verdicts = await contractVerdicts(db, ids);
  const newest = new Map(
    [...bases.values()].flatMap((base) => {
      const found = newestAfter(base, published.get(base.caseId) ?? []);
      return found === null ? [] : [[base.digest, found] as const];
    }),
  );
  const rows = await releasesByDigest(
    db,
    [...newest.values()].map(({ digest }) => digest),
  );
  const changes = new Map<string, BaseChange[]>();
  for (const [digest, newer] of newest) {
    const [base, after] = [bases.get(digest), rows.get(newer.digest)];
    const found = base && after ? await changesBetween(db, base, after) : null;
    if (found !== null) changes.set(digest, found);
  }
  const touched = await clausesTouchedBy(db, supplements, changes);
  return new Map(
    supplements.map(({ id, baseDigest }) => {
      const newer = newest.get(baseDigest ?? '') ?? null;
      const clauses = touched.get(id) ?? [];
      return [
        id,
        {
          state: contractState(verdicts.get(id) ?? [], clauses),
          touched: clauses,
          newer: newer && {
            number: newer.number,
            digest: newer.digest,
            publishedAt: newer.publishedAt,
          },
        },
      ];
    }),
  );
}

/** The newest later release that is published now; what is suspended or revoked changes nothing. */
function newestAfter(
  base: ReleaseRow,
  published: readonly PublishedRelease[],
): PublishedRelease | null {
  return (
    published.findLast(({ number, state }) => number > base.number && state === 'published') ?? null
  );
}

/** Both public views never change, so the difference of two is worked out once. */
const compared = new Map<string, BaseChange[]>();
const KEPT = 200;

/**
 * What the later of two releases changes, as both public views disclose them.
 *
 * @param options.proposed whether the later one may still be unpublished; its signed proposal counts
 * @returns null while one of the two has no public view
 */
export async function changesBetween(
  db: Db,
  before: ReleaseRow,
  after: ReleaseRow,
  options: { proposed?: boolean } = {},
): Promise<BaseChange[] | null> {
  const old = await openBase(db, before);
  const now = await openBase(db, after, options);
  if (old === null || now === null) return null;
  const key = `${old.viewDigest} ${now.viewDigest}`;
  const known = compared.get(key);
  if (known !== undefined) return known;
  const made = compareBases(old.shown, now.shown);
  compared.set(key, made);
  const oldest = compared.size > KEPT ? compared.keys().next().value : undefined;
  if (oldest !== undefined) compared.delete(oldest);
  return made;
}

/** By supplement, the clauses that the changes of its base touch. */
export async function clausesTouchedBy(
  db: Db,
  supplements: readonly ReleaseRow[],
  changes: ReadonlyMap<string, readonly BaseChange[]>,
): Promise<Map<string, TouchedClause[]>> {
  const moved = supplements.filter(({ baseDigest }) => changes.get(baseDigest ?? '')?.length);
  const resting = await reliances(
    db,
    moved.map(({ id }) => id),
  );
  return new Map(
    moved.map(({ id, baseDigest }) => [
      id,
      touchedClauses(resting.get(id) ?? [], changes.get(baseDigest ?? '') ?? []),
    ]),
  );
}

/** The state of one supplement's contract now. */
export async function contractOf(db: Db, supplement: ReleaseRow): Promise<ContractState> {
  const bases = await withBases(db, [supplement]);
  const published = await publishedOf(
    db,
    [...bases.values()].map(({ caseId }) => caseId),
  );
  const standings = await contractStandings(db, [supplement], bases, published);
  return standings.get(supplement.id)?.state ?? 'unverified';
}
