import { newId } from '@/core/argument/ids';
import { ORG_ROLES, type OrgRole } from '@/core/policy/actor';
import type { MemberResource } from '@/core/policy/resources';
import { loadOrgAccess } from '@/server/access/access';
import { record } from '@/server/audit/events';
import { hashToken, issueToken, newToken } from '@/server/auth/tokens';
import { createPerson } from '@/server/people/createPerson';
import { inTransaction, type Tx } from '@/server/platform/database';
import { AppError, notFound } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import {
  accountExists,
  findOpenInvitation,
  insertInvitation,
  markAccepted,
  markRevoked,
  openInvitations,
  type InvitationRow,
} from './invitationRepo';
import { join } from './membership';
import { findMember, isMemberByEmail } from './repo';

const LIFETIME_DAYS = 7;

/** One sentence for a link that was used, revoked, has ended or never was. */
const SPENT = 'This invitation was used or withdrawn, or has ended. Ask for a new one.';

export interface NewInvitation {
  invitationId: string;
  /** Shown once: only the token's hash is kept. */
  link: string;
  expiresAt: Date;
}

/**
 * Invites an address. An open invitation of the same address is withdrawn.
 *
 * @throws AppError forbidden, not-found, invalid when the address is a member's, rate-limited
 */
export async function invite(
  context: RequestContext,
  input: { orgSlug: string; email: string; roles: OrgRole[] },
): Promise<NewInvitation> {
  const { personId, email: own } = requireSession(context);
  await context.limiter.spend('outreach', personId);
  return inTransaction(context.db, async (tx) => {
    const access = await loadOrgAccess(tx, context.session, input.orgSlug);
    const { orgId } = access.resource;
    access.assert('org.invite', invited(orgId, input.roles));
    // An invitation to oneself would be the way around the rule that an administrator of the
    // installation gets no part in an organisation.
    if (input.email === own) throw new AppError('forbidden', 'Somebody else has to invite you.');
    if (await isMemberByEmail(tx, orgId, input.email))
      throw new AppError('invalid', 'This person is a member already.', 'email');
    return writeInvitation(tx, context, { orgId, email: input.email, roles: input.roles });
  });
}

/** The invitation itself, once it is decided that the asker may. */
export async function writeInvitation(
  tx: Tx,
  context: RequestContext,
  { orgId, email, roles }: { orgId: string; email: string; roles: OrgRole[] },
): Promise<NewInvitation> {
  const now = context.now();
  for (const earlier of await openInvitations(tx, { orgId, email }, now))
    await withdraw(tx, context, earlier);
  const { token, hash } = newToken();
  const invitationId = newId();
  const expiresAt = new Date(now.getTime() + LIFETIME_DAYS * 86_400_000);
  await insertInvitation(tx, {
    id: invitationId,
    orgId,
    email,
    roles,
    tokenHash: hash,
    invitedBy: requireSession(context).personId,
    createdAt: now,
    expiresAt,
  });
  await record(tx, context, 'member.invited', { invitationId, roles }, { orgId });
  return { invitationId, link: `${context.env.publicUrl}/invitation/${token}`, expiresAt };
}

/** Open invitations of an organisation; empty for those who may not invite. */
export async function listInvitations(
  context: RequestContext,
  orgSlug: string,
): Promise<InvitationRow[]> {
  const access = await loadOrgAccess(context.db, context.session, orgSlug);
  const { orgId } = access.resource;
  if (!access.can('org.invite', invited(orgId, ['viewer']))) return [];
  return openInvitations(context.db, { orgId }, context.now());
}

/** Open invitations of the asker's own address. */
export async function invitationsToMe(context: RequestContext): Promise<InvitationRow[]> {
  const { email } = requireSession(context);
  return openInvitations(context.db, { email }, context.now());
}

/** @throws AppError forbidden, not-found */
export async function revokeInvitation(
  context: RequestContext,
  input: { orgSlug: string; invitationId: string },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const access = await loadOrgAccess(tx, context.session, input.orgSlug);
    const { orgId } = access.resource;
    const found = await findOpenInvitation(tx, { id: input.invitationId, orgId }, context.now());
    access.assert('org.invite', invited(orgId, found?.roles ?? ['viewer']));
    if (!found) throw notFound('The invitation');
    await withdraw(tx, context, found);
  });
}

