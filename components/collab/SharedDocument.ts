import * as Y from 'yjs';
import { haveTextsAnew } from '@/core/collab/restedTexts';
import type { Request } from './outbox';
import { OwnWords } from './ownWords';

/** Marks transactions that came from the server; everything else is this person's own. */
const FROM_SERVER = Symbol('from the server');

export interface DocumentState {
  doc: Y.Doc;
  /** The whole document is here. Until then it must not be edited. */
  synced: boolean;
}

/**
 * One collaborative document on this page. Runs without garbage collection: collected structs of
 * honest offline work could not be told from forged ones, and the server refuses them.
 */
export class SharedDocument {
  state: DocumentState;
  /** Everybody on this page who has it open. */
  users = 0;
  /** Every update up to here is in it; counts on while `caughtUp`. */
  seq = 0;
  /** Its state came over the present socket, so whatever the server says next includes it. */
  caughtUp = false;
  /** Filled while unsent work moves to a fresh copy under another client id. */
  fresh: Y.Doc | null = null;
  freshIsComplete = false;
  /** States that were asked for on this line and did not come yet. */
  private due = 0;
  /** How many of them were asked for before the copy was begun, and are not for it. */
  private dueBefore = 0;

  constructor(
    readonly name: string,
    /** What this page writes under; a document gets it once its earlier work is in it. */
    private clientId: number,
    private readonly changed: (update: Uint8Array) => void,
    private readonly notify: () => void,
  ) {
    this.state = { doc: this.create(), synced: false };
  }

  setClientId(clientId: number): void {
    this.clientId = clientId;
    if (this.state.synced) this.state.doc.clientID = clientId;
  }

  /**
   * Takes in what the server said.
   *
   * @param unsettled what the server may not have had when it said so
   * @returns the requests whose words were put into texts that the server wrote anew
   */
  apply(updates: readonly Uint8Array[], unsettled: readonly Request[]): Request[] {
    if (this.dueBefore === 0 && this.fresh) {
      applyAll(this.fresh, updates);
      return [];
    }
    const { doc } = this.state;
    const isConcerned = unsettled.length > 0 && haveTextsAnew(updates);
    const own = new OwnWords(this.name, doc, isConcerned ? unsettled : []);
    return own.carry(doc, applyAll(doc, updates));
  }

  /** The server is asked for its state. */
  asked(): void {
    this.due += 1;
  }

  /** The line is gone, and with it the answers that were due. */
  lineLost(): void {
    this.caughtUp = false;
    this.due = 0;
    this.dueBefore = 0;
  }

  completed(): void {
    this.caughtUp = true;
    this.due -= 1;
    if (this.dueBefore > 0) this.dueBefore -= 1;
    else if (this.fresh) {
      this.freshIsComplete = true;
      return;
    }
    if (this.state.synced) return;
    // Before, yjs would take the page's own earlier work for that of an impostor.
    this.state.doc.clientID = this.clientId;
    this.state = { ...this.state, synced: true };
    this.notify();
  }

  /** Gathers the server's state in a copy while the person goes on in the present document. */
  startFresh(): void {
    this.fresh ??= new Y.Doc({ gc: false, guid: this.name });
    this.freshIsComplete = false;
    this.dueBefore = this.due;
  }

  /**
   * The copy, with the carried work in it, takes the place of the document.
   *
   * @param own the person's words that may be in texts which were written anew
   * @returns the requests whose words were put into such texts
   */
  adopt(clientId: number, carried: readonly Uint8Array[], own: OwnWords): Request[] {
    const next = this.create();
    if (this.fresh) applyAll(next, [Y.encodeStateAsUpdate(this.fresh)]);
    applyAll(next, carried);
    this.clientId = clientId;
    next.clientID = clientId;
    const old = this.state.doc;
    this.fresh?.destroy();
    this.fresh = null;
    this.state = { doc: next, synced: true };
    const again = own.carry(next, null);
    this.notify();
    old.destroy();
    return again;
  }

  /** What the person changed here, as the page shows it. */
  ownWords(requests: readonly Request[]): OwnWords {
    return new OwnWords(this.name, this.state.doc, requests);
  }

  /** Forgets everything; the server's state comes next. */
  reset(clientId: number): void {
    const old = this.state.doc;
    this.fresh?.destroy();
    this.fresh = null;
    this.seq = 0;
    this.clientId = clientId;
    this.state = { doc: this.create(), synced: false };
    this.notify();
    old.destroy();
  }

  destroy(): void {
    this.fresh?.destroy();
    this.state.doc.destroy();
  }

  private create(): Y.Doc {
    const doc = new Y.Doc({ gc: false, guid: this.name });
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === FROM_SERVER) return;
      // Its own earlier clocks are not here yet: two different changes would get the same name.
      if (doc === this.state.doc && !this.state.synced)
        throw new Error(`The document ${this.name} was edited before it was loaded.`);
      this.changed(update);
    });
    return doc;
  }
}

function applyAll(doc: Y.Doc, updates: readonly Uint8Array[]): Y.Transaction {
  return doc.transact((transaction) => {
    for (const update of updates) Y.applyUpdate(doc, update, FROM_SERVER);
    return transaction;
  }, FROM_SERVER);
}
