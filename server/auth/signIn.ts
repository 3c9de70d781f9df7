import { inTransaction } from '@/server/platform/database';
import type { Dependencies } from '@/server/platform/dependencies';
import { AppError } from '@/server/platform/errors';
import { record } from '@/server/audit/events';
import { passwordMatches } from './passwords';
import { startSession } from './session';
import { spendToken } from './tokens';

interface From {
  address: string;
  userAgent: string;
}

export interface SignedIn {
  personId: string;
  sessionId: string;
}

/** One sentence for every failure: it must not tell whether the account exists. */
const REFUSED = 'The address or the password is not right.';

/** @throws AppError unauthenticated or rate-limited. */
export async function signInWithPassword(
  deps: Dependencies,
  input: { email: string; password: string },
  from: From,
): Promise<SignedIn> {
  const email = input.email.trim().toLowerCase();
  await deps.limiter.spend('signIn', `address:${from.address}`);
  await deps.limiter.spend('signIn', `account:${email}`);
  const person = await deps.database.prisma.person.findUnique({ where: { email } });
  const matches = await passwordMatches(person?.passwordHash ?? null, input.password);
  if (!person || !matches || person.disabledAt) throw new AppError('unauthenticated', REFUSED);
  return open(deps, person.id, 'password', from);
}

/** Ends a ceremony that was verified elsewhere: passkey, set-up, invitation, example link. */
export async function signInWithTicket(
  deps: Dependencies,
  ticket: string,
  from: From,
): Promise<SignedIn> {
  await deps.limiter.spend('token', from.address);
  const { personId, method } = await spendToken(deps.database.prisma, 'ticket', ticket, deps.now());
  if (!personId) throw new AppError('expired', 'This link is not for a person.');
  return open(deps, personId, method || 'ticket', from);
}

async function open(
  deps: Dependencies,
  personId: string,
  method: string,
  from: From,
): Promise<SignedIn> {
  const now = deps.now();
  const sessionId = await inTransaction(deps.database.prisma, async (tx) => {
    const id = await startSession(tx, { personId, method, now, ...from });
    await record(
      tx,
      { session: null, now: deps.now },
      'session.started',
      { method },
      { actorId: personId },
    );
    return id;
  });
  return { personId, sessionId };
}
