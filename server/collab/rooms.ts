import type { CloseReason } from '@/core/collab/closeReasons';
import type { Bus } from '@/server/platform/bus';
import type { Logger } from '@/server/platform/logger';
import { frameOf } from './frame';
import { COLLAB_LIMITS } from './limits';
import type { UpdateLog } from './log';
import { RoomPresence } from './presence';
import type { Query } from './query';
import { Room, type Member } from './room';

export interface RoomsOptions {
  query: Query;
  log: UpdateLog;
  logger: Logger;
  bus: Bus;
  /** Names this process on the bus. */
  origin: string;
  /** A member has to go. */
  end(member: Member, reason: CloseReason): void;
  /** Acts of a case after which its merged states are written. */
  compactAfter: number;
}

/** The cases open in this process, kept in step with what other processes commit. */
export class Rooms {
  private readonly open = new Map<string, Promise<Room>>();
  private readonly listening: (() => void)[];
  private readonly sweep: NodeJS.Timeout;
  private readonly idleSince = new Map<Room, number>();

  constructor(private readonly options: RoomsOptions) {
    const { bus, origin } = options;
    this.listening = [
      bus.subscribe('case-updated', ({ caseId, seq }) => {
        this.withRoom(caseId, (room) => room.notice(seq));
      }),
      bus.subscribe('case-rebuilt', ({ caseId }) => {
        this.withRoom(caseId, (room) => this.forget(room, 'case-rebuilt'));
      }),
      bus.subscribe('case-changed', ({ caseId, what }) => {
        this.withRoom(caseId, (room) => {
          const message = frameOf({ type: 'changed', what });
          for (const member of room.members) member.send(message);
        });
      }),
      bus.subscribe('presence', (message) => {
        if (message.origin === origin) return;
        this.withRoom(message.caseId, (room) =>
          room.presence.receive(message.origin, message.data),
        );
      }),
    ];
    this.sweep = setInterval(() => this.closeIdle(), COLLAB_LIMITS.idleRoom / 3);
    this.sweep.unref();
  }

  /** How many cases are open. */
  get size(): number {
    return this.open.size;
  }

  /** @throws when the database does not answer */
  async get(caseId: string): Promise<Room> {
    const found = this.open.get(caseId);
    if (found) return found;
    const opening = Room.open({
      caseId,
      query: this.options.query,
      log: this.options.log,
      logger: this.options.logger,
      presence: this.presenceOf(caseId),
      outdated: (why) => {
        const reason = why === 'rebuilt' ? 'case-rebuilt' : 'server-stopping';
        this.withRoom(caseId, (room) => this.forget(room, reason));
      },
      compactAfter: this.options.compactAfter,
    });
    this.open.set(caseId, opening);
    try {
      return await opening;
    } catch (error) {
      this.open.delete(caseId);
      throw error;
    }
  }

  /** Reads what may have been missed: the bus was away, or a commit's fate is unknown. */
  readAllAgain(): void {
    for (const caseId of this.open.keys()) {
      this.withRoom(caseId, async (room) => {
        room.presence.ask();
        await room.recheck();
        await room.catchUp();
      });
    }
  }

  /** Forgets all cases: their twins took in what was not committed. */
  dropAll(): void {
    for (const caseId of this.open.keys()) this.withRoom(caseId, (room) => room.close());
    this.open.clear();
    this.idleSince.clear();
  }

  close(): void {
    clearInterval(this.sweep);
    for (const stop of this.listening) stop();
    this.dropAll();
  }

  private withRoom(caseId: string, act: (room: Room) => void | Promise<void>): void {
    this.open
      .get(caseId)
      ?.then(act)
      .catch((error: unknown) => this.options.logger.warn({ err: error, caseId }, 'open case'));
  }

  /** What it holds is not the case any more: its members read the case anew. */
  private forget(room: Room, reason: CloseReason): void {
    if (room.isClosed) return;
    this.options.logger.warn({ caseId: room.caseId }, 'open case is read anew');
    room.close();
    this.open.delete(room.caseId);
    this.idleSince.delete(room);
    for (const member of room.members) this.options.end(member, reason);
  }

  private presenceOf(caseId: string): RoomPresence {
    const { bus, origin, logger } = this.options;
    return new RoomPresence({
      publish: (data) => {
        bus.publish('presence', { caseId, origin, data }).catch((error: unknown) => {
          logger.debug({ err: error, caseId }, 'presence not published');
        });
      },
      broadcast: (message) => {
        this.withRoom(caseId, (room) => {
          for (const member of room.members) member.send(message);
        });
      },
      claimed: (clientId, pageId, line) => {
        this.withRoom(caseId, (room) => {
          for (const member of room.members) {
            const same = member.clientId === clientId && member.pageId === pageId;
            // A late word of a line that the page has left since says nothing about this one.
            if (same && member.line < line) this.options.end(member, 'superseded');
          }
        });
      },
    });
  }

  private closeIdle(): void {
    const now = Date.now();
    for (const caseId of this.open.keys()) {
      this.withRoom(caseId, (room) => {
        if (!room.isIdle()) {
          this.idleSince.delete(room);
          return;
        }
        const since = this.idleSince.get(room) ?? now;
        this.idleSince.set(room, since);
        if (now - since < COLLAB_LIMITS.idleRoom) return;
        room.close();
        this.open.delete(caseId);
        this.idleSince.delete(room);
      });
    }
  }
}
