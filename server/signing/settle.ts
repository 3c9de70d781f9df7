import type { RequestContext } from '@/server/platform/requestContext';
import { signNewestHead } from '@/server/translog/checkpoint';

/**
 * What follows the commit of a signed act: the log's head, and messages. It can be repeated and must
 * not turn a signature that was recorded into a failure: a head that is missed is signed within a
 * second by the process that keeps the log's heads, and readers ask again.
 */
export async function settle(
  context: RequestContext,
  after: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const steps = [after];
  // Inside somebody else's transaction nothing is committed yet.
  if (context.db === context.database.prisma)
    steps.unshift(async () => {
      await signNewestHead(context);
    });
  for (const step of steps)
    await step().catch((error: unknown) => {
      context.log.error({ err: error, requestId: context.requestId }, 'after a signed act');
    });
}
