import { openProcedure, router } from '@/server/trpc/init';

export const peopleRouter = router({
  /** Who is signed in; null for a visitor. */
  me: openProcedure.query(({ ctx }) =>
    ctx.session
      ? {
          id: ctx.session.personId,
          name: ctx.session.name,
          email: ctx.session.email,
          instanceAdmin: ctx.session.instanceAdmin,
        }
      : null,
  ),
});
