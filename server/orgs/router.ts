import { z } from 'zod';
import { email, linkToken, password, personName } from '@/server/people/fields';
import { id, slug } from '@/server/trpc/fields';
import { openProcedure, procedure, router } from '@/server/trpc/init';
import { newOrganisation, roles } from './fields';
import {
  acceptInvitation,
  invite,
  listInvitations,
  revokeInvitation,
  seeInvitation,
} from './invitations';
import { changeRoles, removeMember, seeOrganisation } from './members';
import {
  presentInvitation,
  presentNewInvitation,
  presentOrganisation,
  presentSeenInvitation,
} from './present';
import { allOrganisations, foundOrganisation } from './service';

const inOrg = { orgSlug: slug };

export const orgsRouter = router({
  bySlug: procedure.input(z.object(inOrg)).query(async ({ ctx, input }) => {
    const { access, members } = await seeOrganisation(ctx, input.orgSlug);
    return presentOrganisation(access, members);
  }),
  /** Every organisation of the installation, for its administrator. */
  all: procedure.query(({ ctx }) => allOrganisations(ctx)),
  create: procedure
    .input(newOrganisation.extend({ ownerEmail: email }))
    .mutation(async ({ ctx, input }) => {
      const { slug: orgSlug, ...invitation } = await foundOrganisation(ctx, input);
      return { slug: orgSlug, ...presentNewInvitation(invitation) };
    }),

  changeRoles: procedure
    .input(z.object({ ...inOrg, personId: id, roles }))
    .mutation(({ ctx, input }) => changeRoles(ctx, input)),
  removeMember: procedure
    .input(z.object({ ...inOrg, personId: id }))
    .mutation(({ ctx, input }) => removeMember(ctx, input)),

  invitations: procedure
    .input(z.object(inOrg))
    .query(async ({ ctx, input }) =>
      (await listInvitations(ctx, input.orgSlug)).map(presentInvitation),
    ),
  invite: procedure
    .input(z.object({ ...inOrg, email, roles }))
    .mutation(async ({ ctx, input }) => presentNewInvitation(await invite(ctx, input))),
  revokeInvitation: procedure
    .input(z.object({ ...inOrg, invitationId: id }))
    .mutation(({ ctx, input }) => revokeInvitation(ctx, input)),

  /** What a link invites to; for whoever holds the link. */
  invitation: openProcedure
    .input(z.object({ token: linkToken }))
    .query(async ({ ctx, input }) => presentSeenInvitation(await seeInvitation(ctx, input.token))),
  accept: openProcedure
    .input(
      z.object({
        token: linkToken,
        name: personName.optional(),
        password: password.optional(),
      }),
    )
    .mutation(({ ctx, input }) => acceptInvitation(ctx, input)),
  /** Joins from the inbox: the invitation names the address of the person signed in. */
  join: procedure
    .input(z.object({ invitationId: id }))
    .mutation(({ ctx, input }) => acceptInvitation(ctx, input)),
});
