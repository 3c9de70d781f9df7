import { CLOSE_REASONS, type CloseReason } from '@/core/collab/closeReasons';
import { decodeClientMessage, MalformedMessage } from '@/core/collab/codec';
import type { ClientMessage, Mode, RefusalCode, ServerMessage } from '@/core/collab/messages';
import type { Logger } from '@/server/platform/logger';
import { admit, type AdmissionContext } from './admission';
import { Budget } from './budget';
import { frameOf } from './frame';
import { isDocumentName } from './gate';
import { COLLAB_LIMITS } from './limits';
import { colourOf } from './presence';
import type { Member, Room } from './room';
import type { ServerSocket, SocketOwner } from './socket';
import type { Turns } from './turns';

/** Who is at the other end: from the session, never from a message. */
export interface Identity {
  personId: string;
  sessionId: string;
  name: string;
}

export interface ConnectionContext extends AdmissionContext {
  logger: Logger;
  /** In which large documents are sent. */
  turns: Turns;
  /** Whether the session still stands; `active` when the person did something since last time. */
  sessionStands(connection: Connection, active: boolean): Promise<boolean>;
  /** Its socket is closed. */
  ended(connection: Connection): void;
}

/** How long a closing socket may take before it is cut. */
const CLOSING = 2_000;
const PULSE = frameOf({ type: 'pulse' });
/** Updates a read-only page may send before it is taken for something else than our page. */
const READ_ONLY_PATIENCE = 20;

/** One socket: one tab of one person with one case. */
export class Connection implements Member, SocketOwner {
  clientId = 0;
  pageId = '';
  line = 0;
  mode: Mode = 'read-only';
  caseId: string | null = null;
  readonly documents = new Set<string>();
  private room: Room | null = null;
  private readonly waiting: ClientMessage[] = [];
  private handling = false;
  private closing = false;
  private alive = true;
  private active = false;
  private checkAgain = false;
  private refusals = 0;
  /** Bytes of documents this page asked for: they may be on their way and are not a backlog. */
  private asked = 0;
  /** Made when they are first spent from: most sockets only listen. */
  private bytes: Budget | null = null;
  private updates: Budget | null = null;
  private moves: Budget | null = null;
  private readonly opens = new Budget(COLLAB_LIMITS.opens, Date.now());
  private helloTimer: NodeJS.Timeout | null;

  constructor(
    private readonly socket: ServerSocket,
    private readonly identity: Identity,
    /** What the session is recognised by when it is checked again. */
    readonly cookie: string | undefined,
    private readonly context: ConnectionContext,
  ) {
    this.helloTimer = setTimeout(() => {
      // It said its piece and waits for the database: not its fault, and worth another attempt.
      this.bye(this.caseId === null ? 'bad-message' : 'unhealthy');
    }, COLLAB_LIMITS.helloWithin);
    socket.belongTo(this);
  }

  get personId(): string {
    return this.identity.personId;
  }

  get sessionId(): string {
    return this.identity.sessionId;
  }

  isAdmitted(): boolean {
    return this.room !== null;
  }

  send(message: Buffer): void {
    if (this.closing || !this.socket.isOpen()) return;
    const { bufferedAmount } = this.socket;
    if (bufferedAmount === 0) this.asked = 0;
    if (
      bufferedAmount >
      COLLAB_LIMITS.backlogBytes + Math.min(this.asked, COLLAB_LIMITS.askedBytes)
    ) {
      this.bye('too-slow');
      return;
    }
    this.socket.sendFrame(message);
  }

  /** Says why, closes, and forgets the connection. What it sent and was not judged is dropped. */
  bye(code: CloseReason, sentence: string = CLOSE_REASONS[code].sentence): void {
    if (this.closing) return;
    this.tell({ type: 'bye', code, sentence });
    this.closing = true;
    this.waiting.length = 0;
    this.leave();
    this.socket.close(CLOSE_REASONS[code].status, code);
    setTimeout(() => this.socket.terminate(), CLOSING).unref();
  }

  /** Called at a steady pace: ends sockets whose other end is gone. */
  pulse(): void {
    if (!this.alive) {
      this.socket.terminate();
      return;
    }
    this.alive = false;
    this.socket.ping();
    if (this.room) this.send(PULSE);
  }

