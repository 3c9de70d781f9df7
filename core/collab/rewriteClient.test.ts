import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { rewriteClient } from './rewriteClient';

/** A random edit of one text and one map, described so that failures can be read. */
type Edit =
  | { kind: 'insert'; at: number; text: string }
  | { kind: 'delete'; at: number; length: number }
  | { kind: 'set'; key: string; value: string }
  | { kind: 'nest'; key: string; text: string };

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    kind: fc.constant('insert' as const),
    at: fc.nat(),
    text: fc.string({ minLength: 1, maxLength: 5 }),
  }),
  fc.record({
    kind: fc.constant('delete' as const),
    at: fc.nat(),
    length: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({
    kind: fc.constant('set' as const),
    key: fc.constantFrom('a', 'b'),
    value: fc.string({ maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('nest' as const),
    key: fc.constantFrom('c', 'd'),
    text: fc.string({ maxLength: 3 }),
  }),
);

function apply(doc: Y.Doc, change: Edit): void {
  const text = doc.getText('text');
  const map = doc.getMap<unknown>('map');
  switch (change.kind) {
    case 'insert':
      text.insert(change.at % (text.length + 1), change.text);
      break;
    case 'delete': {
      if (text.length === 0) return;
      const at = change.at % text.length;
      text.delete(at, Math.min(change.length, text.length - at));
      break;
    }
    case 'set':
      map.set(change.key, change.value);
      break;
    case 'nest':
      map.set(change.key, new Y.Text(change.text));
      break;
  }
}

describe('rewriting unsent changes to another client id', () => {
  it('gives a document that says the same', () => {
    fc.assert(
      fc.property(
        fc.array(edit, { maxLength: 20 }),
        fc.array(edit, { maxLength: 20 }),
        (sent, unsent) => {
          const page = new Y.Doc({ gc: false });
          page.clientID = 1_111;
          for (const change of sent) apply(page, change);
          const server = new Y.Doc();
          Y.applyUpdate(server, Y.encodeStateAsUpdate(page));
          const known = Y.getState(page.store, 1_111);
          const updates: Uint8Array[] = [];
          page.on('update', (update: Uint8Array) => updates.push(update));
          for (const change of unsent) apply(page, change);

          for (const update of updates) {
            Y.applyUpdate(server, rewriteClient(update, { client: 1_111, known }, 2_222));
          }

          expect(server.store.pendingStructs).toBeNull();
          expect(server.store.pendingDs).toBeNull();
          expect(server.getText('text').toJSON()).toBe(page.getText('text').toJSON());
          expect(server.getMap('map').toJSON()).toEqual(page.getMap('map').toJSON());
          expect(Y.getState(server.store, 1_111)).toBe(known);
          expect(Y.getState(server.store, 2_222)).toBe(Y.getState(page.store, 1_111) - known);
        },
      ),
      { numRuns: 500 },
    );
  });
});
