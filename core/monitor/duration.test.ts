import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDuration, durationWords, parseDuration } from './duration';

const ZONES = [
  'UTC',
  'Europe/London',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/New_York',
];

const after = (instant: string, text: string, zone: string): string => {
  const duration = parseDuration(text);
  if (duration === null) throw new Error(`${text} is no duration.`);
  return addDuration(new Date(instant), duration, zone).toISOString();
};

/** What a wall clock of the zone shows: "2027-03-28 02:30:00". */
function wallClock(instant: Date, zone: string): string {
  return instant.toLocaleString('sv-SE', { timeZone: zone });
}

describe('a duration', () => {
  it('is days, weeks, hours or minutes, up to two years', () => {
    expect(parseDuration('P7D')).toEqual({ unit: 'days', count: 7 });
    expect(parseDuration('P2W')).toEqual({ unit: 'days', count: 14 });
    expect(parseDuration('PT6H')).toEqual({ unit: 'minutes', count: 360 });
    expect(parseDuration('PT30M')).toEqual({ unit: 'minutes', count: 30 });
    for (const text of ['', 'P', '7D', 'P1M', 'P1Y', 'P7DT1H', 'P731D', 'PT17521H', 'P-1D', 'p7d'])
      expect(parseDuration(text)).toBeNull();
  });

  it('is said as people say it', () => {
    const words = (text: string) => {
      const duration = parseDuration(text);
      return duration && durationWords(duration);
    };
    expect(['P1D', 'P2W', 'PT1H', 'PT6H', 'PT90M', 'PT0M'].map(words)).toEqual([
      '1 day',
      '14 days',
      '1 hour',
      '6 hours',
      '90 minutes',
      '0 minutes',
    ]);
  });
});

describe('a day of the calendar', () => {
  it('is 23 hours long when the clocks go forward, and 25 when they go back', () => {
    expect(after('2027-03-27T12:00:00Z', 'P1D', 'Europe/London')).toBe('2027-03-28T11:00:00.000Z');
    expect(after('2027-10-30T11:00:00Z', 'P1D', 'Europe/London')).toBe('2027-10-31T12:00:00.000Z');
    expect(after('2027-03-27T12:00:00Z', 'P1D', 'UTC')).toBe('2027-03-28T12:00:00.000Z');
  });

  it('lies as far behind the skip where its wall clock time is skipped', () => {
    // 01:30 does not exist on 28 March 2027 in London: 01:00 GMT is 02:00 BST.
    expect(after('2027-03-27T01:30:00Z', 'P1D', 'Europe/London')).toBe('2027-03-28T01:30:00.000Z');
    // The same time reached from the summer before.
    expect(after('2026-08-15T00:30:00Z', 'P225D', 'Europe/London')).toBe(
      '2027-03-28T01:30:00.000Z',
    );
  });

  it('is the first of the two where its wall clock time comes twice', () => {
    // 01:30 comes twice on 31 October 2027 in London: at 00:30Z and at 01:30Z.
    expect(after('2027-10-30T00:30:00Z', 'P1D', 'Europe/London')).toBe('2027-10-31T00:30:00.000Z');
    expect(after('2027-02-01T01:30:00Z', 'P272D', 'Europe/London')).toBe(
      '2027-10-31T00:30:00.000Z',
    );
  });

  it('is found where a zone skipped a whole day', () => {
    // Samoa had no 30 December 2011.
    expect(after('2011-12-29T20:00:00Z', 'P1D', 'Pacific/Apia')).toBe('2011-12-30T20:00:00.000Z');
  });

  it('counts as one of UTC in a zone nobody knows', () => {
    expect(after('2027-03-27T12:00:00Z', 'P1D', 'Mars/Olympus')).toBe('2027-03-28T12:00:00.000Z');
  });
});

const instants = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2029-12-31T00:00:00Z'),
  noInvalidDate: true,
});

describe('adding days', () => {
  it('keeps the wall clock, except where the clocks skip it', () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom(...ZONES),
        (from, count, zone) => {
          const to = addDuration(from, { unit: 'days', count }, zone);
          const [date = '', time] = wallClock(from, zone).split(' ');
          const wanted = new Date(Date.parse(`${date}T00:00:00Z`) + count * 86_400_000);
          const found = wallClock(to, zone);
          if (found === `${wanted.toISOString().slice(0, 10)} ${time}`) return;
          // Then no instant of that day shows the time: one minute earlier, the clocks had not moved.
          const gap = addDuration(from, { unit: 'days', count: count - 1 }, zone);
          expect(+to - +gap).toBe(86_400_000);
        },
      ),
    );
  });

  it('moves forward, by whole days give or take a change of the clocks', () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom(...ZONES),
        (from, count, zone) => {
          const to = addDuration(from, { unit: 'days', count }, zone);
          expect(Math.abs(+to - +from - count * 86_400_000)).toBeLessThanOrEqual(3_600_000);
        },
      ),
    );
  });
});

describe('adding hours', () => {
  it('counts what passes, whatever the clocks show', () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 0, max: 10_000 }),
        fc.constantFrom(...ZONES),
        (from, count, zone) => {
          const to = addDuration(from, { unit: 'minutes', count }, zone);
          expect(+to - +from).toBe(count * 60_000);
        },
      ),
    );
  });
});
