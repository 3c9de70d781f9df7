import type { ReleaseState } from '@/core/workflow/release';
import { RELEASE_STATES } from '@/core/workflow/release';
import type { Prisma } from '@/server/generated/prisma/client';
import type { Db, Tx } from '@/server/platform/database';

const OWN = {
  id: true,
  caseId: true,
  number: true,
  candidate: true,
  path: true,
  kind: true,
  title: true,
  seq: true,
  digest: true,
  contentDigest: true,
  windowFrom: true,
  windowUntil: true,
  windowZone: true,
  baseDigest: true,
  changelog: true,
  frozenBy: true,
  frozenAt: true,
  status: true,
} satisfies Prisma.ReleaseSelect;

const CASE = { id: true, slug: true, title: true, kind: true, orgId: true } as const;

/** Everything of a release but its bytes. */
const SUMMARY = {
  ...OWN,
  case: { select: { ...CASE, org: true } },
} satisfies Prisma.ReleaseSelect;

type Row = Prisma.ReleaseGetPayload<{ select: typeof SUMMARY }>;

export interface ReleaseRow extends Omit<Row, 'status'> {
  status: Omit<NonNullable<Row['status']>, 'state' | 'decision'> & {
    state: ReleaseState;
    decision: 'approved' | 'approved-with-conditions' | 'rejected' | null;
  };
}

export async function findRelease(db: Db, releaseId: string): Promise<ReleaseRow | null> {
  const row = await db.release.findUnique({ where: { id: releaseId }, select: SUMMARY });
  return row === null ? null : withStatus(row);
}

export async function releasesOfCase(db: Db, caseId: string, limit = 200): Promise<ReleaseRow[]> {
  const rows = await db.release.findMany({
    where: { caseId },
    select: SUMMARY,
    orderBy: [{ number: 'desc' }, { candidate: 'desc' }],
    take: limit,
  });
  return rows.map(withStatus);
}

/** Releases of several cases, by case, newest first. */
export async function releasesOfCases(
  db: Db,
  caseIds: readonly string[],
  limit = 5_000,
): Promise<Map<string, ReleaseRow[]>> {
  const rows = await db.release.findMany({
    where: { caseId: { in: [...caseIds] } },
    select: SUMMARY,
    orderBy: [{ number: 'desc' }, { candidate: 'desc' }],
    take: limit,
  });
  return Map.groupBy(rows.map(withStatus), ({ caseId }) => caseId);
}

/** Releases that are public: published once, and whatever happened to them since. */
export async function publicReleases(
  db: Db,
  where: { path?: string; number?: number; digest?: string },
  limit: number,
): Promise<ReleaseRow[]> {
  const rows = await db.release.findMany({
    where: { ...where, status: { state: { in: ['published', 'suspended', 'revoked'] } } },
    select: SUMMARY,
    orderBy: [{ status: { publishedAt: 'desc' } }, { id: 'asc' }],
    take: limit,
  });
  return rows.map(withStatus);
}

export async function findReleaseByDigest(db: Db, digest: string): Promise<ReleaseRow | null> {
  const row = await db.release.findUnique({ where: { digest }, select: SUMMARY });
  return row === null ? null : withStatus(row);
}

export async function releasesById(db: Db, ids: readonly string[]): Promise<ReleaseRow[]> {
  const rows = await db.release.findMany({ where: { id: { in: [...ids] } }, select: SUMMARY });
  return rows.map(withStatus);
}

/** Releases by digest, as far as they are known here. */
export async function releasesByDigest(
  db: Db,
  digests: readonly string[],
): Promise<Map<string, ReleaseRow>> {
  const rows = await db.release.findMany({
    where: { digest: { in: [...digests] } },
    select: SUMMARY,
  });
  return new Map(rows.map((row) => [row.digest, withStatus(row)]));
}

/** The newest published supplement of each case of these organisations, suspended ones included. */
export async function supplementsOwnedBy(
  db: Db,
  orgIds: readonly string[],
  limit: number,
): Promise<ReleaseRow[]> {
  const rows = await db.release.findMany({
    where: {
      kind: 'supplement',
      case: { orgId: { in: [...orgIds] } },
      status: { state: { in: ['published', 'suspended'] } },
    },
    select: SUMMARY,
    orderBy: [{ caseId: 'asc' }, { number: 'desc' }],
    distinct: ['caseId'],
    take: limit,
  });
  return rows.map(withStatus);
}

/**
 * Published releases that are pinned to one of these, the newest first. Their cases and organisations
 * are read beside them and not with each of them, which takes half as long for a thousand.
 */
export async function releasesOn(
  db: Db,
  baseDigests: readonly string[],
  limit: number,
): Promise<ReleaseRow[]> {
  const rows = await db.release.findMany({
    where: {
      baseDigest: { in: [...baseDigests] },
      status: { state: { in: ['published', 'suspended', 'revoked'] } },
    },
    select: OWN,
    orderBy: [{ frozenAt: 'desc' }, { id: 'asc' }],
    take: limit,
  });
  const caseIds = new Set(rows.map(({ caseId }) => caseId));
  const cases = await db.safetyCase.findMany({ where: { id: { in: [...caseIds] } }, select: CASE });
  const orgIds = new Set(cases.map(({ orgId }) => orgId));
  const orgs = await db.organisation.findMany({ where: { id: { in: [...orgIds] } } });
  const orgOf = new Map(orgs.map((org) => [org.id, org]));
  const caseOf = new Map(cases.map((one) => [one.id, one]));
  return rows.map((row) => {
    const of = caseOf.get(row.caseId);
    const org = of && orgOf.get(of.orgId);
    if (of === undefined || org === undefined)
      throw new Error(`The case of release ${row.id} was not read.`);
    return withStatus({ ...row, case: { ...of, org } });
  });
}

