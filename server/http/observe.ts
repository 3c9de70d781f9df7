import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '@/server/platform/logger';
import { httpSeconds } from '@/server/platform/measures';
import { traced } from '@/server/platform/trace';

/** Carries the id of a request to whoever answers it. Set here, whatever the client sent. */
export const REQUEST_ID_HEADER = 'x-casewright-request';

/** What requests are about, by the first part of their path. Paths themselves may hold tokens. */
const AREAS: readonly [start: string, area: string][] = [
  ['/api/trpc/', 'calls'],
  ['/api/v1/', 'machines'],
  ['/api/evidence/', 'evidence'],
  ['/api/health', 'health'],
  ['/api/metrics', 'metrics'],
  ['/api/auth/', 'sign-in'],
  ['/log/', 'log'],
  ['/r/', 'publications'],
  ['/_next/', 'assets'],
];

export function areaOf(url: string | undefined): string {
  return AREAS.find(([start]) => url?.startsWith(start))?.[1] ?? 'pages';
}

/** Methods beyond these are somebody trying things out; each would be a figure of its own. */
const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'];

/**
 * Answers a request under an id of its own, which the answer bears and every log line about it; counts
 * and times it.
 */
export async function observed(
  log: Logger,
  request: IncomingMessage,
  response: ServerResponse,
  answer: () => Promise<void>,
): Promise<void> {
  const requestId = randomUUID();
  request.headers[REQUEST_ID_HEADER] = requestId;
  response.setHeader('x-request-id', requestId);
  const area = areaOf(request.url);
  const method = METHODS.includes(request.method ?? '') ? (request.method ?? '') : 'other';
  const started = performance.now();
  const ended = new Promise<void>((resolve) => {
    response.once('close', () => {
      const ms = performance.now() - started;
      // An answer that nobody waited for has no status of ours: 499, as proxies say it.
      const status = response.writableFinished ? response.statusCode : 499;
      httpSeconds.observe({ area, method, status: `${Math.floor(status / 100)}xx` }, ms / 1_000);
      const facts = { requestId, area, method, status, ms: Math.round(ms) };
      if (status >= 500) log.warn(facts, 'request');
      else log.debug(facts, 'request');
      resolve();
    });
  });
  await traced(
    `${method} ${area}`,
    { 'http.request.method': method, 'casewright.area': area, 'casewright.request': requestId },
    async () => {
      await answer();
      await ended;
    },
    {
      from: request.headers,
      finish: () => ({ 'http.response.status_code': response.statusCode }),
    },
  );
}
