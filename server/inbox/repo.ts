import type { ReleaseState } from '@/core/workflow/release';
import type { Db } from '@/server/platform/database';

const IN_MOTION: readonly ReleaseState[] = [
  'candidate',
  'submitted',
  'under-review',
  'changes-requested',
  'approved',
  'approved-with-conditions',
];

/** Releases that somebody has to move, of these cases. */
export async function releasesInMotion(db: Db, caseIds: string[]): Promise<string[]> {
  const rows = await db.release.findMany({
    where: { caseId: { in: caseIds }, status: { state: { in: [...IN_MOTION] } } },
    select: { id: true },
    orderBy: [{ frozenAt: 'desc' }, { id: 'asc' }],
    take: 200,
  });
  return rows.map(({ id }) => id);
}

/** Published releases of these organisations whose window ends, or a condition is due, by then. */
export async function releasesDue(
  db: Db,
  orgIds: string[],
  by: { window: string; condition: string },
): Promise<string[]> {
  const rows = await db.release.findMany({
    where: {
      case: { orgId: { in: orgIds } },
      status: { state: 'published' },
      OR: [
        { windowUntil: { not: '', lte: by.window } },
        { conditions: { some: { metAt: null, due: { lte: by.condition } } } },
      ],
    },
    select: { id: true },
    orderBy: { windowUntil: 'asc' },
    take: 100,
  });
  return rows.map(({ id }) => id);
}

export interface PendingKey {
  keyId: string;
  personId: string;
  name: string;
  orgSlug: string;
  orgName: string;
  createdAt: Date;
}

/** Signing keys that wait for approval in these organisations. */
export async function pendingKeys(db: Db, orgIds: string[]): Promise<PendingKey[]> {
  const rows = await db.signingKey.findMany({
    where: { orgId: { in: orgIds }, state: 'pending' },
    select: {
      id: true,
      personId: true,
      createdAt: true,
      person: { select: { name: true } },
      org: { select: { slug: true, name: true } },
    },
    orderBy: { createdAt: 'asc' },
    take: 100,
  });
  return rows.map(({ id, person, org, ...row }) => ({
    ...row,
    keyId: id,
    name: person.name,
    orgSlug: org.slug,
    orgName: org.name,
  }));
}

/** Obligations of an approval that are not met. */
export async function unmetConditions(
  db: Db,
  releaseId: string,
): Promise<{ id: string; text: string; due: string }[]> {
  return db.approvalCondition.findMany({
    where: { releaseId, metAt: null },
    select: { id: true, text: true, due: true },
    orderBy: { due: 'asc' },
    take: 50,
  });
}
