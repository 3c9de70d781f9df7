import { CLOSE_REASONS, closeReasonOf, type CloseReason } from '@/core/collab/closeReasons';
import { decodeServerMessage, encodeClientMessage, MalformedMessage } from '@/core/collab/codec';
import {
  PROTOCOL_VERSION,
  SCHEMA_VERSION,
  type ClientMessage,
  type Entry,
  type Mode,
  type Presence,
  type PresentPerson,
  type ServerMessage,
} from '@/core/collab/messages';
import { newId } from '@/core/argument/ids';
import * as Y from 'yjs';
import { waitBefore } from './backoff';
import { exportUnsent, type UnsentWork } from './exportUnsent';
import { Outbox } from './outbox';
import { SharedDocument, type DocumentState } from './SharedDocument';
import type { CollabSocket, OpenSocket } from './socket';
import { saveStateOf, type LinkState, type SaveState } from './state';
import { TEXT } from './text';

export interface CaseConnectionOptions {
  caseId: string;
  /** This browser; the page adds an id of its own life. */
  deviceId: string;
  openSocket: OpenSocket;
}

type Topic = 'link' | 'save' | 'presence' | 'documents';

/** The server sends something at least every 20 seconds: after this the line is dead. */
const SILENCE = 45_000;
/** A request without an answer for so long is sent again over a new socket. */
const NO_ANSWER = 25_000;
const WATCH = 5_000;
/** A document nobody looks at any more is kept open this long. */
const LINGER = 3_000;

