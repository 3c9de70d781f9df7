import type { Db, Tx } from '@/server/platform/database';

/** Null for everybody who is not of the worked example. */
export async function findTraveller(
  db: Db,
  personId: string,
): Promise<{ found: string[]; hidden: boolean; orgSlugs: string[] } | null> {
  const person = await db.person.findFirst({
    where: { id: personId, example: true },
    select: {
      tour: { select: { found: true, hidden: true } },
      memberships: { where: { endedAt: null }, select: { org: { select: { slug: true } } } },
    },
  });
  if (!person) return null;
  const orgSlugs = person.memberships.map(({ org }) => org.slug);
  return { found: person.tour?.found ?? [], hidden: person.tour?.hidden ?? false, orgSlugs };
}

/** One note at a time, so that none takes back what another found. */
export async function lockTraveller(tx: Tx, personId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM person WHERE id = ${personId} FOR UPDATE`;
}

export async function saveTour(
  tx: Tx,
  personId: string,
  tour: { found: string[]; hidden: boolean },
): Promise<void> {
  await tx.tour.upsert({
    where: { personId },
    create: { personId, ...tour },
    update: tour,
  });
}
