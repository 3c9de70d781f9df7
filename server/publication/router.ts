import { z } from 'zod';
import { openProcedure, router } from '@/server/trpc/init';
import { labelSheet } from './label';
import { publicPage } from './page';
import { registry } from './registry';
import { supplementList } from './supplements';

const slug = z.string().regex(/^[a-z0-9-]{1,100}$/);

const address = z.strictObject({
  orgSlug: slug,
  caseSlug: slug,
  number: z.int().min(1).max(100_000),
});

export const publicationRouter = router({
  /** The public page of a published release; not found for any other. */
  page: openProcedure.input(address).query(({ ctx, input }) => publicPage(ctx, input)),
  /** The label alone, for print. */
  label: openProcedure.input(address).query(({ ctx, input }) => labelSheet(ctx, input)),
  /** Every supplement that is public, as it stands now. */
  supplements: openProcedure
    .input(address.extend({ page: z.int().min(1).max(100).default(1) }))
    .query(({ ctx, input }) => supplementList(ctx, input)),
  registry: openProcedure
    .input(z.strictObject({ search: z.string().max(200) }))
    .query(({ ctx, input }) => registry(ctx, input)),
});
