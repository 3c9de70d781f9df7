import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Indicator } from './document';
import { addNode, removeNode } from './edits';
import { countingIds } from './ids';
import { addIndicator, changeIndicator, removeRecord } from './recordEdits';
import { readDocument } from './structureDoc';
import { createUndoManager } from './undo';

const ME = 'me';
const ids = countingIds();

const TERMS: Omit<Indicator, 'id' | 'node' | 'identifier'> = {
  title: 'Attack success',
  definition: 'Upheld attacks of a week.',
  source: 'Red team log',
  unit: '%',
  comparator: '<=',
  amber: '0.5',
  red: '1.0',
  period: 'P7D',
  grace: 'P1D',
  critical: false,
};

function open() {
  const doc = new Y.Doc({ gc: false });
  const { node } = addNode(doc, { kind: 'goal', identifier: 'G1' }, ME, ids);
  const undo = createUndoManager(doc, ME);
  const id = addIndicator(doc, { ...TERMS, node, identifier: 'SPI-1' }, ME, ids);
  undo.stopCapturing();
  const indicators = () => readDocument(doc).document.indicators;
  return { doc, node, undo, id, indicators };
}

describe('an indicator of a draft', () => {
  it('is changed as one act, and undone as one', () => {
    const { doc, undo, id, indicators } = open();
    const changed = { ...TERMS, amber: '0.4', red: '0.9', critical: true, title: 'Attack rate' };
    expect(changeIndicator(doc, id, changed, ME)).toBe(true);
    expect(indicators()).toMatchObject([{ identifier: 'SPI-1', ...changed }]);
    undo.undo();
    expect(indicators()).toMatchObject([{ identifier: 'SPI-1', ...TERMS }]);
    undo.undo();
    expect(indicators()).toEqual([]);
  });

  it('keeps what a colleague changed in another field meanwhile', () => {
    const { doc, id } = open();
    const other = new Y.Doc({ gc: false });
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    changeIndicator(doc, id, { ...TERMS, red: '0.9' }, ME);
    changeIndicator(other, id, { ...TERMS, period: 'P1D' }, 'them');
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    for (const side of [doc, other])
      expect(readDocument(side).document.indicators).toMatchObject([{ red: '0.9', period: 'P1D' }]);
  });

  it('goes with its claim, and is found gone by whoever edits it', () => {
    const { doc, node, id, indicators } = open();
    removeNode(doc, node, ME);
    expect(indicators()).toEqual([]);
    expect(changeIndicator(doc, id, TERMS, ME)).toBe(false);
    expect(removeRecord(doc, 'indicators', id, ME)).toBe(false);
  });
});
