import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { shifted, typeInto } from './useSharedText';

const word = fc.string({ unit: 'grapheme', maxLength: 12 });

describe('typing into a shared text', () => {
  it('makes the text read what the field reads, whatever was replaced', () => {
    fc.assert(
      fc.property(word, word, word, word, (before, removed, added, behind) => {
        const text = new Y.Doc().getText('t');
        text.insert(0, before + removed + behind);
        typeInto(text, before + added + behind, (before + added).length, {});
        expect(text.toString()).toBe(before + added + behind);
      }),
    );
  });

  it('inserts at the caret among equal letters', () => {
    const text = new Y.Doc().getText('t');
    text.insert(0, 'aaaa');
    let at = -1;
    text.observe((event) => (at = event.delta[0]?.retain ?? 0));
    typeInto(text, 'aaaaa', 2, {});
    expect(at).toBe(1);
  });

  it('keeps the words of two people who type at once', () => {
    const one = new Y.Doc();
    const two = new Y.Doc();
    one.getText('t').insert(0, 'harm is prevented');
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    typeInto(one.getText('t'), 'grave harm is prevented', 6, {});
    typeInto(two.getText('t'), 'harm is prevented today', 23, {});
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two));
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    expect(one.getText('t').toString()).toBe('grave harm is prevented today');
    expect(two.getText('t').toString()).toBe('grave harm is prevented today');
  });

  it('never leaves half a character', () => {
    fc.assert(
      fc.property(word, word, (before, after) => {
        const text = new Y.Doc().getText('t');
        text.insert(0, before);
        typeInto(text, after, after.length, {});
        expect(text.toString()).toBe(after);
        for (const part of text.toDelta() as { insert: string }[])
          expect(part.insert.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('the caret', () => {
  it('moves along with a change before it and stays at one behind it', () => {
    expect(shifted(5, [{ insert: 'abc' }])).toBe(8);
    expect(shifted(5, [{ retain: 6 }, { insert: 'abc' }])).toBe(5);
    expect(shifted(5, [{ retain: 1 }, { delete: 2 }])).toBe(3);
    expect(shifted(5, [{ retain: 4 }, { delete: 10 }])).toBe(4);
  });

  it('stays before what a colleague inserts right at it, and behind when asked to', () => {
    expect(shifted(5, [{ retain: 5 }, { insert: 'abc' }])).toBe(5);
    expect(shifted(5, [{ retain: 5 }, { insert: 'abc' }], 'behind')).toBe(8);
  });

  it('keeps the words of each together when two type at one place, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 40 }), (steps) => {
        const writers = ['a', 'b'].map((letter) => {
          const doc = new Y.Doc();
          const writer = {
            letter,
            doc,
            text: doc.getText('t'),
            caret: 0,
            waiting: [] as Uint8Array[],
          };
          writer.text.observe((event, { local }) => {
            if (!local) writer.caret = shifted(writer.caret, event.delta);
          });
          return writer;
        });
        for (const [at, { doc }] of writers.entries())
          doc.on('update', (update: Uint8Array, origin: unknown) => {
            if (origin !== 'wire') writers[1 - at]?.waiting.push(update);
          });
        const hear = (writer: (typeof writers)[number]) => {
          const update = writer.waiting.shift();
          if (update) Y.applyUpdate(writer.doc, update, 'wire');
          return update !== undefined;
        };
        for (const step of steps) {
          const writer = writers[step % 2];
          if (!writer) continue;
          if (step > 1) hear(writer);
          else {
            const { text, caret, letter } = writer;
            const now = text.toString();
            const next = now.slice(0, caret) + letter + now.slice(caret);
            writer.caret += 1;
            typeInto(text, next, writer.caret, {});
          }
        }
        for (const writer of writers) while (hear(writer));
        const [one, two] = writers.map(({ text }) => text.toString());
        expect(one).toBe(two);
        expect(one).toMatch(/^(a*b*|b*a*)$/);
      }),
    );
  });
});
