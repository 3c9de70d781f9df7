import type { OrgKind, OrgRole } from '@/core/policy/actor';
import type { Db, Tx } from '@/server/platform/database';
import { newId } from '@/core/argument/ids';

/** @throws Prisma's unique violation when the slug is taken. */
export async function insertOrganisation(
  tx: Tx,
  org: {
    id: string;
    slug: string;
    name: string;
    kind: OrgKind;
    example: boolean;
    createdAt: Date;
  },
): Promise<void> {
  await tx.organisation.create({ data: org });
}

/** Changes of members take turns, so that two owners can't remove each other. */
export async function lockMembers(tx: Tx, orgId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM organisation WHERE id = ${orgId} FOR UPDATE`;
}

export interface MemberRow {
  personId: string;
  name: string;
  email: string;
  roles: OrgRole[];
  joinedAt: Date;
}

const MEMBER = {
  personId: true,
  roles: true,
  createdAt: true,
  person: { select: { name: true, email: true } },
} as const;

function asMember(row: {
  personId: string;
  roles: string[];
  createdAt: Date;
  person: { name: string; email: string };
}): MemberRow {
  return {
    personId: row.personId,
    ...row.person,
    roles: row.roles as OrgRole[],
    joinedAt: row.createdAt,
  };
}

export async function listMembers(db: Db, orgId: string): Promise<MemberRow[]> {
  const rows = await db.membership.findMany({
    where: { orgId, endedAt: null },
    select: MEMBER,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: 500,
  });
  return rows.map(asMember);
}

export async function findMember(
  db: Db,
  orgId: string,
  personId: string,
): Promise<MemberRow | null> {
  const row = await db.membership.findFirst({
    where: { orgId, personId, endedAt: null },
    select: MEMBER,
  });
  return row && asMember(row);
}

export async function isMemberByEmail(db: Db, orgId: string, email: string): Promise<boolean> {
  const row = await db.membership.findFirst({
    where: { orgId, endedAt: null, person: { email } },
    select: { id: true },
  });
  return row !== null;
}

export async function hasOtherOwner(tx: Tx, orgId: string, personId: string): Promise<boolean> {
  const row = await tx.membership.findFirst({
    where: {
      orgId,
      personId: { not: personId },
      endedAt: null,
      roles: { has: 'owner' },
      person: { disabledAt: null },
    },
    select: { id: true },
  });
  return row !== null;
}

/** Adds a member, or takes back one who left. */
export async function upsertMember(
  tx: Tx,
  member: { orgId: string; personId: string; roles: OrgRole[]; now: Date },
): Promise<void> {
  const { orgId, personId, roles, now } = member;
  await tx.membership.upsert({
    where: { orgId_personId: { orgId, personId } },
    create: { id: newId(), orgId, personId, roles, createdAt: now },
    update: { roles, endedAt: null, createdAt: now },
  });
}

/** @returns whether the person was a member. */
export async function setMemberRoles(
  tx: Tx,
  orgId: string,
  personId: string,
  roles: OrgRole[],
): Promise<boolean> {
  const { count } = await tx.membership.updateMany({
    where: { orgId, personId, endedAt: null },
    data: { roles },
  });
  return count === 1;
}

/** @returns whether the person was a member. */
export async function endMembership(
  tx: Tx,
  orgId: string,
  personId: string,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.membership.updateMany({
    where: { orgId, personId, endedAt: null },
    data: { endedAt: now },
  });
  return count === 1;
}

export async function listOrganisations(
  db: Db,
): Promise<{ id: string; slug: string; name: string; kind: OrgKind; members: number }[]> {
  const rows = await db.organisation.findMany({
    select: {
      id: true,
      slug: true,
      name: true,
      kind: true,
      _count: { select: { memberships: { where: { endedAt: null } } } },
    },
    orderBy: { name: 'asc' },
    take: 500,
  });
  return rows.map(({ _count, kind, ...row }) => ({
    ...row,
    kind: kind as OrgKind,
    members: _count.memberships,
  }));
}
