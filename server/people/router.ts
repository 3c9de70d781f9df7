import { z } from 'zod';
import {
  beginPasskey,
  beginPasskeySignIn,
  finishPasskey,
  finishPasskeySignIn,
  listPasskeys,
  removePasskey,
} from '@/server/auth/passkeys';
import { authenticationResponse, registrationResponse } from '@/server/auth/webauthnJson';
import { newOrganisation } from '@/server/orgs/fields';
import { openProcedure, procedure, router } from '@/server/trpc/init';
import { id } from '@/server/trpc/fields';
import { changePassword, whoAmI } from './account';
import { email, linkToken, password, personName } from './fields';
import { presentPasskey, presentSession } from './present';
import { endOtherSessions, endOwnSession, listSessions } from './sessions';
import { setUp, setupIsOpen } from './setup';
import { signInLinkIsOpen, spendSignInLink } from './signInLink';

export const peopleRouter = router({
  /** Who is signed in and where they belong; null for a visitor. */
  me: openProcedure.query(({ ctx }) => whoAmI(ctx)),

  setupIsOpen: openProcedure
    .input(z.object({ token: linkToken }))
    .query(({ ctx, input }) => setupIsOpen(ctx, input.token)),
  setup: openProcedure
    .input(
      z.object({
        token: linkToken,
        name: personName,
        email,
        password,
        organisation: newOrganisation,
      }),
    )
    .mutation(({ ctx, input }) => setUp(ctx, input)),

  signInLinkIsOpen: openProcedure
    .input(z.object({ token: linkToken }))
    .query(({ ctx, input }) => signInLinkIsOpen(ctx, input.token)),
  spendSignInLink: openProcedure
    .input(z.object({ token: linkToken }))
    .mutation(({ ctx, input }) => spendSignInLink(ctx, input.token)),

  changePassword: procedure
    .input(z.object({ current: password, password }))
    .mutation(({ ctx, input }) => changePassword(ctx, input)),

  sessions: procedure.query(async ({ ctx }) => (await listSessions(ctx)).map(presentSession)),
  endSession: procedure
    .input(z.object({ sessionId: z.uuid() }))
    .mutation(({ ctx, input }) => endOwnSession(ctx, input)),
  endOtherSessions: procedure.mutation(async ({ ctx }) => ({ ended: await endOtherSessions(ctx) })),

  passkeys: procedure.query(async ({ ctx }) => (await listPasskeys(ctx)).map(presentPasskey)),
  beginPasskey: procedure
    .input(z.object({ password }))
    .mutation(({ ctx, input }) => beginPasskey(ctx, input)),
  finishPasskey: procedure
    .input(
      z.object({
        ceremonyId: id,
        name: z.string().trim().min(1, 'Name the passkey.').max(60),
        response: registrationResponse,
      }),
    )
    .mutation(({ ctx, input }) => finishPasskey(ctx, input)),
  removePasskey: procedure
    .input(z.object({ passkeyId: id }))
    .mutation(({ ctx, input }) => removePasskey(ctx, input)),

  beginPasskeySignIn: openProcedure.mutation(({ ctx }) => beginPasskeySignIn(ctx)),
  finishPasskeySignIn: openProcedure
    .input(z.object({ ceremonyId: id, response: authenticationResponse }))
    .mutation(({ ctx, input }) => finishPasskeySignIn(ctx, input)),
});
