import type { EngagementRole, EngagementState } from '@/core/workflow/engagement';
import type { HeldEngagement, Membership, OrgKind, OrgRole } from '@/core/policy/actor';
import type { Db } from '@/server/platform/database';

/** A case as decisions and pages know it. */
export interface CaseRow {
  id: string;
  slug: string;
  title: string;
  kind: 'base' | 'supplement';
  templateId: string | null;
  headSeq: number;
  createdBy: string;
  createdAt: Date;
  org: OrgRow;
}

export interface OrgRow {
  id: string;
  slug: string;
  name: string;
  kind: OrgKind;
}

/** Addresses a case by its id or as people write it. */
export type CaseKey = { caseId: string } | { orgSlug: string; caseSlug: string };

const ORG = { id: true, slug: true, name: true, kind: true } as const;

export async function findCase(db: Db, key: CaseKey): Promise<CaseRow | null> {
  const row = await db.safetyCase.findFirst({
    where:
      'caseId' in key ? { id: key.caseId } : { slug: key.caseSlug, org: { slug: key.orgSlug } },
    select: {
      id: true,
      slug: true,
      title: true,
      kind: true,
      templateId: true,
      headSeq: true,
      createdBy: true,
      createdAt: true,
      org: { select: ORG },
    },
  });
  return row && { ...row, kind: row.kind as CaseRow['kind'], org: asOrg(row.org) };
}

export async function findOrg(db: Db, slug: string): Promise<OrgRow | null> {
  const row = await db.organisation.findUnique({ where: { slug }, select: ORG });
  return row && asOrg(row);
}

export async function findOrgById(db: Db, id: string): Promise<OrgRow | null> {
  const row = await db.organisation.findUnique({ where: { id }, select: ORG });
  return row && asOrg(row);
}

export async function currentMemberships(db: Db, personId: string): Promise<Membership[]> {
  const rows = await db.membership.findMany({
    where: { personId, endedAt: null },
    select: { orgId: true, roles: true, org: { select: { kind: true } } },
    take: 200,
  });
  return rows.map(({ orgId, roles, org }) => ({
    orgId,
    orgKind: org.kind as OrgKind,
    roles: roles as OrgRole[],
  }));
}

export async function heldEngagements(
  db: Db,
  personId: string,
  caseId: string,
): Promise<HeldEngagement[]> {
  const rows = await db.engagement.findMany({
    where: { personId, caseId },
    select: { role: true, orgId: true, state: true },
    take: 200,
  });
  return rows.map(({ role, orgId, state }) => ({
    role: role as EngagementRole,
    orgId,
    state: state as EngagementState,
  }));
}

/** Whether a decision-maker of another organisation is engaged now. */
export async function hasOutsideDecisionMaker(
  db: Db,
  { id, org }: { id: string; org: { id: string } },
): Promise<boolean> {
  const found = await db.engagement.findFirst({
    where: {
      caseId: id,
      role: 'decision-maker',
      state: 'active',
      orgId: { not: org.id },
      org: { memberships: { some: { endedAt: null } } },
    },
    select: { id: true },
  });
  return found !== null;
}

export interface LineageFacts {
  contributed: boolean;
  assessed: boolean;
  decided: boolean;
}

/**
 * What a person ever did on the case and on the base cases its releases pin (domain rules 15–17).
 * Contributions outlive the nodes they were made to; the sets frozen with releases are counted too.
 */
export async function lineageFacts(
  db: Db,
  personId: string,
  caseId: string,
): Promise<LineageFacts> {
  const rows = await db.$queryRaw<LineageFacts[]>`
    WITH RECURSIVE lineage (case_id) AS (
      SELECT ${caseId}::text
      UNION
      SELECT base.case_id
      FROM lineage
      JOIN release citing ON citing.case_id = lineage.case_id
      JOIN release base ON base.digest = citing.base_digest
    )
    SELECT
      EXISTS (
        SELECT 1 FROM contribution JOIN lineage USING (case_id) WHERE person_id = ${personId}
      ) OR EXISTS (
        SELECT 1 FROM release_contributor
        JOIN release ON release.id = release_contributor.release_id
        JOIN lineage USING (case_id)
        WHERE release_contributor.person_id = ${personId}
      ) AS contributed,
      EXISTS (
        SELECT 1 FROM assignment
        JOIN review_round ON review_round.id = assignment.round_id
        JOIN release ON release.id = review_round.release_id
        JOIN lineage USING (case_id)
        WHERE assignment.person_id = ${personId}
      ) OR EXISTS (
        SELECT 1 FROM finding JOIN lineage USING (case_id) WHERE raised_by = ${personId}
      ) AS assessed,
      EXISTS (
        SELECT 1 FROM sign_off
        JOIN release ON release.id = sign_off.release_id
        JOIN lineage USING (case_id)
        WHERE sign_off.person_id = ${personId}
      ) AS decided`;
  return rows[0] ?? { contributed: false, assessed: false, decided: false };
}

/** `kind` has no other values in the table: it is checked where organisations are made. */
function asOrg(row: { id: string; slug: string; name: string; kind: string }): OrgRow {
  return { ...row, kind: row.kind as OrgKind };
}
