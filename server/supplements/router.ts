import { z } from 'zod';
import { id } from '@/server/trpc/fields';
import { procedure, router } from '@/server/trpc/init';
import { pinnedBase, repinSupplement } from './draft';
import { impactOf, supplementStanding } from './standing';

const digest = z.string().regex(/^[0-9a-f]{64}$/, 'Give the digest of a release: 64 hex digits.');

export const supplementsRouter = router({
  /** The base of a supplement's draft, through its public view, and what moved since it was pinned. */
  base: procedure
    .input(z.strictObject({ caseId: id }))
    .query(({ ctx, input }) => pinnedBase(ctx, input)),
  /** Moves the draft to another release of the same base. */
  repin: procedure
    .input(z.strictObject({ caseId: id, digest }))
    .mutation(({ ctx, input }) => repinSupplement(ctx, input)),
  /** How a release stands towards its base: contract, moves, acknowledgements. */
  standing: procedure
    .input(z.strictObject({ releaseId: id }))
    .query(({ ctx, input }) => supplementStanding(ctx, input)),
  /** Whom a release of a base touches, for the side that publishes it. */
  impact: procedure
    .input(z.strictObject({ releaseId: id }))
    .query(({ ctx, input }) => impactOf(ctx, input)),
});
