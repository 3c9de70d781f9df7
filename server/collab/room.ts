import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { MESSAGE_LIMITS, type Arrived, type Entry, type Mode } from '@/core/collab/messages';
import type { Touched } from '@/core/collab/touchedElements';
import type { Logger } from '@/server/platform/logger';
import { CollabDocument } from './document';
import { frameOf } from './frame';
import { judgeAct, type GateVerdict } from './gate';
import {
  keepCheckpoint,
  LogDamagedError,
  readActs,
  readArrived,
  readMergedState,
  readMergedUpto,
  writeMergedStates,
  type LoggedAct,
} from './history';
import { InFlight } from './inFlight';
import { COLLAB_LIMITS } from './limits';
import type { UpdateLog } from './log';
import type { RoomPresence } from './presence';
import type { Query } from './query';
import { encodeAct } from './row';

/** What a room knows of a socket in it. */
export interface Member {
  readonly personId: string;
  readonly sessionId: string;
  readonly clientId: number;
  readonly pageId: string;
  /** Which of its page's lines this is, in the order the page opened them. */
  readonly line: number;
  readonly mode: Mode;
  readonly documents: ReadonlySet<string>;
  send(message: Buffer): void;
}

/** What the acts of pages are in the log. */
const EDIT = 'edit';

/** An act of a member on its way into the log. */
interface OwnAct {
  author: Member;
  requestId: number;
  entries: Entry[];
}

export interface RoomOptions {
  caseId: string;
  query: Query;
  log: UpdateLog;
  logger: Logger;
  presence: RoomPresence;
  /**
   * Nobody may go on with what was read here: the merged states were made again since, or what was
   * committed since is not kept any more.
   */
  outdated(why: 'rebuilt' | 'behind'): void;
  /** Acts after which the merged states are written. */
  compactAfter: number;
}

/** One case that somebody has open, as this process holds it. All of it can be read again. */
export class Room {
  readonly members = new Set<Member>();
  readonly presence: RoomPresence;
  readonly caseId: string;
  /** Everything up to here is committed and was sent to the members. */
  seq = 0;
  private noticed = 0;
  private readonly documents = new Map<string, CollabDocument>();
  /** Acts whose commit was reported while others in front of them were still to be read. */
  private readonly ahead = new Map<number, OwnAct>();
  /** By client id, the last requests that are in the log, oldest first. */
  private readonly arrived = new Map<number, Arrived[]>();
  /** Client ids whose earlier requests were read. */
  private readonly looked = new Set<number>();
  /** Contributions that are in the table: it never loses a row, so they need not be sent again. */
  private readonly recorded = new Set<string>();
  private readonly query: Query;
  private readonly log: UpdateLog;
  private readonly logger: Logger;
  private readonly outdated: RoomOptions['outdated'];
  private readonly compactAfter: number;
  private mergedUpto = 0;
  /** How often the merged states had been made again from the log when they were read. */
  private rebuilds = 0;
  /** Bytes of updates since the merged states were written. */
  private unmerged = 0;
  private compacting = false;
  private reading: Promise<void> | null = null;
  private readonly inFlight = new InFlight();
  private closed = false;

  private constructor(options: RoomOptions) {
    this.caseId = options.caseId;
    this.query = options.query;
    this.log = options.log;
    this.logger = options.logger;
    this.presence = options.presence;
    this.outdated = options.outdated;
    this.compactAfter = options.compactAfter;
  }

  /** Reads what was committed since the merged states were written; documents follow on demand. */
  static async open(options: RoomOptions): Promise<Room> {
    const room = new Room(options);
    const { upto, rebuilds } = await readMergedUpto(room.query, room.caseId);
    room.mergedUpto = upto;
    room.rebuilds = rebuilds;
    room.seq = upto;
    for (const act of await readActs(room.query, room.caseId, room.seq)) room.take(act);
    // A case that was just made or imported is one large act: joiners shall share merged bytes.
    room.compactIfDue();
    return room;
  }

  /** The document, its merged state read. */
  async document(name: string): Promise<CollabDocument> {
    const found = this.find(name);
    if (!found.isLoaded) {
      const state = await readMergedState(this.query, this.caseId, name);
      // Another process may have merged what was not read here yet: a page that sends it again
      // must find it counted.
      if (state && state.upto > this.seq) await this.catchUp();
      found.load(state?.data ?? null, Math.max(state?.upto ?? 0, this.mergedUpto));
    }
    return found;
  }

  /** Reads everything that judging an act needs, so that judging itself never waits. */
  async prepare(entries: readonly Entry[]): Promise<void> {
    await this.document(STRUCTURE_DOCUMENT);
    for (const { doc } of entries) await this.document(doc);
  }

  isPrepared(entries: readonly Entry[]): boolean {
    return (
      this.documents.get(STRUCTURE_DOCUMENT)?.isLoaded === true &&
      entries.every(({ doc }) => this.documents.get(doc)?.isLoaded === true)
    );
  }

  /** Reads which requests of a client id are in the log, for {@link arrivedOf}. */
  async lookUp(clientId: number): Promise<void> {
    if (this.looked.has(clientId)) return;
    for (const { requestId, seq } of await readArrived(this.query, this.caseId, clientId))
      this.count(clientId, requestId, seq);
    this.looked.add(clientId);
  }

