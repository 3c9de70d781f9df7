import type { OrgKind, OrgRole } from '@/core/policy/actor';
import type { Db, Tx } from '@/server/platform/database';

export interface PersonOrg {
  id: string;
  slug: string;
  name: string;
  kind: OrgKind;
  roles: OrgRole[];
}

export async function organisationsOf(db: Db, personId: string): Promise<PersonOrg[]> {
  const rows = await db.membership.findMany({
    where: { personId, endedAt: null },
    select: {
      roles: true,
      org: { select: { id: true, slug: true, name: true, kind: true } },
    },
    orderBy: { createdAt: 'asc' },
    take: 200,
  });
  return rows.map(({ org, roles }) => ({
    ...org,
    kind: org.kind as OrgKind,
    roles: roles as OrgRole[],
  }));
}

export interface SessionRow {
  id: string;
  personId: string;
  method: string;
  userAgent: string;
  address: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

export async function liveSessions(db: Db, personId: string, now: Date): Promise<SessionRow[]> {
  return db.session.findMany({
    where: { personId, revokedAt: null, expiresAt: { gt: now } },
    select: {
      id: true,
      personId: true,
      method: true,
      userAgent: true,
      address: true,
      createdAt: true,
      lastSeenAt: true,
      expiresAt: true,
    },
    orderBy: { lastSeenAt: 'desc' },
    take: 100,
  });
}

export async function findSession(db: Db, id: string): Promise<{ personId: string } | null> {
  return db.session.findUnique({ where: { id }, select: { personId: true } });
}

/** @returns whether it was live until now. */
export async function revokeSession(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.session.updateMany({
    where: { id, revokedAt: null },
    data: { revokedAt: now },
  });
  return count === 1;
}

export async function passwordHashOf(db: Db, personId: string): Promise<string | null> {
  const row = await db.person.findUnique({
    where: { id: personId },
    select: { passwordHash: true },
  });
  return row?.passwordHash ?? null;
}

/** Compare-and-set on the hash that was verified. @returns whether it was still that one. */
export async function replacePasswordHash(
  tx: Tx,
  personId: string,
  before: string,
  after: string,
): Promise<boolean> {
  const { count } = await tx.person.updateMany({
    where: { id: personId, passwordHash: before },
    data: { passwordHash: after },
  });
  return count === 1;
}

/** Whether there is anybody besides the people of the worked example. */
export async function anybodyExists(db: Db): Promise<boolean> {
  return (await db.person.findFirst({ where: { example: false }, select: { id: true } })) !== null;
}

/** Two set-ups at once take turns. */
export async function lockSetup(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('casewright.setup'))`;
}

/** @throws Prisma's unique violation when the address has an account. */
export async function insertPerson(
  tx: Tx,
  person: {
    id: string;
    email: string;
    name: string;
    passwordHash: string | null;
    instanceAdmin: boolean;
    example: boolean;
    createdAt: Date;
  },
): Promise<void> {
  await tx.person.create({ data: person });
}
