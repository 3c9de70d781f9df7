import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { CaseConnection } from '@/components/collab/CaseConnection';
import type { OpenSocket } from '@/components/collab/socket';
import { newId } from '@/core/argument/ids';
import type { Mode } from '@/core/collab/messages';
import { openBus } from '@/server/platform/bus';
import type { Database } from '@/server/platform/database';
import { createLogger } from '@/server/platform/logger';
import { attachCollaboration, COLLAB_PATH } from '@/server/collab/server';

export interface CollabTestServer {
  port: number;
  /** What people may do; changed by tests. Everybody may write unless named here. */
  access: Map<string, Mode | null>;
  /** Sessions that were ended. */
  ended: Set<string>;
  close(): Promise<void>;
}

/**
 * A real collaboration server on a port of its own. The cookie `person=<id>` stands for a session;
 * nothing else is replaced.
 */
export async function startCollabServer(
  database: Database,
  port = 0,
  level = 'silent',
): Promise<CollabTestServer> {
  const log = createLogger(level);
  const bus = await openBus(database.url, database.pool, log);
  const http = createServer();
  const access = new Map<string, Mode | null>();
  const ended = new Set<string>();
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  const { port: taken } = http.address() as AddressInfo;
  const collaboration = attachCollaboration(http, {
    database,
    bus,
    log,
    publicUrl: `http://localhost:${taken}`,
    async authenticate(cookie) {
      const personId = /person=([\w-]+)/.exec(cookie ?? '')?.[1];
      if (!personId || ended.has(`session-${personId}`)) return null;
      return { personId, sessionId: `session-${personId}`, name: `Name of ${personId}` };
    },
    sessionStands: async (sessionId) => !ended.has(sessionId),
    authorise: async (_caseId, personId) => access.get(personId) ?? (access.has(personId) ? null : 'read-write'),
  });
  return {
    port: taken,
    access,
    ended,
    async close() {
      await collaboration.close();
      await bus.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** A case without documents, in an organisation of its own. */
export async function createCase(database: Database): Promise<string> {
  const id = newId();
  await database.pool.query(
    `INSERT INTO organisation (id, slug, name, kind) VALUES ($1, $1, 'Test', 'lab')`,
    [id],
  );
  await database.pool.query(
    `INSERT INTO safety_case (id, org_id, slug, title, kind, created_by)
     VALUES ($1, $1, $1, 'Test', 'base', 'nobody')`,
    [id],
  );
  return id;
}

export function openTestSocket(port: number, cookie: string): OpenSocket {
  return (events) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${COLLAB_PATH}`, {
      headers: { cookie, origin: `http://localhost:${port}` },
      perMessageDeflate: false,
    });
    socket.on('open', () => events.opened());
    socket.on('message', (data: Buffer) => events.received(new Uint8Array(data)));
    socket.on('error', () => undefined);
    socket.on('close', (status: number) => events.closed(status));
    return { send: (message) => socket.send(message), close: () => socket.close() };
  };
}

/** A page of a person, as the browser would run it. */
export function openPage(port: number, personId: string, caseId: string): CaseConnection {
  const connection = new CaseConnection({
    caseId,
    deviceId: `device-${personId}`,
    openSocket: openTestSocket(port, `person=${personId}`),
  });
  connection.start();
  return connection;
}

/** Waits for a condition that something asynchronous brings about. */
export async function until(condition: () => boolean | Promise<boolean>, within = 10_000): Promise<void> {
  const deadline = Date.now() + within;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not within ${within} ms: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
