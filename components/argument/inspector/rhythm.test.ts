import { describe, expect, it } from 'vitest';
import { durationOf, rhythmOf } from './rhythm';

describe('a rhythm in two fields', () => {
  it('is read from a duration and written back', () => {
    for (const duration of ['P7D', 'P2W', 'PT6H', 'PT30M', 'PT0M'])
      expect(durationOf(rhythmOf(duration), 0)).toBe(duration);
    expect(rhythmOf('weekly')).toEqual({ count: '', unit: 'D' });
  });

  it('is refused where it is no number, too small or too long', () => {
    expect(durationOf({ count: '', unit: 'D' }, 0)).toBeNull();
    expect(durationOf({ count: '1.5', unit: 'D' }, 0)).toBeNull();
    expect(durationOf({ count: '0', unit: 'D' }, 1)).toBeNull();
    expect(durationOf({ count: '731', unit: 'D' }, 0)).toBeNull();
    expect(durationOf({ count: '007', unit: 'D' }, 1)).toBe('P7D');
  });
});
