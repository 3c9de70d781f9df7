import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { isCloseReason } from './closeReasons';
import {
  MESSAGE_LIMITS,
  type ClientMessage,
  type Entry,
  type Mode,
  type PresentPerson,
  type RefusalCode,
  type ServerMessage,
} from './messages';

/** The bytes are not a message of this protocol. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage';
}

const CLIENT = { hello: 0, open: 1, close: 2, update: 3, presence: 4 } as const;
/** What a client can say. */
export const CLIENT_MESSAGE_TYPES: readonly string[] = Object.keys(CLIENT);
const SERVER = {
  welcome: 0,
  state: 1,
  updates: 2,
  ack: 3,
  refuse: 4,
  presence: 5,
  changed: 6,
  mode: 7,
  pulse: 8,
  bye: 9,
} as const;
const REFUSALS: readonly RefusalCode[] = ['read-only', 'too-large', 'update-rejected', 'unhealthy'];
const MODES: readonly Mode[] = ['read-write', 'read-only'];

export function encodeClientMessage(message: ClientMessage): Uint8Array {
  const to = encoding.createEncoder();
  encoding.writeUint8(to, CLIENT[message.type]);
  switch (message.type) {
    case 'hello':
      encoding.writeVarUint(to, message.protocol);
      encoding.writeVarUint(to, message.schema);
      encoding.writeVarString(to, message.caseId);
      encoding.writeVarString(to, message.deviceId);
      encoding.writeVarString(to, message.pageId);
      encoding.writeVarUint(to, message.line);
      encoding.writeVarUint(to, message.clientId);
      break;
    case 'open':
      encoding.writeVarString(to, message.doc);
      encoding.writeVarUint(to, message.seq);
      encoding.writeVarUint8Array(to, message.stateVector);
      break;
    case 'close':
      encoding.writeVarString(to, message.doc);
      break;
    case 'update':
      encoding.writeVarUint(to, message.requestId);
      writeEntries(to, message.entries);
      break;
    case 'presence':
      writeOptional(to, message.presence.nodeId);
      writeOptional(to, message.presence.field);
      writeOptional(to, message.presence.cursor);
      encoding.writeUint8(to, message.presence.quiet ? 1 : 0);
      break;
  }
  return encoding.toUint8Array(to);
}

/**
 * Reads what a client sent. The bytes are hostile until proven otherwise: every length is checked
 * and nothing may be left over.
 *
 * @throws MalformedMessage
 */
export function decodeClientMessage(bytes: Uint8Array): ClientMessage {
  return decodeWhole(bytes, (from): ClientMessage => {
    const type = decoding.readUint8(from);
    switch (type) {
      case CLIENT.hello:
        return {
          type: 'hello',
          protocol: decoding.readVarUint(from),
          schema: decoding.readVarUint(from),
          caseId: readString(from, MESSAGE_LIMITS.id),
          deviceId: readString(from, MESSAGE_LIMITS.id),
          pageId: readString(from, MESSAGE_LIMITS.id),
          line: decoding.readVarUint(from),
          clientId: decoding.readVarUint(from),
        };
      case CLIENT.open:
        return {
          type: 'open',
          doc: readString(from, MESSAGE_LIMITS.document),
          seq: decoding.readVarUint(from),
          stateVector: readBytes(from, MESSAGE_LIMITS.stateVector),
        };
      case CLIENT.close:
        return { type: 'close', doc: readString(from, MESSAGE_LIMITS.document) };
      case CLIENT.update:
        return {
          type: 'update',
          requestId: decoding.readVarUint(from),
          entries: readEntries(from, MESSAGE_LIMITS.entries),
        };
      case CLIENT.presence:
        return {
          type: 'presence',
          presence: {
            nodeId: readOptional(from, MESSAGE_LIMITS.id),
            field: readOptional(from, MESSAGE_LIMITS.field),
            cursor: readOptional(from, MESSAGE_LIMITS.cursor),
            quiet: decoding.readUint8(from) === 1,
          },
        };
      default:
        throw new MalformedMessage('Unknown message.');
    }
  });
}

