import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { rootMap } from '../argument/structureShape';
import { touchedElements, type Touched } from './touchedElements';

const A = 'a'.padStart(32, '0');
const B = 'b'.padStart(32, '0');
const L = 'c'.padStart(32, '0');

function touchedBy(change: (doc: Y.Doc) => void): string[] {
  const author = new Y.Doc();
  author.transact(() => {
    for (const id of [A, B])
      rootMap(author, 'nodes').set(id, new Y.Map([['text', new Y.Text('t')]]));
    rootMap(author, 'links').set(
      L,
      new Y.Map([
        ['from', A],
        ['to', B],
      ]),
    );
    rootMap(author, 'defeaters').set(L, new Y.Map([['target', { node: B }]]));
    rootMap(author, 'conditions').set(L, new Y.Map([['text', new Y.Text('t')]]));
  });
  const twin = new Y.Doc();
  Y.applyUpdate(twin, Y.encodeStateAsUpdate(author));
  const found: Touched[] = [];
  twin.on('afterTransaction', (tr: Y.Transaction) =>
    found.push(...touchedElements(tr, 'structure')),
  );
  const before = Y.encodeStateVector(author);
  author.transact(() => change(author));
  Y.applyUpdate(twin, Y.encodeStateAsUpdate(author, before));
  return found.map(({ element, cause }) => `${cause} ${element}`).sort();
}

describe('the elements a change touches', () => {
  it('names the node whose statement was typed in', () => {
    const change = (doc: Y.Doc) => {
      const node = rootMap(doc, 'nodes').get(A);
      const text = node instanceof Y.Map ? node.get('text') : null;
      if (text instanceof Y.Text) text.insert(0, 'x');
    };
    expect(touchedBy(change)).toEqual([`edit ${A}`]);
  });

  it('names both ends of a link that was removed', () => {
    expect(touchedBy((doc) => rootMap(doc, 'links').delete(L))).toEqual([`edit ${A}`, `edit ${B}`]);
  });

  it('names the node that a defeater challenges', () => {
    expect(touchedBy((doc) => rootMap(doc, 'defeaters').delete(L))).toEqual([`edit ${B}`]);
  });

  it('tells conditions, facts and the subject apart', () => {
    expect(
      touchedBy((doc) => {
        rootMap(doc, 'conditions').delete(L);
        rootMap(doc, 'facts').set('subject.name', 'x');
        rootMap(doc, 'meta').set('module', 'M');
      }),
    ).toEqual([`condition ${L}`, 'fact case', 'subject case']);
  });

  it('names the node of a body', () => {
    const doc = new Y.Doc();
    const found: Touched[] = [];
    doc.on('afterTransaction', (tr: Y.Transaction) =>
      found.push(...touchedElements(tr, `body:${A}`)),
    );
    doc.getXmlFragment('body').insert(0, [new Y.XmlText('x')]);
    expect(found).toEqual([{ element: A, cause: 'edit' }]);
  });
});
