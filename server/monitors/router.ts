import { procedure, router } from '@/server/trpc/init';
import { caseInput, createTokenInput, readingInput, readingsInput, tokenInput } from './inputs';
import { monitoredByMe, monitoredCase } from './monitored';
import { presentReading, presentToken } from './present';
import { addReadingByHand, seeReadings } from './readings';
import { createToken, listTokens, revokeToken } from './tokens';

export const monitorsRouter = router({
  /** Every indicator that the asker may see, by release, the worst first. */
  mine: procedure.query(({ ctx }) => monitoredByMe(ctx)),
  forCase: procedure.input(caseInput).query(({ ctx, input }) => monitoredCase(ctx, input)),
  /** The last readings of one indicator, with who sent them. */
  readings: procedure.input(readingsInput).query(async ({ ctx, input }) => {
    const { readings, names } = await seeReadings(ctx, input);
    return readings.map((row) => presentReading(row, names));
  }),
  addReading: procedure.input(readingInput).mutation(async ({ ctx, input }) => {
    const { watching } = await addReadingByHand(ctx, input);
    return { state: watching[0]?.indicator.standing.state ?? 'waiting' };
  }),
  tokens: procedure.input(caseInput).query(async ({ ctx, input }) => {
    const { tokens, owners } = await listTokens(ctx, input);
    return tokens.map((row) => presentToken(row, owners, ctx.now()));
  }),
  /** Shown once: the token itself is not kept. */
  createToken: procedure.input(createTokenInput).mutation(async ({ ctx, input }) => {
    const { tokenId, token, expiresAt } = await createToken(ctx, input);
    return { tokenId, token, expiresAt: expiresAt.toISOString() };
  }),
  revokeToken: procedure.input(tokenInput).mutation(({ ctx, input }) => revokeToken(ctx, input)),
});
