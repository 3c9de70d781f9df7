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
  /** Supplements: digest of the base release they are pinned to. */
  baseDigest: string | null;
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
  /** Of the worked example. */
  example: boolean;
}

/** Addresses a case by its id or as people write it. */
export type CaseKey = { caseId: string } | { orgSlug: string; caseSlug: string };

const ORG = { id: true, slug: true, name: true, kind: true, example: true } as const;

const CASE = {
  id: true,
  slug: true,
  title: true,
  kind: true,
  templateId: true,
  baseDigest: true,
  headSeq: true,
  createdBy: true,
  createdAt: true,
  org: { select: ORG },
} as const;

type StoredCase = Omit<CaseRow, 'kind' | 'org'> & { kind: string; org: StoredOrg };
type StoredOrg = Omit<OrgRow, 'kind'> & { kind: string };

export async function findCase(db: Db, key: CaseKey): Promise<CaseRow | null> {
  const row = await db.safetyCase.findFirst({
    where:
      'caseId' in key ? { id: key.caseId } : { slug: key.caseSlug, org: { slug: key.orgSlug } },
    select: CASE,
  });
  return row && asCase(row);
}

export async function findCases(db: Db, ids: readonly string[]): Promise<CaseRow[]> {
  const rows = await db.safetyCase.findMany({ where: { id: { in: [...ids] } }, select: CASE });
  return rows.map(asCase);
}

export async function findOrg(db: Db, slug: string): Promise<OrgRow | null> {
  const row = await db.organisation.findUnique({ where: { slug }, select: ORG });
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

/** Engagements of a person by case, ended ones included. */
export async function heldEngagements(
  db: Db,
  personId: string,
  caseIds: readonly string[],
): Promise<Map<string, HeldEngagement[]>> {
  const rows = await db.engagement.findMany({
    where: { personId, caseId: { in: [...caseIds] } },
    select: { caseId: true, role: true, orgId: true, state: true },
    take: 5_000,
  });
  const held = Map.groupBy(rows, ({ caseId }) => caseId);
  return new Map(
    [...held].map(([caseId, engagements]) => [
      caseId,
      engagements.map(({ role, orgId, state }) => ({
        role: role as EngagementRole,
        orgId,
        state: state as EngagementState,
      })),
    ]),
  );
}

/** Those of the cases for which a decision-maker of another organisation is engaged now. */
export async function decidedOutside(db: Db, caseIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ case_id: string }[]>`
    SELECT DISTINCT engagement.case_id
    FROM engagement
    JOIN safety_case ON safety_case.id = engagement.case_id
    JOIN membership ON membership.org_id = engagement.org_id
      AND membership.person_id = engagement.person_id
      AND membership.ended_at IS NULL
    WHERE engagement.case_id = ANY(${[...caseIds]})
      AND engagement.role = 'decision-maker'
      AND engagement.state = 'active'
      AND engagement.org_id <> safety_case.org_id`;
  return new Set(rows.map((row) => row.case_id));
}

export interface LineageFacts {
  contributed: boolean;
  assessed: boolean;
  decided: boolean;
}

export const NO_PART: LineageFacts = { contributed: false, assessed: false, decided: false };

/**
 * What a person ever did on each case and on the base cases that it or its releases pin (domain rules 15–17).
 * Contributions outlive the nodes they were made to; the sets frozen with releases are counted too.
 */
export async function lineageFacts(
  db: Db,
  personId: string,
  caseIds: readonly string[],
): Promise<Map<string, LineageFacts>> {
  const rows = await db.$queryRaw<(LineageFacts & { root: string })[]>`
    WITH RECURSIVE lineage (root, case_id) AS (
      SELECT id, id FROM unnest(${[...caseIds]}::text[]) AS asked (id)
      UNION
      SELECT lineage.root, base.case_id
      FROM lineage
      JOIN (
        SELECT case_id, base_digest FROM release
        UNION ALL
        SELECT id, base_digest FROM safety_case
      ) citing ON citing.case_id = lineage.case_id
      JOIN release base ON base.digest = citing.base_digest
    ), frozen AS (
      SELECT lineage.root, release.id
      FROM lineage JOIN release ON release.case_id = lineage.case_id
    ), contributed AS (
      SELECT root FROM lineage JOIN contribution USING (case_id) WHERE person_id = ${personId}
      UNION
      SELECT root FROM frozen JOIN release_contributor ON release_id = frozen.id
      WHERE person_id = ${personId}
    ), assessed AS (
      SELECT root FROM frozen
      JOIN review_round ON review_round.release_id = frozen.id
      JOIN assignment ON assignment.round_id = review_round.id
      WHERE assignment.person_id = ${personId}
      UNION
      SELECT root FROM lineage JOIN finding USING (case_id) WHERE raised_by = ${personId}
    ), decided AS (
      SELECT root FROM frozen JOIN sign_off ON sign_off.release_id = frozen.id
      WHERE sign_off.person_id = ${personId}
    )
    SELECT
      id AS root,
      id IN (SELECT root FROM contributed) AS contributed,
      id IN (SELECT root FROM assessed) AS assessed,
      id IN (SELECT root FROM decided) AS decided
    FROM unnest(${[...caseIds]}::text[]) AS asked (id)`;
  return new Map(rows.map(({ root, ...facts }) => [root, facts]));
}

function asCase({ kind, org, ...row }: StoredCase): CaseRow {
  return { ...row, kind: kind as CaseRow['kind'], org: asOrg(org) };
}

/** `kind` has no other values in the table: it is checked where organisations are made. */
function asOrg({ kind, ...row }: StoredOrg): OrgRow {
  return { ...row, kind: kind as OrgKind };
}