export function encodeServerMessage(message: ServerMessage): Uint8Array {
  const to = encoding.createEncoder();
  encoding.writeUint8(to, SERVER[message.type]);
  switch (message.type) {
    case 'welcome':
      encoding.writeVarUint(to, message.clientId);
      encoding.writeUint8(to, MODES.indexOf(message.mode));
      encoding.writeVarUint(to, message.seq);
      encoding.writeVarString(to, message.person.id);
      encoding.writeVarString(to, message.person.name);
      encoding.writeVarUint(to, message.person.colour);
      encoding.writeVarUint(to, message.arrived.length);
      for (const { requestId, seq } of message.arrived) {
        encoding.writeVarUint(to, requestId);
        encoding.writeVarUint(to, seq);
      }
      break;
    case 'state':
      encoding.writeVarString(to, message.doc);
      encoding.writeVarUint(to, message.seq);
      encoding.writeUint8(to, message.complete ? 1 : 0);
      encoding.writeVarUint(to, message.updates.length);
      for (const update of message.updates) encoding.writeVarUint8Array(to, update);
      break;
    case 'updates':
      encoding.writeVarUint(to, message.seq);
      encoding.writeVarString(to, message.personId);
      writeEntries(to, message.entries);
      break;
    case 'ack':
      encoding.writeVarUint(to, message.requestId);
      encoding.writeVarUint(to, message.seq);
      break;
    case 'refuse':
      encoding.writeVarUint(to, message.requestId);
      encoding.writeUint8(to, REFUSALS.indexOf(message.code));
      encoding.writeVarString(to, message.sentence);
      break;
    case 'presence':
      encoding.writeUint8(to, message.reset ? 1 : 0);
      encoding.writeVarUint(to, message.people.length);
      for (const person of message.people) writePerson(to, person);
      encoding.writeVarUint(to, message.gone.length);
      for (const id of message.gone) encoding.writeVarUint(to, id);
      break;
    case 'changed':
      encoding.writeVarString(to, message.what);
      break;
    case 'mode':
      encoding.writeUint8(to, MODES.indexOf(message.mode));
      break;
    case 'pulse':
      break;
    case 'bye':
      encoding.writeVarString(to, message.code);
      encoding.writeVarString(to, message.sentence);
      break;
  }
  return encoding.toUint8Array(to);
}

/** @throws MalformedMessage */
export function decodeServerMessage(bytes: Uint8Array): ServerMessage {
  return decodeWhole(bytes, (from): ServerMessage => {
    const type = decoding.readUint8(from);
    switch (type) {
      case SERVER.welcome:
        return {
          type: 'welcome',
          clientId: decoding.readVarUint(from),
          mode: oneOf(MODES, decoding.readUint8(from)),
          seq: decoding.readVarUint(from),
          person: {
            id: decoding.readVarString(from),
            name: decoding.readVarString(from),
            colour: decoding.readVarUint(from),
          },
          arrived: readList(from, MESSAGE_LIMITS.underWay, () => ({
            requestId: decoding.readVarUint(from),
            seq: decoding.readVarUint(from),
          })),
        };
      case SERVER.state:
        return {
          type: 'state',
          doc: decoding.readVarString(from),
          seq: decoding.readVarUint(from),
          complete: decoding.readUint8(from) === 1,
          updates: readList(from, Infinity, () => decoding.readVarUint8Array(from)),
        };
      case SERVER.updates:
        return {
          type: 'updates',
          seq: decoding.readVarUint(from),
          personId: decoding.readVarString(from),
          entries: readEntries(from, Infinity),
        };
      case SERVER.ack:
        return {
          type: 'ack',
          requestId: decoding.readVarUint(from),
          seq: decoding.readVarUint(from),
        };
      case SERVER.refuse:
        return {
          type: 'refuse',
          requestId: decoding.readVarUint(from),
          code: oneOf(REFUSALS, decoding.readUint8(from)),
          sentence: decoding.readVarString(from),
        };
      case SERVER.presence:
        return {
          type: 'presence',
          reset: decoding.readUint8(from) === 1,
          people: readList(from, Infinity, () => readPerson(from)),
          gone: readList(from, Infinity, () => decoding.readVarUint(from)),
        };
      case SERVER.changed:
        return { type: 'changed', what: decoding.readVarString(from) };
      case SERVER.mode:
        return { type: 'mode', mode: oneOf(MODES, decoding.readUint8(from)) };
      case SERVER.pulse:
        return { type: 'pulse' };
      case SERVER.bye: {
        const code = decoding.readVarString(from);
        if (!isCloseReason(code)) throw new MalformedMessage('Unknown close reason.');
        return { type: 'bye', code, sentence: decoding.readVarString(from) };
      }
      default:
        throw new MalformedMessage('Unknown message.');
    }
  });
}

