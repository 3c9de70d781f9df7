import type { FindingSeverity } from '@/core/workflow/finding';
import type { Db, Tx } from '@/server/platform/database';

/** @throws Prisma's unique violation when the organisation has a case of this short name. */
export async function insertCase(
  tx: Tx,
  row: {
    id: string;
    orgId: string;
    slug: string;
    title: string;
    kind: string;
    templateId: string | null;
    baseDigest: string | null;
    createdBy: string;
    createdAt: Date;
  },
): Promise<void> {
  await tx.safetyCase.create({ data: row });
}

export async function setTitle(tx: Tx, id: string, title: string): Promise<void> {
  await tx.safetyCase.update({ where: { id }, data: { title } });
}

/** Which cases may be open to a person: of their organisations, or by an engagement. */
function reachableBy(personId: string) {
  const current = { some: { personId, endedAt: null } };
  return {
    OR: [
      { org: { memberships: current } },
      { engagements: { some: { personId, state: 'active', org: { memberships: current } } } },
    ],
  };
}

/** Ids of the cases that may be open to a person: of their organisations, or by an engagement. */
export async function reachableCases(db: Db, personId: string, limit: number): Promise<string[]> {
  const rows = await db.safetyCase.findMany({
    where: reachableBy(personId),
    select: { id: true },
    orderBy: [{ title: 'asc' }, { id: 'asc' }],
    take: limit,
  });
  return rows.map(({ id }) => id);
}

export interface FoundCase {
  id: string;
  title: string;
  slug: string;
  orgSlug: string;
}

/** Reachable cases whose title or short name holds the words. */
export async function searchCases(
  db: Db,
  personId: string,
  words: string,
  limit: number,
): Promise<FoundCase[]> {
  const holds = { contains: words, mode: 'insensitive' } as const;
  const rows = await db.safetyCase.findMany({
    where: { AND: [reachableBy(personId), { OR: [{ title: holds }, { slug: holds }] }] },
    select: { id: true, title: true, slug: true, org: { select: { slug: true } } },
    orderBy: [{ title: 'asc' }, { id: 'asc' }],
    take: limit,
  });
  return rows.map(({ org, ...row }) => ({ ...row, orgSlug: org.slug }));
}

/** Which case each release digest belongs to, as far as they are known here. */
export async function casesOfDigests(
  db: Db,
  digests: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.release.findMany({
    where: { digest: { in: [...digests] } },
    select: { digest: true, caseId: true },
  });
  return new Map(rows.map(({ digest, caseId }) => [digest, caseId]));
}

export type OpenFindings = Partial<Record<FindingSeverity, number>>;

/** Findings that are sent and not settled, by case and severity. */
export async function openFindings(
  db: Db,
  caseIds: readonly string[],
): Promise<Map<string, OpenFindings>> {
  const rows = await db.finding.groupBy({
    by: ['caseId', 'severity'],
    where: {
      caseId: { in: [...caseIds] },
      submittedAt: { not: null },
      state: { in: ['open', 'response-given', 'being-verified', 'disputed'] },
    },
    _count: true,
  });
  const byCase = Map.groupBy(rows, ({ caseId }) => caseId);
  return new Map(
    [...byCase].map(([caseId, counts]) => [
      caseId,
      Object.fromEntries(counts.map(({ severity, _count }) => [severity, _count])),
    ]),
  );
}

/** By release, the earliest obligation of its approval that is not met. */
export async function nextDue(
  db: Db,
  releaseIds: readonly string[],
): Promise<Map<string, { due: string; text: string }>> {
  const rows = await db.approvalCondition.findMany({
    where: { releaseId: { in: [...releaseIds] }, metAt: null },
    select: { releaseId: true, due: true, text: true },
    orderBy: [{ releaseId: 'asc' }, { due: 'asc' }],
    distinct: ['releaseId'],
  });
  return new Map(rows.map(({ releaseId, ...condition }) => [releaseId, condition]));
}
