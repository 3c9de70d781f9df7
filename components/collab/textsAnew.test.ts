import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { createUndoManager } from '@/core/argument/undo';
import { decodeClientMessage, encodeServerMessage } from '@/core/collab/codec';
import type { Arrived, ClientMessage, ServerMessage } from '@/core/collab/messages';
import { writeTextsAnew } from '@/core/collab/restedTexts';
import { CaseConnection } from './CaseConnection';
import type { SocketEvents } from './socket';

/** What every text reads in the beginning. */
const CLAIM = 'The system is safe.';
const PERSON = { id: 'ada', name: 'Ada', colour: 0 };
type Update = Extract<ClientMessage, { type: 'update' }>;

/** The server as a page knows it: a document, a log that counts, and a line. */
class PlayedServer {
  readonly doc = new Y.Doc();
  seq = 1;
  clientId = 7;
  private events: SocketEvents | null = null;
  private readonly unread: Update[] = [];

  constructor() {
    const node = new Y.Map<unknown>();
    node.set('text', new Y.Text(CLAIM));
    this.doc.getMap('nodes').set('n', node);
  }

  readonly openSocket = (events: SocketEvents) => {
    this.events = events;
    return {
      send: (bytes: Uint8Array): void => {
        const message = decodeClientMessage(bytes);
        if (message.type === 'update') this.unread.push(message);
      },
      close: () => undefined,
    };
  };

  get text(): Y.Text {
    return textIn(this.doc);
  }

  say(...messages: ServerMessage[]): void {
    for (const message of messages) this.events?.received(encodeServerMessage(message));
  }

  admit(arrived: Arrived[] = []): void {
    this.events?.opened();
    const { clientId, seq } = this;
    this.say({ type: 'welcome', clientId, mode: 'read-write', seq, person: PERSON, arrived });
  }

  sayState(): void {
    const updates = [Y.encodeStateAsUpdate(this.doc)];
    this.say({ type: 'state', doc: 'structure', seq: this.seq, complete: true, updates });
  }

  /** Commits the next request that the page sent. */
  commit(): Arrived {
    const next = this.unread.shift();
    if (!next) throw new Error('The page sent nothing.');
    for (const { update } of next.entries) Y.applyUpdate(this.doc, update);
    this.seq += 1;
    return { requestId: next.requestId, seq: this.seq };
  }

  /** Commits and acknowledges all that the page sends. */
  async commitAll(): Promise<void> {
    await settle();
    while (this.unread.length > 0) {
      this.say({ type: 'ack', ...this.commit() });
      await settle();
    }
  }

  /** An act of somebody else, or of nobody. */
  act(make: () => void): ServerMessage {
    const before = Y.encodeStateVector(this.doc);
    make();
    this.seq += 1;
    const update = Y.encodeStateAsUpdate(this.doc, before);
    const entries = [{ doc: 'structure', update }];
    return { type: 'updates', seq: this.seq, personId: '', entries };
  }

  writeAnew(): ServerMessage {
    return this.act(() => writeTextsAnew(this.doc, this.seq + 1, { ofText: 0, ofDocument: 0 }));
  }

  /** The line broke: what was on it is not read. */
  forget(): void {
    this.unread.length = 0;
  }
}

