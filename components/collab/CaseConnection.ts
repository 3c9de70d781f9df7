import * as Y from 'yjs';
import { newId } from '@/core/argument/ids';
import { CLOSE_REASONS, type CloseReason } from '@/core/collab/closeReasons';
import {
  PROTOCOL_VERSION,
  SCHEMA_VERSION,
  type Entry,
  type Mode,
  type Presence,
  type PresentPerson,
  type ServerMessage,
} from '@/core/collab/messages';
import { Company } from './Company';
import { exportUnsent, type UnsentWork } from './exportUnsent';
import { Line } from './Line';
import { Outbox, type Request } from './outbox';
import { SharedDocument, type DocumentState } from './SharedDocument';
import type { OpenSocket } from './socket';
import { saveStateOf, type LinkState, type SaveState } from './state';
import { TEXT } from './text';
import { Topics } from './Topics';

export interface CaseConnectionOptions {
  caseId: string;
  /** This browser; the page adds an id of its own life. */
  deviceId: string;
  openSocket: OpenSocket;
}

type Topic = 'link' | 'save' | 'presence' | 'documents';

/** A document nobody looks at any more is kept open this long. */
const LINGER = 3_000;
/** Trying again would fail again until the person lets go of what was refused. */
const FINAL: ReadonlySet<CloseReason | 'read-only'> = new Set([
  'update-rejected',
  'bad-message',
  'read-only',
  'schema-too-old',
  'case-rebuilt',
]);

/**
 * One case on this page: its documents, its socket, and the work that is not yet saved.
 *
 * Changes live in memory until the server has committed them. When the connection breaks they are
 * kept and sent again; when the server refuses them they stay here for their author to copy.
 */
export class CaseConnection {
  readonly caseId: string;
  private readonly pageId = newId();
  private readonly outbox = new Outbox();
  private readonly documents = new Map<string, SharedDocument>();
  private readonly topics = new Topics<Topic>();
  private readonly changeListeners = new Set<(what: string) => void>();
  private readonly company = new Company();
  private readonly line: Line;
  private link: LinkState = { kind: 'connecting' };
  private save: SaveState = { kind: 'saved' };
  private welcomed = false;
  /** How often this page said hello. */
  private lines = 0;
  private person: { id: string; name: string; colour: number } | null = null;
  /** Random until the server gives one out, so that nothing is ever written under somebody's. */
  private clientId = randomClientId();
  private assigned = false;
  /** The id that unsent work was made under, while it moves to another. */
  private carryFrom: number | null = null;
  /** The last sequence number heard of; what a document has is its own matter. */
  private seq = 0;
  /** The same for the present line alone: everything up to here was said over it, or before. */
  private heard = 0;
  /** What happened since the last pause: one act. */
  private act: Entry[] = [];
  /** What comes next was done before, and is counted. */
  private sayingAgain = false;
  private presence: Presence | null = null;

  constructor(private readonly options: CaseConnectionOptions) {
    this.caseId = options.caseId;
    this.line = new Line(options.openSocket, {
      opened: () => this.sayHello(),
      received: (message) => this.handle(message),
      ended: (reason) => this.ended(reason),
      unansweredSince: () => (this.welcomed ? this.outbox.waitingSince : null),
    });
  }

  /** Connects, and keeps connecting. */
  start(): void {
    this.line.start();
  }

  /** Lets go of the line. Unsaved work stays in this object until it is started again. */
  stop(): void {
    this.line.stop();
    this.disconnected();
    this.setLink({ kind: 'connecting' });
  }

  destroy(): void {
    this.stop();
    for (const document of this.documents.values()) document.destroy();
    this.documents.clear();
  }

  /** Tries at once: the network is back, or the person signed in again or asked. */
  retry(): void {
    if (this.link.kind === 'refused' && FINAL.has(this.link.reason)) return;
    this.line.retry();
  }

  /** The network is known to be gone. */
  lost(): void {
    this.line.lose();
  }

