import { z } from 'zod';
import { procedure, router } from '@/server/trpc/init';
import { requestChanges } from './changes';
import {
  answer,
  close,
  convert,
  discardDraft,
  dispute,
  draftFinding,
  editDraft,
  overrule,
  sendBack,
  sendFindings,
  uphold,
  verify,
} from './findings';
import {
  closeRoundInput,
  convertInput,
  declareInput,
  draftFindingInput,
  editFindingInput,
  findingInput,
  findingStepInput,
  id,
  judgeInput,
  markInput,
  matchInput,
  openRoundInput,
  removeAssessorInput,
  requestChangesInput,
} from './inputs';
import { judgeMatch } from './contract';
import { judge, markViewed } from './judgements';
import { reviewPage } from './page';
import { closeRound, declare, openRound, removeAssessor } from './rounds';

const roundInput = z.strictObject({ roundId: id });

export const reviewsRouter = router({
  /** The review of a release as the asker may see it. */
  page: procedure
    .input(z.strictObject({ releaseId: id }))
    .query(({ ctx, input }) => reviewPage(ctx, input)),
  open: procedure.input(openRoundInput).mutation(({ ctx, input }) => openRound(ctx, input)),
  declare: procedure.input(declareInput).mutation(({ ctx, input }) => declare(ctx, input)),
  close: procedure.input(closeRoundInput).mutation(({ ctx, input }) => closeRound(ctx, input)),
  removeAssessor: procedure
    .input(removeAssessorInput)
    .mutation(({ ctx, input }) => removeAssessor(ctx, input)),
  requestChanges: procedure
    .input(requestChangesInput)
    .mutation(({ ctx, input }) => requestChanges(ctx, input)),
  judge: procedure.input(judgeInput).mutation(({ ctx, input }) => judge(ctx, input)),
  /** Whether an own context of the supplement matches one in scope of what it cites. */
  judgeMatch: procedure.input(matchInput).mutation(({ ctx, input }) => judgeMatch(ctx, input)),
  markViewed: procedure.input(markInput).mutation(({ ctx, input }) => markViewed(ctx, input)),
  draftFinding: procedure
    .input(draftFindingInput)
    .mutation(({ ctx, input }) => draftFinding(ctx, input)),
  editFinding: procedure
    .input(editFindingInput)
    .mutation(({ ctx, input }) => editDraft(ctx, input)),
  discardFinding: procedure
    .input(findingInput)
    .mutation(({ ctx, input }) => discardDraft(ctx, input)),
  sendFindings: procedure.input(roundInput).mutation(({ ctx, input }) => sendFindings(ctx, input)),
  answerFinding: procedure.input(findingStepInput).mutation(({ ctx, input }) => answer(ctx, input)),
  disputeFinding: procedure
    .input(findingStepInput)
    .mutation(({ ctx, input }) => dispute(ctx, input)),
  verifyFinding: procedure.input(findingStepInput).mutation(({ ctx, input }) => verify(ctx, input)),
  sendBackFinding: procedure
    .input(findingStepInput)
    .mutation(({ ctx, input }) => sendBack(ctx, input)),
  closeFinding: procedure.input(findingStepInput).mutation(({ ctx, input }) => close(ctx, input)),
  upholdFinding: procedure.input(findingStepInput).mutation(({ ctx, input }) => uphold(ctx, input)),
  overruleFinding: procedure
    .input(findingStepInput)
    .mutation(({ ctx, input }) => overrule(ctx, input)),
  convertFinding: procedure.input(convertInput).mutation(({ ctx, input }) => convert(ctx, input)),
});
