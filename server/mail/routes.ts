import type { IncomingMessage, ServerResponse } from 'node:http';
import { KIND_WORDS } from '@/core/inbox/words';
import { readSmallBody } from '@/server/http/body';
import type { Route } from '@/server/http/routes';
import type { RequestContext } from '@/server/platform/requestContext';
import { chooseByLink } from './preferences';
import { TEXT } from './text';

/** A mail server sends one word (RFC 8058); a browser, one field. */
const LONGEST_BODY = 4_096;

/**
 * Unsubscribing from a message, and the way back. A POST does it at once: mail servers send one
 * without asking anybody. The page at the same address asks first.
 *
 * Any origin may send it: mail servers name none, the page keeps its address from being passed on
 * and so names none either, and no cookie counts here, so that a foreign page gains nothing by it.
 */
export const MAIL_ROUTES: Route[] = [
  {
    method: 'POST',
    path: /^\/unsubscribe\/(?<token>[\w.-]{1,2000})$/,
    anyOrigin: true,
    handle: (context, request, response, { token = '' }) =>
      answer(context, request, response, { token, off: true }),
  },
  {
    method: 'POST',
    path: /^\/unsubscribe\/(?<token>[\w.-]{1,2000})\/undo$/,
    anyOrigin: true,
    handle: (context, request, response, { token = '' }) =>
      answer(context, request, response, { token, off: false }),
  },
];

async function answer(
  context: RequestContext,
  request: IncomingMessage,
  response: ServerResponse,
  choice: { token: string; off: boolean },
): Promise<void> {
  const body = await readSmallBody(request, LONGEST_BODY);
  const kinds = await chooseByLink(context, choice);
  const fromPage = new URLSearchParams(body.toString()).get('from') === 'page';
  if (fromPage) {
    response.writeHead(303, {
      location: `/unsubscribe/${choice.token}`,
      'cache-control': 'no-store',
    });
    response.end();
    return;
  }
  // Mail servers follow no redirection (RFC 8058, section 3.1).
  const words = TEXT.done(kinds.map((kind) => KIND_WORDS[kind].reason).join(', '), choice.off);
  response.writeHead(200, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(words);
}
