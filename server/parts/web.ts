import type { Server } from 'node:http';
import next from 'next';
import { resolveSession, sessionCookieName } from '@/server/auth/session';
import { signInWithPassword, signInWithTicket } from '@/server/auth/signIn';
import { prepareExample } from '@/server/example/start';
import { clientAddress, pageContext } from '@/server/http/context';
import { createApiHandler } from '@/server/http/routes';
import { signOut } from '@/server/people/sessions';
import { setupLink } from '@/server/people/setup';
import type { Dependencies } from '@/server/platform/dependencies';
import { provideRuntime } from '@/server/platform/runtime';
import type { Shutdown } from '@/server/platform/shutdown';
import { createCaller } from '@/server/trpc/root';
import type { Answer } from './machines';

/** Pages and data calls. @returns what to say at the start, too */
export async function startWeb(
  deps: Dependencies,
  http: Server,
  shutdown: Shutdown,
): Promise<{ answer: Answer; said: string[] }> {
  const { env } = deps;
  provideRuntime({
    publicUrl: env.publicUrl,
    authSecret: deps.secrets.authSecret,
    cookieName: sessionCookieName(env.publicUrl),
    caller: async (headers) => createCaller(await pageContext(deps, headers)),
    session: (headers) => resolveSession(deps, headers.get('cookie') ?? undefined),
    signInWithPassword: (input, from) => signInWithPassword(deps, input, from),
    signInWithTicket: (ticket, from) => signInWithTicket(deps, ticket, from),
    endSession: (sessionId) => signOut(deps, sessionId),
  });
  const app = next({ dev: env.nodeEnv === 'development', dir: process.cwd(), httpServer: http });
  // The story of the worked example and the pages are ready at about the same time.
  const [example] = await Promise.all([prepareExample(deps), app.prepare()]);
  shutdown.add('pages', () => app.close());
  const pages = app.getRequestHandler();
  const api = createApiHandler(deps);
  const { hostname } = new URL(env.publicUrl);
  const link = await setupLink(deps);
  return {
    async answer(request, response) {
      // Passkeys need a name: http://127.0.0.1 is refused by browsers, http://localhost is not.
      if (hostname === 'localhost' && request.headers.host?.startsWith('127.0.0.1')) {
        response.writeHead(307, { location: `${env.publicUrl}${request.url ?? '/'}` });
        response.end();
        return;
      }
      if (await api(request, response)) return;
      request.headers['x-casewright-address'] = clientAddress(deps, request);
      await pages(request, response);
    },
    said: [...(link ? [`Set up the first administrator (once): ${link}`] : []), ...example],
  };
}
