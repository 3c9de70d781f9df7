import * as Y from 'yjs';
import { MESSAGE_LIMITS, type Arrived, type Entry } from '@/core/collab/messages';
import { rewriteClient } from '@/core/collab/rewriteClient';

/** Acts made on this page that the server has not acknowledged. */
export interface Request {
  requestId: number;
  /** How many acts it carries: made in a burst or offline they travel together. */
  acts: number;
  entries: Entry[];
  sentAt: number | null;
  /** Its number in the log, once it is known to be there. */
  seq: number | null;
  /** It may be in the log under its number, so it must never say anything else. */
  sealed: boolean;
}

/** Acts are joined up to this many bytes. */
const JOINED = 150_000;

/** Keeps every change until the server has committed it, in order. */
export class Outbox {
  private requests: Request[] = [];
  /** In the log; what stands before them there is still to be heard of. */
  private arrived: Request[] = [];
  private lastId = 0;

  /** How many acts are not known to be safe. */
  get size(): number {
    return this.unsettled().reduce((sum, { acts }) => sum + acts, 0);
  }

  /** Whether there is nothing to send. */
  get isEmpty(): boolean {
    return this.requests.length === 0;
  }

  /** When the oldest request was sent that is not yet acknowledged. */
  get waitingSince(): number | null {
    return this.requests[0]?.sentAt ?? null;
  }

  /**
   * Adds one act: joined to one that waits, or as a request of its own.
   *
   * @param carried requests whose words it says again: their acts are safe when this one is
   */
  add(entries: readonly Entry[], carried: readonly Request[] = []): void {
    let acts = 1;
    if (carried.length > 0) {
      acts = Math.max(
        1,
        carried.reduce((sum, request) => sum + request.acts, 0),
      );
      for (const request of carried) request.acts = 0;
    }
    const last = this.requests.at(-1);
    if (last && !last.sealed && sizeOf(last.entries) + sizeOf(entries) < JOINED) {
      last.entries = joinEntries([...last.entries, ...entries]);
      last.acts += acts;
      return;
    }
    this.lastId += 1;
    this.requests.push({
      requestId: this.lastId,
      acts,
      entries: joinEntries(entries),
      sentAt: null,
      seq: null,
      sealed: false,
    });
  }

  /** The next request to send, marked as sent; null when enough is on its way. */
  next(now: number): Request | null {
    const at = this.requests.findIndex(({ sentAt }) => sentAt === null);
    const request = this.requests[at];
    // What is typed meanwhile travels together with the next.
    if (!request || at >= MESSAGE_LIMITS.underWay) return null;
    request.sentAt = now;
    request.sealed = true;
    return request;
  }

  /** A request is in the log. */
  acknowledge(requestId: number, seq: number): void {
    this.note([{ requestId, seq }]);
    this.arrive((request) => request.requestId === requestId);
  }

  /** What is known of the numbers that requests have in the log. */
  note(arrived: readonly Arrived[]): void {
    const numbers = new Map(arrived.map(({ requestId, seq }) => [requestId, seq]));
    for (const request of this.requests) request.seq ??= numbers.get(request.requestId) ?? null;
  }

  /** The connection broke: everything up to `committed` arrived, the rest is to be sent again. */
  rewind(committed: number): void {
    this.arrive(({ requestId }) => requestId <= committed);
    for (const request of this.requests) request.sentAt = null;
  }

  /** Lets go of what is in the log, where the page knows everything that stands before it. */
  settle(isSettled: (request: Request) => boolean): void {
    this.arrived = this.arrived.filter((request) => !isSettled(request));
  }

  /** What the server may not have had in any of its acts that the page does not know yet. */
  unsettled(): Request[] {
    return [...this.arrived, ...this.requests];
  }

  private arrive(isArrived: (request: Request) => boolean): void {
    this.arrived.push(...this.requests.filter(isArrived));
    this.requests = this.requests.filter((request) => !isArrived(request));
  }

  /** Names of the documents with changes that are to be sent. */
  documents(): Set<string> {
    return namesIn(this.requests);
  }

  /** Whether a document is needed for what is here. */
  needs(name: string): boolean {
    return namesIn(this.unsettled()).has(name);
  }

  /** Every change here, in the order it was made. */
  entries(): Entry[] {
    return this.unsettled().flatMap(({ entries }) => entries);
  }

  /**
   * Says everything under another client id ({@link rewriteClient}).
   *
   * @param known per document, the clock up to which the server has the old id's work
   * @returns the rewritten updates by document
   */
  rewrite(from: number, to: number, known: (doc: string) => number): Map<string, Uint8Array[]> {
    const carried = new Map<string, Uint8Array[]>();
    for (const request of this.requests) {
      request.sentAt = null;
      request.seq = null;
      request.entries = request.entries.map(({ doc, update }) => {
        // The new id starts at 0 where the old one's committed work ended, so all requests shift alike.
        const rewritten = rewriteClient(update, { client: from, known: known(doc) }, to);
        carried.set(doc, [...(carried.get(doc) ?? []), rewritten]);
        return { doc, update: rewritten };
      });
    }
    return carried;
  }

  /** Throws everything away; only ever after the person was shown what it is. */
  clear(): void {
    this.requests = [];
    this.arrived = [];
  }
}

function namesIn(requests: readonly Request[]): Set<string> {
  return new Set(requests.flatMap(({ entries }) => entries.map(({ doc }) => doc)));
}

function joinEntries(entries: readonly Entry[]): Entry[] {
  const byDocument = new Map<string, Uint8Array[]>();
  for (const { doc, update } of entries) {
    byDocument.set(doc, [...(byDocument.get(doc) ?? []), update]);
  }
  return [...byDocument].map(([doc, updates]) => ({
    doc,
    update: updates.length === 1 && updates[0] ? updates[0] : Y.mergeUpdates(updates),
  }));
}

function sizeOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { update }) => sum + update.length, 0);
}
