import { releaseInput } from '@/server/releases/inputs';
import { procedure, router } from '@/server/trpc/init';
import { meetCondition } from './conditions';
import { meetConditionInput } from './inputs';
import { signOffPage } from './page';

export const signoffsRouter = router({
  /** The page on which a decision is made; signing it goes through the ceremony. */
  page: procedure.input(releaseInput).query(({ ctx, input }) => signOffPage(ctx, input)),
  meetCondition: procedure
    .input(meetConditionInput)
    .mutation(({ ctx, input }) => meetCondition(ctx, input)),
});
