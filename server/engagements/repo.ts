import type { OrgRole } from '@/core/policy/actor';
import type { EngagementRole } from '@/core/workflow/engagement';
import type { Db, Tx } from '@/server/platform/database';

export interface EngagementRow {
  id: string;
  caseId: string;
  orgId: string;
  orgName: string;
  orgSlug: string;
  personId: string;
  name: string;
  email: string;
  role: EngagementRole;
  state: 'active' | 'closed';
  openedAt: Date;
  closedAt: Date | null;
  closedReason: string | null;
}

const ENGAGEMENT = {
  id: true,
  caseId: true,
  orgId: true,
  org: { select: { name: true, slug: true } },
  personId: true,
  person: { select: { name: true, email: true } },
  role: true,
  state: true,
  openedAt: true,
  closedAt: true,
  closedReason: true,
} as const;

type Selected = Omit<EngagementRow, 'orgName' | 'orgSlug' | 'name' | 'email' | 'role' | 'state'> & {
  org: { name: string; slug: string };
  person: { name: string; email: string };
  role: string;
  state: string;
};

function asEngagement({ org, person, role, state, ...row }: Selected): EngagementRow {
  return {
    ...row,
    ...person,
    orgName: org.name,
    orgSlug: org.slug,
    role: role as EngagementRole,
    state: state as EngagementRow['state'],
  };
}

export async function listEngagements(db: Db, caseId: string): Promise<EngagementRow[]> {
  const rows = await db.engagement.findMany({
    where: { caseId },
    select: ENGAGEMENT,
    orderBy: [{ state: 'asc' }, { openedAt: 'desc' }],
    take: 500,
  });
  return rows.map(asEngagement);
}

export async function findEngagement(
  db: Db,
  caseId: string,
  id: string,
): Promise<EngagementRow | null> {
  const row = await db.engagement.findFirst({ where: { id, caseId }, select: ENGAGEMENT });
  return row && asEngagement(row);
}

export async function activeEngagements(
  db: Db,
  which: { caseId?: string; orgId?: string; personId: string },
): Promise<EngagementRow[]> {
  const rows = await db.engagement.findMany({
    where: { ...which, state: 'active' },
    select: ENGAGEMENT,
    take: 500,
  });
  return rows.map(asEngagement);
}

export async function insertEngagement(
  tx: Tx,
  engagement: {
    id: string;
    caseId: string;
    orgId: string;
    personId: string;
    role: EngagementRole;
    openedBy: string;
    openedAt: Date;
  },
): Promise<void> {
  await tx.engagement.create({ data: { ...engagement, state: 'active' } });
}

/** Compare-and-set on the state. @returns whether it was active until now. */
export async function markClosed(
  tx: Tx,
  id: string,
  closedReason: string,
  closedAt: Date,
): Promise<boolean> {
  const { count } = await tx.engagement.updateMany({
    where: { id, state: 'active' },
    data: { state: 'closed', closedReason, closedAt },
  });
  return count === 1;
}

/** Takes an assessor off the rounds of a case that they have not handed in. */
export async function removeFromRounds(
  tx: Tx,
  { caseId, personId, orgId }: { caseId: string; personId: string; orgId: string },
  removedReason: string,
  removedAt: Date,
): Promise<void> {
  await tx.assignment.updateMany({
    where: { personId, removedAt: null, submittedAt: null, round: { orgId, release: { caseId } } },
    data: { removedReason, removedAt },
  });
}

export interface Candidate {
  personId: string;
  name: string;
  orgId: string;
  roles: OrgRole[];
}

/** A member of an organisation by address; null also when the organisation is not there. */
export async function findCandidate(
  db: Db,
  orgSlug: string,
  email: string,
): Promise<Candidate | null> {
  const row = await db.membership.findFirst({
    where: { endedAt: null, org: { slug: orgSlug }, person: { email, disabledAt: null } },
    select: { orgId: true, roles: true, person: { select: { id: true, name: true } } },
  });
  return (
    row && {
      personId: row.person.id,
      name: row.person.name,
      orgId: row.orgId,
      roles: row.roles as OrgRole[],
    }
  );
}
