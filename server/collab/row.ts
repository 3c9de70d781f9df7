import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { readEntries, writeEntries } from '@/core/collab/codec';
import type { Entry } from '@/core/collab/messages';

/** What `case_update.entries` holds: the page's request number and the changed documents. */
export interface Act {
  /** 0 for acts of the server on a person's behalf. */
  requestId: number;
  entries: Entry[];
}

/** First byte of every row, so that a later form can be told apart. */
const FORM = 1;

export function encodeAct(act: Act): Uint8Array {
  const to = encoding.createEncoder();
  encoding.writeUint8(to, FORM);
  encoding.writeVarUint(to, act.requestId);
  writeEntries(to, act.entries);
  return encoding.toUint8Array(to);
}

/** @throws when the row was damaged: then its case must not be served from it */
export function decodeAct(bytes: Uint8Array): Act {
  const from = decoding.createDecoder(bytes);
  const form = decoding.readUint8(from);
  if (form !== FORM) throw new Error(`An update of the log has the unknown form ${form}.`);
  const requestId = decoding.readVarUint(from);
  return { requestId, entries: readEntries(from, Infinity) };
}
