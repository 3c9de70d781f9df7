/**
 * Why the server ends a collaboration socket. The number goes into the WebSocket close frame, the
 * name and the sentence into the `bye` message before it.
 *
 * `next` says what the client does next: `retry` with backoff and everything unsent kept, `reload`
 * because this page is too old, or `stop` because trying again would change nothing.
 */
export const CLOSE_REASONS = {
  'bad-message': {
    status: 4400,
    next: 'stop',
    sentence: 'This page sent something the server does not understand. Reload it.',
  },
  'session-ended': {
    status: 4401,
    next: 'stop',
    sentence: 'You are signed out. Sign in to go on.',
  },
  'access-removed': {
    status: 4403,
    next: 'stop',
    sentence: 'You no longer have access to this case.',
  },
  'not-found': {
    status: 4404,
    next: 'stop',
    sentence: 'The case does not exist, or you have no access to it.',
  },
  superseded: {
    status: 4409,
    next: 'stop',
    sentence: 'This page connected again from elsewhere.',
  },
  'update-rejected': {
    status: 4422,
    next: 'stop',
    sentence: 'The server refused a change of yours. What you wrote is kept on this page.',
  },
  'schema-too-old': {
    status: 4426,
    next: 'reload',
    sentence: 'Casewright was updated. Reload the page to go on.',
  },
  'case-rebuilt': {
    status: 4427,
    next: 'reload',
    sentence: 'The server read this case anew from its log. Reload the page to go on.',
  },
  'too-many': {
    status: 4429,
    next: 'retry',
    sentence: 'Too many connections or messages. Trying again shortly.',
  },
  unhealthy: {
    status: 4500,
    next: 'retry',
    sentence: 'Not saved: the database does not answer. Your changes stay on this page.',
  },
  'server-stopping': {
    status: 4503,
    next: 'retry',
    sentence: 'The server is restarting. Your changes stay on this page.',
  },
  'too-slow': {
    status: 4508,
    next: 'retry',
    sentence: 'This connection is too slow for what happens in the case. Connecting again.',
  },
} as const satisfies Record<
  string,
  { status: number; next: 'stop' | 'reload' | 'retry'; sentence: string }
>;

export type CloseReason = keyof typeof CLOSE_REASONS;

/** The reason behind a close frame; null for the network's own codes (1006 and its like). */
export function closeReasonOf(status: number): CloseReason | null {
  for (const [name, reason] of Object.entries(CLOSE_REASONS)) {
    if (reason.status === status && isCloseReason(name)) return name;
  }
  return null;
}

export function isCloseReason(name: string): name is CloseReason {
  return Object.hasOwn(CLOSE_REASONS, name);
}
