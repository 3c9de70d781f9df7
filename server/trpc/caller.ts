import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { runtime } from '@/server/platform/runtime';
import type { SessionInfo } from '@/server/platform/requestContext';
import type { AppCaller } from './root';

/** For pages: calls procedures directly, as the person whose request is being rendered. */
export async function serverCaller(): Promise<AppCaller> {
  return runtime().caller(await headers());
}

/** For pages: who is asking. */
export async function pageSession(): Promise<SessionInfo | null> {
  return runtime().session(await headers());
}

/** For pages behind sign-in: who is asking; visitors are sent to sign in and come back to `path`. */
export async function signedIn(path: string): Promise<SessionInfo> {
  const session = await pageSession();
  if (!session) redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  return session;
}

/** What a page shows in place of data that the person may not have: the sentence of the rule. */
export interface Refused {
  refused: string;
}

const EXPLAINED = new Set(['FORBIDDEN', 'PRECONDITION_FAILED', 'CONFLICT', 'TOO_MANY_REQUESTS']);

/**
 * Waits for a procedure's answer. What does not exist, or is hidden, becomes the not-found page; a
 * refusal that may be explained comes back as its sentence;
 * anything else goes to the error page.
 */
export async function explained<T>(call: Promise<T>): Promise<{ data: T } | Refused> {
  try {
    return { data: await call };
  } catch (error) {
    const { code, message } = transportError(error);
    if (code === 'NOT_FOUND') notFound();
    if (EXPLAINED.has(code)) return { refused: message };
    throw error;
  }
}

/** {@link explained} where every refusal looks as if there were nothing. */
export async function found<T>(call: Promise<T>): Promise<T> {
  const answer = await explained(call);
  if ('refused' in answer) notFound();
  return answer.data;
}

/** Errors cross from the server's modules into the pages' bundle: their class is another there. */
function transportError(error: unknown): { code: string; message: string } {
  const known = error instanceof Error && 'code' in error ? error.code : '';
  return { code: String(known), message: error instanceof Error ? error.message : '' };
}
