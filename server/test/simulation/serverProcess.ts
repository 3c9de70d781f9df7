import type { Mode } from '@/core/collab/messages';
import type { Identity } from '@/server/collab/connection';
import { Hub } from '@/server/collab/hub';
import type { ServerSocket } from '@/server/collab/socket';
import { createLogger } from '@/server/platform/logger';
import type { Random } from '../random';
import { asBatches } from './asBatches';
import type { FakeBus, FakeExchange } from './bus';
import type { Clock } from './clock';
import type { FakeDatabase } from './database';
import type { Destination, Network } from './network';
import type { Sabotage } from './sabotage';

const LOG = createLogger('silent');
/** So that joiners get merged states with acts after them, in schedules of some dozen acts. */
const COMPACT_AFTER = 9;

export interface Surroundings {
  clock: Clock;
  random: Random;
  database: FakeDatabase;
  exchange: FakeExchange;
  network: Network;
  /** What people may do; read-write for those who are not named. */
  access: ReadonlyMap<string, Mode>;
  /** What is made worse on purpose. */
  sabotage: Sabotage;
}

/** The real collaboration server in one life of a process that is only played: it can die at any moment. */
export class ServerProcess implements Destination {
  dead = false;
  stopping = false;
  private hub: Hub | null = null;
  private bus: FakeBus | null = null;

  /** Starts, and takes sockets from then on. */
  constructor(
    readonly name: string,
    private readonly around: Surroundings,
  ) {
    const { clock, database, exchange, random, access, sabotage } = around;
    const query = database.query(this);
    clock.after(0, this, () => {
      this.bus = exchange.join(this);
      this.hub = new Hub({
        query: sabotage.query?.(query) ?? query,
        openLogClient: async (lost) =>
          asBatches(sabotage.log(await database.openLogClient(this, lost))),
        bus: this.bus,
        log: LOG,
        authenticate: (cookie) => Promise.resolve(identityOf(cookie ?? '')),
        sessionStands: () => Promise.resolve(true),
        authorise: (_caseId, personId) => Promise.resolve(access.get(personId) ?? 'read-write'),
        drawClientId: () => 1 + random.below(2 ** 32 - 1),
        compactAfter: COMPACT_AFTER,
      });
    });
  }

  accept(socket: ServerSocket, personId: string): void {
    this.hub?.accept(socket, identityOf(personId), personId);
  }

  /** Ends without warning. What it asked of the database may still be done there. */
  kill(): void {
    this.dead = true;
    this.hub = null;
    if (this.bus) this.around.exchange.leave(this.bus);
    this.around.database.cutLogConnections(this);
    this.around.network.cut(this);
  }

  /** Ends in order, as on SIGTERM. */
  stop(ended: () => void): void {
    const { hub } = this;
    if (!hub || this.stopping) return;
    this.stopping = true;
    this.around.clock.after(0, this, () => {
      void hub.close().then(() => {
        this.kill();
        ended();
      });
    });
  }
}

function identityOf(personId: string): Identity {
  return { personId, sessionId: `session-${personId}`, name: personId };
}
