import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { setMeta } from '@/core/argument/fieldEdits';
import { newId } from '@/core/argument/ids';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import type { CloseReason } from '@/core/collab/closeReasons';
import { decodeServerMessage, encodeClientMessage } from '@/core/collab/codec';
import {
  type ClientMessage,
  PROTOCOL_VERSION,
  SCHEMA_VERSION,
  type ServerMessage,
} from '@/core/collab/messages';
import { sessionCookie } from '@/server/auth/sessionCookie';
import { collaborationFor } from '@/server/collab/access';
import { attachCollaboration, COLLAB_PATH } from '@/server/collab/server';
import type { Dependencies } from '@/server/platform/dependencies';
import type { Attempt } from './attempt';
import type { Outcome } from './row';

export interface SocketCalls {
  /** Opens a socket for a case, says one thing on it, and hears what comes of it. */
  say(message: ClientMessage['type'], sessionId: string | null, caseId: string): Promise<Attempt>;
  close(): Promise<void>;
}

/** Collaboration sockets on a real port. */
export async function openSocketCalls(deps: Dependencies): Promise<SocketCalls> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const collaboration = attachCollaboration(server, collaborationFor(deps));
  const { port } = server.address() as AddressInfo;
  return {
    async say(message, sessionId, caseId) {
      const cookie = sessionId === null ? '' : await sessionCookie(deps, sessionId);
      const socket = new WebSocket(`ws://127.0.0.1:${port}${COLLAB_PATH}`, {
        headers: { cookie, origin: new URL(deps.env.publicUrl).origin },
      });
      const line = new Line(socket);
      try {
        return await SAYS[message](line, caseId);
      } finally {
        await line.end();
      }
    },
    async close() {
      await collaboration.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What is said, and what shows that it was done. Each waits for an answer that only the doing has. */
const SAYS: Record<ClientMessage['type'], (line: Line, caseId: string) => Promise<Attempt>> = {
  async hello(line, caseId) {
    await line.hello(caseId);
    return outcomeOf(await line.next('welcome'));
  },
  async open(line, caseId) {
    await line.hello(caseId);
    line.say(OPEN);
    return outcomeOf(await line.next('state'));
  },
  async close(line, caseId) {
    await line.hello(caseId);
    line.say(OPEN);
    line.say({ type: 'close', doc: STRUCTURE_DOCUMENT });
    line.say(OPEN);
    const first = outcomeOf(await line.next('state'));
    return first.outcome === 'ok' ? outcomeOf(await line.next('state')) : first;
  },
  async presence(line, caseId) {
    await line.hello(caseId);
    const presence = { nodeId: newId(), field: null, cursor: null, quiet: false };
    line.say({ type: 'presence', presence });
    line.say(OPEN);
    return outcomeOf(await line.next('state'));
  },
  async update(line, caseId) {
    await line.hello(caseId);
    const welcome = await line.next('welcome');
    if (welcome.type !== 'welcome') return outcomeOf(welcome);
    line.say(OPEN);
    const doc = new Y.Doc();
    for (let complete = false; !complete;) {
      const state = await line.next('state');
      if (state.type !== 'state') return outcomeOf(state);
      for (const update of state.updates) Y.applyUpdate(doc, update);
      complete = state.complete;
    }
    doc.clientID = welcome.clientId;
    const before = Y.encodeStateVector(doc);
    setMeta(doc, 'title', `Title ${newId()}`, null);
    const update = Y.encodeStateAsUpdate(doc, before);
    const entries = [{ doc: STRUCTURE_DOCUMENT, update }];
    line.say({ type: 'update', requestId: 1, entries });
    return outcomeOf(await line.next('ack'));
  },
};

const OPEN: ClientMessage = {
  type: 'open',
  doc: STRUCTURE_DOCUMENT,
  seq: 0,
  stateVector: new Uint8Array(),
};

const ENDED: Partial<Record<CloseReason, Outcome>> = {
  'session-ended': 'unauthenticated',
  'not-found': 'not-found',
  'access-removed': 'not-found',
};

function outcomeOf(message: ServerMessage): Attempt {
  if (message.type === 'bye')
    return {
      outcome: ENDED[message.code] ?? 'failed',
      message: `${message.code}: ${message.sentence}`,
      shown: '',
    };
  if (message.type === 'refuse')
    return {
      outcome: message.code === 'read-only' ? 'forbidden' : 'failed',
      message: `${message.code}: ${message.sentence}`,
      shown: '',
    };
  return { outcome: 'ok', message: '', shown: '' };
}

/** One socket, with what it heard and nobody has asked for yet. */
class Line {
  private readonly heard: ServerMessage[] = [];
  private listener: (() => void) | null = null;
  private readonly opened: Promise<void>;
  private readonly closed: Promise<void>;
  private isClosed = false;

  constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      this.heard.push(decodeServerMessage(new Uint8Array(data)));
      this.listener?.();
    });
    this.opened = new Promise((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    this.closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.isClosed = true;
        this.listener?.();
        resolve();
      });
    });
  }

  async hello(caseId: string): Promise<void> {
    await this.opened;
    this.say({
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      schema: SCHEMA_VERSION,
      caseId,
      deviceId: newId(),
      pageId: newId(),
      line: 1,
      clientId: 0,
    });
  }

  say(message: ClientMessage): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(encodeClientMessage(message));
  }

  /** The next message of this kind, or the refusal that came instead. */
  async next(type: ServerMessage['type']): Promise<ServerMessage> {
    for (;;) {
      const message = this.heard.shift();
      if (message === undefined) {
        if (this.isClosed) throw new Error(`The socket closed without ${type}.`);
        await new Promise<void>((resolve) => (this.listener = resolve));
      } else if (message.type === type || message.type === 'bye' || message.type === 'refuse') {
        return message;
      }
    }
  }

  async end(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}