  /** The last requests of a client id that are in the log, oldest first. */
  arrivedOf(clientId: number): readonly Arrived[] {
    return this.arrived.get(clientId) ?? [];
  }

  /** The number that a request has in the log; null when it is not there. */
  seqOf(clientId: number, requestId: number): number | null {
    const arrived = this.arrivedOf(clientId);
    if (requestId > (arrived.at(-1)?.requestId ?? 0)) return null;
    return arrived.find((one) => one.requestId === requestId)?.seq ?? this.seq;
  }

  /**
   * Judges an act and hands it to the log. Runs without a pause, so that the acts of a case are
   * judged one after the other. The room must be {@link prepare}d.
   */
  submit(
    author: Member,
    requestId: number,
    entries: Entry[],
    failed: (reason: 'unhealthy' | 'refused') => void,
  ): GateVerdict {
    const verdict = judgeAct(entries, author.clientId, {
      get: (doc) => this.find(doc).judge(),
      spoil: (doc) => this.find(doc).spoil(),
    });
    if (verdict.verdict !== 'passed') return verdict;
    const own: OwnAct = { author, requestId, entries };
    for (const { doc, update } of entries) this.find(doc).begin(update);
    this.inFlight.begin(author.clientId);
    const touched = verdict.touched.filter((one) => !this.recorded.has(recordKey(author, one)));
    this.log.append({
      caseId: this.caseId,
      personId: author.personId,
      sessionId: author.sessionId,
      clientId: author.clientId,
      requestId,
      cause: EDIT,
      row: encodeAct({ requestId, entries }),
      touched,
      committed: (seq) => {
        this.inFlight.end(author.clientId);
        for (const one of touched) this.recorded.add(recordKey(author, one));
        this.committed(seq, own);
      },
      failed: (reason) => {
        this.inFlight.end(author.clientId);
        for (const { doc, update } of entries) {
          this.find(doc).end(update);
          this.find(doc).spoil();
        }
        failed(reason);
        this.readOnIfDue();
      },
    });
    return verdict;
  }

  /** Another process says that acts up to `seq` are committed. */
  notice(seq: number): void {
    this.noticed = Math.max(this.noticed, seq);
    this.readOnIfDue();
  }

  /** Reads whatever is committed and not yet here. */
  async catchUp(): Promise<void> {
    while (this.reading) await this.reading;
    this.reading = this.readOn();
    try {
      await this.reading;
    } finally {
      this.reading = null;
    }
  }

  /** Whether the merged states that were read here still hold; else nobody goes on with them. */
  async recheck(): Promise<void> {
    const { rebuilds } = await readMergedUpto(this.query, this.caseId);
    if (rebuilds !== this.rebuilds) this.outdated('rebuilt');
  }

  /** Forgotten, with all that is in it: whoever comes needs another. */
  get isClosed(): boolean {
    return this.closed;
  }

  isIdle(): boolean {
    return this.members.size === 0 && this.inFlight.isEmpty && !this.compacting;
  }

  /** Resolves when nothing of a client id is on its way into the log. */
  async settled(clientId: number): Promise<void> {
    await this.inFlight.settled(clientId);
  }

  close(): void {
    this.closed = true;
    this.presence.close();
    for (const document of this.documents.values()) document.spoil();
  }

  private find(name: string): CollabDocument {
    const found = this.documents.get(name);
    if (found) return found;
    const document = new CollabDocument(name);
    this.documents.set(name, document);
    return document;
  }

  private committed(seq: number, own: OwnAct): void {
    // At once: its page may be back and ask before what others wrote in front of it is read.
    this.count(own.author.clientId, own.requestId, seq);
    if (seq <= this.seq) {
      // Read back from the log before the commit's own answer came.
      this.endOwn(own);
      this.acknowledge(own, seq);
    } else {
      this.ahead.set(seq, own);
      this.takeAhead();
    }
    // Other processes committed in between: members get theirs first, so that "I have everything
    // up to seq" is true for whoever reconnects.
    if (this.ahead.size > 0) this.catchUpSoon();
    else this.readOnIfDue();
    this.compactIfDue();
  }

  /** Our own commit is announced too, often before its answer is here; that needs no reading. */
  private readOnIfDue(): void {
    if (this.noticed > this.seq && !this.log.isBusy(this.caseId)) this.catchUpSoon();
  }

  private takeAhead(): void {
    for (let own = this.ahead.get(this.seq + 1); own; own = this.ahead.get(this.seq + 1)) {
      const seq = this.seq + 1;
      this.ahead.delete(seq);
      this.deliver(
        {
          seq,
          personId: own.author.personId,
          clientId: own.author.clientId,
          requestId: own.requestId,
          cause: EDIT,
          entries: own.entries,
        },
        own.author,
      );
      this.acknowledge(own, seq);
    }
  }