let server: PlayedServer;
let page: CaseConnection;
beforeEach(() => {
  vi.useFakeTimers();
  server = new PlayedServer();
  page = new CaseConnection({ caseId: 'c', deviceId: 'd', openSocket: server.openSocket });
  page.open('structure');
  page.start();
  server.admit();
  server.sayState();
});
afterEach(() => {
  page.destroy();
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(0);

function textIn(doc: Y.Doc): Y.Text {
  const node = doc.getMap('nodes').get('n');
  const text = node instanceof Y.Map ? node.get('text') : null;
  if (!(text instanceof Y.Text)) throw new Error('There is no text.');
  return text;
}

const structure = (): Y.Doc => page.documentState('structure').doc;
const text = (): Y.Text => textIn(structure());

/** The page returns, is told what arrived, and gets the state. */
function comeBack(arrived: Arrived[] = []): void {
  server.forget();
  page.lost();
  page.retry();
  server.admit(arrived);
}

async function expectBoth(words: string): Promise<void> {
  await server.commitAll();
  expect(page.saveState()).toEqual({ kind: 'saved' });
  expect(text().toJSON()).toBe(words);
  expect(server.text.toJSON()).toBe(words);
}

describe('what a page typed into a text that was written anew meanwhile', () => {
  it('offline: is in the new text, and what others wrote there too', async () => {
    page.lost();
    text().insert(14, 'acceptably ');
    text().delete(0, 3);
    text().insert(0, 'This');
    await settle();
    server.writeAnew();
    server.act(() => server.text.insert(18, ' in use'));
    comeBack();
    server.sayState();
    await expectBoth('This system is acceptably safe in use.');
  });

  it('offline, and written anew twice: is there once', async () => {
    page.lost();
    text().insert(14, 'very ');
    await settle();
    server.writeAnew();
    server.writeAnew();
    comeBack();
    server.sayState();
    await expectBoth('The system is very safe.');
  });

  it('while the request was on its way: is not saved before it is in the new text', async () => {
    text().insert(14, 'very ');
    await settle();
    const anew = server.writeAnew();
    const { requestId, seq } = server.commit();
    server.say(anew);
    expect(text().toJSON()).toBe('The system is very safe.');
    server.say({ type: 'ack', requestId, seq });
    expect(page.saveState()).toEqual({ kind: 'saving', changes: 1 });
    await expectBoth('The system is very safe.');
  });

  it('and again, before the carried words arrived: is there once', async () => {
    text().insert(14, 'very ');
    await settle();
    server.say(server.writeAnew());
    text().insert(14, 'very ');
    await settle();
    server.say(server.writeAnew());
    await expectBoth('The system is very very safe.');
  });

  it('committed before, the answer lost: is there once', async () => {
    text().insert(14, 'very ');
    await settle();
    const arrived = server.commit();
    server.writeAnew();
    comeBack([arrived]);
    server.sayState();
    await expectBoth('The system is very safe.');
  });

  it('committed after, the answer lost: is not saved until it is in the new text', async () => {
    text().insert(14, 'very ');
    await settle();
    server.writeAnew();
    const arrived = server.commit();
    comeBack([arrived]);
    expect(page.saveState()).toEqual({ kind: 'saving', changes: 1 });
    server.sayState();
    expect(page.saveState()).toEqual({ kind: 'saving', changes: 1 });
    await expectBoth('The system is very safe.');
  });

  it('some before and some after: is there once', async () => {
    text().insert(14, 'very ');
    await settle();
    const before = server.commit();
    text().insert(14, 'not ');
    text().delete(18, 2);
    await settle();
    server.writeAnew();
    const after = server.commit();
    comeBack([before, after]);
    server.sayState();
    await expectBoth('The system is not ry safe.');
  });

  it('under a client id that another page has now: is in the new text under the next', async () => {
    text().insert(0, 'Sent: ');
    await settle();
    const arrived = server.commit();
    page.lost();
    text().insert(text().length, ' Unsent.');
    await settle();
    server.writeAnew();
    server.clientId = 8;
    comeBack([arrived]);
    server.sayState();
    await settle();
    await expectBoth('Sent: The system is safe. Unsent.');
  });

  it('goes with its element where somebody removed that', async () => {
    page.lost();
    text().insert(14, 'very ');
    await settle();
    server.writeAnew();
    server.act(() => server.doc.getMap('nodes').delete('n'));
    comeBack();
    server.sayState();
    await server.commitAll();
    expect(page.saveState()).toEqual({ kind: 'saved' });
    expect(structure().getMap('nodes').size).toBe(0);
  });

  it('is kept on the page where its author may only read now', async () => {
    page.lost();
    text().insert(14, 'very ');
    await settle();
    server.writeAnew();
    server.forget();
    page.retry();
    server.admit();
    server.say({ type: 'mode', mode: 'read-only' });
    server.sayState();
    await settle();
    expect(page.linkState()).toMatchObject({ kind: 'refused', reason: 'read-only' });
    expect(page.unsentWork().parts).toEqual([
      { document: 'structure', place: 'nodes/n/text', text: 'The system is very safe.' },
    ]);
  });
});

describe('undo in a text that was written anew', () => {
  const origin = {};
  const typeIn = (at: number, words: string) =>
    structure().transact(() => text().insert(at, words), origin);

  it('neither takes away nor brings back what was done in the old one', async () => {
    const undo = createUndoManager(structure(), origin);
    typeIn(14, 'very ');
    structure().transact(() => text().delete(0, 4), origin);
    await server.commitAll();
    server.say(server.writeAnew());
    undo.undo();
    undo.redo();
    await expectBoth('system is very safe.');
  });

  it('goes on with what is done in the new one', async () => {
    const undo = createUndoManager(structure(), origin);
    typeIn(14, 'very ');
    await server.commitAll();
    server.say(server.writeAnew());
    undo.stopCapturing();
    typeIn(0, 'Yes: ');
    undo.undo();
    await expectBoth('The system is very safe.');
    undo.redo();
    await expectBoth('Yes: The system is very safe.');
  });

  it('brings back an element with the words it had last', async () => {
    const undo = createUndoManager(structure(), origin);
    server.say(server.writeAnew());
    structure().transact(() => structure().getMap('nodes').delete('n'), origin);
    await server.commitAll();
    undo.undo();
    await expectBoth(CLAIM);
  });
});
