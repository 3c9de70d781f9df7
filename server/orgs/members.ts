import type { OrgRole } from '@/core/policy/actor';
import type { MemberResource } from '@/core/policy/resources';
import { loadOrgAccess, type OrgAccess } from '@/server/access/access';
import { record } from '@/server/audit/events';
import { endEngagementsHeldFor } from '@/server/engagements/closing';
import { inTransaction, type Tx } from '@/server/platform/database';
import { notFound } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';
import { revokeInvitationsBy } from './invitations';
import {
  endMembership,
  findMember,
  hasOtherOwner,
  listMembers,
  lockMembers,
  setMemberRoles,
  type MemberRow,
} from './repo';

/** A member with what the asker may do about them. */
export interface ListedMember extends MemberRow {
  mayManage: boolean;
}

/** @throws AppError not-found */
export async function seeOrganisation(
  context: RequestContext,
  orgSlug: string,
): Promise<{ access: OrgAccess; members: ListedMember[] }> {
  const access = await loadOrgAccess(context.db, context.session, orgSlug);
  const members = await listMembers(context.db, access.org.id);
  const owners = members.filter(({ roles }) => roles.includes('owner'));
  return {
    access,
    members: members.map((member) => ({
      ...member,
      mayManage: access.can('org.manageMembers', {
        orgId: access.org.id,
        personId: member.personId,
        currentRoles: member.roles,
        newRoles: member.roles,
        leavesNoOwner: owners.length === 1 && owners[0]?.personId === member.personId,
      }),
    })),
  };
}

/**
 * Gives a member exactly these roles.
 *
 * @throws AppError not-found, forbidden, wrong-state for the last owner
 */
export async function changeRoles(
  context: RequestContext,
  input: { orgSlug: string; personId: string; roles: OrgRole[] },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const { access, member } = await managedMember(tx, context, input, input.roles);
    const { orgId } = access.resource;
    await setMemberRoles(tx, orgId, member.personId, input.roles);
    if (!administers(input.roles)) await revokeInvitationsBy(tx, context, orgId, member.personId);
    await record(
      tx,
      context,
      'member.rolesChanged',
      { personId: member.personId, before: member.roles, after: input.roles },
      { orgId },
    );
  });
  await context.bus.publish('access-changed', { personId: input.personId });
}

/**
 * Ends a membership: sockets close, open invitations by the person and engagements held for the
 * organisation end with it. What they contributed stays on record.
 *
 * @throws AppError not-found, forbidden, wrong-state for the last owner
 */
export async function removeMember(
  context: RequestContext,
  input: { orgSlug: string; personId: string },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const { access, member } = await managedMember(tx, context, input, []);
    const { orgId } = access.resource;
    await endMembership(tx, orgId, member.personId, context.now());
    await revokeInvitationsBy(tx, context, orgId, member.personId);
    await endEngagementsHeldFor(tx, context, { orgId, personId: member.personId });
    await record(tx, context, 'member.removed', { personId: member.personId }, { orgId });
  });
  await context.bus.publish('access-changed', { personId: input.personId });
}

async function managedMember(
  tx: Tx,
  context: RequestContext,
  input: { orgSlug: string; personId: string },
  newRoles: OrgRole[],
): Promise<{ access: OrgAccess; member: MemberRow }> {
  const access = await loadOrgAccess(tx, context.session, input.orgSlug);
  const { orgId } = access.resource;
  await lockMembers(tx, orgId);
  const member = await findMember(tx, orgId, input.personId);
  if (!member) throw notFound('The member');
  const resource: MemberResource = {
    orgId,
    personId: member.personId,
    currentRoles: member.roles,
    newRoles,
    leavesNoOwner:
      member.roles.includes('owner') &&
      !newRoles.includes('owner') &&
      !(await hasOtherOwner(tx, orgId, member.personId)),
  };
  access.assert('org.manageMembers', resource);
  return { access, member };
}

function administers(roles: readonly OrgRole[]): boolean {
  return roles.includes('owner') || roles.includes('admin');
}
