import type { CloseReason } from './closeReasons';

/**
 * What travels over a collaboration socket (`/collab`): one socket per case and tab, binary
 * messages, all documents of the case on it. `codec.ts` holds the bytes.
 */

/** Raised when a message changes its form. */
export const PROTOCOL_VERSION = 2;

/** Raised when pages that know less would damage what newer ones write. */
export const SCHEMA_VERSION = 1;

/** Longest names and texts a client may send, in UTF-16 code units. */
export const MESSAGE_LIMITS = {
  id: 64,
  document: 80,
  field: 80,
  cursor: 1_000,
  stateVector: 65_536,
  entries: 64,
  /** Requests of a page that may be under way at once. */
  underWay: 16,
} as const;

/** A change to one document of the case: `structure` or `body:<node>`; yjs V1 encoding. */
export interface Entry {
  doc: string;
  update: Uint8Array;
}

/** A request of a page and the number it has in the log. */
export interface Arrived {
  requestId: number;
  seq: number;
}

/** Where somebody is. Nothing in it says who: the server adds that from the session. */
export interface Presence {
  nodeId: string | null;
  field: string | null;
  /** Opaque to the server: a relative position as the editor encodes it. */
  cursor: string | null;
  /** Present without being shown as busy: a tab in the background. */
  quiet: boolean;
}

export interface PresentPerson extends Presence {
  /** The yjs client id: one per tab. */
  clientId: number;
  personId: string;
  name: string;
  /** Index into the palette of people. */
  colour: number;
}

export type Mode = 'read-write' | 'read-only';

/** Why one update was not taken although the socket stays open. */
export type RefusalCode = 'read-only' | 'too-large' | 'update-rejected' | 'unhealthy';

export type ClientMessage =
  | {
      type: 'hello';
      protocol: number;
      schema: number;
      caseId: string;
      /** The browser, as far as it says. */
      deviceId: string;
      /** This page's life; the same page may take its client id again. */
      pageId: string;
      /** Counts the page's lines from 1: a later one takes over from an earlier, however late. */
      line: number;
      /** The client id held before the connection broke; 0 for none. */
      clientId: number;
    }
  | {
      type: 'open';
      doc: string;
      /** Everything up to this sequence number is known here; 0 for nothing. */
      seq: number;
      /** yjs state vector; empty for nothing. */
      stateVector: Uint8Array;
    }
  | { type: 'close'; doc: string }
  | {
      type: 'update';
      /** Counts up within a page. */
      requestId: number;
      /** One act of one person: stored and shown whole. */
      entries: Entry[];
    }
  | { type: 'presence'; presence: Presence };

export type ServerMessage =
  | {
      type: 'welcome';
      clientId: number;
      mode: Mode;
      seq: number;
      person: { id: string; name: string; colour: number };
      /**
       * The last requests that are committed of the client id that the page named, oldest first:
       * everything up to the last of them is. None of an id that is not the page's.
       */
      arrived: Arrived[];
    }
  | {
      type: 'state';
      doc: string;
      /** The document contains every update up to here once `complete`. */
      seq: number;
      complete: boolean;
      updates: Uint8Array[];
    }
  | { type: 'updates'; seq: number; personId: string; entries: Entry[] }
  | { type: 'ack'; requestId: number; seq: number }
  | { type: 'refuse'; requestId: number; code: RefusalCode; sentence: string }
  | {
      type: 'presence';
      /** Forget everybody known so far. */
      reset: boolean;
      people: PresentPerson[];
      /** Client ids that left. */
      gone: number[];
    }
  | { type: 'changed'; what: string }
  | { type: 'mode'; mode: Mode }
  /** Says nothing but that the line is alive: browsers can't see WebSocket pings. */
  | { type: 'pulse' }
  | { type: 'bye'; code: CloseReason; sentence: string };
