import type { SessionInfo } from './requestContext';
import type { AppCaller } from '@/server/trpc/root';
import type { SignedIn } from '@/server/auth/signIn';

/**
 * What pages may ask of the server they run in. Next bundles pages separately, so they reach the
 * one running server through this handle instead of importing (and duplicating) its modules.
 */
export interface Runtime {
  publicUrl: string;
  authSecret: string;
  cookieName: string;
  caller(headers: Headers): Promise<AppCaller>;
  session(headers: Headers): Promise<SessionInfo | null>;
  signInWithPassword(
    input: { email: string; password: string },
    from: { address: string; userAgent: string },
  ): Promise<SignedIn>;
  signInWithTicket(ticket: string, from: { address: string; userAgent: string }): Promise<SignedIn>;
  endSession(sessionId: string): Promise<void>;
}

const KEY = Symbol.for('casewright.runtime');

export function provideRuntime(runtime: Runtime): void {
  Object.assign(globalThis, { [KEY]: runtime });
}

/** @throws when pages are rendered outside the server, which is a mistake of ours. */
export function runtime(): Runtime {
  const found = (globalThis as { [KEY]?: Runtime })[KEY];
  if (!found) throw new Error('Pages are served by server/main.ts, not by next start.');
  return found;
}
