import type * as Y from 'yjs';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { decisionOf, type RawSocket } from '@/server/test/collab';

/** Makes the updates of somebody who types at the end of a text, and now and then starts anew. */
export class Keys {
  private readonly updates: Uint8Array[] = [];

  constructor(
    doc: Y.Doc,
    private readonly text: Y.Text,
  ) {
    doc.on('update', (update: Uint8Array) => this.updates.push(update));
  }

  next(): Uint8Array {
    if (this.text.length > 10_000) this.text.delete(0, 9_000);
    this.updates.length = 0;
    this.text.insert(this.text.length, 'x');
    return this.updates.at(-1) ?? new Uint8Array();
  }
}

/** Somebody typing into the decision of a case. */
export class Typing {
  private readonly keys: Keys;
  private requestId = 0;

  constructor(private readonly socket: RawSocket) {
    const doc = socket.page();
    this.keys = new Keys(doc, decisionOf(doc));
  }

  /** Sends one key. @returns the number of its request */
  key(): number {
    const update = this.keys.next();
    this.requestId += 1;
    this.socket.send({
      type: 'update',
      requestId: this.requestId,
      entries: [{ doc: STRUCTURE_DOCUMENT, update }],
    });
    return this.requestId;
  }
}

/** Resolves when a request is acknowledged. */
export function acknowledged({ socket, received }: RawSocket, id: number): Promise<void> {
  return new Promise<void>((resolve) => {
    const listen = (): void => {
      const last = received.at(-1);
      if (last?.type !== 'ack' || last.requestId !== id) return;
      socket.off('message', listen);
      resolve();
    };
    socket.on('message', listen);
  });
}
