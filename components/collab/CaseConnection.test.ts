import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { decodeClientMessage, encodeServerMessage } from '@/core/collab/codec';
import type { ClientMessage, ServerMessage } from '@/core/collab/messages';
import { CaseConnection } from './CaseConnection';
import type { SocketEvents } from './socket';

/** The server's end of the line, played by the test. */
class Line {
  readonly sent: ClientMessage[] = [];
  closedByPage = false;

  constructor(readonly events: SocketEvents) {}

  say(...messages: ServerMessage[]): void {
    for (const message of messages) this.events.received(encodeServerMessage(message));
  }

  of<T extends ClientMessage['type']>(type: T): Extract<ClientMessage, { type: T }>[] {
    return this.sent.filter(
      (message): message is Extract<ClientMessage, { type: T }> => message.type === type,
    );
  }
}

const PERSON = { id: 'ada', name: 'Ada', colour: 0 };
let lines: Line[];
let page: CaseConnection;

beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  page = new CaseConnection({
    caseId: 'c',
    deviceId: 'd',
    openSocket: (events) => {
      const line = new Line(events);
      lines.push(line);
      return {
        send: (message) => line.sent.push(decodeClientMessage(message)),
        close: () => {
          line.closedByPage = true;
        },
      };
    },
  });
});
afterEach(() => {
  page.destroy();
  vi.useRealTimers();
});

const line = (): Line => {
  const last = lines.at(-1);
  if (!last) throw new Error('No socket was opened.');
  return last;
};

function welcome(over: Partial<Extract<ServerMessage, { type: 'welcome' }>> = {}): ServerMessage {
  return {
    type: 'welcome',
    clientId: 7,
    mode: 'read-write',
    seq: 10,
    person: PERSON,
    arrived: [],
    ...over,
  };
}

const complete = (doc: string, seq: number): ServerMessage => ({
  type: 'state',
  doc,
  seq,
  complete: true,
  updates: [],
});

function enter(...docs: string[]): void {
  for (const doc of docs) page.open(doc);
  page.start();
  line().events.opened();
  line().say(welcome(), ...docs.map((doc) => complete(doc, 10)));
}

function reconnect(): void {
  page.lost();
  page.retry();
  line().events.opened();
}

const type = (words: string, doc = 'structure') =>
  page.documentState(doc).doc.getText('t').insert(0, words);
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('a page and its unsaved work', () => {
  it('says "saved" only when every change is acknowledged', async () => {
    enter('structure');
    expect(page.saveState()).toEqual({ kind: 'saved' });
    type('a');
    expect(page.saveState()).toEqual({ kind: 'saving', changes: 1 });
    await settle();
    type('b');
    await settle();
    expect(
      line()
        .of('update')
        .map(({ requestId }) => requestId),
    ).toEqual([1, 2]);
    line().say({ type: 'ack', requestId: 1, seq: 11 });
    expect(page.saveState()).toEqual({ kind: 'saving', changes: 1 });
    line().say({ type: 'ack', requestId: 2, seq: 12 });
    expect(page.saveState()).toEqual({ kind: 'saved' });
  });

  it('sends what happens in one go as one act, over several documents', async () => {
    enter('structure', `body:${'a'.repeat(32)}`);
    type('a');
    type('b', `body:${'a'.repeat(32)}`);
    type('c');
    await settle();
    expect(line().of('update')).toHaveLength(1);
    expect(
      line()
        .of('update')[0]
        ?.entries.map(({ doc }) => doc),
    ).toEqual(['structure', `body:${'a'.repeat(32)}`]);
  });

  it('keeps a burst back while enough is on its way, and sends it joined', async () => {
    enter('structure');
    for (let i = 0; i < 100; i += 1) {
      type('x');
      await settle();
    }
    const sent = line().of('update').length;
    expect(sent).toBeLessThan(20);
    for (let id = 1; id <= sent; id += 1) line().say({ type: 'ack', requestId: id, seq: 10 + id });
    expect(line().of('update')).toHaveLength(sent + 1);
    const whole = new Y.Doc();
    for (const { entries } of line().of('update'))
      for (const { update } of entries) Y.applyUpdate(whole, update);
    expect(whole.getText('t').toJSON()).toBe('x'.repeat(100));
  });

  it('sends again only what is not committed', async () => {
    enter('structure');
    for (const words of ['a', 'b', 'c']) {
      type(words);
      await settle();
    }
    line().say({ type: 'ack', requestId: 1, seq: 11 });
    reconnect();
    expect(page.saveState()).toEqual({ kind: 'offline', changes: 2 });
    expect(line().of('hello')[0]?.clientId).toBe(7);
    line().say(welcome({ arrived: [{ requestId: 2, seq: 12 }] }));
    expect(
      line()
        .of('update')
        .map(({ requestId }) => requestId),
    ).toEqual([3]);
  });

  it('never adds to a request that may have arrived', async () => {
    enter('structure');
    type('a');
    await settle();
    reconnect();
    line().say(welcome({ mode: 'read-only' }));
    expect(page.linkState().kind).toBe('refused');
    type('b');
    await settle();
    line().say({ type: 'mode', mode: 'read-write' });
    line().events.opened();
    // The first had been committed after all; the second must not go with it.
    line().say(welcome({ arrived: [{ requestId: 1, seq: 11 }] }));
    expect(
      line()
        .of('update')
        .map(({ requestId }) => requestId),
    ).toEqual([2]);
  });

  it('asks for each document from where that document is', async () => {
    const body = `body:${'a'.repeat(32)}`;
    enter('structure', body);
    line().say({ type: 'updates', seq: 11, personId: 'ben', entries: [] });
    reconnect();
    line().say(welcome({ seq: 20 }), complete('structure', 20));
    // The line breaks before the body's state came.
    reconnect();
    line().say(welcome({ seq: 20 }));
    const asked = line()
      .of('open')
      .map(({ doc, seq }) => [doc, seq]);
    expect(asked).toEqual([
      ['structure', 20],
      [body, 11],
    ]);
  });

  it('never sends one person’s work as another’s', async () => {
    enter('structure');
    type('mine');
    await settle();
    reconnect();
    line().say(welcome({ person: { id: 'ben', name: 'Ben', colour: 1 }, clientId: 8 }));
    expect(line().of('update')).toEqual([]);
    expect(page.linkState()).toMatchObject({ kind: 'refused', reason: 'session-ended' });
    expect(page.unsentWork().parts).toEqual([{ document: 'structure', place: 't', text: 'mine' }]);
    expect(page.saveState()).toEqual({ kind: 'offline', changes: 1 });
  });

  it('moves work to another client id only upon the state that was asked for that', async () => {
    const body = `body:${'a'.repeat(32)}`;
    enter('structure', body);
    type('old', body);
    await settle();
    const [old] = line().of('update');
    line().say({ type: 'ack', requestId: 1, seq: 11 });
    type('unsent');
    await settle();
    reconnect();
    line().say(welcome({ clientId: 8, seq: 11 }));
    // Written while the move is under way, into a document that was asked for as it was before.
    page.documentState(body).doc.getText('t').delete(0, 1);
    line().say(complete('structure', 11));
    await settle();
    line().say(complete(body, 11));
    await settle();
    expect(line().of('update')).toEqual([]);
    const entry = old?.entries[0];
    if (!entry) throw new Error('Nothing was sent.');
    line().say({ type: 'state', doc: body, seq: 11, complete: true, updates: [entry.update] });
    await settle();
    const moved = line()
      .of('update')
      .flatMap(({ entries }) => entries);
    const deletion = moved.find(({ doc }) => doc === body)?.update ?? new Uint8Array([0, 0]);
    expect([...Y.decodeUpdate(deletion).ds.clients.keys()]).toEqual([7]);
    expect(page.documentState(body).doc.getText('t').toJSON()).toBe('ld');
  });

  it('keeps what was refused until its author lets go of it', async () => {
    enter('structure');
    type('refused words');
    await settle();
    line().say({ type: 'refuse', requestId: 1, code: 'update-rejected', sentence: 'No.' });
    line().say({ type: 'bye', code: 'update-rejected', sentence: 'Refused: no.' });
    line().events.closed(4422);
    expect(page.linkState()).toMatchObject({ kind: 'refused', sentence: 'Refused: no.' });
    page.retry();
    expect(lines).toHaveLength(1);
    expect(page.unsentWork().parts[0]?.text).toBe('refused words');
    page.discardAndReconnect();
    line().events.opened();
    expect(line().of('hello')[0]?.clientId).toBe(0);
    line().say(welcome({ clientId: 9 }), complete('structure', 10));
    expect(page.saveState()).toEqual({ kind: 'saved' });
    expect(page.documentState('structure').doc.getText('t').toJSON()).toBe('');
  });
});

