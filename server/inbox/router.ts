import { procedure, router } from '@/server/trpc/init';
import { presentItem } from './present';
import { readInbox } from './service';

export const inboxRouter = router({
  list: procedure.query(async ({ ctx }) => ({
    now: ctx.now().toISOString(),
    items: (await readInbox(ctx)).map(presentItem),
  })),
  /** How many things wait, for the top bar. */
  count: procedure.query(async ({ ctx }) => (await readInbox(ctx)).length),
});
