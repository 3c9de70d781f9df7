import { describe, expect, it } from 'vitest';
import { countingIds } from '@/core/argument/ids';
import { compositeOf } from '@/core/supplement/composite';
import { pinnedDocument } from '@/core/supplement/pin';
import { SAMPLE_BASE, SAMPLE_LINES } from '@/core/supplement/sampleBase.fixture';
import { builtInTemplate } from '@/core/templates/templates';
import { compositeDrawn, compositeOutline } from './compositeOutline';
import { countWords } from './ObligationList';
import { sentence } from './sentence';

describe('the words of a contract', () => {
  it('make a sentence of what a check says, with its dates as they are read', () => {
    expect(sentence('set a review date on or before 2027-01-31, the end of the window.')).toBe(
      'Set a review date on or before 31 Jan 2027, the end of the window.',
    );
    expect(sentence('')).toBe('');
  });

  it('count what is done and what is left, and leave out what there is none of', () => {
    const states = ['closed', 'closed', 'residual', 'open', 'evidence-missing'] as const;
    expect(countWords(states.map((state) => ({ state })))).toBe('2 closed, 1 residual, 2 to do');
    expect(countWords([])).toBe('');
  });
});

describe('the composite as lines', () => {
  const own = pinnedDocument(builtInTemplate('hospital-supplement', countingIds()), SAMPLE_BASE);
  const composite = compositeOf(own, SAMPLE_BASE, SAMPLE_LINES);

  it('marks what is the base’s, and names what it withholds with class and reason', () => {
    const entries = compositeOutline(composite);
    expect(entries.filter((entry) => entry.kind === 'withheld')).toEqual([
      expect.objectContaining({ reasonClass: 'Security', reason: 'Names controls.', count: 1 }),
      expect.objectContaining({ reasonClass: 'Security', reason: 'Names attacks.', count: 3 }),
    ]);
    const marked = entries.flatMap((entry) =>
      entry.kind === 'node' && entry.cited ? [entry.identifier] : [],
    );
    expect(marked.sort()).toEqual(['C1', 'C2', 'G1', 'HC0', 'HI2', 'S1']);
  });

  it('is drawn with class and reason where words are withheld, and is else as it was', () => {
    const drawn = compositeDrawn(composite);
    const changed = drawn.nodes.filter((node, at) => node !== composite.document.nodes[at]);
    expect(changed.map(({ text }) => text).sort()).toEqual([
      'Security: Names attacks.',
      'Security: Names controls.',
    ]);
  });
});