/** Who no longer administers an organisation has no invitations open in its name. */
export async function revokeInvitationsBy(
  tx: Tx,
  context: RequestContext,
  orgId: string,
  personId: string,
): Promise<void> {
  const open = await openInvitations(tx, { orgId, invitedBy: personId }, context.now());
  for (const invitation of open) await withdraw(tx, context, invitation);
}

/** What an invitation's page says. */
export interface SeenInvitation extends InvitationRow {
  /** The address has an account: its person signs in to join. */
  hasAccount: boolean;
}

/** @throws AppError expired, rate-limited */
export async function seeInvitation(
  context: RequestContext,
  token: string,
): Promise<SeenInvitation> {
  await context.limiter.spend('token', context.address);
  const found = await findOpenInvitation(
    context.db,
    { tokenHash: hashToken(token) },
    context.now(),
  );
  if (!found) throw new AppError('expired', SPENT);
  return { ...found, hasAccount: await accountExists(context.db, found.email) };
}

export type Acceptance =
  /** By link: a new person gives name and password, the invited person is signed in. */
  | { token: string; name?: string | undefined; password?: string | undefined }
  /** From the inbox of the invited person. */
  | { invitationId: string };

/**
 * Joins the organisation of an invitation: as the signed-in person whose address it names, or as a
 * new person.
 *
 * @returns a ticket for signing in, for a new person
 * @throws AppError expired, unauthenticated when the address has an account and nobody is signed
 *   in, forbidden for another person, invalid
 */
export async function acceptInvitation(
  context: RequestContext,
  input: Acceptance,
): Promise<{ orgSlug: string; ticket: string | null }> {
  await context.limiter.spend('token', context.address);
  const now = context.now();
  const accepted = await inTransaction(context.db, async (tx) => {
    const invitation = await findOpenInvitation(tx, keyOf(context, input), now);
    if (!invitation || !(await markAccepted(tx, invitation.id, now)))
      throw new AppError('expired', SPENT);
    const { orgId, orgSlug, roles } = invitation;
    const { personId, isNew } = await whoJoins(tx, context, invitation, input);
    // An administrator may have added the person meanwhile: joining takes no role away.
    const held = (await findMember(tx, orgId, personId))?.roles ?? [];
    await join(tx, context, {
      orgId,
      personId,
      roles: ORG_ROLES.filter((role) => held.includes(role) || roles.includes(role)),
    });
    const ticket = isNew
      ? await issueToken(tx, 'ticket', now, { personId, method: 'invitation' })
      : null;
    return { orgSlug, ticket, personId };
  });
  await context.bus.publish('access-changed', { personId: accepted.personId });
  return { orgSlug: accepted.orgSlug, ticket: accepted.ticket };
}

function keyOf(context: RequestContext, input: Acceptance) {
  if ('token' in input) return { tokenHash: hashToken(input.token) };
  return { id: input.invitationId, email: requireSession(context).email };
}

async function whoJoins(
  tx: Tx,
  context: RequestContext,
  { email }: InvitationRow,
  input: Acceptance,
): Promise<{ personId: string; isNew: boolean }> {
  if (context.session) {
    if (context.session.email !== email)
      throw new AppError('forbidden', `This invitation is for ${email}. Sign out to use it.`);
    return { personId: context.session.personId, isNew: false };
  }
  if (await accountExists(tx, email))
    throw new AppError('unauthenticated', `Sign in as ${email} to join.`);
  if (!('token' in input) || !input.name) throw new AppError('invalid', 'Write your name.', 'name');
  if (!input.password) throw new AppError('invalid', 'Choose a password.', 'password');
  const personId = await createPerson(tx, context, {
    name: input.name,
    email,
    password: input.password,
    instanceAdmin: false,
    via: 'invitation',
  });
  return { personId, isNew: true };
}

async function withdraw(tx: Tx, context: RequestContext, invitation: InvitationRow): Promise<void> {
  if (!(await markRevoked(tx, invitation.id, context.now()))) return;
  const { id: invitationId, orgId } = invitation;
  await record(tx, context, 'invitation.revoked', { invitationId }, { orgId });
}

function invited(orgId: string, newRoles: OrgRole[]): MemberResource {
  return { orgId, personId: null, currentRoles: [], newRoles, leavesNoOwner: false };
}
