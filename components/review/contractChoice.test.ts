import { describe, expect, it } from 'vitest';
import type { ContractReview } from '@/server/reviews/contract';
import { judgedLines, refusalToVerify } from './contractChoice';

const citing = (...verdicts: (string | null)[]): Pick<ContractReview, 'citations'> => ({
  citations: [
    {
      away: { id: 'a', identifier: 'AG1', statement: null },
      localNote: '',
      goal: null,
      citing: 'bounded-with-context-match',
      note: '',
      lines: verdicts.map((value, at) => ({
        context: { id: `c${at}`, identifier: `C${at}`, statement: '' },
        locals: [],
        own: value === null ? null : { value, note: '' },
      })),
    },
  ],
});

describe('a contract', () => {
  it('can be verified once every line matches, and where there is none', () => {
    expect(refusalToVerify(citing('matches', 'matches'))).toBeNull();
    expect(refusalToVerify({ citations: [] })).toBeNull();
  });

  it('cannot while a line waits or differs, and says which', () => {
    expect(refusalToVerify(citing('matches', null))).toContain('C1 for AG1');
    expect(refusalToVerify(citing('differs', null))).toContain('C0 for AG1 differs');
    expect(refusalToVerify(citing(null, null, null, null, null, null))).toContain('2 more');
    expect(judgedLines(citing('matches', null))).toHaveLength(2);
  });
});
