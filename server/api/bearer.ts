import type { IncomingMessage, ServerResponse } from 'node:http';
import { holderOf, noToken } from '@/server/monitors/tokens';
import { TOKEN_SCOPES, type TokenScope } from '@/server/monitors/tokenScopes';
import { notFound } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';

/**
 * In whose name a machine asks about a case. A token of another case is told what a stranger is told:
 * that there is no such case.
 *
 * @throws AppError unauthenticated, not-found, rate-limited
 */
export async function bearerOn(
  context: RequestContext,
  request: IncomingMessage,
  response: ServerResponse,
  caseId: string,
  scope: TokenScope,
): Promise<Awaited<ReturnType<typeof holderOf>>> {
  await context.limiter.spend('bearer', context.address);
  // RFC 6750, 3; taken back below once the token is known to be good.
  response.setHeader('www-authenticate', 'Bearer realm="casewright"');
  const [, token] = /^Bearer ([\w-]{20,200})$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) throw noToken();
  const holder = await holderOf(context, token, scope);
  response.removeHeader('www-authenticate');
  await context.limiter.spend(TOKEN_SCOPES[scope].budget, `token:${holder.tokenId}`);
  if (holder.caseId !== caseId) throw notFound('The case');
  return holder;
}
