import { randomInt, randomUUID } from 'node:crypto';
import type { CloseReason } from '@/core/collab/closeReasons';
import type { Mode } from '@/core/collab/messages';
import type { Bus, BusMessages } from '@/server/platform/bus';
import type { Logger } from '@/server/platform/logger';
import { Connection, type ConnectionContext, type Identity } from './connection';
import { COLLAB_LIMITS } from './limits';
import { UpdateLog } from './log';
import type { OpenLogClient } from './logClient';
import type { Query } from './query';
import type { Member } from './room';
import { Rooms } from './rooms';
import type { ServerSocket } from './socket';
import { Strikes } from './strikes';
import { Turns } from './turns';

export interface HubDependencies {
  query: Query;
  openLogClient: OpenLogClient;
  bus: Bus;
  log: Logger;
  /** Who a cookie header speaks for; counts as activity of the session. */
  authenticate(cookie: string | undefined): Promise<Identity | null>;
  /** Whether a session still stands, without counting as activity. */
  sessionStands(sessionId: string): Promise<boolean>;
  /** What a person may do in a case; null when the person may not know of it. */
  authorise(caseId: string, personId: string): Promise<Mode | null>;
  /** Draws a yjs client id, a whole number below 2³²; chance by default. */
  drawClientId?(): number;
  /** Acts of a case after which its merged states are written; {@link COLLAB_LIMITS} by default. */
  compactAfter?: number;
}

/** How long acts under way may take to be committed when the process stops, in milliseconds. */
const LAST_COMMITS = 3_000;

/** All connections of one process and the cases they have open; knows nothing of the network. */
export class Hub {
  private readonly connections = new Set<Connection>();
  private readonly log: UpdateLog;
  private readonly rooms: Rooms;
  private readonly context: ConnectionContext;
  private readonly stopListening: () => void;
  private readonly timers: readonly NodeJS.Timeout[];
  private stopping = false;

  constructor(private readonly deps: HubDependencies) {
    const { bus, log: logger, query } = deps;
    const origin = randomUUID();
    const end = (member: Member, reason: CloseReason): void => this.end(member, reason);
    this.log = new UpdateLog({
      open: deps.openLogClient,
      origin,
      log: logger,
      onHealth: (healthy) => {
        if (healthy) return;
        // Twins hold what was not committed; the pages still have it and send it again.
        this.rooms.dropAll();
        for (const connection of this.connections) connection.bye('unhealthy');
      },
    });
    this.rooms = new Rooms({
      query,
      log: this.log,
      logger,
      bus,
      origin,
      end,
      compactAfter: deps.compactAfter ?? COLLAB_LIMITS.compactAfter,
    });
    this.context = {
      query,
      rooms: this.rooms,
      strikes: new Strikes(() => Date.now()),
      logger,
      turns: new Turns(),
      authorise: (caseId, personId) => deps.authorise(caseId, personId),
      isHealthy: () => this.log.isHealthy(),
      drawClientId: deps.drawClientId ?? (() => randomInt(1, 2 ** 32)),
      supersede: (member) => end(member, 'superseded'),
      hasRoomFor: (personId) => this.hasRoomFor(personId),
      ended: (connection) => void this.connections.delete(connection),
      sessionStands: async (connection, active) => {
        if (!active) return deps.sessionStands(connection.sessionId);
        const identity = await deps.authenticate(connection.cookie);
        return identity?.sessionId === connection.sessionId;
      },
    };
    this.stopListening = bus.subscribe('access-changed', (change) => this.accessChanged(change));
    bus.onReconnect(() => {
      if (this.stopping) return;
      this.rooms.readAllAgain();
      this.recheck(() => true);
    });
    this.timers = [
      setInterval(() => {
        for (const connection of this.connections) connection.pulse();
      }, COLLAB_LIMITS.pingEvery),
      setInterval(() => this.recheck(() => true), COLLAB_LIMITS.recheckEvery),
    ];
  }

  /** Takes a socket whose owner is known. */
  accept(socket: ServerSocket, identity: Identity, cookie: string | undefined): void {
    const connection = new Connection(socket, identity, cookie, this.context);
    this.connections.add(connection);
    if (this.stopping) connection.bye('server-stopping');
    else if (!this.hasRoomFor(identity.personId)) connection.bye('too-many');
  }

  /** How many sockets there are. */
  get size(): number {
    return this.connections.size;
  }

  /** How many cases they have open. */
  get openCases(): number {
    return this.rooms.size;
  }

  /** How many acts wait for their commit. */
  get pendingActs(): number {
    return this.log.pending;
  }

  /** How many of them have not yet said which case they want. */
  get unadmitted(): number {
    let waiting = 0;
    for (const connection of this.connections) if (!connection.isAdmitted()) waiting += 1;
    return waiting;
  }

  /** Commits what arrived, tells every page that the server stops, and ends. */
  async close(): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers) clearInterval(timer);
    this.stopListening();
    // Somebody may type on and on; whatever is not committed then is sent to the next process.
    await Promise.race([
      this.log.settled(),
      new Promise((resolve) => setTimeout(resolve, LAST_COMMITS)),
    ]);
    for (const connection of this.connections) connection.bye('server-stopping');
    await waitUntilEmpty(this.connections);
    this.rooms.close();
    await this.log.close();
  }

  private hasRoomFor(personId: string): boolean {
    let own = 0;
    for (const connection of this.connections) if (connection.personId === personId) own += 1;
    return own <= COLLAB_LIMITS.connectionsPerPerson;
  }

  private end(member: Member, reason: CloseReason): void {
    for (const connection of this.connections) {
      if (connection === member) connection.bye(reason);
    }
  }

  private accessChanged(change: BusMessages['access-changed']): void {
    this.recheck(
      (connection) =>
        (change.personId === undefined || change.personId === connection.personId) &&
        (change.caseId === undefined || change.caseId === connection.caseId) &&
        (change.sessionId === undefined || change.sessionId === connection.sessionId),
    );
  }

  private recheck(concerns: (connection: Connection) => boolean): void {
    for (const connection of this.connections) {
      if (!concerns(connection)) continue;
      connection.recheck().catch((error: unknown) => {
        // Nothing more can be saved while the database is away, and nothing new is shown.
        this.deps.log.warn({ err: error }, 'access not checked');
      });
    }
  }
}

/** Pages answer the close frame within a moment; those that don't are cut off by their timers. */
async function waitUntilEmpty(connections: ReadonlySet<unknown>): Promise<void> {
  for (let waited = 0; connections.size > 0 && waited < 2_500; waited += 25) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
