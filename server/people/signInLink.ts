import { issueToken, spendToken, tokenIsOpen } from '@/server/auth/tokens';
import { inTransaction } from '@/server/platform/database';
import type { Dependencies } from '@/server/platform/dependencies';
import { AppError } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';

/** A link that signs one person in, once, within a day. For the people of the worked example. */
export async function signInLink(
  deps: Pick<Dependencies, 'database' | 'env' | 'now'>,
  personId: string,
): Promise<string> {
  const options = { personId, method: 'link' };
  const token = await issueToken(deps.database.prisma, 'sign-in', deps.now(), options);
  return `${deps.env.publicUrl}/sign-in/${token}`;
}

/** Whether a link is still good. Spends nothing: previews of messages open links too. */
export async function signInLinkIsOpen(context: RequestContext, token: string): Promise<boolean> {
  await context.limiter.spend('token', context.address);
  return tokenIsOpen(context.db, 'sign-in', token, context.now());
}

/** @returns a ticket for signing in. @throws AppError expired, rate-limited */
export async function spendSignInLink(
  context: RequestContext,
  token: string,
): Promise<{ ticket: string }> {
  await context.limiter.spend('token', context.address);
  const now = context.now();
  return inTransaction(context.db, async (tx) => {
    const { personId } = await spendToken(tx, 'sign-in', token, now);
    if (!personId) throw new AppError('expired', 'This link is not for a person.');
    return { ticket: await issueToken(tx, 'ticket', now, { personId, method: 'link' }) };
  });
}
