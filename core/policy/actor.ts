/** Who acts: rows loaded for one person and, where a case is concerned, for that case. */

import type { EngagementRole, EngagementState } from '@/core/workflow/engagement';

export const ORG_KINDS = ['lab', 'deployer', 'auditor', 'regulator', 'other'] as const;
export type OrgKind = (typeof ORG_KINDS)[number];

export const ORG_ROLES = [
  'owner',
  'admin',
  'author',
  'officer',
  'reviewer',
  'approver',
  'viewer',
] as const;
export type OrgRole = (typeof ORG_ROLES)[number];

/** A current membership; ended ones are not loaded. */
export interface Membership {
  readonly orgId: string;
  readonly orgKind: OrgKind;
  readonly roles: readonly OrgRole[];
}

/** An engagement on the case in question, held for an organisation. */
export interface HeldEngagement {
  readonly role: EngagementRole;
  readonly orgId: string;
  readonly state: EngagementState;
}

/** What one person holds and has done on the case in question. Permanent facts never turn back. */
export interface Actor {
  /** Null for somebody who is not signed in. */
  readonly personId: string | null;
  /** Administers accounts; gives no sight of any case. */
  readonly instanceAdmin: boolean;
  readonly memberships: readonly Membership[];
  readonly engagements: readonly HeldEngagement[];
  /** Ever contributed, in any way, to the case's lineage, its base cases included. */
  readonly contributed: boolean;
  /** Ever declared independence, judged or raised a finding as an assessor on the lineage. */
  readonly assessed: boolean;
  /** Ever signed a decision on the lineage. */
  readonly decided: boolean;
}

/** Somebody who is not signed in. */
export const PUBLIC: Actor = {
  personId: null,
  instanceAdmin: false,
  memberships: [],
  engagements: [],
  contributed: false,
  assessed: false,
  decided: false,
};

export function isMember(actor: Actor, orgId: string): boolean {
  return actor.memberships.some((membership) => membership.orgId === orgId);
}

export function hasRole(actor: Actor, orgId: string, ...roles: readonly OrgRole[]): boolean {
  return actor.memberships.some(
    (membership) =>
      membership.orgId === orgId && membership.roles.some((role) => roles.includes(role)),
  );
}

/**
 * Whether the actor holds an active engagement of this role. An engagement is held for an
 * organisation and ends with the membership in it.
 */
export function isEngagedAs(actor: Actor, role: EngagementRole): boolean {
  return actor.engagements.some(
    (held) => held.role === role && held.state === 'active' && isMember(actor, held.orgId),
  );
}
