import { newId } from '@/core/argument/ids';
import { loadCaseAccess } from '@/server/access/access';
import { record } from '@/server/audit/events';
import { hashToken, newToken } from '@/server/auth/tokens';
import { namesOf } from '@/server/people/names';
import { inTransaction, lockCase } from '@/server/platform/database';
import { AppError, notFound } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import type { CaseKey } from '@/server/access/access';
import type { Sender } from '@/server/access/sender';
import { insertContribution } from './repo';
import {
  countLiveTokens,
  findToken,
  insertToken,
  isOpenAccount,
  revoke,
  tokensOf,
  touch,
  type TokenRow,
} from './tokenRepo';
import { TOKEN_SCOPE_NAMES, TOKEN_SCOPES, type TokenScope } from './tokenScopes';

export const MOST_LIVE_TOKENS = 20;
const MOST_LISTED = 200;
const DAY_MS = 86_400_000;
/** How old `lastUsedAt` may grow before it is written again. */
const TOUCH_MS = 60_000;

/**
 * Makes a token with which a machine sends readings of one case, or evidence, in the maker's name. It is shown once;
 * its hash alone is kept. Its owner has contributed to the case for good, whether or not it is used.
 *
 * @throws AppError not-found, forbidden, conflict-of-interest; wrong-state when there are too many
 */
export async function createToken(
  context: RequestContext,
  input: { caseId: string; name: string; scope: TokenScope; days: number },
): Promise<{ tokenId: string; token: string; expiresAt: Date }> {
  const { personId } = requireSession(context);
  await context.limiter.spend('apiToken', personId);
  const { caseId, name, scope, days } = input;
  return inTransaction(context.db, async (tx) => {
    const access = await loadCaseAccess(tx, context.session, { caseId });
    access.assert(TOKEN_SCOPES[scope].create);
    // Two who press at once take turns: the count below is of both.
    await lockCase(tx, caseId);
    const now = context.now();
    if ((await countLiveTokens(tx, caseId, now)) >= MOST_LIVE_TOKENS)
      throw new AppError(
        'wrong-state',
        `A case has at most ${MOST_LIVE_TOKENS} tokens that are good. Revoke one first.`,
      );
    const id = newId();
    const token = `${TOKEN_SCOPES[scope].prefix}${newToken().token}`;
    const expiresAt = new Date(now.getTime() + days * DAY_MS);
    await insertToken(tx, {
      id,
      caseId,
      name,
      scope,
      tokenHash: hashToken(token),
      personId,
      createdAt: now,
      expiresAt,
    });
    await insertContribution(tx, { caseId, nodeId: 'case', personId, cause: 'token', at: now });
    const where = { caseId, orgId: access.case.org.id };
    await record(tx, context, 'token.created', { tokenId: id, scope }, where);
    return { tokenId: id, token, expiresAt };
  });
}

/**
 * Ends a token. Doing it twice is no error: two people may press at once.
 *
 * @throws AppError not-found, forbidden
 */
export async function revokeToken(
  context: RequestContext,
  { tokenId }: { tokenId: string },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const token = await findToken(tx, { id: tokenId });
    if (token === null) throw notFound('The token');
    const { caseId } = token;
    const access = await loadCaseAccess(tx, context.session, { caseId });
    access.assert(TOKEN_SCOPES[token.scope].manage);
    if (await revoke(tx, tokenId, context.now()))
      await record(
        tx,
        context,
        'token.revoked',
        { tokenId },
        { caseId, orgId: access.case.org.id },
      );
  });
}

/**
 * Those tokens of a case that the asker may revoke.
 *
 * @throws AppError not-found, forbidden
 */
export async function listTokens(
  context: RequestContext,
  key: CaseKey,
): Promise<{ tokens: TokenRow[]; owners: Map<string, string> }> {
  const access = await loadCaseAccess(context.db, context.session, key);
  access.assert('evidenceToken.manage');
  const scopes = TOKEN_SCOPE_NAMES.filter((scope) => access.can(TOKEN_SCOPES[scope].manage));
  const tokens = await tokensOf(context.db, access.case.id, scopes, MOST_LISTED);
  const owners = await namesOf(
    context.db,
    tokens.map(({ personId }) => personId),
  );
  return { tokens, owners };
}

/**
 * In whose name a token acts, and on which case. What its owner may do is decided where it acts, so
 * that a token never reaches further than the person who made it.
 *
 * @throws AppError unauthenticated in one sentence, whatever is wrong with it
 */
export async function holderOf(
  context: RequestContext,
  token: string,
  scope: TokenScope,
): Promise<Sender & { caseId: string; tokenId: string }> {
  const { db } = context;
  const now = context.now();
  const row = await goodToken(context, { tokenHash: hashToken(token) });
  if (row.scope !== scope) throw noToken();
  if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() >= TOUCH_MS)
    await touch(db, row.id, now);
  const { id: tokenId, caseId, personId } = row;
  return { caseId, tokenId, asker: { personId, instanceAdmin: false } };
}

/**
 * For what takes long: a token that ended or was revoked meanwhile is good for nothing any more.
 *
 * @throws AppError unauthenticated
 */
export async function assertStillGood(context: RequestContext, tokenId: string): Promise<void> {
  await goodToken(context, { id: tokenId });
}

async function goodToken(
  { db, now }: RequestContext,
  where: { id: string } | { tokenHash: string },
): Promise<TokenRow> {
  const row = await findToken(db, where);
  if (
    row === null ||
    row.revokedAt !== null ||
    row.expiresAt <= now() ||
    !(await isOpenAccount(db, row.personId))
  )
    throw noToken();
  return row;
}

export const noToken = (): AppError =>
  new AppError(
    'unauthenticated',
    'Send a token that is good: Authorization: Bearer …. This one is missing, has ended, was revoked or never was.',
  );
