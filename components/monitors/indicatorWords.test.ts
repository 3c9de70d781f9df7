import { describe, expect, it } from 'vitest';
import { countsOf, limitWords, rhythmWords } from './indicatorWords';

describe('an indicator in words', () => {
  it('says its limits from the side on which a reading is bad', () => {
    const limits = { amber: '94', red: '90.0', unit: '%' };
    expect(limitWords({ ...limits, comparator: '>=' })).toBe('amber under 94 %, red under 90.0 %');
    expect(limitWords({ ...limits, comparator: '<=' }, 'red')).toBe('red over 90.0 %');
    expect(limitWords({ ...limits, unit: '', comparator: '<' }, 'amber')).toBe('amber from 94');
    expect(limitWords({ ...limits, comparator: '>' }, 'amber')).toBe('amber at most 94 %');
  });

  it('says how often it is read', () => {
    expect(rhythmWords({ period: 'P7D', grace: 'P1D' })).toBe('every 7 days, grace 1 day');
    expect(rhythmWords({ period: 'PT6H', grace: 'PT0M' })).toBe('every 6 hours');
  });
});

describe('counts', () => {
  it('put the worst first and leave out what there is none of', () => {
    const of = (state: 'green' | 'red' | 'silent' | 'amber', critical: boolean, open = false) => ({
      state,
      critical,
      unanswered: open ? { kind: 'red' as const, since: '', until: '' } : null,
    });
    const counts = countsOf([
      of('green', true),
      of('green', false),
      of('green', true, true),
      of('amber', true),
      of('silent', false),
      of('red', true),
    ]);
    expect(counts).toEqual([
      { key: 'criticalRed', count: 1 },
      { key: 'criticalUnanswered', count: 1 },
      { key: 'silent', count: 1 },
      { key: 'amber', count: 1 },
      { key: 'green', count: 2 },
    ]);
  });
});