  /**
   * Opens a document of the case: `structure` or `body:<node>`.
   *
   * @returns a function that lets it go again
   */
  open(name: string): () => void {
    const document = this.find(name);
    document.users += 1;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      document.users -= 1;
      setTimeout(() => this.closeUnused(name), LINGER);
    };
  }

  /** The document as it stands. The same object until something about it changes. */
  documentState(name: string): DocumentState {
    return this.find(name).state;
  }

  linkState(): LinkState {
    return this.link;
  }

  saveState(): SaveState {
    return this.save;
  }

  /** Everybody in the case on other pages, the person's own other tabs included. */
  others(): readonly PresentPerson[] {
    return this.company.others;
  }

  /** The person this page acts as, once the server has said it. */
  me(): { id: string; name: string; colour: number } | null {
    return this.person;
  }

  setPresence(presence: Presence): void {
    this.presence = presence;
    if (this.welcomed) this.line.send({ type: 'presence', presence });
  }

  subscribe(topic: Topic, listener: () => void): () => void {
    return this.topics.subscribe(topic, listener);
  }

  /** Rows of the case changed on the server: comments, evidence, reviews, releases. */
  onChanged(listener: (what: string) => void): () => void {
    this.changeListeners.add(listener);
    return () => this.changeListeners.delete(listener);
  }

  /** What the server does not have, in words its author can keep. */
  unsentWork(): UnsentWork {
    const entries = [...this.outbox.entries(), ...this.act];
    return exportUnsent(this.caseId, entries, (name) => this.documents.get(name)?.state.doc);
  }

  /**
   * Throws away what was refused and starts from the server's state. Only after the person was
   * shown what that is.
   */
  discardAndReconnect(): void {
    this.line.letGo();
    this.disconnected();
    this.act = [];
    this.outbox.clear();
    this.assigned = false;
    this.carryFrom = null;
    this.person = null;
    this.seq = 0;
    this.clientId = randomClientId();
    for (const document of this.documents.values()) document.reset(this.clientId);
    this.setLink({ kind: 'connecting' });
    this.line.renew();
  }

  private find(name: string): SharedDocument {
    const found = this.documents.get(name);
    if (found) return found;
    const document = new SharedDocument(
      name,
      // While work moves to another id, everything here is still said under the old one.
      this.carryFrom ?? this.clientId,
      (update) => this.changed(name, update),
      () => this.topics.emit('documents'),
    );
    this.documents.set(name, document);
    setTimeout(() => this.closeUnused(name), LINGER);
    if (this.welcomed) this.requestState(document);
    return document;
  }

  private closeUnused(name: string): void {
    const document = this.documents.get(name);
    if (!document || document.users > 0) return;
    if (this.outbox.needs(name) || this.act.some(({ doc }) => doc === name)) {
      // Its unsaved work needs it; looked at again once that is through.
      setTimeout(() => this.closeUnused(name), LINGER);
      return;
    }
    this.documents.delete(name);
    document.destroy();
    if (this.welcomed) this.line.send({ type: 'close', doc: name });
  }

  /** What happens in one go, over several documents, is one act. */
  private changed(doc: string, update: Uint8Array): void {
    if (this.isReadOnly() && !this.sayingAgain && !hasContent(update)) return;
    this.act.push({ doc, update });
    if (this.act.length === 1) queueMicrotask(() => this.endAct());
    if (!this.sayingAgain) this.updateSave();
  }

  private endAct(carried: readonly Request[] = []): void {
    if (this.act.length === 0) return;
    this.outbox.add(this.act, carried);
    this.act = [];
    if (this.isReadOnly()) this.refuse('read-only', TEXT.readOnly);
    this.flush();
    this.updateSave();
  }

  private flush(): void {
    if (!this.welcomed || this.carryFrom !== null || this.isReadOnly()) return;
    for (let next = this.outbox.next(Date.now()); next; next = this.outbox.next(Date.now())) {
      this.line.send({ type: 'update', requestId: next.requestId, entries: next.entries });
    }
  }

  private sayHello(): void {
    this.lines += 1;
    this.line.send({
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      schema: SCHEMA_VERSION,
      caseId: this.caseId,
      deviceId: this.options.deviceId,
      pageId: this.pageId,
      line: this.lines,
      clientId: this.assigned ? this.clientId : 0,
    });
  }

  private handle(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome':
        this.welcome(message);
        return;
      case 'state': {
        const document = this.documents.get(message.doc);
        if (document) this.take(document, message.updates);
        if (!message.complete) return;
        document?.completed();
        this.finishCarrying();
        this.hear(message.seq);
        return;
      }
      case 'updates':
        for (const { doc, update } of message.entries) {
          const document = this.documents.get(doc);
          if (document) this.take(document, [update]);
        }
        this.hear(message.seq);
        return;
      case 'ack':
        this.outbox.acknowledge(message.requestId, message.seq);
        this.hear(message.seq);
        this.flush();
        this.updateSave();
        return;
      case 'refuse':
        if (message.code === 'read-only') this.refuse('read-only', message.sentence);
        return;
      case 'presence':
        this.company.hear(message, this.clientId);
        this.topics.emit('presence');
        return;
      case 'changed':
        for (const listener of this.changeListeners) listener(message.what);
        return;
      case 'mode':
        this.changeMode(message.mode);
        return;
      case 'pulse':
      case 'bye':
        // The line's own business.
        return;
    }
  }

  /** Puts words of this person into texts that the server wrote anew: one act, and not a new one. */
  private sayAgain(put: () => Request[]): void {
    this.endAct();
    this.sayingAgain = true;
    const carried = put();
    this.sayingAgain = false;
    this.endAct(carried);
  }

  private take(document: SharedDocument, updates: readonly Uint8Array[]): void {
    this.sayAgain(() => document.apply(updates, this.outbox.unsettled()));
  }

  /** Everything up to there was said over this line: what arrived before is where it belongs. */
  private hear(seq: number): void {
    this.seq = Math.max(this.seq, seq);
    this.heard = Math.max(this.heard, seq);
    if (this.carryFrom !== null) return;
    this.outbox.settle(
      (request) =>
        request.seq !== null &&
        request.seq <= this.heard &&
        request.entries.every(({ doc }) => this.documents.get(doc)?.caughtUp ?? true),
    );
    this.updateSave();
  }

  private welcome(welcome: Extract<ServerMessage, { type: 'welcome' }>): void {
    this.endAct();
    if (this.person && this.person.id !== welcome.person.id && this.outbox.size > 0) {
      // Somebody else signed in: what the first person wrote is not theirs to send.
      this.line.letGo();
      this.disconnected();
      this.refuse('session-ended', TEXT.otherPerson);
      return;
    }
    this.welcomed = true;
    this.line.succeeded();
    this.person = welcome.person;
    const before = this.clientId;
    const isSame = this.assigned && before === welcome.clientId;
    this.clientId = welcome.clientId;
    this.assigned = true;
    this.outbox.note(welcome.arrived);
    this.outbox.rewind(isSame ? (welcome.arrived.at(-1)?.requestId ?? 0) : 0);
    const unsent = this.outbox.documents();
    if (!isSame && unsent.size > 0) this.carryFrom ??= before;
    for (const document of this.documents.values()) {
      if (this.carryFrom === null) document.setClientId(this.clientId);
      else if (unsent.has(document.name)) document.startFresh();
      this.requestState(document);
    }
    if (this.presence) this.line.send({ type: 'presence', presence: this.presence });
    this.setLink({ kind: 'online', mode: welcome.mode });
    if (welcome.mode === 'read-only' && !this.outbox.isEmpty) {
      this.refuse('read-only', TEXT.readOnly);
    }
    this.finishCarrying();
    this.flush();
    this.updateSave();
  }

  private changeMode(mode: Mode): void {
    this.setLink({ kind: 'online', mode });
    if (this.outbox.isEmpty) return;
    if (mode === 'read-only') {
      this.refuse('read-only', TEXT.readOnly);
      return;
    }
    // Some of what waits may have been refused meanwhile: the server says at the start which.
    this.disconnected();
    this.line.renew();
  }

  private requestState(document: SharedDocument): void {
    const { doc, synced } = document.state;
    const known = synced && !document.fresh;
    document.asked();
    this.line.send({
      type: 'open',
      doc: document.name,
      seq: known ? document.seq : 0,
      stateVector: known ? Y.encodeStateVector(doc) : new Uint8Array(),
    });
  }

  /**
   * The server gave this page another client id while it held unsent work. Once the server's state
   * is here the work is said again under the new id, in fresh copies of its documents.
   */
  private finishCarrying(): void {
    const from = this.carryFrom;
    if (from === null) return;
    this.endAct();
    const unsent = this.outbox.documents();
    for (const name of unsent) {
      const document = this.find(name);
      if (!document.fresh) {
        document.startFresh();
        this.requestState(document);
      }
      if (!document.freshIsComplete) return;
    }
    const own = new Map(
      [...unsent].map((name) => [name, this.find(name).ownWords(this.outbox.unsettled())]),
    );
    const carried = this.outbox.rewrite(from, this.clientId, (name) => {
      const { fresh } = this.find(name);
      return fresh ? Y.getState(fresh.store, from) : 0;
    });
    this.carryFrom = null;
    for (const [name, words] of own) {
      this.sayAgain(() => this.find(name).adopt(this.clientId, carried.get(name) ?? [], words));
    }
    for (const document of this.documents.values()) document.setClientId(this.clientId);
    this.flush();
  }

  private ended(reason: { code: CloseReason; sentence: string } | null): void {
    this.disconnected();
    if (reason && CLOSE_REASONS[reason.code].next !== 'retry') {
      this.refuse(reason.code, reason.sentence);
    } else {
      this.setLink({ kind: 'offline', sentence: reason?.sentence ?? null });
    }
  }

  private disconnected(): void {
    this.welcomed = false;
    this.heard = 0;
    for (const document of this.documents.values()) {
      if (document.caughtUp) document.seq = this.seq;
      document.lineLost();
    }
    if (this.company.forget()) this.topics.emit('presence');
  }

  private refuse(reason: CloseReason | 'read-only', sentence: string): void {
    this.setLink({ kind: 'refused', reason, sentence });
  }

  private isReadOnly(): boolean {
    const { link } = this;
    return (
      (link.kind === 'refused' && link.reason === 'read-only') ||
      (link.kind === 'online' && link.mode === 'read-only')
    );
  }

  private setLink(link: LinkState): void {
    this.link = link;
    this.topics.emit('link');
    this.updateSave();
  }

  private updateSave(): void {
    const next = saveStateOf(this.link, this.outbox.size + (this.act.length > 0 ? 1 : 0));
    if (JSON.stringify(next) === JSON.stringify(this.save)) return;
    this.save = next;
    this.topics.emit('save');
  }
}

function randomClientId(): number {
  return 1 + Math.floor(Math.random() * 0xffff_fffe);
}

/** Whether an update says something new; tidying up after others only deletes. */
function hasContent(update: Uint8Array): boolean {
  return Y.decodeUpdate(update).structs.length > 0;
}