  /** An act that was read from the log; its author may be here and know nothing of its commit. */
  private deliverRead(act: LoggedAct): void {
    this.deliver(act, null);
    // At its place among the acts: what a page hears tells it what stands before its own in the log.
    for (const member of this.members) {
      if (act.clientId !== 0 && member.clientId === act.clientId)
        member.send(frameOf({ type: 'ack', requestId: act.requestId, seq: act.seq }));
    }
  }

  private async readOn(): Promise<void> {
    for (;;) {
      const acts = await readActs(this.query, this.caseId, this.seq, undefined, 500);
      for (const act of acts) {
        if (act.seq <= this.seq) continue;
        const own = this.ahead.get(act.seq);
        if (own) this.takeAhead();
        else this.deliverRead(act);
      }
      this.takeAhead();
      if (acts.length < 500) return;
    }
  }

  private catchUpSoon(): void {
    if (this.closed) return;
    this.catchUp().catch((error: unknown) => {
      this.logger.warn({ err: error, caseId: this.caseId }, 'case not read on');
      if (error instanceof LogDamagedError) {
        this.outdated('behind');
        return;
      }
      setTimeout(() => {
        if (this.closed) return;
        if (this.noticed > this.seq || this.ahead.size > 0) this.catchUpSoon();
      }, 500);
    });
  }

  /** Counts a committed act. */
  private take(act: LoggedAct): void {
    // The log was thinned in between: reading on from here would leave acts out.
    if (act.seq !== this.seq + 1)
      throw new LogDamagedError(this.caseId, this.seq + 1, 'is missing');
    for (const { doc, update } of act.entries) {
      this.find(doc).commit(act.seq, update);
      this.unmerged += update.length;
    }
    if (act.clientId !== 0) this.count(act.clientId, act.requestId, act.seq);
    this.seq = act.seq;
  }

  /** A request is in the log. */
  private count(clientId: number, requestId: number, seq: number): void {
    const known = this.arrived.get(clientId) ?? [];
    this.arrived.set(clientId, known);
    const isNext = requestId > (known.at(-1)?.requestId ?? 0);
    if (!isNext && known.some((one) => one.requestId === requestId)) return;
    known.push({ requestId, seq });
    if (!isNext) known.sort((one, other) => one.requestId - other.requestId);
    if (known.length > MESSAGE_LIMITS.underWay) known.shift();
  }

  private deliver(act: LoggedAct, author: Member | null): void {
    this.take(act);
    const { seq, personId } = act;
    const encode = (entries: Entry[]): Buffer =>
      frameOf({ type: 'updates', seq, personId, entries });
    const [only] = act.entries;
    if (only && act.entries.length === 1) {
      // Nearly every act: one key in one document, the same bytes to everybody.
      let message: Buffer | null = null;
      for (const member of this.members) {
        if (member !== author && member.documents.has(only.doc))
          member.send((message ??= encode(act.entries)));
      }
      return;
    }
    const encoded = new Map<string, Buffer>();
    for (const member of this.members) {
      if (member === author) continue;
      const entries = act.entries.filter(({ doc }) => member.documents.has(doc));
      if (entries.length === 0) continue;
      const key = entries.map(({ doc }) => doc).join();
      const message = encoded.get(key) ?? encode(entries);
      encoded.set(key, message);
      member.send(message);
    }
  }

  private acknowledge(own: OwnAct, seq: number): void {
    own.author.send(frameOf({ type: 'ack', requestId: own.requestId, seq }));
  }

  private endOwn(own: OwnAct): void {
    for (const { doc, update } of own.entries) this.find(doc).end(update);
  }

  private compactIfDue(): void {
    const due =
      this.seq - this.mergedUpto >= this.compactAfter ||
      this.unmerged >= COLLAB_LIMITS.compactAfterBytes;
    if (!due || this.compacting || !this.inFlight.isEmpty || this.ahead.size > 0) return;
    this.compacting = true;
    this.compact()
      .catch((error: unknown) => {
        this.logger.warn({ err: error, caseId: this.caseId }, 'merged states not written');
      })
      .finally(() => {
        this.compacting = false;
      });
  }

  /** Writes the merged state of every document that changed since the last time. */
  private async compact(): Promise<void> {
    const changed = [...this.documents.values()].filter((document) => document.hasTail());
    for (const document of changed) await this.document(document.name);
    // No pause from here to the write: all states are those of one moment.
    const upto = this.seq;
    const merged = this.unmerged;
    const states = new Map<string, Uint8Array>();
    for (const document of this.documents.values()) {
      if (document.hasTail() && document.isLoaded)
        states.set(document.name, document.mergedState());
    }
    if ([...this.documents.values()].some((one) => one.hasTail() && !one.isLoaded)) return;
    if (!(await writeMergedStates(this.query, this.caseId, upto, states, this.rebuilds))) {
      this.outdated('rebuilt');
      return;
    }
    await keepCheckpoint(this.query, this.caseId, COLLAB_LIMITS.checkpointAfter);
    this.mergedUpto = upto;
    this.unmerged -= merged;
    for (const document of this.documents.values()) {
      document.compact(states.get(document.name) ?? null, upto);
    }
  }
}

function recordKey(author: Member, { element, cause }: Touched): string {
  return `${author.personId} ${cause} ${element}`;
}
