import { procedure, router } from '@/server/trpc/init';
import { previewDisclosure } from './disclosure';
import { freeze } from './freeze';
import {
  caseAddress,
  caseInput,
  freezeInput,
  proposalInput,
  releaseInput,
  withdrawInput,
} from './inputs';
import { preview } from './preview';
import { listReleases, readRelease } from './reading';
import { withdraw } from './withdraw';

export const releasesRouter = router({
  list: procedure.input(caseAddress).query(({ ctx, input }) => listReleases(ctx, input)),
  detail: procedure.input(releaseInput).query(({ ctx, input }) => readRelease(ctx, input)),
  /** What a freeze would hold now, and what stands in its way. */
  preview: procedure.input(caseInput).query(({ ctx, input }) => preview(ctx, input)),
  freeze: procedure.input(freezeInput).mutation(({ ctx, input }) => freeze(ctx, input)),
  withdraw: procedure.input(withdrawInput).mutation(({ ctx, input }) => withdraw(ctx, input)),
  /** What a proposed public view would withhold, and what it still gives away. */
  previewDisclosure: procedure
    .input(proposalInput)
    .mutation(({ ctx, input }) => previewDisclosure(ctx, input)),
});