const LINK_CONNECTING: LinkState = { kind: 'connecting' };
const NOBODY: readonly PresentPerson[] = [];

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
  private readonly listeners = new Map<Topic, Set<() => void>>();
  private readonly changeListeners = new Set<(what: string) => void>();
  private link: LinkState = LINK_CONNECTING;
  private save: SaveState = { kind: 'saved' };
  private people: readonly PresentPerson[] = NOBODY;
  private readonly present = new Map<number, PresentPerson>();
  private socket: CollabSocket | null = null;
  private welcomed = false;
  private farewell: { code: CloseReason; sentence: string } | null = null;
  private personId: string | null = null;
  private person: { id: string; name: string; colour: number } | null = null;
  /** Random until the server gives one out, so that nothing is ever written under somebody's. */
  private clientId = 1 + Math.floor(Math.random() * 0xffff_fffe);
  private assigned = false;
  /** The last sequence number heard of; what a document has is its own matter. */
  private seq = 0;
  private carryFrom: number | null = null;
  private attempt = 0;
  private lastHeard = 0;
  private act: Entry[] = [];
  private presence: Presence | null = null;
  private retryTimer: ReturnType<typeof setTimeout> | null = null;
  private watchTimer: ReturnType<typeof setInterval> | null = null;
  private running = false;

  constructor(private readonly options: CaseConnectionOptions) {
    this.caseId = options.caseId;
  }

  /** Connects, and keeps connecting. */
  start(): void {
    if (this.running) return;
    this.running = true;
    this.watchTimer = setInterval(() => this.watch(), WATCH);
    this.connect();
  }

  /** Lets go of the socket. Unsaved work stays in this object until it is started again. */
  stop(): void {
    this.running = false;
    if (this.retryTimer) clearTimeout(this.retryTimer);
    if (this.watchTimer) clearInterval(this.watchTimer);
    this.retryTimer = null;
    this.watchTimer = null;
    this.drop();
    this.setLink(LINK_CONNECTING);
  }

  destroy(): void {
    this.stop();
    for (const document of this.documents.values()) document.destroy();
    this.documents.clear();
  }

  /** Tries at once: the network is back, or the person signed in again or asked. */
  retry(): void {
    if (!this.running || this.socket || this.isFinal()) return;
    this.attempt = 0;
    this.connect();
  }

  /** The network is known to be gone. */
  lost(): void {
    if (!this.socket) return;
    this.drop();
    this.goOffline(null);
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
    return this.people;
  }

  /** The person this page acts as, once the server has said it. */
  me(): { id: string; name: string; colour: number } | null {
    return this.person;
  }

  setPresence(presence: Presence): void {
    this.presence = presence;
    if (this.welcomed) this.tell({ type: 'presence', presence });
  }

  subscribe(topic: Topic, listener: () => void): () => void {
    const set = this.listeners.get(topic) ?? new Set();
    set.add(listener);
    this.listeners.set(topic, set);
    return () => set.delete(listener);
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
    this.drop();
    this.act = [];
    this.outbox.clear();
    this.assigned = false;
    this.carryFrom = null;
    this.personId = null;
    this.seq = 0;
    this.clientId = 1 + Math.floor(Math.random() * 0xffff_fffe);
    for (const document of this.documents.values()) document.reset(this.clientId);
    this.attempt = 0;
    this.setLink(LINK_CONNECTING);
    if (this.running) this.connect();
  }

  private find(name: string): SharedDocument {
    const found = this.documents.get(name);
    if (found) return found;
    const document = new SharedDocument(
      name,
      // While work moves to another id, everything here is still said under the old one.
      this.carryFrom ?? this.clientId,
      (update) => this.changed(name, update),
      () => this.emit('documents'),
    );
    this.documents.set(name, document);
    setTimeout(() => this.closeUnused(name), LINGER);
    if (this.welcomed) this.requestState(document);
    return document;
  }

  private closeUnused(name: string): void {
    const document = this.documents.get(name);
    if (!document || document.users > 0) return;
    if (this.outbox.documents().has(name) || this.act.some(({ doc }) => doc === name)) {
      // Its unsaved work needs it; looked at again once that is through.
      setTimeout(() => this.closeUnused(name), LINGER);
      return;
    }
    this.documents.delete(name);
    document.destroy();
    if (this.welcomed) this.tell({ type: 'close', doc: name });
  }

  /** What happens in one go, over several documents, is one act. */
  private changed(doc: string, update: Uint8Array): void {
    if (this.isReadOnly() && !hasContent(update)) return;
    this.act.push({ doc, update });
    if (this.act.length === 1) queueMicrotask(() => this.endAct());
    this.updateSave();
  }

  private endAct(): void {
    if (this.act.length === 0) return;
    this.outbox.add(this.act);
    this.act = [];
    if (this.isReadOnly()) this.refuse('read-only', TEXT.readOnly);
    this.flush();
    this.updateSave();
  }

  private flush(): void {
    if (!this.welcomed || this.carryFrom !== null || this.isReadOnly()) return;
    for (let next = this.outbox.next(Date.now()); next; next = this.outbox.next(Date.now())) {
      this.tell({ type: 'update', requestId: next.requestId, entries: next.entries });
    }
  }

  private connect(): void {
    if (this.retryTimer) clearTimeout(this.retryTimer);
    this.retryTimer = null;
    this.welcomed = false;
    this.farewell = null;
    this.lastHeard = Date.now();
    if (this.link.kind !== 'offline') this.setLink(LINK_CONNECTING);
    // Events of a socket that was let go of are nobody's business any more.
    const isCurrent = (): boolean => this.socket === socket;
    const socket: CollabSocket = this.options.openSocket({
      opened: () => {
        if (!isCurrent()) return;
        this.tell({
          type: 'hello',
          protocol: PROTOCOL_VERSION,
          schema: SCHEMA_VERSION,
          caseId: this.caseId,
          deviceId: this.options.deviceId,
          pageId: this.pageId,
          clientId: this.assigned ? this.clientId : 0,
        });
      },
      received: (bytes) => {
        if (!isCurrent()) return;
        this.lastHeard = Date.now();
        this.receive(bytes);
      },
      closed: (status) => {
        if (isCurrent()) this.closed(status);
      },
    });
    this.socket = socket;
  }

  private receive(bytes: Uint8Array): void {
    let message: ServerMessage;
    try {
      message = decodeServerMessage(bytes);
    } catch (error) {
      if (!(error instanceof MalformedMessage)) throw error;
      this.lost();
      return;
    }
    this.handle(message);
  }

  private handle(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome':
        this.welcome(message);
        return;
      case 'state': {
        const document = this.documents.get(message.doc);
        document?.apply(message.updates);
        if (!message.complete) return;
        this.seq = Math.max(this.seq, message.seq);
        document?.completed();
        this.finishCarrying();
        return;
      }
      case 'updates':
        for (const { doc, update } of message.entries) this.documents.get(doc)?.apply([update]);
        this.seq = Math.max(this.seq, message.seq);
        return;
      case 'ack':
        this.outbox.acknowledge(message.requestId);
        this.seq = Math.max(this.seq, message.seq);
        this.flush();
        this.updateSave();
        return;
      case 'refuse':
        if (message.code === 'read-only') this.refuse('read-only', message.sentence);
        return;
      case 'presence':
        this.meet(message);
        return;
      case 'changed':
        for (const listener of this.changeListeners) listener(message.what);
        return;
      case 'mode':
        this.changeMode(message.mode);
        return;
      case 'pulse':
        return;
      case 'bye':
        this.farewell = { code: message.code, sentence: message.sentence };
        return;
    }
  }

  private welcome(welcome: Extract<ServerMessage, { type: 'welcome' }>): void {
    this.endAct();
    if (this.personId !== null && this.personId !== welcome.person.id && !this.outbox.isEmpty) {
      // Somebody else signed in: what the first person wrote is not theirs to send.
      this.drop();
      this.refuse('session-ended', TEXT.otherPerson);
      return;
    }
    this.welcomed = true;
    this.attempt = 0;
    this.personId = welcome.person.id;
    this.person = welcome.person;
    const before = this.clientId;
    const isSame = this.assigned && before === welcome.clientId;
    this.clientId = welcome.clientId;
    this.assigned = true;
    this.outbox.rewind(isSame ? welcome.lastRequest : 0);
    const unsent = this.outbox.documents();
    if (!isSame && unsent.size > 0) this.carryFrom ??= before;
    for (const document of this.documents.values()) {
      if (this.carryFrom === null) document.setClientId(this.clientId);
      else if (unsent.has(document.name)) document.startFresh();
      this.requestState(document);
    }
    if (this.presence) this.tell({ type: 'presence', presence: this.presence });
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
    this.drop();
    this.connect();
  }

  private requestState(document: SharedDocument): void {
    const { doc, synced } = document.state;
    const known = synced && !document.fresh;
    this.tell({
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
    const carried = this.outbox.rewrite(from, this.clientId, (name) => {
      const { fresh } = this.find(name);
      return fresh ? Y.getState(fresh.store, from) : 0;
    });
    this.carryFrom = null;
    for (const name of unsent) this.find(name).adopt(this.clientId, carried.get(name) ?? []);
    for (const document of this.documents.values()) document.setClientId(this.clientId);
    this.flush();
  }

  private meet(message: Extract<ServerMessage, { type: 'presence' }>): void {
    if (message.reset) this.present.clear();
    for (const person of message.people) this.present.set(person.clientId, person);
    for (const clientId of message.gone) this.present.delete(clientId);
    this.people = [...this.present.values()].filter(({ clientId }) => clientId !== this.clientId);
    this.emit('presence');
  }

  private closed(status: number): void {
    this.drop();
    const code = this.farewell?.code ?? closeReasonOf(status);
    if (code === null) {
      this.goOffline(null);
      return;
    }
    const sentence = this.farewell?.sentence ?? CLOSE_REASONS[code].sentence;
    if (CLOSE_REASONS[code].next === 'retry') this.goOffline(sentence);
    else this.refuse(code, sentence);
  }

  private goOffline(sentence: string | null): void {
    this.setLink({ kind: 'offline', sentence });
    if (!this.running || this.retryTimer) return;
    this.retryTimer = setTimeout(() => {
      this.retryTimer = null;
      if (!this.socket) this.connect();
    }, waitBefore(this.attempt, Math.random()));
    this.attempt += 1;
  }

  private refuse(reason: CloseReason | 'read-only', sentence: string): void {
    this.setLink({ kind: 'refused', reason, sentence });
  }

  /** Lets go of the socket without waiting for it to close. */
  private drop(): void {
    const { socket } = this;
    this.socket = null;
    this.welcomed = false;
    for (const document of this.documents.values()) {
      if (document.caughtUp) document.seq = this.seq;
      document.caughtUp = false;
    }
    if (this.present.size > 0) {
      this.present.clear();
      this.people = NOBODY;
      this.emit('presence');
    }
    socket?.close();
  }

  private watch(): void {
    const now = Date.now();
    const since = this.outbox.waitingSince;
    const unanswered = this.welcomed && since !== null && now - since > NO_ANSWER;
    if (this.socket && (now - this.lastHeard > SILENCE || unanswered)) this.lost();
  }

  /** Trying again would fail again until the person let go of what was refused. */
  private isFinal(): boolean {
    const { link } = this;
    if (link.kind !== 'refused') return false;
    return ['update-rejected', 'bad-message', 'read-only', 'schema-too-old'].includes(link.reason);
  }

  private isReadOnly(): boolean {
    const { link } = this;
    return (
      (link.kind === 'online' && link.mode === 'read-only') ||
      (link.kind === 'refused' && link.reason === 'read-only')
    );
  }

  private tell(message: ClientMessage): void {
    this.socket?.send(encodeClientMessage(message));
  }

  private setLink(link: LinkState): void {
    this.link = link;
    this.emit('link');
    this.updateSave();
  }

  private updateSave(): void {
    const next = saveStateOf(this.link, this.outbox.size + (this.act.length > 0 ? 1 : 0));
    const { save } = this;
    const same =
      next.kind === save.kind &&
      ('changes' in next ? next.changes : 0) === ('changes' in save ? save.changes : 0);
    if (same) return;
    this.save = next;
    this.emit('save');
  }

  private emit(topic: Topic): void {
    for (const listener of this.listeners.get(topic) ?? []) listener();
  }
}

/** Whether an update says something new; tidying up after others only deletes. */
function hasContent(update: Uint8Array): boolean {
  return Y.decodeUpdate(update).structs.length > 0;
}
