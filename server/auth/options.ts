import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { runtime } from '@/server/platform/runtime';
import { SESSION_HOURS } from './session';

interface IncomingHeaders {
  headers?: Record<string, string | string[] | undefined>;
}

function origin(request: IncomingHeaders): { address: string; userAgent: string } {
  const value = (name: string) => String(request.headers?.[name] ?? '');
  // Set by our own server for every request; a client's copy is overwritten there.
  return { address: value('x-casewright-address') || 'unknown', userAgent: value('user-agent') };
}

/**
 * next-auth carries the cookie and nothing else: credentials are checked by our own use-cases, and
 * the token holds a session id whose row is looked up on each request (v4 has no database sessions
 * for credentials).
 */
export function authOptions(): NextAuthOptions {
  const { authSecret, cookieName, publicUrl } = runtime();
  return {
    secret: authSecret,
    session: { strategy: 'jwt', maxAge: SESSION_HOURS * 3_600 },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    useSecureCookies: publicUrl.startsWith('https:'),
    cookies: {
      sessionToken: {
        name: cookieName,
        options: {
          httpOnly: true,
          sameSite: 'lax',
          path: '/',
          secure: publicUrl.startsWith('https:'),
        },
      },
    },
    providers: [
      Credentials({
        id: 'password',
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        async authorize(credentials, request) {
          if (!credentials) return null;
          const { email, password } = credentials;
          if (typeof email !== 'string' || typeof password !== 'string') return null;
          const result = await runtime().signInWithPassword({ email, password }, origin(request));
          return { id: result.personId, sid: result.sessionId };
        },
      }),
      Credentials({
        id: 'ticket',
        credentials: { ticket: { type: 'text' } },
        async authorize(credentials, request) {
          if (typeof credentials?.ticket !== 'string') return null;
          const result = await runtime().signInWithTicket(credentials.ticket, origin(request));
          return { id: result.personId, sid: result.sessionId };
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        const sid = user && 'sid' in user ? user.sid : token['sid'];
        return { sub: token.sub, sid } as typeof token;
      },
      session({ session }) {
        return { expires: session.expires } as typeof session;
      },
      redirect({ url, baseUrl }) {
        return url.startsWith('/') ? `${baseUrl}${url}` : baseUrl;
      },
    },
    events: {
      async signOut({ token }) {
        const sid = token?.['sid'];
        if (typeof sid === 'string') await runtime().endSession(sid);
      },
    },
  };
}
