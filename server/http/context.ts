import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { resolveSession } from '@/server/auth/session';
import type { Dependencies } from '@/server/platform/dependencies';
import type { RequestContext } from '@/server/platform/requestContext';
import { REQUEST_ID_HEADER } from './observe';

/** Network address of the client; a proxy's word counts only where the operator says so. */
export function clientAddress(deps: Pick<Dependencies, 'env'>, request: IncomingMessage): string {
  const forwarded = request.headers['x-forwarded-for'];
  if (deps.env.trustProxy && typeof forwarded === 'string')
    return forwarded.split(',').at(-1)?.trim() ?? 'unknown';
  return request.socket.remoteAddress ?? 'unknown';
}

export async function requestContext(
  deps: Dependencies,
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
): Promise<RequestContext> {
  return {
    ...deps,
    db: deps.database.prisma,
    session: await resolveSession(deps, request.headers.cookie),
    requestId: String(request.headers[REQUEST_ID_HEADER] ?? randomUUID()),
    address: clientAddress(deps, request as IncomingMessage),
    userAgent: String(request.headers['user-agent'] ?? ''),
  };
}

/** The context of a page being rendered in this process, from its headers. */
export async function pageContext(deps: Dependencies, headers: Headers): Promise<RequestContext> {
  return {
    ...deps,
    db: deps.database.prisma,
    session: await resolveSession(deps, headers.get('cookie') ?? undefined),
    requestId: headers.get(REQUEST_ID_HEADER) ?? randomUUID(),
    address: headers.get('x-casewright-address') ?? 'unknown',
    userAgent: headers.get('user-agent') ?? '',
  };
}
