import { z } from 'zod';
import { id } from '@/server/trpc/fields';
import { procedure, router } from '@/server/trpc/init';
import { presentThreads } from './present';
import { addComment, resolveThread, seeComments, seeOpenThreads } from './service';

const text = (max: number) =>
  z
    .string()
    .max(max, `Use at most ${max} characters.`)
    .refine((value) => value.isWellFormed() && !value.includes('\0'), 'holds broken characters');

export const commentsRouter = router({
  /** Threads of a case, or of one of its nodes. */
  list: procedure
    .input(z.object({ caseId: id, nodeId: id.optional() }))
    .query(async ({ ctx, input }) =>
      presentThreads(await seeComments(ctx, { ...input, nodeId: input.nodeId ?? null })),
    ),
  openCounts: procedure
    .input(z.object({ caseId: id }))
    .query(({ ctx, input }) => seeOpenThreads(ctx, input)),
  add: procedure
    .input(
      z.object({
        caseId: id,
        nodeId: id,
        body: text(4_000).refine((value) => value.trim() !== '', 'Write something first.'),
        quote: text(8_000).default(''),
        threadId: id.exactOptional(),
      }),
    )
    .mutation(({ ctx, input }) => addComment(ctx, input)),
  resolve: procedure
    .input(z.object({ commentId: id }))
    .mutation(({ ctx, input }) => resolveThread(ctx, input)),
});
