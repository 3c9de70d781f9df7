import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import { CaseConnection } from '@/components/collab/CaseConnection';
import type { OpenSocket } from '@/components/collab/socket';
import * as Y from 'yjs';
import { newId } from '@/core/argument/ids';
import { rootMap, STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { decodeServerMessage, encodeClientMessage } from '@/core/collab/codec';
import {
  PROTOCOL_VERSION,
  SCHEMA_VERSION,
  type ClientMessage,
  type Mode,
  type ServerMessage,
} from '@/core/collab/messages';
import { appendServerUpdate, loadDocuments } from '@/server/collab/store';
import { openBus } from '@/server/platform/bus';
import { inTransaction, type Database } from '@/server/platform/database';
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
    authorise: async (_caseId, personId) =>
      access.get(personId) ?? (access.has(personId) ? null : 'read-write'),
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

/** A case whose decision is an empty text to type in. */
export async function createTypingCase(database: Database): Promise<string> {
  const caseId = await createCase(database);
  const doc = new Y.Doc();
  rootMap(doc, 'facts').set('decision', new Y.Text());
  await inTransaction(database.prisma, (tx) =>
    appendServerUpdate(tx, {
      caseId,
      personId: 'seeder',
      sessionId: 's',
      cause: 'seed',
      entries: [{ doc: STRUCTURE_DOCUMENT, update: Y.encodeStateAsUpdate(doc) }],
    }),
  );
  return caseId;
}

/** The text of a {@link createTypingCase}. */
export function decisionOf(doc: Y.Doc): Y.Text {
  const text = rootMap(doc, 'facts').get('decision');
  if (!(text instanceof Y.Text)) throw new Error('There is no decision.');
  return text;
}

/** The decision as the log has it. */
export async function storedDecision(database: Database, caseId: string): Promise<string> {
  const { structure } = await inTransaction(database.prisma, (tx) => loadDocuments(tx, caseId));
  return decisionOf(structure).toJSON();
}

/** A socket that says whatever a test wants. */
export class RawSocket {
  readonly received: ServerMessage[] = [];
  closed: number | null = null;
  /** Status of a refused upgrade. */
  turnedAway: number | null = null;
  readonly socket: WebSocket;

  constructor(port: number, person: string | null, origin?: string) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}${COLLAB_PATH}`, {
      headers: {
        ...(person === null ? {} : { cookie: `person=${person}` }),
        origin: origin ?? `http://localhost:${port}`,
      },
    });
    this.socket.on('message', (data: Buffer) => this.received.push(decodeServerMessage(data)));
    this.socket.on('close', (status: number) => {
      this.closed = status;
    });
    this.socket.on('unexpected-response', (_request, response) => {
      this.turnedAway = response.statusCode ?? 0;
      this.socket.terminate();
    });
    this.socket.on('error', () => undefined);
  }

  send(message: ClientMessage | Uint8Array): void {
    this.socket.send(message instanceof Uint8Array ? message : encodeClientMessage(message));
  }

  find<T extends ServerMessage['type']>(type: T): Extract<ServerMessage, { type: T }> | undefined {
    return this.received.find(
      (message): message is Extract<ServerMessage, { type: T }> => message.type === type,
    );
  }

  async opened(): Promise<this> {
    await until(() => this.socket.readyState === WebSocket.OPEN || this.isOver());
    return this;
  }

  isOver(): boolean {
    return this.closed !== null || this.turnedAway !== null;
  }

  /** Says hello and opens the structure document; waits for both answers or the end. */
  async enter(
    caseId: string,
    claim: { clientId?: number; deviceId?: string; pageId?: string; line?: number } = {},
  ): Promise<this> {
    await this.opened();
    this.send({
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      schema: SCHEMA_VERSION,
      caseId,
      deviceId: claim.deviceId ?? 'device',
      pageId: claim.pageId ?? newId(),
      line: claim.line ?? 1,
      clientId: claim.clientId ?? 0,
    });
    this.send({ type: 'open', doc: STRUCTURE_DOCUMENT, seq: 0, stateVector: new Uint8Array() });
    const isHere = (message: ServerMessage): boolean =>
      message.type === 'state' && message.complete;
    await until(() => this.received.some(isHere) || this.isOver());
    return this;
  }

  /** The document as the server sent it, under the id that it gave out. */
  page(): Y.Doc {
    const doc = new Y.Doc({ gc: false });
    doc.clientID = this.find('welcome')?.clientId ?? 0;
    for (const message of this.received) {
      if (message.type === 'state')
        for (const update of message.updates) Y.applyUpdate(doc, update);
    }
    return doc;
  }
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
export async function until(
  condition: () => boolean | Promise<boolean>,
  within = 10_000,
): Promise<void> {
  const deadline = Date.now() + within;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not within ${within} ms: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
