import { generateKeyBetween } from 'fractional-indexing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byRank, rankAt, ranksFrom, type Ranked } from './rank';

describe('ranks', () => {
  it('place a newcomer where it was asked for, whatever ranks are stored', () => {
    const rank = fc.oneof(fc.constantFrom(...ranksFrom(5), 'a0V', 'Zz'), fc.string());
    fc.assert(
      fc.property(fc.array(rank, { maxLength: 8 }), fc.nat(9), (stored, index) => {
        const siblings: Ranked[] = stored
          .map((value, position) => ({ id: `s${position}`, rank: value }))
          .sort(byRank);
        const placed = rankAt(siblings, index);
        const after = siblings.map(({ id, rank: old }) => ({
          id,
          rank: placed.renumbered.get(id) ?? old,
        }));
        const expected = after.map(({ id }) => id);
        expected.splice(Math.min(index, siblings.length), 0, 'new');
        const sorted = [...after, { id: 'new', rank: placed.rank }].sort(byRank);
        expect(sorted.map(({ id }) => id)).toEqual(expected);
        generateKeyBetween(placed.rank, null);
      }),
      { seed: 20244, numRuns: 500 },
    );
  });

  it('stay short however often somebody inserts at one place', () => {
    let siblings: Ranked[] = ranksFrom(2).map((rank, index) => ({ id: `s${index}`, rank }));
    for (let round = 0; round < 500; round += 1) {
      const { rank, renumbered } = rankAt(siblings, 1);
      siblings = siblings.map((one) => ({ ...one, rank: renumbered.get(one.id) ?? one.rank }));
      siblings.splice(1, 0, { id: `n${round}`, rank });
      expect(siblings.toSorted(byRank)).toEqual(siblings);
    }
    expect(Math.max(...siblings.map(({ rank }) => rank.length))).toBeLessThanOrEqual(60);
  });
});
