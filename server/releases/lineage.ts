import type { Db } from '@/server/platform/database';

/** Deeper than any chain of supplements; ends the walk on a ring of broken references. */
const DEEPEST = 20;

/**
 * The case and every case it builds on: the bases of its releases, their bases, and so on, and the
 * base that the present draft pins.
 */
export async function lineageOf(
  db: Db,
  caseId: string,
  pinnedBase: string | null = null,
): Promise<string[]> {
  const lineage = new Set([caseId]);
  let newest = [caseId];
  let pinned = pinnedBase === null ? [] : [pinnedBase];
  for (let depth = 0; depth < DEEPEST && newest.length > 0; depth += 1) {
    const rows = await db.release.findMany({
      where: { caseId: { in: newest }, baseDigest: { not: null } },
      distinct: ['baseDigest'],
      select: { baseDigest: true },
    });
    const digests = [...pinned, ...rows.flatMap((row) => row.baseDigest ?? [])];
    pinned = [];
    const bases = await db.release.findMany({
      where: { digest: { in: digests } },
      distinct: ['caseId'],
      select: { caseId: true },
    });
    newest = bases.map((base) => base.caseId).filter((id) => !lineage.has(id));
    for (const id of newest) lineage.add(id);
  }
  return [...lineage];
}

/** All who ever touched the lineage, deletions and seeds included. Permanent. */
export async function contributorsOf(db: Db, lineage: readonly string[]): Promise<string[]> {
  const rows = await db.contribution.findMany({
    where: { caseId: { in: [...lineage] } },
    distinct: ['personId'],
    select: { personId: true },
    orderBy: { personId: 'asc' },
  });
  return rows.map((row) => row.personId);
}
