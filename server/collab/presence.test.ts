import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeServerMessage } from '@/core/collab/codec';
import type { PresentPerson } from '@/core/collab/messages';
import { COLLAB_LIMITS } from './limits';
import { RoomPresence } from './presence';

const person = (clientId: number): PresentPerson => ({
  clientId,
  personId: `person-${clientId}`,
  name: `Name of ${clientId}`,
  colour: 0,
  nodeId: null,
  field: null,
  cursor: null,
  quiet: false,
});

/** What a page makes of the messages: who is here, and at which element. */
class Page {
  private readonly people = new Map<number, string | null>();

  take(frame: Buffer): void {
    const message = decodeServerMessage(frame.subarray((frame[1] ?? 0) < 126 ? 2 : 4));
    if (message.type !== 'presence') throw new Error('Not presence.');
    if (message.reset) this.people.clear();
    for (const one of message.people) this.people.set(one.clientId, one.nodeId);
    for (const clientId of message.gone) this.people.delete(clientId);
  }

  sees(): [number, string | null][] {
    return [...this.people].sort(([a], [b]) => a - b);
  }
}

/** A room whose members are pages. */
class Played {
  readonly pages = new Map<number, Page>();
  readonly presence = new RoomPresence({
    publish: () => undefined,
    broadcast: (frame) => {
      for (const page of this.pages.values()) page.take(frame);
    },
    claimed: () => undefined,
  });

  /** As a connection enters: in the room first, told who is there, then shown to the others. */
  enter(clientId: number): Buffer {
    const page = new Page();
    this.pages.set(clientId, page);
    const told = this.presence.everybody();
    page.take(told);
    this.presence.join(person(clientId));
    return told;
  }

  leave(clientId: number): void {
    this.pages.delete(clientId);
    this.presence.leave(clientId);
  }

  settle(): void {
    vi.advanceTimersByTime(COLLAB_LIMITS.presenceEvery);
  }
}

describe('presence of a room', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is put into bytes once for all who come in one moment', () => {
    const room = new Played();
    room.enter(1);
    room.settle();
    const told = room.enter(2);
    expect(room.enter(3)).toBe(told);
    room.settle();
    expect(room.enter(4)).not.toBe(told);
    room.presence.close();
  });

  it('is the same on every page once changes were sent, whoever came, moved and left meanwhile', () => {
    const act = fc.record({
      kind: fc.constantFrom('enter', 'leave', 'move', 'settle'),
      clientId: fc.integer({ min: 1, max: 5 }),
      nodeId: fc.constantFrom('a', 'b'),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const room = new Played();
        const here = new Map<number, string | null>();
        for (const { kind, clientId, nodeId } of acts) {
          if (kind === 'settle') room.settle();
          else if (kind === 'enter') {
            if (here.has(clientId)) continue;
            room.enter(clientId);
            here.set(clientId, null);
          } else if (!here.has(clientId)) continue;
          else if (kind === 'leave') {
            room.leave(clientId);
            here.delete(clientId);
          } else {
            room.presence.move(clientId, { nodeId, field: null, cursor: null, quiet: false });
            here.set(clientId, nodeId);
          }
        }
        room.settle();
        const expected = [...here].sort(([a], [b]) => a - b);
        for (const page of room.pages.values()) expect(page.sees()).toEqual(expected);
        room.presence.close();
      }),
    );
  });
});
