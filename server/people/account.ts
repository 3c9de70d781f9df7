import { assertPassword, hashPassword, passwordMatches } from '@/server/auth/passwords';
import { record } from '@/server/audit/events';
import { inTransaction } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { organisationsOf, passwordHashOf, replacePasswordHash, type PersonOrg } from './repo';
import { endOtherSessions } from './sessions';

export interface Me {
  id: string;
  name: string;
  email: string;
  instanceAdmin: boolean;
  organisations: PersonOrg[];
}

/** Who is signed in, and where they belong; null for a visitor. */
export async function whoAmI(context: RequestContext): Promise<Me | null> {
  const { session } = context;
  if (!session) return null;
  return {
    id: session.personId,
    name: session.name,
    email: session.email,
    instanceAdmin: session.instanceAdmin,
    organisations: await organisationsOf(context.db, session.personId),
  };
}

/**
 * Changes one's own password and ends every other session: who knew the old one is out.
 *
 * @throws AppError invalid (path `current` or `password`), conflict, rate-limited
 */
export async function changePassword(
  context: RequestContext,
  input: { current: string; password: string },
): Promise<void> {
  const { personId, email, name } = requireSession(context);
  await context.limiter.spend('signIn', `account:${email}`);
  const before = await passwordHashOf(context.db, personId);
  if (before === null || !(await passwordMatches(before, input.current)))
    throw new AppError('invalid', 'The present password is not right.', 'current');
  assertPassword(input.password, { email, name });
  const after = await hashPassword(input.password);
  await inTransaction(context.db, async (tx) => {
    if (!(await replacePasswordHash(tx, personId, before, after)))
      throw new AppError('conflict', 'The password was changed elsewhere meanwhile.');
    await record(tx, context, 'person.passwordChanged', {});
  });
  await endOtherSessions(context);
}
