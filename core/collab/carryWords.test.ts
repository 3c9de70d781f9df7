import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { carryWords, type OwnRun } from './carryWords';

function applied(own: readonly OwnRun[], now: string): string {
  const text = new Y.Doc().getText();
  text.insert(0, now);
  text.applyDelta(carryWords(own, now), { sanitize: false });
  return text.toJSON();
}

const before = (own: readonly OwnRun[]): string =>
  own.map(({ kind, text }) => (kind === 'inserted' ? '' : text)).join('');
const after = (own: readonly OwnRun[]): string =>
  own.map(({ kind, text }) => (kind === 'deleted' ? '' : text)).join('');

/** Characters that stand for one stroke of one person each, so that they can be counted. */
const marks = (from: number): fc.Arbitrary<string[]> =>
  fc
    .nat(4)
    .map((count) => Array.from({ length: count }, (_, at) => String.fromCharCode(from + at)));

/** Words as people write them: with repetitions, line breaks and characters of two code units. */
const words = fc.string({
  unit: fc.constantFrom('a', 'b', 'the', ' ', ' ', '\n', '😀', 'é', '.'),
  maxLength: 24,
});

/** What somebody does to a text: runs of it deleted, marks inserted anywhere. */
function changesTo(base: string, from: number): fc.Arbitrary<OwnRun[]> {
  const characters = [...base];
  return fc
    .tuple(
      fc.array(fc.boolean(), { minLength: characters.length, maxLength: characters.length }),
      marks(from),
      fc.array(fc.nat(characters.length), { minLength: 4, maxLength: 4 }),
    )
    .map(([deleted, inserted, places]) => {
      const runs: OwnRun[] = [];
      for (let at = 0; at <= characters.length; at += 1) {
        inserted.forEach((text, mark) => {
          if (places[mark] === at) runs.push({ kind: 'inserted', text });
        });
        const text = characters[at];
        if (text !== undefined) runs.push({ kind: deleted[at] ? 'deleted' : 'kept', text });
      }
      return runs;
    });
}

const twoPeople = words.chain((base) =>
  fc.record({ own: changesTo(base, 0xe000), others: changesTo(base, 0xe100) }),
);
const count = (text: string, character: string): number => text.split(character).length - 1;

describe('carrying one’s own changes to a text that reads something else now', () => {
  it('does what was done where nobody else did anything', () => {
    fc.assert(
      fc.property(
        words.chain((base) => changesTo(base, 0xe000)),
        (own) => {
          expect(applied(own, before(own))).toBe(after(own));
        },
      ),
    );
  });

  it('inserts all that was inserted once, and keeps all that others inserted', () => {
    fc.assert(
      fc.property(twoPeople, ({ own, others }) => {
        const result = applied(own, after(others));
        for (const runs of [own, others]) {
          for (const { kind, text } of runs) {
            if (kind === 'inserted') expect(count(result, text)).toBe(1);
          }
        }
      }),
    );
  });

  it('brings nothing back that others deleted', () => {
    fc.assert(
      fc.property(twoPeople, ({ own, others }) => {
        const result = applied(own, after(others));
        for (const character of new Set(before(own)))
          expect(count(result, character)).toBeLessThanOrEqual(count(after(others), character));
      }),
    );
  });

  it('keeps what was inserted in its order', () => {
    fc.assert(
      fc.property(twoPeople, ({ own, others }) => {
        const isOwn = (text: string): boolean => text >= '\ue000' && text < '\ue100';
        const ordered = (text: string): string => [...text].filter(isOwn).join('');
        expect(ordered(applied(own, after(others)))).toBe(ordered(after(own)));
      }),
    );
  });

  it('says nothing where there is nothing to say', () => {
    expect(carryWords([{ kind: 'kept', text: 'a claim' }], 'another claim')).toEqual([]);
    expect(
      carryWords(
        [
          { kind: 'kept', text: 'a ' },
          { kind: 'deleted', text: 'claim' },
        ],
        'a ',
      ),
    ).toEqual([]);
  });

  it('puts a word where its neighbour went', () => {
    const own: OwnRun[] = [
      { kind: 'kept', text: 'The system is ' },
      { kind: 'deleted', text: 'very ' },
      { kind: 'inserted', text: 'acceptably ' },
      { kind: 'kept', text: 'safe.' },
    ];
    expect(applied(own, 'The whole system is very safe in use.')).toBe(
      'The whole system is acceptably safe in use.',
    );
    expect(applied(own, '')).toBe('acceptably ');
  });

  it('is done in time where two long texts have nothing in common', () => {
    const own: OwnRun[] = [
      { kind: 'kept', text: 'ab '.repeat(2_000) },
      { kind: 'inserted', text: 'new' },
    ];
    expect(applied(own, 'cd\n'.repeat(2_000))).toContain('new');
  });
});
