import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { blankCase, blankNode } from './blank';
import { assignField } from './fieldEdits';
import { countingIds } from './ids';
import { parseStrict, writeDocument } from './structureDoc';

const id = countingIds()();
const names = { constructor: 'of an annotation', hasOwnProperty: 'too' };

function written(annotations: Record<string, string>): Y.Doc {
  const doc = new Y.Doc();
  const node = blankNode({ id, kind: 'goal', identifier: 'G1', module: 'main', annotations });
  writeDocument(doc, blankCase({ module: 'main', root: id, nodes: [node] }), countingIds(2));
  return doc;
}

function annotationsOf(doc: Y.Doc): unknown {
  // As another page receives it.
  const remote = new Y.Doc();
  Y.applyUpdate(remote, Y.encodeStateAsUpdate(doc));
  const read = parseStrict(remote);
  return read.ok ? read.document.nodes[0]?.annotations : read;
}

it('keeps annotations that are called as members of every object are', () => {
  expect(annotationsOf(written(names))).toEqual(names);
});

it('sets them, sets them to the same, and takes them away', () => {
  const doc = written({});
  const set = (value: Record<string, string>) =>
    assignField(doc, 'nodes', id, 'annotations', value, 'me');
  set(names);
  expect(annotationsOf(doc)).toEqual(names);
  const before = Y.encodeStateVector(doc);
  set({ ...names });
  expect(Y.encodeStateVector(doc)).toEqual(before);
  set({ url: 'https://example.org' });
  expect(annotationsOf(doc)).toEqual({ url: 'https://example.org' });
});
