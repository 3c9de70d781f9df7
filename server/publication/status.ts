import { prepared } from '@/core/attest/statements';
import { inForce, type InForce, type InForceFacts, type Successor } from '@/core/workflow/inForce';
import type { Db } from '@/server/platform/database';
import { findReleaseByDigest, type ReleaseRow } from '@/server/releases/repo';

/**
 * How long a release stays in force beside its published successor, so that those who depend on it
 * can move.
 */
const GRACE_DAYS = 30;

/** Longer than any chain of supplements; ends the walk on a ring of broken references. */
const DEEPEST = 20;

/** "In force" of a release, computed now from rows and the clock; nothing of it is stored. */
export async function statusOf(
  db: Db,
  release: ReleaseRow,
  now: Date,
  depth = 0,
): Promise<InForce & { facts: InForceFacts }> {
  const facts = await inForceFacts(db, release, now, depth);
  return { ...inForce(facts, now), facts };
}

async function inForceFacts(
  db: Db,
  release: ReleaseRow,
  now: Date,
  depth: number,
): Promise<InForceFacts> {
  const conditions = await db.approvalCondition.findMany({
    where: { releaseId: release.id },
    select: { text: true, due: true, metAt: true },
    orderBy: [{ due: 'asc' }, { id: 'asc' }],
    take: 500,
  });
  return {
    state: release.status.state,
    decision: release.status.decision,
    signedAs: await signedAs(db, release.id),
    window: {
      from: release.windowFrom,
      until: release.windowUntil,
      zone: release.windowZone,
    },
    conditions: conditions.map(({ text, due, metAt }) => ({
      label: text.replace(/\.$/, ''),
      due,
      met: metAt !== null,
    })),
    indicators: [],
    successor: await successorOf(db, release),
    supplement: release.kind === 'base' ? null : await supplementFacts(db, release, now, depth),
  };
}

/** Who signed the decision: a person with a passkey, or the worked example's ceremony. */
async function signedAs(db: Db, releaseId: string): Promise<'person' | 'example' | null> {
  const signOff = await db.signOff.findFirst({
    where: { releaseId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { statementId: true },
  });
  if (signOff === null) return null;
  const statement = await db.statement.findUnique({
    where: { id: signOff.statementId },
    select: { payload: true },
  });
  return statement === null || isExample(statement) ? 'example' : 'person';
}

/** Whether a statement was made by the ceremony of the worked example, as its own bytes say. */
export function isExample({ payload }: { payload: Uint8Array }): boolean {
  return prepared(new Uint8Array(payload)).statement.predicate.ceremony === 'example';
}

/** The next published release of the case. */
async function successorOf(db: Db, release: ReleaseRow): Promise<Successor | null> {
  const next = await db.release.findFirst({
    where: {
      caseId: release.caseId,
      number: { gt: release.number },
      status: { state: { in: ['published', 'suspended', 'revoked'] }, publishedAt: { not: null } },
    },
    orderBy: { number: 'asc' },
    select: { number: true, status: { select: { publishedAt: true } } },
  });
  const publishedAt = next?.status?.publishedAt ?? null;
  if (next === null || publishedAt === null) return null;
  return {
    label: `release ${next.number}`,
    graceEnds: new Date(publishedAt.getTime() + GRACE_DAYS * 86_400_000).toISOString(),
  };
}

async function supplementFacts(
  db: Db,
  release: ReleaseRow,
  now: Date,
  depth: number,
): Promise<InForceFacts['supplement']> {
  const base =
    release.baseDigest === null || depth >= DEEPEST
      ? null
      : await findReleaseByDigest(db, release.baseDigest);
  // A base that is not known here cannot be shown to be in force, and so is not.
  const unknown: InForce = {
    inForce: false,
    terms: [],
    expired: false,
    superseded: false,
    until: null,
  };
  return {
    // Nothing records an assessor's verification of the contract; what is not verified does not hold.
    contract: 'unverified',
    base: {
      label: base === null ? 'which is not known here' : `${base.path} release ${base.number}`,
      inForce: base === null ? unknown : await statusOf(db, base, now, depth + 1),
    },
  };
}
