import { describe, expect, it } from 'vitest';
import { isPlainDecimal, mostReadingsADay, refusedFor, type Rhythm } from './reading';

const NOW = new Date('2027-03-28T11:00:00Z');
const rhythm = (period: string, grace = 'PT0M', zone = 'Europe/London'): Rhythm => ({
  terms: { comparator: '<=', amber: '1', red: '2', period, grace },
  zone,
});
const at = (text: string): Date => new Date(text);

describe('a reading is taken', () => {
  it('when it is a plain decimal', () => {
    for (const value of ['0', '-12.50', '0.0000001', '9'.repeat(30)])
      expect(isPlainDecimal(value)).toBe(true);
    for (const value of ['', '1e5', '+1', '.5', '1.', ' 1', 'NaN', '1,5', '９', '9'.repeat(31)])
      expect(isPlainDecimal(value)).toBe(false);
  });

  it('up to a minute from the future', () => {
    expect(refusedFor(at('2027-03-28T11:01:00Z'), NOW, [rhythm('P1D')])).toBeNull();
    expect(refusedFor(at('2027-03-28T11:01:00.001Z'), NOW, [rhythm('P1D')])).toBe('future');
  });

  it('while it is not overdue, by the wall clock of the zone', () => {
    // The clocks went forward in London this night: a day ago was 23 hours ago.
    expect(refusedFor(at('2027-03-27T12:00:00Z'), NOW, [rhythm('P1D')])).toBe('too-old');
    expect(refusedFor(at('2027-03-27T12:00:00.001Z'), NOW, [rhythm('P1D')])).toBeNull();
    expect(refusedFor(at('2027-03-27T11:30:00Z'), NOW, [rhythm('P1D', 'PT0M', 'UTC')])).toBeNull();
  });

  it('when it is in time for one of the releases that watch it', () => {
    const old = at('2027-03-20T11:00:00Z');
    expect(refusedFor(old, NOW, [rhythm('P1D'), rhythm('P30D')])).toBeNull();
    expect(refusedFor(old, NOW, [])).toBe('too-old');
  });

  it('at most twice as often as expected, and a hundred times a day in any case', () => {
    expect(mostReadingsADay([rhythm('P7D')])).toBe(100);
    expect(mostReadingsADay([rhythm('P7D'), rhythm('PT5M')])).toBe(576);
    expect(mostReadingsADay([rhythm('weekly')])).toBe(100);
  });
});
