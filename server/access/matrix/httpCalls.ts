import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sessionCookie } from '@/server/auth/sessionCookie';
import { requestContext } from '@/server/http/context';
import { createApiHandler, type Route } from '@/server/http/routes';
import { type Db } from '@/server/platform/database';
import type { Dependencies } from '@/server/platform/dependencies';
import { type Attempt, readAnswer } from './attempt';
import type { HttpInput } from './requests';

export interface HttpCalls {
  /** Asks as the holder of a session, with everything it does inside the transaction. */
  ask(db: Db, sessionId: string | null, method: string, input: HttpInput): Promise<Attempt>;
  close(): Promise<void>;
}

/** The plain HTTP routes on a real port. */
export async function openHttpCalls(deps: Dependencies): Promise<HttpCalls> {
  let db: Db = deps.database.prisma;
  const handler = createApiHandler(deps, async (given, request) => ({
    ...(await requestContext(given, request)),
    db,
  }));
  const server = createServer((request, response) => {
    handler(request, response).then(
      (answered) => {
        if (!answered) response.writeHead(404).end();
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { origin } = new URL(deps.env.publicUrl);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    async ask(within, sessionId, method, { path, body, headers: given }) {
      db = within;
      const headers: Record<string, string> = { origin, ...given };
      if (sessionId !== null) headers['cookie'] = await sessionCookie(deps, sessionId);
      const init: RequestInit = { method, headers };
      if (body) init.body = new Uint8Array(body);
      else if (method === 'POST') headers['content-type'] = 'application/json';
      return readAnswer(await fetch(`${url}${path}`, init));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** `PUT /api/evidence/{versionId}/bytes`: how the table calls a route. */
export function routeName({ method, path }: Pick<Route, 'method' | 'path'>): string {
  const readable = path.source
    .replaceAll('\\', '')
    .replaceAll(/\(\?<(\w+)>[^)]*\)/g, '{$1}')
    .replaceAll(/[\^$]/g, '');
  return `${method} ${readable}`;
}
