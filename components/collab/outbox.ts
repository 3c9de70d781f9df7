import * as Y from 'yjs';
import type { Entry } from '@/core/collab/messages';
import { rewriteClient } from '@/core/collab/rewriteClient';

/** Acts made on this page that the server has not acknowledged. */
export interface Request {
  requestId: number;
  /** How many acts it carries: made in a burst or offline they travel together. */
  acts: number;
  entries: Entry[];
  sentAt: number | null;
  /** It may be in the log under its number, so it must never say anything else. */
  sealed: boolean;
}

/** Requests on their way at once; what is typed meanwhile travels together with the next. */
const WINDOW = 16;
/** Acts are joined up to this many bytes. */
const JOINED = 150_000;

/** Keeps every change until the server has committed it, in order. */
export class Outbox {
  private requests: Request[] = [];
  private lastId = 0;

  /** How many acts are only on this page. */
  get size(): number {
    return this.requests.reduce((sum, { acts }) => sum + acts, 0);
  }

  get isEmpty(): boolean {
    return this.requests.length === 0;
  }

  /** When the oldest request was sent that is not yet acknowledged. */
  get waitingSince(): number | null {
    return this.requests[0]?.sentAt ?? null;
  }

  /** Adds one act: joined to one that waits, or as a request of its own. */
  add(entries: readonly Entry[]): void {
    const last = this.requests.at(-1);
    if (last && !last.sealed && sizeOf(last.entries) + sizeOf(entries) < JOINED) {
      last.entries = joinEntries([...last.entries, ...entries]);
      last.acts += 1;
      return;
    }
    this.lastId += 1;
    this.requests.push({
      requestId: this.lastId,
      acts: 1,
      entries: joinEntries(entries),
      sentAt: null,
      sealed: false,
    });
  }

  /** The next request to send, marked as sent; null when enough is on its way. */
  next(now: number): Request | null {
    const at = this.requests.findIndex(({ sentAt }) => sentAt === null);
    const request = this.requests[at];
    if (!request || at >= WINDOW) return null;
    request.sentAt = now;
    request.sealed = true;
    return request;
  }

  acknowledge(requestId: number): void {
    this.requests = this.requests.filter((request) => request.requestId !== requestId);
  }

  /** The connection broke: everything up to `committed` arrived, the rest is to be sent again. */
  rewind(committed: number): void {
    this.requests = this.requests.filter(({ requestId }) => requestId > committed);
    for (const request of this.requests) request.sentAt = null;
  }

  /** Names of the documents that have changes here. */
  documents(): Set<string> {
    return new Set(this.requests.flatMap(({ entries }) => entries.map(({ doc }) => doc)));
  }

  /** Every change here, in the order it was made. */
  entries(): Entry[] {
    return this.requests.flatMap(({ entries }) => entries);
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
  }
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
