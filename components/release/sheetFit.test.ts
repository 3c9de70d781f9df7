import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelSection } from './LabelTable';
import { fitSheet, SHEET_SIZES, shortStatus } from './sheetFit';

const HEAD = { title: 'Label of Wards', lead: 'A summary.', status: '', example: false };

const line = fc.record({
  text: fc.nat(600).map((length) => 'x'.repeat(length)),
  identifier: fc.constantFrom('COU-01', 'HS-COU-12', ''),
  note: fc.constantFrom('', 'Met by HS1a.'),
});
const sections = fc.tuple(
  ...(['contraindications', 'warnings', 'window'] as const).map((key) =>
    fc.array(line, { maxLength: 40 }).map((items): LabelSection => ({ key, items })),
  ),
);

const count = (given: readonly LabelSection[]) =>
  given.reduce((sum, { items }) => sum + items.length, 0);

describe('a label on one sheet', () => {
  it('loses no line unsaid, and none while smaller letters would hold it', () => {
    fc.assert(
      fc.property(sections, (given) => {
        const { sections: kept, size, left } = fitSheet(given, HEAD);
        expect(kept.map(({ key }) => key)).toEqual(given.map(({ key }) => key));
        expect(count(kept) + left).toBe(count(given));
        if (left > 0) expect(size).toBe(SHEET_SIZES.at(-1));
        // What was kept fits by itself, in letters that are no smaller.
        const again = fitSheet(kept, HEAD);
        expect(again.left).toBe(0);
        expect(again.size).toBeGreaterThanOrEqual(size);
      }),
    );
  });

  it('has smaller letters the more it says, and keeps its window', () => {
    const items = Array.from({ length: 30 }, () => ({
      text: 'x'.repeat(90),
      identifier: 'COU-01',
    }));
    const window = { key: 'window', items: [{ text: '1 March 2027 to 1 May', identifier: '' }] };
    const sizes = [1, 2, 3, 6].map((times) => {
      const many = Array.from({ length: times }, () => items).flat();
      const given: LabelSection[] = [
        { key: 'warnings', items: many },
        { ...window, key: 'window' },
      ];
      const fitted = fitSheet(given, HEAD);
      expect(fitted.sections[1]?.items).toHaveLength(1);
      return fitted.size;
    });
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(new Set(sizes).size).toBeGreaterThan(2);
  });

  it('makes room for capitals, and for letters that fill a square', () => {
    const sizeOf = (letter: string) => {
      const items = Array.from({ length: 40 }, () => ({ text: letter.repeat(90), identifier: '' }));
      return fitSheet([{ key: 'limits', items }], HEAD).size;
    };
    expect(sizeOf('X')).toBeLessThan(sizeOf('x'));
    expect(sizeOf('監')).toBeLessThan(sizeOf('X'));
  });

  it('makes room for its title and its status', () => {
    const items = Array.from({ length: 40 }, () => ({
      text: 'x'.repeat(80),
      identifier: 'COU-01',
    }));
    const given: LabelSection[] = [{ key: 'limits', items }];
    const long = { ...HEAD, title: 'x'.repeat(200), status: 'x'.repeat(400), example: true };
    expect(fitSheet(given, long).size).toBeLessThan(fitSheet(given, HEAD).size);
  });

  it('says of a long reason how it begins', () => {
    expect(shortStatus('Suspended: the monitor was down.')).toBe(
      'Suspended: the monitor was down.',
    );
    const cut = shortStatus(`Suspended: ${'the monitor was down '.repeat(200)}`);
    expect(cut.length).toBeLessThanOrEqual(402);
    expect(cut).toMatch(/^Suspended: .*(the|monitor|was|down) …$/);
  });
});
