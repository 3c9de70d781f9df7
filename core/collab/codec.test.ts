import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLOSE_REASONS, closeReasonOf } from './closeReasons';
import {
  decodeClientMessage,
  decodeServerMessage,
  encodeClientMessage,
  encodeServerMessage,
  MalformedMessage,
} from './codec';
import type { ClientMessage, ServerMessage } from './messages';

const CLIENT_MESSAGES: ClientMessage[] = [
  {
    type: 'hello',
    protocol: 1,
    schema: 1,
    caseId: 'c1',
    deviceId: 'd',
    pageId: 'p',
    line: 1,
    clientId: 4_294_967_295,
  },
  { type: 'open', doc: 'structure', seq: 12, stateVector: new Uint8Array([1, 2]) },
  { type: 'close', doc: 'body:1' },
  {
    type: 'update',
    requestId: 9,
    entries: [
      { doc: 'structure', update: new Uint8Array([0, 0]) },
      { doc: 'body:1', update: new Uint8Array([5]) },
    ],
  },
  { type: 'presence', presence: { nodeId: 'n', field: null, cursor: '{"a":1}', quiet: true } },
];

const SERVER_MESSAGES: ServerMessage[] = [
  {
    type: 'welcome',
    clientId: 7,
    mode: 'read-only',
    seq: 3,
    person: { id: 'p', name: 'Ada', colour: 2 },
    arrived: [
      { requestId: 3, seq: 8 },
      { requestId: 4, seq: 11 },
    ],
  },
  { type: 'state', doc: 'structure', seq: 3, complete: true, updates: [new Uint8Array([1])] },
  { type: 'updates', seq: 4, personId: 'p', entries: [{ doc: 'a', update: new Uint8Array(2) }] },
  { type: 'ack', requestId: 1, seq: 4 },
  { type: 'refuse', requestId: 2, code: 'too-large', sentence: 'Too large.' },
  {
    type: 'presence',
    reset: true,
    people: [
      {
        clientId: 1,
        personId: 'p',
        name: 'Ada',
        colour: 0,
        nodeId: null,
        field: 'text',
        cursor: null,
        quiet: false,
      },
    ],
    gone: [2, 3],
  },
  { type: 'changed', what: 'comments' },
  { type: 'mode', mode: 'read-write' },
  { type: 'pulse' },
  { type: 'bye', code: 'access-removed', sentence: 'No.' },
];

describe('collaboration messages', () => {
  for (const message of CLIENT_MESSAGES) {
    it(`keeps ${message.type} from a client whole`, () => {
      expect(decodeClientMessage(encodeClientMessage(message))).toEqual(message);
    });
  }
  for (const message of SERVER_MESSAGES) {
    it(`keeps ${message.type} from the server whole`, () => {
      expect(decodeServerMessage(encodeServerMessage(message))).toEqual(message);
    });
  }

  it('refuses every truncation, and anything left over', () => {
    for (const message of CLIENT_MESSAGES) {
      const bytes = encodeClientMessage(message);
      for (let length = 0; length < bytes.length; length += 1) {
        expect(() => decodeClientMessage(bytes.subarray(0, length))).toThrow(MalformedMessage);
      }
      const longer = new Uint8Array([...bytes, 0]);
      expect(() => decodeClientMessage(longer)).toThrow(MalformedMessage);
    }
  });

  it('answers arbitrary bytes with a message or a refusal, nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeClientMessage(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedMessage);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('refuses a list that claims more elements than there are bytes', () => {
    expect(() => decodeClientMessage(new Uint8Array([3, 1, 255, 255, 255, 127]))).toThrow(
      MalformedMessage,
    );
  });

  it('gives every close reason a number of its own', () => {
    for (const [name, { status }] of Object.entries(CLOSE_REASONS)) {
      expect(closeReasonOf(status)).toBe(name);
    }
    expect(closeReasonOf(1006)).toBeNull();
  });
});
