import { orgActor, assertAllowed } from '@/server/access/access';
import { record } from '@/server/audit/events';
import { inTransaction } from '@/server/platform/database';
import type { Dependencies } from '@/server/platform/dependencies';
import { notFound } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { findSession, liveSessions, revokeSession, type SessionRow } from './repo';

export async function listSessions(
  context: RequestContext,
): Promise<(SessionRow & { current: boolean })[]> {
  const { personId, sessionId } = requireSession(context);
  const rows = await liveSessions(context.db, personId, context.now());
  return rows.map((row) => ({ ...row, current: row.id === sessionId }));
}

/**
 * Ends a session: its next request is refused and its sockets close.
 *
 * @throws AppError not-found
 */
export async function endOwnSession(
  context: RequestContext,
  input: { sessionId: string },
): Promise<void> {
  const session = requireSession(context);
  await inTransaction(context.db, async (tx) => {
    const found = await findSession(tx, input.sessionId);
    if (!found) throw notFound('The session');
    assertAllowed('session.revoke', await orgActor(tx, session), { personId: found.personId });
    if (await revokeSession(tx, input.sessionId, context.now()))
      await record(tx, context, 'session.ended', { sessionId: input.sessionId });
  });
  await context.bus.publish('access-changed', { sessionId: input.sessionId });
}

/** Ends every session of the person but the one that asks. @returns how many. */
export async function endOtherSessions(context: RequestContext): Promise<number> {
  const { personId, sessionId } = requireSession(context);
  const ended = await inTransaction(context.db, async (tx) => {
    const others = (await liveSessions(tx, personId, context.now())).filter(
      ({ id }) => id !== sessionId,
    );
    for (const { id } of others) {
      if (await revokeSession(tx, id, context.now()))
        await record(tx, context, 'session.ended', { sessionId: id });
    }
    return others;
  });
  for (const { id } of ended) await context.bus.publish('access-changed', { sessionId: id });
  return ended.length;
}

/** Signing out. Does nothing to a session that is over already. */
export async function signOut(deps: Dependencies, sessionId: string): Promise<void> {
  await inTransaction(deps.database.prisma, async (tx) => {
    const found = await findSession(tx, sessionId);
    if (found && (await revokeSession(tx, sessionId, deps.now())))
      await record(
        tx,
        { session: null, now: deps.now },
        'session.ended',
        { sessionId },
        { actorId: found.personId },
      );
  });
  await deps.bus.publish('access-changed', { sessionId });
}
