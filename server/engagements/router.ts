import { z } from 'zod';
import { ENGAGEMENT_ROLES } from '@/core/workflow/engagement';
import { email } from '@/server/people/fields';
import { caseAddress, id, line, slug } from '@/server/trpc/fields';
import { procedure, router } from '@/server/trpc/init';
import { presentEngagements } from './present';
import { endEngagement, openEngagement, seeEngagements } from './service';

export const engagementsRouter = router({
  list: procedure
    .input(z.object(caseAddress))
    .query(async ({ ctx, input }) => presentEngagements(await seeEngagements(ctx, input))),
  open: procedure
    .input(z.object({ ...caseAddress, holderOrg: slug, email, role: z.enum(ENGAGEMENT_ROLES) }))
    .mutation(({ ctx, input }) => openEngagement(ctx, input)),
  close: procedure
    .input(
      z.object({
        ...caseAddress,
        engagementId: id,
        reason: line(500, 'Give a reason: it is kept, and shown with the release for an assessor.'),
      }),
    )
    .mutation(({ ctx, input }) => endEngagement(ctx, input)),
});
