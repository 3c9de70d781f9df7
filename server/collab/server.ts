import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { CLOSE_REASONS } from '@/core/collab/closeReasons';
import { encodeServerMessage } from '@/core/collab/codec';
import type { Mode } from '@/core/collab/messages';
import type { Bus, BusMessages } from '@/server/platform/bus';
import type { Database } from '@/server/platform/database';
import type { Logger } from '@/server/platform/logger';
import { watch } from '@/server/platform/measures';
import { Connection, type Identity } from './connection';
import { COLLAB_LIMITS } from './limits';
import { UpdateLog } from './log';
import { isOwnOrigin } from './origin';
import { poolQuery } from './query';
import type { Member } from './room';
import { Rooms } from './rooms';
import { Strikes } from './strikes';

export const COLLAB_PATH = '/collab';

export interface CollaborationDependencies {
  database: Database;
  bus: Bus;
  log: Logger;
  publicUrl: string;
  /** Who a cookie header speaks for; counts as activity of the session. */
  authenticate(cookie: string | undefined): Promise<Identity | null>;
  /** Whether a session still stands, without counting as activity. */
  sessionStands(sessionId: string): Promise<boolean>;
  /** What a person may do in a case; null when the person may not know of it. */
  authorise(caseId: string, personId: string): Promise<Mode | null>;
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
  const { log: logger, bus } = deps;
  const origin = randomUUID();
  const query = poolQuery(deps.database.pool);
  const connections = new Set<Connection>();
  let arriving = 0;
  let stopping = false;

  const log = new UpdateLog({
    url: deps.database.url,
    origin,
    log: logger,
    onHealth(healthy) {
      if (healthy) return;
      // Twins hold what was not committed; the pages still have it and send it again.
      rooms.dropAll();
      for (const connection of connections) connection.bye('unhealthy');
    },
  });
  const rooms = new Rooms({
    query,
    log,
    logger,
    bus,
    origin,
    superseded: supersede,
  });
  const watching = [
    watch('sockets', () => [{ value: connections.size }]),
    watch('rooms', () => [{ value: rooms.size }]),
    watch('pendingActs', () => [{ value: log.pending }]),
  ];
  const strikes = new Strikes(Date.now);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: COLLAB_LIMITS.messageBytes,
    perMessageDeflate: false,
    clientTracking: false,
  });

  const context = {
    query,
    rooms,
    strikes,
    logger,
    authorise: deps.authorise,
    isHealthy: () => log.isHealthy(),
    supersede,
    hasRoomFor(personId: string) {
      let own = 0;
      for (const connection of connections) if (connection.personId === personId) own += 1;
      return own <= COLLAB_LIMITS.connectionsPerPerson;
    },
    async sessionStands(connection: Connection, active: boolean) {
      if (!active) return deps.sessionStands(connection.sessionId);
      const identity = await deps.authenticate(connection.cookie);
      return identity?.sessionId === connection.sessionId;
    },
  };

  function supersede(member: Member): void {
    for (const connection of connections) if (connection === member) connection.bye('superseded');
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (pathOf(request) !== COLLAB_PATH) return;
    // The page framework hears of every upgrade too and ends those whose path could be a page.
    request.url = '/_next/taken';
    if (!isOwnOrigin(request.headers.origin, deps.publicUrl)) {
      turnAway(socket, 403);
      return;
    }
    const waiting = arriving + [...connections].filter((one) => !one.isAdmitted()).length;
    const full = connections.size >= COLLAB_LIMITS.connections;
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
          const connection = new Connection(accepted, identity, request.headers.cookie, context);
          connections.add(connection);
          accepted.once('close', () => connections.delete(connection));
          if (stopping) connection.bye('server-stopping');
          else if (!context.hasRoomFor(identity.personId)) connection.bye('too-many');
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

  function recheck(concerns: (connection: Connection) => boolean): void {
    for (const connection of connections) {
      if (!concerns(connection)) continue;
      connection.recheck().catch((error: unknown) => {
        // Nothing more can be saved while the database is away, and nothing new is shown.
        logger.warn({ err: error }, 'access not checked');
      });
    }
  }

  function accessChanged(change: BusMessages['access-changed']): void {
    recheck(
      (connection) =>
        (change.personId === undefined || change.personId === connection.personId) &&
        (change.caseId === undefined || change.caseId === connection.caseId) &&
        (change.sessionId === undefined || change.sessionId === connection.sessionId),
    );
  }

  server.on('upgrade', upgrade);
  const stopListening = bus.subscribe('access-changed', accessChanged);
  bus.onReconnect(() => {
    if (stopping) return;
    rooms.readAllAgain();
    recheck(() => true);
  });
  const pulse = setInterval(() => {
    for (const connection of connections) connection.pulse();
  }, COLLAB_LIMITS.pingEvery);
  const rechecks = setInterval(() => recheck(() => true), COLLAB_LIMITS.recheckEvery);

  return {
    async close() {
      stopping = true;
      server.off('upgrade', upgrade);
      clearInterval(pulse);
      clearInterval(rechecks);
      stopListening();
      // Somebody may type on and on; whatever is not committed then is sent to the next process.
      await Promise.race([log.settled(), new Promise((resolve) => setTimeout(resolve, 3_000))]);
      for (const connection of connections) connection.bye('server-stopping');
      await waitUntilEmpty(connections);
      rooms.close();
      await log.close();
      sockets.close();
      for (const stop of watching) stop();
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

/** Pages answer the close frame within a moment; those that don't are cut off by their timers. */
async function waitUntilEmpty(connections: ReadonlySet<unknown>): Promise<void> {
  for (let waited = 0; connections.size > 0 && waited < 2_500; waited += 25) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