  /** Asks again who this is and what the person may do; closes or narrows the connection. */
  async recheck(): Promise<void> {
    if (this.closing) return;
    if (!this.room || this.caseId === null) {
      this.checkAgain = true;
      return;
    }
    const active = this.active;
    this.active = false;
    if (!(await this.context.sessionStands(this, active))) {
      this.bye('session-ended');
      return;
    }
    const mode = await this.context.authorise(this.caseId, this.personId);
    if (mode === null) this.bye('access-removed');
    else if (mode !== this.mode) {
      this.mode = mode;
      this.tell({ type: 'mode', mode });
    }
  }

  received(data: unknown, isBinary: boolean): void {
    if (this.closing) return;
    if (!isBinary || !(data instanceof Uint8Array)) {
      this.bye('bad-message');
      return;
    }
    let message: ClientMessage;
    try {
      message = decodeClientMessage(data);
    } catch (error) {
      if (!(error instanceof MalformedMessage)) throw error;
      this.bye('bad-message');
      return;
    }
    if ((message.type === 'hello') !== (this.caseId === null)) {
      this.bye('bad-message');
      return;
    }
    if (message.type === 'hello') this.caseId = message.caseId;
    if (message.type === 'update') this.slowDown(data.length);
    this.waiting.push(message);
    if (this.waiting.length > COLLAB_LIMITS.waitingMessages) {
      this.bye('too-many');
      return;
    }
    if (!this.handling) void this.handleAll();
  }

  answered(): void {
    this.alive = true;
  }

  broke(error: unknown): void {
    this.context.logger.debug({ err: error }, 'collaboration socket');
    // It broke the protocol, or sends more than it may: what still comes is not waited for.
    setTimeout(() => this.socket.terminate(), CLOSING).unref();
  }

  closed(): void {
    this.closing = true;
    this.waiting.length = 0;
    this.leave();
    this.context.ended(this);
  }

  /** Reading stops until the budget allows for more: a burst waits, nothing of it is lost. */
  private slowDown(length: number): void {
    const now = Date.now();
    this.bytes ??= new Budget(COLLAB_LIMITS.updateBytes, now);
    this.updates ??= new Budget(COLLAB_LIMITS.updates, now);
    const wait = Math.max(this.bytes.spend(length, now), this.updates.spend(1, now));
    if (wait === 0) return;
    this.socket.pause();
    setTimeout(() => this.socket.resume(), wait);
  }

  /** One message after the other, in the order they came. */
  private async handleAll(): Promise<void> {
    this.handling = true;
    try {
      for (let next = this.waiting.shift(); next && !this.closing; next = this.waiting.shift()) {
        const wait = this.handle(next);
        if (wait) await wait;
      }
    } catch (error) {
      this.context.logger.warn({ err: error, caseId: this.caseId }, 'collaboration message');
      this.bye('unhealthy');
    } finally {
      this.handling = false;
    }
  }

  private handle(message: ClientMessage): Promise<void> | undefined {
    switch (message.type) {
      case 'hello':
        return this.enter(message);
      case 'open':
        return this.openDocument(message);
      case 'close':
        this.documents.delete(message.doc);
        return undefined;
      case 'update':
        return this.takeUpdate(message);
      case 'presence':
        this.moves ??= new Budget(COLLAB_LIMITS.presence, Date.now());
        if (this.moves.spend(1, Date.now()) === 0)
          this.room?.presence.move(this.clientId, message.presence);
        return undefined;
    }
  }

  private async enter(hello: Extract<ClientMessage, { type: 'hello' }>): Promise<void> {
    const admitted = await admit(hello, this.personId, this.context);
    if (typeof admitted === 'string') {
      this.bye(admitted);
      return;
    }
    if (this.closing) return;
    const { room, mode, clientId, lastRequest } = admitted;
    this.stopWaiting();
    this.clientId = clientId;
    this.mode = mode;
    this.pageId = hello.pageId;
    this.line = hello.line;
    this.room = room;
    // Of all that have the case open one keeps its name: each message brought another.
    this.caseId = room.caseId;
    room.members.add(this);
    const { personId: id, name } = this.identity;
    const colour = colourOf(id);
    const person = { id, name, colour };
    this.tell({ type: 'welcome', clientId, mode, seq: room.seq, person, lastRequest });
    this.send(room.presence.everybody());
    room.presence.join({
      clientId,
      personId: id,
      name,
      colour,
      nodeId: null,
      field: null,
      cursor: null,
      quiet: false,
    });
    if (this.checkAgain) await this.recheck();
  }

