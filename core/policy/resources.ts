/** What is acted on: the facts a decision needs and nothing else. */

import type { EngagementRole } from '@/core/workflow/engagement';
import type { FindingState } from '@/core/workflow/finding';
import type { ReleaseState } from '@/core/workflow/release';
import type { ReviewRoundState } from '@/core/workflow/reviewRound';

import type { OrgKind, OrgRole } from './actor';

export interface CaseResource {
  readonly ownerOrgId: string;
  /** A decision-maker of another organisation is engaged. */
  readonly outsideDecisionMaker: boolean;
}

export interface ReleaseResource {
  readonly case: CaseResource;
  readonly state: ReleaseState;
  /** It was submitted at some time: what engaged people could see once stays visible. */
  readonly submitted: boolean;
  /** Who froze or submitted it: nobody signs in two capacities. */
  readonly handledBy: readonly string[];
}

export const VIEW_NAMES = ['owner', 'assessors', 'public'] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

export interface ViewResource {
  readonly release: ReleaseResource;
  readonly view: ViewName;
}

export interface ReviewResource {
  readonly release: ReleaseResource;
  readonly state: ReviewRoundState;
  /** The organisation that reviews. */
  readonly orgId: string;
  /** The actor has filed a declaration of independence in this round. */
  readonly declared: boolean;
}

export interface FindingResource {
  readonly release: ReleaseResource;
  readonly raisedBy: string;
  readonly state: FindingState;
  /** False while it waits in the raiser's pending batch, unseen by others. */
  readonly sent: boolean;
}

export const EVIDENCE_ACCESS = ['owner', 'assessors', 'public'] as const;
export type EvidenceAccess = (typeof EVIDENCE_ACCESS)[number];

export interface EvidenceResource {
  readonly case: CaseResource;
  readonly access: EvidenceAccess;
  /** A published release discloses it. */
  readonly published: boolean;
}

export interface EngagementResource {
  readonly case: CaseResource;
  readonly role: EngagementRole;
  /** The person who holds or is to hold it. */
  readonly holder: {
    readonly personId: string;
    readonly orgId: string;
    readonly roles: readonly OrgRole[];
    readonly contributed: boolean;
  };
}

export interface CommentResource {
  readonly case: CaseResource;
  readonly authorId: string;
}

export interface OrgResource {
  readonly orgId: string;
  readonly kind: OrgKind;
}

export interface MemberResource {
  readonly orgId: string;
  /** The member concerned; null for somebody who is yet to be invited. */
  readonly personId: string | null;
  readonly currentRoles: readonly OrgRole[];
  readonly newRoles: readonly OrgRole[];
  /** The change would leave the organisation without an owner. */
  readonly leavesNoOwner: boolean;
}

export interface KeyResource {
  /** Whose signing key it is. */
  readonly personId: string;
  readonly orgId: string;
  /** The organisation has no owner or administrator besides the key's holder. */
  readonly holderIsSoleAdmin: boolean;
  /** Its holder or its organisation belongs to the worked example. */
  readonly ofExample: boolean;
  /** No authenticator holds it: a key with which the worked example was made. */
  readonly exampleKey: boolean;
}

export interface SessionResource {
  readonly personId: string;
}

/** The installation as a whole. */
export type InstanceResource = Record<never, never>;

export interface Resources {
  instance: InstanceResource;
  org: OrgResource;
  member: MemberResource;
  key: KeyResource;
  session: SessionResource;
  case: CaseResource;
  comment: CommentResource;
  evidence: EvidenceResource;
  engagement: EngagementResource;
  release: ReleaseResource;
  view: ViewResource;
  review: ReviewResource;
  finding: FindingResource;
}
export type ResourceKind = keyof Resources;

/** The case that a resource belongs to; null for accounts and organisations. */
export function caseOf<Kind extends ResourceKind>(
  kind: Kind,
  resource: Resources[Kind],
): CaseResource | null {
  return CASE_OF[kind](resource);
}

export function releaseOf<Kind extends ResourceKind>(
  kind: Kind,
  resource: Resources[Kind],
): ReleaseResource | null {
  return RELEASE_OF[kind](resource);
}

type Lookup<Found> = { [Kind in ResourceKind]: (resource: Resources[Kind]) => Found | null };

const none = () => null;

const RELEASE_OF: Lookup<ReleaseResource> = {
  instance: none,
  org: none,
  member: none,
  key: none,
  session: none,
  case: none,
  comment: none,
  evidence: none,
  engagement: none,
  release: (release) => release,
  view: ({ release }) => release,
  review: ({ release }) => release,
  finding: ({ release }) => release,
};

const CASE_OF: Lookup<CaseResource> = {
  instance: none,
  org: none,
  member: none,
  key: none,
  session: none,
  case: (resource) => resource,
  comment: (resource) => resource.case,
  evidence: (resource) => resource.case,
  engagement: (resource) => resource.case,
  release: (resource) => resource.case,
  view: ({ release }) => release.case,
  review: ({ release }) => release.case,
  finding: ({ release }) => release.case,
};
