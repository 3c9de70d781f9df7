import { z } from 'zod';
import { EVIDENCE_ACCESS } from '@/core/policy/resources';
import { procedure, router } from '@/server/trpc/init';
import { EVIDENCE_KINDS } from './kinds';
import { readArtefact, readLibrary } from './reading';
import { beginVersion, registerArtefact, retractVersion } from './register';

const id = z.string().regex(/^[0-9a-f]{32}$/);
const slug = z.string().min(1).max(80);
const words = (most: number) => z.string().trim().max(most);

export const evidenceRouter = router({
  /** For the workspace: artefacts with their current version, state and metrics. */
  forCase: procedure
    .input(z.object({ caseId: id }))
    .query(({ ctx, input }) => readLibrary(ctx, { caseId: input.caseId })),

  /** For the library page. */
  library: procedure
    .input(z.object({ orgSlug: slug, caseSlug: slug }))
    .query(({ ctx, input }) => readLibrary(ctx, input)),

  artefact: procedure
    .input(
      z.object({ orgSlug: slug, caseSlug: slug, number: z.number().int().min(1).max(1_000_000) }),
    )
    .query(({ ctx, input: { number, ...key } }) => readArtefact(ctx, { key, number })),

  register: procedure
    .input(
      z.object({
        caseId: id,
        title: words(200).min(1),
        kind: z.enum(EVIDENCE_KINDS),
        method: words(2_000).default(''),
        subject: words(300).default(''),
        illustrative: z.boolean().default(false),
        access: z.enum(EVIDENCE_ACCESS).default('assessors'),
      }),
    )
    .mutation(({ ctx, input }) => registerArtefact(ctx, input)),

  beginVersion: procedure
    .input(
      z.object({
        evidenceId: id,
        fileName: z.string().min(1).max(200),
        mediaType: z.string().max(100).default(''),
        size: z.number().int().min(0),
      }),
    )
    .mutation(({ ctx, input }) => beginVersion(ctx, input)),

  retract: procedure
    .input(z.object({ versionId: id, reason: words(2_000).min(1) }))
    .mutation(({ ctx, input }) => retractVersion(ctx, input)),
});
