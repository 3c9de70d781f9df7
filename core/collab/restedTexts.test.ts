import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  encodeWithoutReplaced,
  haveTextsAnew,
  writeTextsAnew,
  writerAnew,
  writtenAnewAt,
} from './restedTexts';

const ANY = { ofText: 0, ofDocument: 0 };

/** Two nodes and a decision; the first statement was typed in bursts. */
function typed(): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const id of ['one', 'two']) {
      const node = new Y.Map<unknown>();
      node.set('kind', 'goal');
      node.set('text', new Y.Text('A claim.'));
      node.set('protects', new Y.Map([['x', true]]));
      doc.getMap('nodes').set(id, node);
    }
    doc.getMap('facts').set('decision', new Y.Text('Open.'));
  });
  const text = textAt(doc, 'one');
  for (let burst = 0; burst < 10; burst += 1) {
    text.insert(burst, 'some words ');
    text.delete(burst + 1, 3);
  }
  return doc;
}

function textAt(doc: Y.Doc, id: string): Y.Text {
  const node = doc.getMap('nodes').get(id);
  const text = node instanceof Y.Map ? node.get('text') : null;
  if (!(text instanceof Y.Text)) throw new Error(`There is no text in ${id}.`);
  return text;
}

function structs(doc: Y.Doc): number {
  return [...doc.store.clients.values()].reduce((sum, list) => sum + list.length, 0);
}

describe('writing texts anew', () => {
  it('leaves every word and every map, and few structs', () => {
    const doc = typed();
    const [content, node, many] = [doc.toJSON(), doc.getMap('nodes').get('one'), structs(doc)];
    const update = writeTextsAnew(doc, 40, ANY);
    expect(doc.toJSON()).toEqual(content);
    expect(doc.getMap('nodes').get('one')).toBe(node);
    expect(structs(doc)).toBeLessThan(many / 2);
    expect(update && haveTextsAnew([update])).toBe(true);
  });

  it('gives an update that makes the same of another replica', () => {
    const doc = typed();
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    Y.applyUpdate(other, writeTextsAnew(doc, 40, ANY) ?? new Uint8Array());
    expect(other.getMap('nodes').toJSON()).toEqual(doc.getMap('nodes').toJSON());
    expect(structs(other)).toBe(structs(doc));
  });

  it('is complete in a state without what was replaced, for new replicas and for old ones', () => {
    const doc = typed();
    const old = Y.encodeStateAsUpdate(doc);
    const content = doc.toJSON();
    writeTextsAnew(doc, 40, ANY);
    writeTextsAnew(doc, 41, ANY);
    const state = encodeWithoutReplaced(doc);
    for (const known of [null, old]) {
      const replica = new Y.Doc({ gc: false });
      for (const root of ['nodes', 'facts']) replica.getMap(root);
      if (known) Y.applyUpdate(replica, known);
      Y.applyUpdate(replica, state);
      expect(replica.toJSON()).toEqual(content);
    }
  });

  it('leaves alone what is kept in few pieces', () => {
    const doc = typed();
    const untouched = textAt(doc, 'two');
    writeTextsAnew(doc, 40, { ofText: 4, ofDocument: 10 });
    expect(textAt(doc, 'two')).toBe(untouched);
    expect(writeTextsAnew(doc, 41, { ofText: 4, ofDocument: 10 })).toBeNull();
  });

  it('does nothing for a gain of nothing', () => {
    const doc = typed();
    expect(writeTextsAnew(doc, 40, { ofText: 4, ofDocument: 1_000 })).toBeNull();
  });

  it('leaves alone what a plain text would lose', () => {
    const doc = typed();
    textAt(doc, 'one').format(0, 4, { bold: true });
    const text = textAt(doc, 'one');
    writeTextsAnew(doc, 40, ANY);
    expect(textAt(doc, 'one')).toBe(text);
  });

  it('tells by its client id which act it was', () => {
    expect(writtenAnewAt(writerAnew(40))).toBe(40);
    expect(writtenAnewAt(2 ** 32 - 1)).toBeNull();
    expect(haveTextsAnew([Y.encodeStateAsUpdate(typed())])).toBe(false);
  });
});
