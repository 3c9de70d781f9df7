import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { NODE_KINDS } from '@/core/argument/document';

import { type ShapeKind, boxAround, gsnShape, movedPath } from './gsnShapes';
import { COLUMNS, ESTIMATED_TEXT, Labels, labelOf, wrap } from './label';

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

describe('the table of instantiation data', () => {
  const elements = fc.constantFrom(...NODE_KINDS);
  const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 });

  it('stands within the box, clear of the statement and of where links leave', () => {
    fc.assert(
      fc.property(elements, words, words, (kind, text, instantiation) => {
        const content = { identifier: 'G1', text, instantiation };
        const { width, height, lines } = labelOf(kind, content, ESTIMATED_TEXT);
        const shape = gsnShape(kind, width, height, { instantiation: true });
        const { table } = shape;
        if (table === null) throw new Error('The table has no place.');
        const [right, bottom] = [table.x + 20, table.y + 14];
        expect(table.x).toBeGreaterThanOrEqual(0);
        expect(right).toBeLessThanOrEqual(width);
        expect(bottom).toBeLessThanOrEqual(height);
        // Lines of a statement are as tall as they were measured, about the middle of their room.
        const block = (lines.length + 1) * ESTIMATED_TEXT.lineHeight;
        expect(shape.text.y + (shape.text.height + block) / 2).toBeLessThanOrEqual(table.y + 0.01);
        if (kind === 'goal' || kind === 'strategy') {
          expect(bottom).toBe(height);
          // A claim point stands left of it, decorators and links in the middle.
          expect(table.x).toBeGreaterThan(18);
          expect(right).toBeLessThan(width / 2 - 8);
        }
      }),
    );
  });

  it('has words beside it that do not reach out of the box, as many as fit', () => {
    fc.assert(
      fc.property(fc.constantFrom('goal', 'strategy', 'context'), words, (kind, instantiation) => {
        const content = { identifier: 'G1', text: 'Safe.', instantiation };
        const label = labelOf(kind, content, ESTIMATED_TEXT);
        const shape = gsnShape(kind, label.width, label.height, { instantiation: true });
        if (shape.table === null) throw new Error('The table has no place.');
        const end = shape.table.x + 25 + ESTIMATED_TEXT.note(label.instantiation);
        expect(label.instantiation).not.toBe('');
        // Boxes grow in steps, which may take a little from the text; outlines keep 6 from it.
        expect(end).toBeLessThan(shape.text.x + shape.text.width + 6);
      }),
    );
    const said = labelOf(
      'goal',
      { identifier: 'G1', text: 'Safe.', instantiation: 'hazards {k}' },
      ESTIMATED_TEXT,
    );
    expect(said.instantiation).toBe('hazards {k}');
  });

  it('is a ruled table, and stands on what refers to data only', () => {
    const bare = gsnShape('goal', 160, 80);
    const marked = gsnShape('goal', 160, 80, { instantiation: true });
    expect(bare.table).toBeNull();
    expect(marked.table).toEqual({ x: 22, y: 66 });
    expect(marked.details.map(({ path }) => path)).toEqual([
      'M22 66H42V80H22Z',
      'M22 66H42V71H22Z',
      'M22 75.5H42M29 71V80',
    ]);
  });
});

describe('a path', () => {
  it('moves as a whole', () => {
    expect(movedPath(gsnShape('goal', 100, 60).outline, 10, 20)).toBe('M10 20H110V80H10Z');
    expect(movedPath('M0 40A40 40 0 0 1 80 40Z', 5, 7)).toBe('M5 47A40 40 0 0 1 85 47Z');
  });

  it('comes back to where it was', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.integer({ min: -999, max: 999 }),
        fc.integer({ min: -999, max: 999 }),
        (kind, x, y) => {
          const { outline } = gsnShape(kind, 120, 64);
          expect(movedPath(movedPath(outline, x, y), -x, -y)).toBe(movedPath(outline, 0, 0));
        },
      ),
    );
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

  it('is the same object for the same words', () => {
    const labels = new Labels(ESTIMATED_TEXT);
    const content = { identifier: 'G1', note: 'open problem', text: 'The system is safe.' };
    expect(labels.of('goal', { ...content })).toBe(labels.of('goal', { ...content }));
    expect(labels.of('context', content)).not.toBe(labels.of('goal', content));
  });

  it('has room for identifier and note, however long they are', () => {
    const identifier = 'Goal_of_a_tool_that_names_its_elements_at_length';
    const label = labelOf('goal', { identifier, note: 'open problem', text: '' }, ESTIMATED_TEXT);
    expect(label.identifier).toMatch(/^Goal_.*…$/);
    expect(label.width).toBeLessThanOrEqual(COLUMNS.goal.widest + 32);
  });

  it('grows with its text up to the column of its kind', () => {
    const short = labelOf('goal', { identifier: 'G1', text: 'Short.' }, ESTIMATED_TEXT);
    const long = labelOf('goal', { identifier: 'G1', text: 'word '.repeat(200) }, ESTIMATED_TEXT);
    expect(short.width).toBeLessThan(long.width);
    expect(long.isCut).toBe(true);
    expect(long.lines).toHaveLength(6);
  });
});
