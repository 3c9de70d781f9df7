import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import type { Dependencies } from '@/server/platform/dependencies';
import type { RequestContext } from '@/server/platform/requestContext';
import { notFound } from '@/server/platform/errors';
import { API_ROUTES } from '@/server/api/routes';
import { CASE_ROUTES } from '@/server/cases/routes';
import { EVIDENCE_ROUTES } from '@/server/evidence/routes';
import { MAIL_ROUTES } from '@/server/mail/routes';
import { PUBLICATION_ROUTES } from '@/server/publication/routes';
import { LOG_ROUTES } from '@/server/translog/routes';
import { appRouter } from '@/server/trpc/root';
import { health, type HealthReport } from './health';
import { metrics } from './metrics';
import { requestContext } from './context';
import { assertSameOrigin, sendError, sendJson } from './respond';

/** A plain HTTP route of a feature: files, the log, bundles. Returns after it answered. */
export interface Route {
  method: 'GET' | 'PUT' | 'POST';
  /** Matched against the path; groups are handed over. */
  path: RegExp;
  /**
   * Answers a POST from any origin. Only where no session counts: the request itself must hold all
   * the right that it uses.
   */
  anyOrigin?: true;
  /**
   * For machines, which send a token in the `Authorization` header and no origin. No cookie counts
   * there, so that a page of another site has nothing to act with: it can't make a browser add the
   * header, and what a browser adds by itself is not looked at.
   */
  bearer?: true;
  handle(
    context: RequestContext,
    request: IncomingMessage,
    response: ServerResponse,
    groups: Record<string, string>,
  ): Promise<void>;
}

/** A route of every feature that has one. Listed here so that the access matrix can see them all. */
export const ROUTES: Route[] = [
  ...API_ROUTES,
  ...CASE_ROUTES,
  ...EVIDENCE_ROUTES,
  ...LOG_ROUTES,
  ...MAIL_ROUTES,
  ...PUBLICATION_ROUTES,
];

/** Batches carry at most this many calls, and bodies at most this many bytes. */
const MAX_BATCH = 20;
const MAX_BODY = 2_000_000;

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** What is answered besides {@link ROUTES}; where it ends in a slash, with everything below. */
export const OWN_PATHS = ['/api/health', '/api/metrics', '/api/trpc/'] as const;

function ownPath(pathname: string): (typeof OWN_PATHS)[number] | undefined {
  return OWN_PATHS.find((own) => (own.endsWith('/') ? pathname.startsWith(own) : pathname === own));
}

/**
 * Answers what needs no page: data calls, files, health. False: the page framework answers.
 *
 * @param contextOf who asks and where it acts; tests act inside a transaction of their own
 */
export function createApiHandler(
  deps: Dependencies,
  contextOf: typeof requestContext = requestContext,
): Handler {
  const trpc = createHTTPHandler({
    router: appRouter,
    basePath: '/api/trpc/',
    createContext: ({ req }) => contextOf(deps, req),
    allowBatching: true,
    maxBodySize: MAX_BODY,
  });
  // Whoever asks meanwhile gets the same answer: the checks write, and anybody may ask.
  let checking: Promise<HealthReport> | null = null;
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const method = request.method ?? 'GET';
    switch (ownPath(url.pathname)) {
      case '/api/health': {
        const report = await (checking ??= health(deps).finally(() => (checking = null)));
        sendJson(response, report.status === 'ok' ? 200 : 503, report);
        return true;
      }
      case '/api/metrics': {
        const answer = await metrics(request);
        if (!answer) {
          sendJson(response, 404, { error: { code: 'not-found', message: 'Nothing is here.' } });
          return true;
        }
        response.writeHead(200, { 'content-type': answer.type, 'cache-control': 'no-store' });
        response.end(answer.body);
        return true;
      }
      case '/api/trpc/': {
        if (method !== 'GET') assertSameOrigin(request, deps.env.publicUrl);
        const calls = url.pathname.split(',').length;
        if (calls > MAX_BATCH) {
          const error = { message: `At most ${MAX_BATCH} calls in one batch.` };
          sendJson(response, 413, { error });
          return true;
        }
        response.setHeader('cache-control', 'no-store');
        trpc(request, response);
        return true;
      }
      case undefined:
    }
    for (const route of ROUTES) {
      const match = route.method === method ? route.path.exec(url.pathname) : null;
      if (!match) continue;
      const asked = await contextOf(deps, request);
      const context = route.bearer ? { ...asked, session: null } : asked;
      try {
        const fromAnywhere = route.bearer ?? route.anyOrigin ?? false;
        if (method !== 'GET' && !fromAnywhere) assertSameOrigin(request, deps.env.publicUrl);
        await route.handle(context, request, response, { ...match.groups });
      } catch (error) {
        sendError(response, error, context.requestId, deps.log);
      }
      return true;
    }
    // Machines are answered in JSON, whatever they ask for.
    if (url.pathname.startsWith('/api/v1/')) {
      sendError(response, notFound('The address'), randomUUID(), deps.log);
      return true;
    }
    return false;
  };
}
