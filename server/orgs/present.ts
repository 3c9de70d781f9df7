import type { OrgKind, OrgRole } from '@/core/policy/actor';
import type { OrgAccess } from '@/server/access/access';
import type { InvitationRow } from './invitationRepo';
import type { NewInvitation, SeenInvitation } from './invitations';
import type { ListedMember } from './members';

export interface OrganisationView {
  id: string;
  slug: string;
  name: string;
  kind: OrgKind;
  mayInvite: boolean;
  mayMakeOwners: boolean;
  mayCreateCase: boolean;
  members: MemberView[];
}

export interface MemberView {
  personId: string;
  name: string;
  email: string;
  roles: OrgRole[];
  joinedAt: string;
  mayManage: boolean;
}

export function presentOrganisation(
  { org, abilities, can }: OrgAccess,
  members: ListedMember[],
): OrganisationView {
  const mayInvite = (newRoles: OrgRole[]) =>
    can('org.invite', {
      orgId: org.id,
      personId: null,
      currentRoles: [],
      newRoles,
      leavesNoOwner: false,
    });
  return {
    ...org,
    mayInvite: mayInvite(['viewer']),
    mayMakeOwners: mayInvite(['owner']),
    mayCreateCase: abilities['case.create'],
    members: members.map(({ joinedAt, ...member }) => ({
      ...member,
      joinedAt: joinedAt.toISOString(),
    })),
  };
}

export interface InvitationView {
  id: string;
  email: string;
  roles: OrgRole[];
  invitedAt: string;
  expiresAt: string;
}

export function presentInvitation(row: InvitationRow): InvitationView {
  const { id, email, roles } = row;
  return {
    id,
    email,
    roles,
    invitedAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}

export function presentSeenInvitation(row: SeenInvitation) {
  return {
    ...presentInvitation(row),
    organisation: row.orgName,
    hasAccount: row.hasAccount,
  };
}

export function presentNewInvitation({ invitationId, link, expiresAt }: NewInvitation) {
  return { invitationId, link, expiresAt: expiresAt.toISOString() };
}