describe('a page and its connection', () => {
  it('tries again after the network’s failures and the server’s, not after a refusal', async () => {
    enter('structure');
    line().events.closed(1006);
    expect(page.linkState()).toEqual({ kind: 'offline', sentence: null });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(lines).toHaveLength(2);
    line().say({ type: 'bye', code: 'server-stopping', sentence: 'Back soon.' });
    line().events.closed(4503);
    expect(page.linkState()).toEqual({ kind: 'offline', sentence: 'Back soon.' });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(lines).toHaveLength(3);
    line().events.closed(4403);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(lines).toHaveLength(3);
    expect(page.linkState()).toMatchObject({ kind: 'refused', reason: 'access-removed' });
  });

  it('gives up a line that has gone silent', async () => {
    enter('structure');
    for (let i = 0; i < 6; i += 1) {
      await vi.advanceTimersByTimeAsync(20_000);
      line().say({ type: 'pulse' });
    }
    expect(lines).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(line()).not.toBe(lines[0]);
    expect(lines[0]?.closedByPage).toBe(true);
  });

  it('gives up a line on which a change is not answered', async () => {
    enter('structure');
    type('a');
    await settle();
    for (let i = 0; i < 8; i += 1) {
      await vi.advanceTimersByTimeAsync(5_000);
      lines[0]?.say({ type: 'pulse' });
    }
    expect(lines.length).toBeGreaterThan(1);
  });

  it('forgets who is there when the line is cut, and never lists its own page', () => {
    enter('structure');
    const person = {
      ...PERSON,
      personId: 'ada',
      nodeId: null,
      field: null,
      cursor: null,
      quiet: false,
    };
    line().say({
      type: 'presence',
      reset: true,
      people: [
        { ...person, clientId: 7 },
        { ...person, clientId: 8, personId: 'ben' },
      ],
      gone: [],
    });
    expect(page.others().map(({ personId }) => personId)).toEqual(['ben']);
    page.lost();
    expect(page.others()).toEqual([]);
  });

  it('reads without sending anything of its own tidying up', async () => {
    page.open('structure');
    page.start();
    line().events.opened();
    line().say(welcome({ mode: 'read-only' }), complete('structure', 10));
    type('should not be possible');
    await settle();
    expect(line().of('update')).toEqual([]);
    expect(page.linkState()).toMatchObject({ kind: 'refused', reason: 'read-only' });
    expect(page.unsentWork().parts[0]?.text).toBe('should not be possible');
  });
});
