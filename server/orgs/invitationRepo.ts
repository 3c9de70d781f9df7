import type { OrgRole } from '@/core/policy/actor';
import type { Db, Tx } from '@/server/platform/database';

export interface InvitationRow {
  id: string;
  orgId: string;
  orgName: string;
  orgSlug: string;
  email: string;
  roles: OrgRole[];
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
}

const INVITATION = {
  id: true,
  orgId: true,
  org: { select: { name: true, slug: true } },
  email: true,
  roles: true,
  invitedBy: true,
  createdAt: true,
  expiresAt: true,
} as const;

function asInvitation(row: {
  id: string;
  orgId: string;
  org: { name: string; slug: string };
  email: string;
  roles: string[];
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
}): InvitationRow {
  const { org, roles, ...rest } = row;
  return { ...rest, orgName: org.name, orgSlug: org.slug, roles: roles as OrgRole[] };
}

const open = (now: Date) => ({ acceptedAt: null, revokedAt: null, expiresAt: { gt: now } });

export async function insertInvitation(
  tx: Tx,
  invitation: {
    id: string;
    orgId: string;
    email: string;
    roles: OrgRole[];
    tokenHash: string;
    invitedBy: string;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.invitation.create({ data: invitation });
}

export async function openInvitations(
  db: Db,
  which: { orgId?: string; email?: string; invitedBy?: string },
  now: Date,
): Promise<InvitationRow[]> {
  const rows = await db.invitation.findMany({
    where: { ...which, ...open(now) },
    select: INVITATION,
    orderBy: { createdAt: 'desc' },
    take: 200,
  });
  return rows.map(asInvitation);
}

export async function findOpenInvitation(
  db: Db,
  which: { tokenHash: string } | { id: string; orgId: string } | { id: string; email: string },
  now: Date,
): Promise<InvitationRow | null> {
  const row = await db.invitation.findFirst({
    where: { ...which, ...open(now) },
    select: INVITATION,
  });
  return row && asInvitation(row);
}

/** Compare-and-set: of two who come with one link, one gets in. */
export async function markAccepted(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.invitation.updateMany({
    where: { id, ...open(now) },
    data: { acceptedAt: now },
  });
  return count === 1;
}

export async function markRevoked(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.invitation.updateMany({
    where: { id, ...open(now) },
    data: { revokedAt: now },
  });
  return count === 1;
}

export async function accountExists(db: Db, email: string): Promise<boolean> {
  const row = await db.person.findUnique({ where: { email }, select: { id: true } });
  return row !== null;
}
