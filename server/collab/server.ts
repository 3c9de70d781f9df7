import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { CLOSE_REASONS } from '@/core/collab/closeReasons';
import { encodeServerMessage } from '@/core/collab/codec';
import type { Database } from '@/server/platform/database';
import { watch } from '@/server/platform/measures';
import { FramedSocket } from './framedSocket';
import { Hub, type HubDependencies } from './hub';
import { COLLAB_LIMITS } from './limits';
import { postgresLogClient } from './logClient';
import { isOwnOrigin } from './origin';
import { poolQuery } from './query';

export const COLLAB_PATH = '/collab';

export interface CollaborationDependencies extends Omit<
  HubDependencies,
  'query' | 'openLogClient' | 'drawClientId' | 'compactAfter'
> {
  database: Database;
  publicUrl: string;
}

export interface Collaboration {
  /** Commits what arrived, tells every page that the server stops, and ends. */
  close(): Promise<void>;
}

/** Serves collaboration sockets at {@link COLLAB_PATH} of an HTTP server. */
export function attachCollaboration(
  server: Server,
  deps: CollaborationDependencies,
): Collaboration {
  const { log: logger } = deps;
  const hub = new Hub({
    ...deps,
    query: poolQuery(deps.database.pool),
    openLogClient: postgresLogClient(deps.database.url),
  });
  let arriving = 0;
  let stopping = false;
  const watching = [
    watch('sockets', () => [{ value: hub.size }]),
    watch('rooms', () => [{ value: hub.openCases }]),
    watch('pendingActs', () => [{ value: hub.pendingActs }]),
  ];
  const sockets = new WebSocketServer({
    WebSocket: FramedSocket,
    noServer: true,
    maxPayload: COLLAB_LIMITS.messageBytes,
    perMessageDeflate: false,
    clientTracking: false,
  });

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (pathOf(request) !== COLLAB_PATH) return;
    // The page framework hears of every upgrade too and ends those whose path could be a page.
    request.url = '/_next/taken';
    if (!isOwnOrigin(request.headers.origin, deps.publicUrl)) {
      turnAway(socket, 403);
      return;
    }
    const waiting = arriving + hub.unadmitted;
    const full = hub.size >= COLLAB_LIMITS.connections;
    if (stopping || full || waiting >= COLLAB_LIMITS.unadmitted) {
      turnAway(socket, 503);
      return;
    }
    arriving += 1;
    const broken = (error: Error): void => logger.debug({ err: error }, 'collaboration upgrade');
    socket.on('error', broken);
    deps
      .authenticate(request.headers.cookie)
      .then((identity) => {
        socket.off('error', broken);
        if (socket.destroyed) return;
        sockets.handleUpgrade(request, socket, head, (accepted) => {
          // Browsers hide why an upgrade failed: those who are not signed in are told on the socket.
          if (identity === null) {
            const { status, sentence } = CLOSE_REASONS['session-ended'];
            accepted.on('error', broken);
            accepted.send(encodeServerMessage({ type: 'bye', code: 'session-ended', sentence }));
            accepted.close(status, 'session-ended');
            setTimeout(() => accepted.terminate(), 2_000).unref();
            return;
          }
          hub.accept(accepted.madeOn(socket), identity, request.headers.cookie);
        });
      })
      .catch((error: unknown) => {
        logger.warn({ err: error }, 'collaboration upgrade');
        turnAway(socket, 503);
      })
      .finally(() => {
        arriving -= 1;
      });
  }

  server.on('upgrade', upgrade);
  return {
    async close() {
      stopping = true;
      server.off('upgrade', upgrade);
      await hub.close();
      sockets.close();
      for (const stop of watching) stop();
    },
  };
}

/** For a process that does not serve them: pages try again, and find one that does. */
export function turnAwayCollaboration(server: Server): Collaboration {
  const upgrade = (request: IncomingMessage, socket: Duplex): void => {
    if (pathOf(request) !== COLLAB_PATH) return;
    request.url = '/_next/taken';
    turnAway(socket, 503);
  };
  server.on('upgrade', upgrade);
  return {
    close() {
      server.off('upgrade', upgrade);
      return Promise.resolve();
    },
  };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}

function turnAway(socket: Duplex, status: number): void {
  const line = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`;
  socket.end(`${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
