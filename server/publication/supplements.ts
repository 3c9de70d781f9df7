import { failingTerms } from '@/core/workflow/inForce';
import { inTransaction, type Db } from '@/server/platform/database';
import type { RequestContext } from '@/server/platform/requestContext';
import { releasesOn, type ReleaseRow } from '@/server/releases/repo';
import { statusesOf } from '@/server/status/statuses';
import { baseMoves } from '@/server/supplements/moves';
import { findPublic, type PublicAddress } from './find';

/** One supplement as the public page of its base lists it. */
export interface SupplementLine {
  id: string;
  title: string;
  organisation: string;
  number: number;
  inForce: boolean;
  onHold: boolean;
  suspended: boolean;
  contract: string;
  /** Words of the first term that fails; empty while in force. */
  note: string;
  /** Whether its officer acknowledged the last move of the base; null while there was none. */
  acknowledged: boolean | null;
  href: string;
}

/** The newest supplements of a release, and how all of them stand. */
export interface SupplementSummary {
  total: number;
  inForce: number;
  onHold: number;
  lines: SupplementLine[];
  /** More are listed on their own page. */
  more: boolean;
}

/** Most supplements that are judged at once, and that one page lists. */
const MOST = 1_000;
const A_PAGE = 100;
const ON_THE_PAGE = 20;

export async function supplementSummary(
  db: Db,
  base: ReleaseRow,
  now: Date,
): Promise<SupplementSummary> {
  const lines = await linesOn(db, base, now);
  return {
    ...counted(lines),
    lines: lines.slice(0, ON_THE_PAGE),
    more: lines.length > ON_THE_PAGE,
  };
}

/** A page of the supplements of a release, and how all of them stand. */
export interface SupplementList {
  base: { title: string; path: string; number: number; organisation: string };
  computedAt: string;
  total: number;
  inForce: number;
  onHold: number;
  /** Those that are not in force come first. */
  lines: SupplementLine[];
  page: number;
  pages: number;
  /** True when there are more than are judged here. */
  truncated: boolean;
}

/**
 * The supplements of a published release, all of them judged at this moment, a page of them listed.
 *
 * @param page from 1; a page behind the last one is empty
 * @throws AppError not-found
 */
export async function supplementList(
  context: RequestContext,
  { page, ...address }: PublicAddress & { page: number },
): Promise<SupplementList> {
  return inTransaction(context.db, async (tx) => {
    const { release } = await findPublic(tx, address);
    const now = context.now();
    const found = await linesOn(tx, release, now, MOST + 1);
    const lines = found.slice(0, MOST).sort((a, b) => Number(a.inForce) - Number(b.inForce));
    return {
      base: {
        title: release.title,
        path: release.path,
        number: release.number,
        organisation: release.case.org.name,
      },
      computedAt: now.toISOString(),
      ...counted(lines),
      lines: lines.slice((page - 1) * A_PAGE, page * A_PAGE),
      page,
      pages: Math.max(1, Math.ceil(lines.length / A_PAGE)),
      truncated: found.length > MOST,
    };
  });
}

function counted(lines: readonly SupplementLine[]) {
  return {
    total: lines.length,
    inForce: lines.filter((line) => line.inForce).length,
    onHold: lines.filter((line) => line.onHold).length,
  };
}

/** Titles are never withheld, so that none of the views has to be read. */
async function linesOn(
  db: Db,
  base: ReleaseRow,
  now: Date,
  limit = MOST,
): Promise<SupplementLine[]> {
  const releases = await releasesOn(db, [base.digest], limit);
  const statuses = await statusesOf(db, releases, now);
  const moves = await baseMoves(db, releases, now);
  return releases.flatMap((release) => {
    const status = statuses.get(release.id);
    if (status === undefined) return [];
    const { all, owed } = moves.get(release.id) ?? { all: [], owed: [] };
    return [
      {
        id: release.id,
        title: release.title,
        organisation: release.case.org.name,
        number: release.number,
        inForce: status.inForce,
        onHold: status.onHold,
        suspended: release.status.state === 'suspended',
        contract: status.contract?.state ?? 'unverified',
        note: failingTerms(status)[0]?.words ?? '',
        acknowledged: all.length === 0 ? null : owed.length === 0,
        href: `/r/${release.path}/${release.number}`,
      },
    ];
  });
}
