import { contractState } from '@/core/supplement/contract';
import { compareBases, touchedClauses, type TouchedClause } from '@/core/supplement/impact';
import type { ContractState } from '@/core/workflow/inForce';
import type { Db } from '@/server/platform/database';
import { openBase } from '@/server/releases/baseInterface';
import { releasesByDigest, type ReleaseRow } from '@/server/releases/repo';
import { contractVerdicts, reliances, type PublishedRelease } from './repo';

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
  newer: { number: number; digest: string } | null;
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
  const newerOf = new Map<string, ReleaseRow>();
  const newest = [...bases.values()].flatMap((base) => {
    const found = newestAfter(base, published.get(base.caseId) ?? []);
    return found === null ? [] : [[base.digest, found.digest] as const];
  });
  const newerRows = await releasesByDigest(
    db,
    newest.map(([, digest]) => digest),
  );
  for (const [base, digest] of newest) {
    const row = newerRows.get(digest);
    if (row !== undefined) newerOf.set(base, row);
  }
  const moved = supplements.filter(({ baseDigest }) => newerOf.has(baseDigest ?? ''));
  const resting = await reliances(
    db,
    moved.map(({ id }) => id),
  );
  const changes = new Map<string, Awaited<ReturnType<typeof changesBetween>>>();
  for (const [digest, newer] of newerOf) {
    const base = bases.get(digest);
    if (base !== undefined) changes.set(digest, await changesBetween(db, base, newer));
  }
  return new Map(
    supplements.map(({ id, baseDigest }) => {
      const newer = newerOf.get(baseDigest ?? '') ?? null;
      const touched = touchedClauses(resting.get(id) ?? [], changes.get(baseDigest ?? '') ?? []);
      return [
        id,
        {
          state: contractState(verdicts.get(id) ?? [], touched),
          touched,
          newer: newer && { number: newer.number, digest: newer.digest },
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
const compared = new Map<string, ReturnType<typeof compareBases>>();
const KEPT = 200;

export async function changesBetween(
  db: Db,
  before: ReleaseRow,
  after: ReleaseRow,
): Promise<ReturnType<typeof compareBases>> {
  const [old, now] = [await openBase(db, before), await openBase(db, after)];
  if (old === null || now === null) return [];
  const key = `${old.viewDigest} ${now.viewDigest}`;
  const known = compared.get(key);
  if (known !== undefined) return known;
  const made = compareBases(old.shown, now.shown);
  compared.set(key, made);
  const oldest = compared.size > KEPT ? compared.keys().next().value : undefined;
  if (oldest !== undefined) compared.delete(oldest);
  return made;
}