export function writeEntries(to: encoding.Encoder, entries: readonly Entry[]): void {
  encoding.writeVarUint(to, entries.length);
  for (const { doc, update } of entries) {
    encoding.writeVarString(to, doc);
    encoding.writeVarUint8Array(to, update);
  }
}

/** @throws MalformedMessage when there are more than `most` */
export function readEntries(from: decoding.Decoder, most: number): Entry[] {
  return readList(from, most, () => ({
    doc: readString(from, MESSAGE_LIMITS.document),
    update: decoding.readVarUint8Array(from),
  }));
}

function decodeWhole<T>(bytes: Uint8Array, read: (from: decoding.Decoder) => T): T {
  const from = decoding.createDecoder(bytes);
  let message: T;
  try {
    message = read(from);
  } catch (error) {
    if (error instanceof MalformedMessage) throw error;
    throw new MalformedMessage(error instanceof Error ? error.message : String(error));
  }
  // Reading a single byte past the end yields undefined instead of throwing.
  if (from.pos !== bytes.length) throw new MalformedMessage('The message has the wrong length.');
  return message;
}

function writeOptional(to: encoding.Encoder, value: string | null): void {
  encoding.writeUint8(to, value === null ? 0 : 1);
  if (value !== null) encoding.writeVarString(to, value);
}

function readOptional(from: decoding.Decoder, longest: number): string | null {
  return decoding.readUint8(from) === 1 ? readString(from, longest) : null;
}

function writePerson(to: encoding.Encoder, person: PresentPerson): void {
  encoding.writeVarUint(to, person.clientId);
  encoding.writeVarString(to, person.personId);
  encoding.writeVarString(to, person.name);
  encoding.writeVarUint(to, person.colour);
  writeOptional(to, person.nodeId);
  writeOptional(to, person.field);
  writeOptional(to, person.cursor);
  encoding.writeUint8(to, person.quiet ? 1 : 0);
}

function readPerson(from: decoding.Decoder): PresentPerson {
  return {
    clientId: decoding.readVarUint(from),
    personId: decoding.readVarString(from),
    name: decoding.readVarString(from),
    colour: decoding.readVarUint(from),
    nodeId: readOptional(from, MESSAGE_LIMITS.id),
    field: readOptional(from, MESSAGE_LIMITS.field),
    cursor: readOptional(from, MESSAGE_LIMITS.cursor),
    quiet: decoding.readUint8(from) === 1,
  };
}

function readString(from: decoding.Decoder, longest: number): string {
  const text = decoding.readVarString(from);
  if (text.length > longest) throw new MalformedMessage('A text is too long.');
  return text;
}

function readBytes(from: decoding.Decoder, longest: number): Uint8Array {
  const bytes = decoding.readVarUint8Array(from);
  if (bytes.length > longest) throw new MalformedMessage('A value is too long.');
  return bytes;
}

function readList<T>(from: decoding.Decoder, most: number, read: () => T): T[] {
  const count = decoding.readVarUint(from);
  // Every element takes at least one byte: a longer list is a lie about its length.
  if (count > most || count > from.arr.length - from.pos) {
    throw new MalformedMessage('A list is too long.');
  }
  const list: T[] = [];
  for (let i = 0; i < count; i += 1) list.push(read());
  return list;
}

function oneOf<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new MalformedMessage('Unknown value.');
  return value;
}
