import { describe, expect, it } from 'vitest';
import { countingIds } from '@/core/argument/ids';
import { outlineOf } from '@/core/argument/outline';
import { builtInTemplate } from '@/core/templates/templates';
import { compositeOf } from './composite';
import { pinnedDocument } from './pin';
import { recordId, SAMPLE_BASE, SAMPLE_LINES } from './sampleBase.fixture';

const own = pinnedDocument(builtInTemplate('hospital-supplement', countingIds()), SAMPLE_BASE);
const composite = compositeOf(own, SAMPLE_BASE, SAMPLE_LINES);
const { document, base, withheld } = composite;
const rows = outlineOf(document);
const below = (identifier: string) => {
  const at = rows.findIndex(({ node, repeated }) => node.identifier === identifier && !repeated);
  const depth = rows[at]?.depth ?? 0;
  const end = rows.findIndex((row, index) => index > at && row.depth <= depth);
  return rows.slice(at + 1, end).map(({ node }) => node.identifier);
};

describe('a supplement with its base around it', () => {
  it('hangs the cited goal below the away goal, with what supports it and its contexts', () => {
    expect(below('HS-AG1')).toEqual([
      'G1',
      'C1',
      'S1',
      'HC0',
      'C2',
      'HC5',
      '3 withheld',
      'HI2',
      'HC5',
    ]);
  });

  it('shows a goal that is cited twice once, and refers to it from the other place', () => {
    const places = rows.filter(({ node }) => node.id === recordId('HC0'));
    expect(places).toHaveLength(2);
    expect(places.map(({ repeated }) => repeated).sort()).toEqual([false, true]);
    expect(document.nodes.filter(({ id }) => id === recordId('HC0'))).toHaveLength(1);
  });

  it('leaves out what is not cited, and changes nothing of either side', () => {
    expect(base.has(recordId('G0'))).toBe(false);
    expect(document.nodes.slice(0, own.nodes.length)).toEqual(own.nodes);
    expect(document.links.slice(0, own.links.length)).toEqual(own.links);
    expect([...base].some((id) => own.nodes.some((node) => node.id === id))).toBe(false);
  });

  it('has no words where the view withholds them', () => {
    const hidden = document.nodes.filter(({ id }) => withheld.has(id));
    expect(hidden.map(({ identifier, text }) => [identifier, text]).sort()).toEqual([
      ['3 withheld', ''],
      ['HC5', ''],
    ]);
    expect([...withheld.values()].map(({ reason, count }) => [reason, count]).sort()).toEqual([
      ['Names attacks.', 3],
      ['Names controls.', 1],
    ]);
  });

  it('is the own argument alone where nothing is cited that the view shows', () => {
    const alone = compositeOf(own, { ...SAMPLE_BASE, goals: [] }, SAMPLE_LINES);
    expect(alone.document).toEqual(own);
    expect(alone.base.size).toBe(0);
  });
});