  private async openDocument(open: Extract<ClientMessage, { type: 'open' }>): Promise<void> {
    const { room } = this;
    if (!room || !isDocumentName(open.doc)) {
      this.bye('bad-message');
      return;
    }
    const tooOften = this.opens.spend(1, Date.now()) > 0;
    if (tooOften || this.documents.size >= COLLAB_LIMITS.documentsPerSocket) {
      this.bye('too-many');
      return;
    }
    // The page was elsewhere and knows more than this process has read.
    if (open.seq > room.seq) await room.catchUp();
    const document = await room.document(open.doc);
    if (document.size > COLLAB_LIMITS.largeBytes) await this.context.turns.take();
    if (this.closing) return;
    this.documents.add(document.name);
    for (const message of document.stateMessages(room.seq, open.seq, open.stateVector)) {
      this.asked += message.length;
      this.send(message);
    }
  }

  private takeUpdate(
    update: Extract<ClientMessage, { type: 'update' }>,
  ): Promise<void> | undefined {
    const { room } = this;
    if (!room) return undefined;
    this.active = true;
    // What follows a refused change is refused too, also when the person may write again: the log
    // would say that everything up to it arrived. The page then comes back on a new line.
    if (this.mode !== 'read-write' || this.refusals > 0) {
      this.refuse(update.requestId, 'read-only', 'You can read this case and not change it.');
      this.refusals += 1;
      if (this.refusals > READ_ONLY_PATIENCE) this.bye('bad-message');
      return undefined;
    }
    if (update.entries.some(({ doc }) => !this.documents.has(doc))) {
      this.bye('bad-message');
      return undefined;
    }
    if (room.isPrepared(update.entries)) return this.judge(room, update, false);
    return room.prepare(update.entries).then(() => this.judge(room, update, false));
  }

  private judge(
    room: Room,
    update: Extract<ClientMessage, { type: 'update' }>,
    readOn: boolean,
  ): Promise<void> | undefined {
    const { requestId } = update;
    if (this.closing) return undefined;
    if (room.isCommitted(this.clientId, requestId)) {
      this.tell({ type: 'ack', requestId, seq: room.seq });
      return undefined;
    }
    // The bytes would keep the whole network buffer they came in alive.
    const entries = update.entries.map((entry) => ({ ...entry, update: entry.update.slice() }));
    const verdict = room.submit(this, requestId, entries, (reason) => {
      if (reason === 'unhealthy') this.bye('unhealthy');
      else this.reject(requestId, 'update-rejected', 'The database could not store it.');
    });
    switch (verdict.verdict) {
      case 'passed':
        return undefined;
      case 'too-large':
        this.reject(requestId, 'too-large', 'This change is too large to be taken in one piece.');
        return undefined;
      case 'refused':
        this.reject(requestId, 'update-rejected', verdict.reason);
        return undefined;
      case 'unknown-reference':
        if (!readOn) return room.catchUp().then(() => this.judge(room, update, true));
        this.reject(requestId, 'update-rejected', 'The update builds on what nobody wrote.');
        return undefined;
    }
  }

  /** What follows builds on what was refused, so the connection ends with it. */
  private reject(requestId: number, code: RefusalCode, reason: string): void {
    const { strikes, logger } = this.context;
    logger.warn({ caseId: this.caseId, personId: this.personId, code, reason }, 'update rejected');
    this.refuse(requestId, code, reason);
    if (this.caseId !== null) strikes.add(this.caseId, this.personId);
    this.bye('update-rejected', `${CLOSE_REASONS['update-rejected'].sentence} ${reason}`);
  }

  private refuse(requestId: number, code: RefusalCode, sentence: string): void {
    this.tell({ type: 'refuse', requestId, code, sentence });
  }

  private tell(message: ServerMessage): void {
    this.send(frameOf(message));
  }

  /** A timer that is over still takes memory, and most sockets are idle most of the time. */
  private stopWaiting(): void {
    if (this.helloTimer) clearTimeout(this.helloTimer);
    this.helloTimer = null;
  }

  private leave(): void {
    this.stopWaiting();
    // Once: by the time the line is down, the page may be here again under the same client id.
    const { room } = this;
    this.room = null;
    room?.members.delete(this);
    room?.presence.leave(this.clientId);
  }
}
