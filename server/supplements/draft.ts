import { readDocument } from '@/core/argument/structureDoc';
import { repin } from '@/core/supplement/repin';
import type { BaseInterface } from '@/core/supplement/baseInterface';
import { touchedClauses, type BaseChange, type TouchedClause } from '@/core/supplement/impact';
import { reliancesOf } from '@/core/supplement/reliances';
import { failingTerms } from '@/core/workflow/inForce';
import { loadCaseAccess, type CaseKey } from '@/server/access/access';
import { record } from '@/server/audit/events';
import { baseToBuildOn } from '@/server/cases/create';
import { changeStructure } from '@/server/cases/documents';
import { loadDocuments } from '@/server/collab/store';
import { inTransaction, lockCase, type Db } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { findOpenBase } from '@/server/releases/baseInterface';
import { releasesOfCase, type ReleaseRow } from '@/server/releases/repo';
import { changesBetween } from '@/server/status/bases';
import { statusOf } from '@/server/status/statuses';
import { setBaseDigest } from './repo';

/** A release of the base to which a supplement can be moved. */
interface PinChoice {
  digest: string;
  number: number;
  title: string;
}

/** What the workspace of a supplement shows of its base. */
export interface PinnedBase {
  /** Null while the pinned release is not open here. */
  shown: BaseInterface | null;
  /** The release's own page. */
  href: string | null;
  organisation: string;
  state: string;
  inForce: boolean;
  /** Words of the terms that fail. */
  failing: string[];
  /** The newest release of the base after the pinned one, and what it changes. */
  newer: (PinChoice & { changes: BaseChange[]; touched: TouchedClause[] }) | null;
}

/**
 * The base of a supplement as those who write it can see it: through its public view.
 *
 * @returns null for a base case
 * @throws AppError not-found, forbidden
 */
export async function pinnedBase(
  context: RequestContext,
  key: CaseKey,
): Promise<PinnedBase | null> {
  const session = requireSession(context);
  return inTransaction(context.db, async (tx) => {
    const access = await loadCaseAccess(tx, session, key);
    access.assert('case.read');
    const { id, kind, baseDigest } = access.case;
    if (kind === 'base') return null;
    const open = baseDigest === null ? null : await findOpenBase(tx, baseDigest);
    if (open === null) return NOTHING;
    const { release, shown } = open;
    const status = await statusOf(tx, release, context.now());
    const { document } = readDocument((await loadDocuments(tx, id)).structure);
    return {
      shown,
      href: `/r/${release.path}/${release.number}`,
      organisation: release.case.org.name,
      state: release.status.state,
      inForce: status.inForce,
      failing: failingTerms(status).map(({ words }) => words),
      newer: await newerRelease(tx, release, (changes) =>
        touchedClauses(reliancesOf(document, shown), changes),
      ),
    };
  });
}

const NOTHING: PinnedBase = {
  shown: null,
  href: null,
  organisation: '',
  state: '',
  inForce: false,
  failing: [],
  newer: null,
};

async function newerRelease(
  db: Db,
  base: ReleaseRow,
  touches: (changes: BaseChange[]) => TouchedClause[],
): Promise<PinnedBase['newer']> {
  const newer = (await releasesOfCase(db, base.caseId)).find(
    ({ number, status }) => number > base.number && status.state === 'published',
  );
  if (newer === undefined) return null;
  const changes = (await changesBetween(db, base, newer)) ?? [];
  const { digest, number, title } = newer;
  return { digest, number, title, changes, touched: touches(changes) };
}

/**
 * Moves a supplement to another published release of the same base. What was said to a condition or a
 * context that changed has to be said anew.
 *
 * @throws AppError not-found, forbidden, conflict-of-interest, wrong-state, invalid for a release of
 *   another case
 */
export async function repinSupplement(
  context: RequestContext,
  input: { caseId: string; digest: string },
): Promise<void> {
  const session = requireSession(context);
  const { caseId, digest } = input;
  await inTransaction(context.db, async (tx) => {
    const access = await loadCaseAccess(tx, session, { caseId });
    access.assert('case.edit');
    const { kind, baseDigest } = access.case;
    if (kind === 'base') throw new AppError('wrong-state', 'A base case builds on no other.');
    await lockCase(tx, caseId);
    const base = await baseToBuildOn(tx, digest);
    const before = baseDigest === null ? null : await findOpenBase(tx, baseDigest);
    if (before !== null && before.shown.path !== base.path) {
      throw new AppError(
        'invalid',
        'This is a release of another case. A supplement stays with its base.',
        'digest',
      );
    }
    await setBaseDigest(tx, caseId, digest);
    await changeStructure(tx, session, caseId, 'edit', (doc) =>
      repin(doc, readDocument(doc).document, before?.shown ?? null, base, null),
    );
    const data = { from: baseDigest ?? '', to: digest };
    await record(tx, context, 'supplement.repinned', data, { caseId });
  });
  await context.bus.publish('case-changed', { caseId, what: 'base' });
}
