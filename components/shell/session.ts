'use client';

import { signIn, signOut } from 'next-auth/react';
import { ownPath } from './ownPath';

/** The one component that knows next-auth: it sets and clears the cookie, nothing more. */

export type SignInResult = { ok: true } | { ok: false; words: string };

const NO_ANSWER = 'The server does not answer. Check the connection and try again.';

async function signInWith(
  provider: 'password' | 'ticket',
  credentials: Record<string, string>,
): Promise<SignInResult> {
  const result = await signIn(provider, { ...credentials, redirect: false }).catch(() => null);
  if (!result) return { ok: false, words: NO_ANSWER };
  if (result.ok && !result.error) return { ok: true };
  // The use-case's own sentence; next-auth's codes are never shown.
  const words = result.error ?? NO_ANSWER;
  return { ok: false, words: /\s/.test(words) ? words : NO_ANSWER };
}

export function signInByPassword(email: string, password: string): Promise<SignInResult> {
  return signInWith('password', { email, password });
}

/** Ends a ceremony that the server verified: passkey, set-up, invitation. */
export function signInByTicket(ticket: string): Promise<SignInResult> {
  return signInWith('ticket', { ticket });
}

/** Ends the session and leaves everything that was loaded behind. */
export async function signOutHere(): Promise<void> {
  await signOut({ redirect: false });
  location.assign('/sign-in');
}

/** Goes on as the person who just signed in: a whole load, so that nothing of before stays. */
export function goOn(to: string): void {
  location.assign(ownPath(to));
}