/** What was hashed. The secret stays in the table. */
export async function frozenBytes(
  db: Db,
  releaseId: string,
): Promise<{ manifest: Uint8Array; records: Uint8Array }> {
  return db.release.findUniqueOrThrow({
    where: { id: releaseId },
    select: { manifest: true, records: true },
  });
}

export async function insertRelease(
  tx: Tx,
  release: Prisma.ReleaseUncheckedCreateInput,
  pinned: readonly { versionId: string; sha256: string }[],
  contributors: readonly string[],
): Promise<void> {
  const releaseId = release.id;
  await tx.release.create({ data: release });
  await tx.releaseStatus.create({ data: { releaseId, state: 'candidate' } });
  await tx.releaseEvidence.createMany({ data: pinned.map((pin) => ({ releaseId, ...pin })) });
  await tx.releaseContributor.createMany({
    data: contributors.map((personId) => ({ releaseId, personId })),
  });
}

/** What an event sets beside the state. */
export type StatusChanges = Partial<
  Pick<
    ReleaseRow['status'],
    | 'decision'
    | 'submittedAt'
    | 'decidedAt'
    | 'publishedAt'
    | 'suspendedAt'
    | 'suspendedReason'
    | 'endedAt'
    | 'internallyDecided'
  >
>;

/** Compare-and-set of the one mutable row. @returns false when somebody else was first. */
export async function setStatus(
  tx: Tx,
  releaseId: string,
  version: number,
  data: StatusChanges & { state: ReleaseState },
): Promise<boolean> {
  const { count } = await tx.releaseStatus.updateMany({
    where: { releaseId, version },
    data: { ...data, version: { increment: 1 } },
  });
  return count === 1;
}

export interface ViewRow {
  id: string;
  name: string;
  bytes: Uint8Array;
  digest: string;
  htmlDigest: string;
  createdAt: Date;
}

const VIEW = {
  id: true,
  name: true,
  bytes: true,
  digest: true,
  htmlDigest: true,
  createdAt: true,
} satisfies Prisma.ReleaseViewSelect;

/** The view of that name that holds now: the last one made. */
export async function currentView(
  db: Db,
  releaseId: string,
  name: string,
): Promise<ViewRow | null> {
  return db.releaseView.findFirst({
    where: { releaseId, name },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: VIEW,
  });
}

export async function viewHtml(db: Db, viewId: string): Promise<Uint8Array> {
  const row = await db.releaseView.findUniqueOrThrow({
    where: { id: viewId },
    select: { html: true },
  });
  return row.html;
}

/** Names, digests and dates of all views of a release, newest first. */
export async function viewsOf(db: Db, releaseId: string): Promise<Omit<ViewRow, 'bytes'>[]> {
  return db.releaseView.findMany({
    where: { releaseId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true, name: true, digest: true, htmlDigest: true, createdAt: true },
    take: 100,
  });
}

export async function insertView(
  tx: Tx,
  view: Prisma.ReleaseViewUncheckedCreateInput,
): Promise<void> {
  await tx.releaseView.create({ data: view });
}

/** Who signed a submission or disclosure of the release. */
export async function handlersOf(db: Db, releaseId: string): Promise<string[]> {
  const rows = await db.statement.findMany({
    where: {
      releaseId,
      predicateType: { in: ['urn:casewright:release:1', 'urn:casewright:disclosure:1'] },
    },
    distinct: ['personId'],
    select: { personId: true },
  });
  return rows.flatMap((row) => row.personId ?? []);
}

function withStatus(row: Row): ReleaseRow {
  const { status } = row;
  const state = RELEASE_STATES.find((known) => known === status?.state);
  if (status === null || state === undefined) {
    throw new Error(`Release ${row.id} has no status that is known.`);
  }
  return { ...row, status: { ...status, state, decision: decisionOf(status.decision) } };
}

function decisionOf(decision: string | null): ReleaseRow['status']['decision'] {
  switch (decision) {
    case null:
      return null;
    case 'approved':
    case 'approved-with-conditions':
    case 'rejected':
      return decision;
    default:
      throw new Error(`A release status says "${decision}".`);
  }
}

/** Handles of the people in the frozen set of contributors, sorted: what a submission names. */
export async function contributorHandles(db: Db, releaseId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ handle: string }[]>`
    SELECT person.handle FROM release_contributor
    JOIN person ON person.id = release_contributor.person_id
    WHERE release_contributor.release_id = ${releaseId}
    ORDER BY person.handle COLLATE "C"`;
  return rows.map((row) => row.handle);
}

/** The public view as it was proposed when the decision was made; null when none was. */
export async function publicViewAtDecision(
  db: Db,
  { id: releaseId, status }: ReleaseRow,
): Promise<ViewRow | null> {
  if (status.decidedAt === null) return null;
  return db.releaseView.findFirst({
    where: { releaseId, name: 'public', createdAt: { lte: status.decidedAt } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: VIEW,
  });
}
