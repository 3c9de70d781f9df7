import { z } from 'zod';
import { INBOX_KINDS } from '@/core/inbox/kinds';
import { openProcedure, procedure, router } from '@/server/trpc/init';
import { choose, linkedChoices, ownChoices } from './preferences';

export const mailRouter = router({
  choices: procedure.query(({ ctx }) => ownChoices(ctx)),
  choose: procedure
    .input(z.object({ kind: z.enum(INBOX_KINDS), off: z.boolean() }))
    .mutation(({ ctx, input }) => choose(ctx, input)),
  /** What an unsubscribe link is about; opening it changes nothing. */
  linked: openProcedure
    .input(z.object({ token: z.string().min(1).max(2_000) }))
    .query(({ ctx, input }) => linkedChoices(ctx, input.token)),
});
