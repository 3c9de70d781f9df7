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
});
