import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, wordsFor } from '@/server/platform/errors';
import type { Logger } from '@/server/platform/logger';
import { asUnavailable } from '@/server/platform/unavailable';

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.byteLength,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(bytes);
}

/** The one place that turns a failure into words for clients of plain HTTP routes. */
export function sendError(
  response: ServerResponse,
  error: unknown,
  requestId: string,
  log: Logger,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (!(error instanceof AppError)) log.error({ err: error, requestId }, 'request failed');
  const told = error instanceof AppError ? error : asUnavailable(error);
  if (told) {
    sendJson(response, told.status, {
      error: { code: told.code, message: wordsFor(told), path: told.path ?? null, requestId },
    });
    return;
  }
  sendJson(response, 500, {
    error: {
      code: 'failed',
      message: 'Something failed on our side, and nothing was changed.',
      path: null,
      requestId,
    },
  });
}

/**
 * Refuses state-changing requests that another site's page could have sent: a browser names the
 * page's origin, and it must be ours.
 *
 * @throws AppError forbidden
 */
export function assertSameOrigin(request: IncomingMessage, publicUrl: string): void {
  const { origin } = request.headers;
  if (origin !== undefined && origin !== new URL(publicUrl).origin)
    throw new AppError('forbidden', 'This request came from another site.');
  if (origin === undefined && request.headers['sec-fetch-site'] === 'cross-site')
    throw new AppError('forbidden', 'This request came from another site.');
}
