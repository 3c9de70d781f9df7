import type { BaseChange, TouchedClause } from '@/core/supplement/impact';
import type { ContractState } from '@/core/workflow/inForce';
import { decide } from '@/core/policy/decide';
import { assertAllowed } from '@/server/access/access';
import { namesOf } from '@/server/people/names';
import { inTransaction, type Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { loadReleaseAccess } from '@/server/releases/access';
import { findOpenBase } from '@/server/releases/baseInterface';
import { readStoredView } from '@/server/releases/readViews';
import { currentView, releasesOfCase, releasesOn, type ReleaseRow } from '@/server/releases/repo';
import { changesBetween, clausesTouchedBy } from '@/server/status/bases';
import { statusOf } from '@/server/status/statuses';
import { baseMoves, type BaseMove } from './moves';
import { acknowledgementsOf } from './repo';

export interface ShownMove extends Omit<BaseMove, 'at'> {
  at: string;
}

/** How a supplement's release stands towards its base, for its own side and those engaged on it. */
export interface SupplementStanding {
  contract: ContractState;
  /** Clauses that a newer release of the base changed. */
  touched: TouchedClause[];
  /** Identifiers of the supplement's own touched elements by id, as far as its view discloses them. */
  names: Record<string, string>;
  newer: { number: number; digest: string } | null;
  base: { path: string; number: number; title: string; href: string } | null;
  baseInForce: boolean;
  onHold: boolean;
  /** RFC 3339 instant until which the base stays in force beside its successor; null without one. */
  revalidateBy: string | null;
  /** That instant is past. */
  clockEnded: boolean;
  moves: ShownMove[];
  /** What the officer has not acknowledged yet. */
  owed: ShownMove[];
  acknowledged: { person: string | null; words: string; at: string; about: string }[];
  canAcknowledge: boolean;
}

/** @returns null for a base case. @throws AppError not-found */
export async function supplementStanding(
  context: RequestContext,
  { releaseId }: { releaseId: string },
): Promise<SupplementStanding | null> {
  const session = requireSession(context);
  return inTransaction(context.db, async (tx) => {
    const { release, actor, resource } = await loadReleaseAccess(tx, session, releaseId);
    assertAllowed('case.see', actor, resource.case);
    if (release.kind === 'base') return null;
    const now = context.now();
    const status = await statusOf(tx, release, now);
    const base = release.baseDigest === null ? null : await findOpenBase(tx, release.baseDigest);
    const moves = (await baseMoves(tx, [release], now)).get(release.id) ?? { all: [], owed: [] };
    const acknowledged = (await acknowledgementsOf(tx, release.id)).filter(
      ({ kind }) => kind === 'base',
    );
    const names = await namesOf(
      tx,
      acknowledged.map(({ personId }) => personId),
    );
    const baseStatus = base && (await statusOf(tx, base.release, now));
    const newer = status.contract?.newer ?? null;
    return {
      contract: status.contract?.state ?? 'unverified',
      touched: status.contract?.touched ?? [],
      names: await namesIn(tx, release, status.contract?.touched ?? []),
      newer: newer && { number: newer.number, digest: newer.digest },
      base: base && {
        path: base.shown.path,
        number: base.shown.number,
        title: base.shown.title,
        href: `/r/${base.shown.path}/${base.shown.number}`,
      },
      baseInForce: baseStatus?.inForce ?? false,
      onHold: status.onHold,
      revalidateBy: status.revalidation?.until.toISOString() ?? null,
      clockEnded: baseStatus?.superseded ?? false,
      moves: moves.all.map(shownMove),
      owed: moves.owed.map(shownMove),
      acknowledged: acknowledged.map(({ personId, words, createdAt, about }) => ({
        person: names.get(personId) ?? null,
        words,
        at: createdAt.toISOString(),
        about,
      })),
      canAcknowledge: moves.owed.length > 0 && decide('base.acknowledge', actor, resource).allowed,
    };
  });
}

/** What readers of a release call its own elements: by its public view once it is published. */
async function namesIn(
  tx: Tx,
  { id, status }: ReleaseRow,
  touched: readonly TouchedClause[],
): Promise<Record<string, string>> {
  if (touched.length === 0) return {};
  const view = await currentView(tx, id, status.publishedAt === null ? 'assessors' : 'public');
  if (view === null) return {};
  const { identifiers } = readStoredView(view).shown;
  return Object.fromEntries(
    touched.flatMap(({ element }) => {
      const identifier = identifiers.get(element);
      return identifier === undefined ? [] : [[element, identifier]];
    }),
  );
}

export function shownMove({ at, ...move }: BaseMove): ShownMove {
  return { ...move, at: at.toISOString() };
}

/** What publishing a release of a base would do to those who build on an earlier one. */
export interface Impact {
  changes: BaseChange[];
  supplements: {
    id: string;
    title: string;
    organisation: string;
    number: number;
    href: string;
    /** How many clauses of its contract would be outdated. */
    touched: number;
  }[];
}

/** Most supplements of which the impact is worked out at once. */
const MOST = 1_000;

/**
 * Works out, before or after publication, whom a newer release of a base touches: through the public
 * views, as everybody will see them.
 *
 * @throws AppError not-found, forbidden, wrong-state while the public view is not disclosed
 */
export async function impactOf(
  context: RequestContext,
  { releaseId }: { releaseId: string },
): Promise<Impact> {
  const session = requireSession(context);
  return inTransaction(context.db, async (tx) => {
    const { release, actor, resource } = await loadReleaseAccess(tx, session, releaseId);
    assertAllowed('case.read', actor, resource.case);
    const earlier = await earlierPublished(tx, release);
    if (earlier.length === 0) return { changes: [], supplements: [] };
    const dependants = await releasesOn(
      tx,
      earlier.map(({ digest }) => digest),
      MOST,
    );
    const changes = new Map<string, BaseChange[]>();
    for (const base of earlier) {
      const found = await changesBetween(tx, base, release, { proposed: true });
      if (found === null) {
        throw new AppError('wrong-state', 'The public view of this release is not disclosed yet.');
      }
      changes.set(base.digest, found);
    }
    const touched = await clausesTouchedBy(tx, dependants, changes);
    return {
      changes: changes.get(earlier.at(-1)?.digest ?? '') ?? [],
      supplements: dependants.map(({ id, title, number, path, case: owned }) => ({
        id,
        title,
        organisation: owned.org.name,
        number,
        href: `/r/${path}/${number}`,
        touched: touched.get(id)?.length ?? 0,
      })),
    };
  });
}

async function earlierPublished(tx: Tx, { caseId, number }: ReleaseRow): Promise<ReleaseRow[]> {
  const releases = await releasesOfCase(tx, caseId);
  return releases
    .filter((one) => one.number < number && one.status.publishedAt !== null)
    .toReversed();
}
