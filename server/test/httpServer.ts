import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sessionCookie } from '@/server/auth/sessionCookie';
import { createApiHandler } from '@/server/http/routes';
import type { TestPerson, World } from './world';

export interface TestServer {
  url: string;
  /** Asks as a person, or as a visitor. */
  fetch(person: TestPerson | null, path: string, init?: RequestInit): Promise<Response>;
  /** Headers of a person's browser, for what `fetch` can't do. */
  headers(person: TestPerson): Promise<Record<string, string>>;
  close(): Promise<void>;
}

/** The world's plain HTTP routes and data calls on a real port. */
export async function serveWorld(world: World): Promise<TestServer> {
  const handler = createApiHandler(world.deps);
  const server = createServer((request, response) => {
    handler(request, response).then(
      (answered) => {
        if (!answered) response.writeHead(404).end();
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const headers = async (person: TestPerson): Promise<Record<string, string>> => ({
    cookie: await sessionCookie(world.deps, await world.sessionOf(person)),
    origin: new URL(world.deps.env.publicUrl).origin,
  });
  return {
    url,
    headers,
    async fetch(person, path, init = {}) {
      const sent = new Headers(init.headers);
      const own = person ? await headers(person) : {};
      for (const [name, value] of Object.entries(own)) if (!sent.has(name)) sent.set(name, value);
      return fetch(`${url}${path}`, { ...init, headers: sent });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
