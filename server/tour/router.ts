import { z } from 'zod';
import { openProcedure, procedure, router } from '@/server/trpc/init';
import { noteTour, tourProgress } from './service';
import { TOUR_STEPS } from './steps';

export const tourRouter = router({
  /** Null for everybody who is not of the worked example. */
  progress: openProcedure.query(({ ctx }) => tourProgress(ctx)),

  note: procedure
    .input(z.object({ found: z.enum(TOUR_STEPS).optional(), hidden: z.boolean().optional() }))
    .mutation(({ ctx, input }) => noteTour(ctx, input)),
});
