import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { NODE_KINDS } from '@/core/argument/document';

import { type ShapeKind, boxAround, gsnShape } from './gsnShapes';
import { ESTIMATED_TEXT, labelOf, wrap } from './label';

const kinds: ShapeKind[] = [...NODE_KINDS, 'challenge', 'fold'];

describe('a shape', () => {
  it('has room for the text it was sized for, inside its box', () => {
    const text = fc.record({
      width: fc.integer({ min: 20, max: 300 }),
      height: fc.integer({ min: 17, max: 150 }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...kinds), text, (kind, wanted) => {
        const box = boxAround(kind, wanted);
        const shape = gsnShape(kind, box.width, box.height);
        expect(shape.text.x).toBeGreaterThanOrEqual(0);
        expect(shape.text.y).toBeGreaterThanOrEqual(0);
        if (kind === 'solution') {
          // A circle holds the rectangle by its corners, not by a square.
          expect(Math.hypot(wanted.width, wanted.height)).toBeLessThanOrEqual(box.width);
        } else {
          expect(shape.text.width).toBeGreaterThanOrEqual(wanted.width - 0.01);
          expect(shape.text.height).toBeGreaterThanOrEqual(wanted.height - 0.01);
        }
        expect(shape.outline).toMatch(/^M[-\d. HVLAMZ]+Z$/);
      }),
    );
  });

  it('is the one that the notation gives the kind', () => {
    expect(gsnShape('goal', 100, 60).outline).toBe('M0 0H100V60H0Z');
    expect(gsnShape('strategy', 100, 60).outline).toBe('M16 0H100L84 60H0Z');
    expect(gsnShape('solution', 80, 80).outline).toBe('M0 40A40 40 0 0 1 80 40A40 40 0 0 1 0 40Z');
    expect(gsnShape('assumption', 100, 60).letter?.text).toBe('A');
    expect(gsnShape('justification', 100, 60).letter?.text).toBe('J');
    expect(gsnShape('away-goal', 100, 60).module).not.toBeNull();
  });

  it('carries its decorators', () => {
    const paths = (decorators: Parameters<typeof gsnShape>[3]) =>
      gsnShape('goal', 100, 60, decorators).details.map((detail) => detail.path);
    expect(paths({})).toEqual([]);
    expect(paths({ undeveloped: true })).toEqual(['M50 60L58 68L50 76L42 68Z']);
    expect(paths({ uninstantiated: true })).toEqual(['M50 60L58 72H42Z']);
    expect(paths({ undeveloped: true, uninstantiated: true })).toHaveLength(2);
    expect(paths({ public: true })).toHaveLength(1);
  });
});

describe('a label', () => {
  const measure = (text: string) => text.length;

  it('breaks between words, and inside words that are too long', () => {
    expect(wrap('one two three', 8, 9, measure)).toEqual({
      lines: ['one two', 'three'],
      isCut: false,
    });
    expect(wrap('abcdefghij kl', 4, 9, measure).lines).toEqual(['abcd', 'efgh', 'ij', 'kl']);
    expect(wrap('', 8, 9, measure).lines).toEqual([]);
  });

  it('ends in an ellipsis when there is more', () => {
    expect(wrap('one two three four', 5, 2, measure)).toEqual({
      lines: ['one', 'two…'],
      isCut: true,
    });
  });

  it('never exceeds its column or loses text unseen', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 3, max: 40 }),
        fc.integer({ min: 1, max: 6 }),
        (text, width, maxLines) => {
          const { lines, isCut } = wrap(text, width, maxLines, measure);
          expect(lines.length).toBeLessThanOrEqual(maxLines);
          if (!isCut) {
            expect(lines.join('').replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
          }
        },
      ),
    );
  });

  it('grows with its text up to the column of its kind', () => {
    const short = labelOf('goal', { identifier: 'G1', text: 'Short.' }, ESTIMATED_TEXT);
    const long = labelOf('goal', { identifier: 'G1', text: 'word '.repeat(200) }, ESTIMATED_TEXT);
    expect(short.width).toBeLessThan(long.width);
    expect(long.isCut).toBe(true);
    expect(long.lines).toHaveLength(5);
  });
});
