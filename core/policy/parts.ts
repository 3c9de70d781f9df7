/**
 * The parts an actor plays towards a resource. Rules name parts; how a part is come by is said here
 * and nowhere else.
 */

import { type Actor, hasRole, isEngagedAs, isMember } from './actor';
import {
  type CaseResource,
  type ReleaseResource,
  type ResourceKind,
  type Resources,
  caseOf,
  releaseOf,
} from './resources';

/** Every part and how one comes by it. */
export const PARTS = {
  anyone: 'anybody, signed in or not',
  'signed-in': 'anybody signed in',
  self: 'the person concerned',
  'instance-admin': 'administrator of the installation',
  'org-owner': 'owner of the organisation concerned',
  'org-admin': 'administrator of the organisation concerned',
  member: 'any member of the organisation that owns the case, or of the organisation concerned',
  author: 'author of the organisation that owns the case',
  officer: 'responsible officer of the organisation that owns the case',
  contributor: 'member of the owning organisation with more than the viewer’s role',
  'co-author': 'co-author engaged from another organisation',
  reader: 'reader engaged from another organisation',
  assessor: 'assessor engaged from another organisation',
  'decision-maker': 'decision-maker engaged from another organisation',
  'internal-decider':
    'officer of the owning organisation who neither contributed to nor handled the release, where no outside decision-maker is engaged',
  raiser: 'the person who raised the finding',
  writer: 'the person who wrote the comment',
} as const;
export type Part = keyof typeof PARTS;

/** All parts that the actor plays towards the resource. */
export function partsOf<Kind extends ResourceKind>(
  actor: Actor,
  kind: Kind,
  resource: Resources[Kind],
): ReadonlySet<Part> {
  const parts = new Set<Part>(['anyone']);
  if (actor.personId === null) return parts;
  parts.add('signed-in');
  if (actor.instanceAdmin) parts.add('instance-admin');

  const owned = caseOf(kind, resource);
  if (owned !== null) addCaseParts(parts, actor, owned);
  const release = releaseOf(kind, resource);
  if (release !== null && decidesInternally(actor, release)) parts.add('internal-decider');
  for (const part of PARTICULAR[kind](actor, resource)) parts.add(part);
  return parts;
}

/**
 * Whether the actor may stand in as decision-maker because nobody outside decides. What such a
 * person approves is shown as "internally approved only".
 */
export function decidesInternally(actor: Actor, release: ReleaseResource): boolean {
  return (
    actor.personId !== null &&
    !release.case.outsideDecisionMaker &&
    hasRole(actor, release.case.ownerOrgId, 'officer') &&
    !release.handledBy.includes(actor.personId)
  );
}

function addCaseParts(parts: Set<Part>, actor: Actor, { ownerOrgId }: CaseResource): void {
  if (isMember(actor, ownerOrgId)) parts.add('member');
  if (hasRole(actor, ownerOrgId, 'owner')) parts.add('org-owner');
  if (hasRole(actor, ownerOrgId, 'admin')) parts.add('org-admin');
  if (hasRole(actor, ownerOrgId, 'author')) parts.add('author');
  if (hasRole(actor, ownerOrgId, 'officer')) parts.add('officer');
  if (hasRole(actor, ownerOrgId, 'owner', 'admin', 'author', 'officer', 'reviewer', 'approver')) {
    parts.add('contributor');
  }
  for (const role of ['co-author', 'reader', 'assessor', 'decision-maker'] as const) {
    if (isEngagedAs(actor, role)) parts.add(role);
  }
}

type PartsFor = {
  [Kind in ResourceKind]: (actor: Actor, resource: Resources[Kind]) => readonly Part[];
};

const noMore = () => [];

/** Parts that follow from the particular resource. */
const PARTICULAR: PartsFor = {
  instance: noMore,
  org: (actor, { orgId }) => orgParts(actor, orgId),
  member: (actor, { orgId, personId }) => [...orgParts(actor, orgId), ...selfIf(actor, personId)],
  key: (actor, { orgId, personId }) => [...orgParts(actor, orgId), ...selfIf(actor, personId)],
  session: (actor, { personId }) => selfIf(actor, personId),
  case: noMore,
  comment: (actor, { authorId }) => (actor.personId === authorId ? ['writer'] : []),
  evidence: noMore,
  engagement: (actor, { holder }) => selfIf(actor, holder.personId),
  release: noMore,
  view: noMore,
  review: noMore,
  finding: (actor, { raisedBy }) => (actor.personId === raisedBy ? ['raiser'] : []),
};

function orgParts(actor: Actor, orgId: string): readonly Part[] {
  const parts: Part[] = [];
  if (isMember(actor, orgId)) parts.push('member');
  if (hasRole(actor, orgId, 'owner')) parts.push('org-owner');
  if (hasRole(actor, orgId, 'admin')) parts.push('org-admin');
  if (hasRole(actor, orgId, 'author')) parts.push('author');
  if (hasRole(actor, orgId, 'officer')) parts.push('officer');
  return parts;
}

function selfIf(actor: Actor, personId: string | null): readonly Part[] {
  return actor.personId !== null && actor.personId === personId ? ['self'] : [];
}
