import { z } from 'zod';
import { LIMITS } from '@/core/argument/limits';
import { TEMPLATES } from '@/core/templates/templates';
import { caseAddress, id, line, newSlug, slug } from '@/server/trpc/fields';
import { procedure, router } from '@/server/trpc/init';
import { instantiateCase, renameCase } from './change';
import { createCase, mayCreateIn } from './create';
import { findCases, ledgerEntry, listCases } from './ledger';
import { presentCase, presentSummary } from './present';

const title = line(200, 'Write a title.');
const templateIds = TEMPLATES.map((template) => template.id);
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'Give the digest of a release: 64 hex digits.');

/** Values of an instantiation. Their meaning is checked where they are applied. */
const value = z.string().max(LIMITS.prose);
const parameterName = z.string().min(1).max(LIMITS.parameterName);
const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).max(100);

export const casesRouter = router({
  /** Every case open to the asker, with its status computed now. */
  list: procedure.query(async ({ ctx }) => ({
    computedAt: ctx.now().toISOString(),
    cases: (await listCases(ctx)).map(presentCase),
  })),
  bySlug: procedure
    .input(z.object(caseAddress))
    .query(async ({ ctx, input }) => presentSummary(await ledgerEntry(ctx, input))),
  /** A few cases by title or short name. */
  find: procedure
    .input(z.object({ words: z.string().trim().min(1).max(100) }))
    .query(({ ctx, input }) => findCases(ctx, input.words)),
  /** What a new case may start from, and where the asker may create one. */
  choices: procedure.query(async ({ ctx }) => ({
    organisations: await mayCreateIn(ctx),
    templates: TEMPLATES.map(({ id: template, kind, title: name, summary }) => ({
      id: template,
      kind,
      title: name,
      summary,
    })),
  })),
  create: procedure
    .input(
      z.object({
        orgSlug: slug,
        slug: newSlug,
        title,
        from: z.union([
          z.object({ base: digest, template: z.enum(templateIds).nullable() }),
          z.object({ template: z.enum(templateIds) }),
          z.object({ empty: z.literal('base') }),
        ]),
      }),
    )
    .mutation(({ ctx, input }) => createCase(ctx, input)),
  rename: procedure
    .input(z.object({ ...caseAddress, title }))
    .mutation(({ ctx, input }) => renameCase(ctx, input)),
  instantiate: procedure
    .input(
      z.object({
        caseId: id,
        values: z.record(parameterName, value).default({}),
        indexValues: z.record(parameterName, listOf(value)).default({}),
        choices: z.record(id, listOf(id)).default({}),
      }),
    )
    .mutation(({ ctx, input }) => instantiateCase(ctx, input)),
});
