import { z } from 'zod';
import { authenticationResponse, registrationResponse } from '@/server/auth/webauthnJson';
import { procedure, router } from '@/server/trpc/init';
import { beginCeremony, completeCeremony } from './ceremony';
import { keysOf, myKeys } from './keys/reading';
import { beginRegistration, finishRegistration } from './keys/registration';
import { revokeLostKey } from './keys/revoke';

const id = z.string().regex(/^[0-9a-f]{32}$/);
const keyId = z.string().regex(/^[0-9a-f]{64}$/);

export const signingRouter = router({
  /** Builds the exact statement of an act and hands out its challenge. */
  begin: procedure
    .input(z.object({ act: z.string().max(60), input: z.json(), keyId: keyId.optional() }))
    .mutation(({ ctx, input }) => beginCeremony(ctx, input)),

  /** Verifies, records, logs and does what was signed, in one transaction. */
  complete: procedure
    .input(z.object({ ceremonyId: id, assertion: authenticationResponse }))
    .mutation(({ ctx, input }) => completeCeremony(ctx, input)),

  /** Asks the authenticator for a new passkey that is for signing alone. */
  beginRegistration: procedure
    .input(
      z.object({
        orgSlug: z.string().min(1).max(80),
        name: z.string().trim().min(1).max(80),
      }),
    )
    .mutation(({ ctx, input }) => beginRegistration(ctx, input)),

  finishRegistration: procedure
    .input(z.object({ registration: id, response: registrationResponse }))
    .mutation(({ ctx, input }) => finishRegistration(ctx, input)),

  /** For a lost authenticator: the instance states the revocation. */
  revokeLostKey: procedure
    .input(z.object({ keyId, reason: z.string().trim().min(1).max(2_000) }))
    .mutation(({ ctx, input }) => revokeLostKey(ctx, input)),

  myKeys: procedure.query(({ ctx }) => myKeys(ctx)),

  keysOf: procedure
    .input(z.object({ orgSlug: z.string().min(1).max(80) }))
    .query(({ ctx, input }) => keysOf(ctx, input.orgSlug)),
});
