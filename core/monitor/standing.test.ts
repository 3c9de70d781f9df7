import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  levelOf,
  overdueAfter,
  standingAt,
  type IndicatorHistory,
  type IndicatorReading,
  type IndicatorTerms,
} from './standing';

const DAY = 86_400_000;
const PUBLISHED = new Date('2027-03-01T09:00:00Z');
const TERMS: IndicatorTerms = {
  comparator: '<=',
  amber: '0.5',
  red: '1.0',
  period: 'P7D',
  grace: 'P1D',
};

const day = (days: number): Date => new Date(PUBLISHED.getTime() + days * DAY);

/** A reading that came as it was measured, or `late` days afterwards. */
function reading(days: number, value: string, late = 0): IndicatorReading {
  return { value, at: day(days), receivedAt: day(days + late) };
}

function history(
  readings: IndicatorReading[],
  given: Partial<IndicatorHistory> = {},
): IndicatorHistory {
  const received = readings.toSorted((a, b) => +a.receivedAt - +b.receivedAt);
  return {
    terms: TERMS,
    expectedFrom: PUBLISHED,
    zone: 'Europe/London',
    readings: received,
    answeredAt: null,
    ...given,
  };
}

describe('a reading', () => {
  it('is green, amber or red by the limits, on the digits as they are written', () => {
    const levels = ['0.5', '0.500', '0.50001', '1.0', '1.0000000000000000001'];
    expect(levels.map((value) => levelOf(value, TERMS))).toEqual([
      'green',
      'green',
      'amber',
      'amber',
      'red',
    ]);
    const higher: IndicatorTerms = { ...TERMS, comparator: '>=', amber: '94', red: '90' };
    expect(['94', '93.9', '90', '89.9'].map((value) => levelOf(value, higher))).toEqual([
      'green',
      'amber',
      'amber',
      'red',
    ]);
  });

  it('is red where it or a limit cannot be read', () => {
    expect(levelOf('n/a', TERMS)).toBe('red');
    expect(levelOf('0.1', { ...TERMS, red: '' })).toBe('red');
  });
});

describe('silence', () => {
  it('begins when period and grace have passed since publication, and at that very instant', () => {
    const edge = day(8);
    const before = standingAt(history([]), new Date(edge.getTime() - 1));
    expect(before).toMatchObject({ state: 'waiting', unanswered: null, silentFrom: edge });
    const after = standingAt(history([]), edge);
    expect(after.state).toBe('silent');
    expect(after.unanswered).toEqual({ kind: 'silent', since: edge, until: null });
  });

  it('begins a period and a grace after the last measurement, not after it was received', () => {
    const late = history([reading(1, '0.1', 3)]);
    expect(standingAt(late, day(4)).silentFrom).toEqual(day(9));
  });

  it('is a breach that outlasts the reading that ends it, until it is answered', () => {
    const ended = history([reading(10, '0.1')]);
    expect(standingAt(ended, day(11))).toMatchObject({
      state: 'green',
      unanswered: { kind: 'silent', since: day(8), until: day(10) },
    });
    expect(standingAt({ ...ended, answeredAt: day(11) }, day(11)).unanswered).toBeNull();
  });

  it('is not ended by a reading that is overdue as it arrives', () => {
    const stale = history([reading(1, '0.1', 9)]);
    expect(standingAt(stale, day(10))).toMatchObject({
      state: 'silent',
      silentFrom: day(8),
      unanswered: { since: day(8), until: null },
    });
    // An answer in between still covers it: it is the same silence.
    expect(standingAt({ ...stale, answeredAt: day(9) }, day(11)).unanswered).toBeNull();
  });

  it('is kept by no reading that claims to come from the future', () => {
    const ahead: IndicatorReading = { value: '0.1', at: day(400), receivedAt: day(2) };
    expect(standingAt(history([ahead]), day(2)).silentFrom).toEqual(day(10));
  });

  it('follows the wall clock of the window’s zone over a change of the clocks', () => {
    const daily = { terms: { ...TERMS, period: 'P1D', grace: 'PT0M' } };
    // Measured at noon on Saturday 27 March 2027; the clocks go forward that night in London.
    const at = new Date('2027-03-27T12:00:00Z');
    const spring = [{ value: '0.1', at, receivedAt: at }];
    const silentFrom = (zone: string) =>
      standingAt(history(spring, { ...daily, zone }), at).silentFrom.toISOString();
    expect(silentFrom('Europe/London')).toBe('2027-03-28T11:00:00.000Z');
    expect(silentFrom('America/New_York')).toBe('2027-03-28T12:00:00.000Z');
  });

  it('is at once where the rhythm cannot be read', () => {
    const broken = history([], { terms: { ...TERMS, period: 'weekly' } });
    expect(standingAt(broken, PUBLISHED).state).toBe('silent');
  });
});

describe('a red reading', () => {
  it('is a breach from its arrival until it is answered, also when it is over', () => {
    const red = [reading(2, '2')];
    expect(standingAt(history(red), day(3))).toMatchObject({
      state: 'red',
      unanswered: { kind: 'red', since: day(2), until: null },
    });
    const over = history([...red, reading(4, '0.1')]);
    expect(standingAt(over, day(5))).toMatchObject({
      state: 'green',
      unanswered: { kind: 'red', since: day(2), until: day(4) },
    });
    expect(standingAt({ ...over, answeredAt: day(3) }, day(5)).unanswered).toBeNull();
  });

  it('is a breach of its own after an answered one is over', () => {
    const again = history([reading(2, '2'), reading(4, '0.1'), reading(6, '3')], {
      answeredAt: day(3),
    });
    expect(standingAt(again, day(7)).unanswered).toEqual({
      kind: 'red',
      since: day(6),
      until: null,
    });
  });

  it('counts though a newer reading came before it', () => {
    const hidden = history([reading(3, '0.1'), reading(2, '9', 2)]);
    expect(standingAt(hidden, day(5))).toMatchObject({
      state: 'green',
      unanswered: { kind: 'red', since: day(4), until: day(4) },
    });
  });

  it('is not undone by an older reading that comes after it', () => {
    const backdated = history([reading(3, '9'), reading(2, '0.1', 2)]);
    expect(standingAt(backdated, day(5)).state).toBe('red');
  });

  it('counts from publication on where it began before, and not where it ended before', () => {
    const going = history([reading(-3, '9')]);
    expect(standingAt(going, day(1)).unanswered).toEqual({
      kind: 'red',
      since: PUBLISHED,
      until: null,
    });
    const ended = history([reading(-3, '9'), reading(-1, '0.1')]);
    expect(standingAt(ended, day(1)).unanswered).toBeNull();
  });
});

const HOUR = 3_600_000;
const rhythm = fc.constantFrom(
  { period: 'P7D', grace: 'P1D' },
  { period: 'P1D', grace: 'PT2H' },
  { period: 'PT6H', grace: 'PT0M' },
);
const zones = fc.constantFrom('UTC', 'Europe/London', 'Australia/Lord_Howe', 'America/New_York');
/** Any readings, in the order in which they came, measured before or (by clocks) a little after. */
const readings = fc
  .array(
    fc.record({
      value: fc.constantFrom('0.1', '0.7', '5'),
      hour: fc.integer({ min: -100, max: 24 * 60 }),
      age: fc.integer({ min: -1, max: 24 * 30 }),
    }),
    { maxLength: 30 },
  )
  .map((drawn) =>
    drawn
      .toSorted((a, b) => a.hour - b.hour)
      .map(({ value, hour, age }): IndicatorReading => ({
        value,
        at: new Date(PUBLISHED.getTime() + (hour - age) * HOUR),
        receivedAt: new Date(PUBLISHED.getTime() + hour * HOUR),
      })),
  );
const histories = fc
  .record({ readings, rhythm, zone: zones, answered: fc.option(fc.integer({ max: 24 * 60 })) })
  .map(({ readings: given, rhythm: { period, grace }, zone, answered }): IndicatorHistory => ({
    terms: { ...TERMS, period, grace },
    expectedFrom: PUBLISHED,
    zone,
    readings: given,
    answeredAt: answered === null ? null : new Date(PUBLISHED.getTime() + answered * HOUR),
  }));
const moments = fc
  .integer({ min: 0, max: 24 * 90 })
  .map((hours) => new Date(PUBLISHED.getTime() + hours * HOUR));

describe('whatever is read, and whenever one looks', () => {
  it('is never green while a reading is overdue', () => {
    fc.assert(
      fc.property(histories, moments, (given, now) => {
        const { state, last } = standingAt(given, now);
        if (state === 'silent') return;
        const known = given.readings.filter(({ receivedAt }) => receivedAt <= now);
        const freshest = [given.expectedFrom, ...known.map(({ at }) => at)].map((at) =>
          overdueAfter(at, given.terms, given.zone),
        );
        expect(freshest.some((overdue) => overdue > now)).toBe(true);
        expect(state === 'waiting').toBe(last === null);
      }),
      { numRuns: 500 },
    );
  });

  it('a breach that nobody answered for stays, whatever comes after', () => {
    fc.assert(
      fc.property(histories, moments, moments, (given, a, b) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        const unanswered = { ...given, answeredAt: null };
        const breach = standingAt(unanswered, first).unanswered;
        if (breach === null) return;
        expect(standingAt(unanswered, second).unanswered).toMatchObject({
          kind: breach.kind,
          since: breach.since,
        });
      }),
      { numRuns: 500 },
    );
  });

  it('an answer covers what had begun when it was given, and nothing else', () => {
    fc.assert(
      fc.property(histories, moments, (given, now) => {
        const { breaches, unanswered } = standingAt(given, now);
        const { answeredAt } = given;
        const open = breaches.filter(({ since }) => answeredAt === null || since > answeredAt);
        expect(unanswered).toEqual(open[0] ?? null);
      }),
      { numRuns: 500 },
    );
  });

  it('no reading that comes later makes a silence that was seen undone', () => {
    fc.assert(
      fc.property(histories, moments, (given, now) => {
        const seen = standingAt(given, now);
        if (seen.state !== 'silent') return;
        const end = new Date(PUBLISHED.getTime() + 400 * DAY);
        const inTheEnd = standingAt(given, end);
        const covers = inTheEnd.breaches.some(
          ({ kind, since, until }) =>
            kind === 'silent' && since <= now && (until === null || until > now),
        );
        expect(covers).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('a red reading after publication is never lost', () => {
    fc.assert(
      fc.property(histories, moments, (given, now) => {
        const reds = given.readings.filter(
          ({ value, receivedAt }) => value === '5' && receivedAt > PUBLISHED && receivedAt <= now,
        );
        const { breaches } = standingAt(given, now);
        for (const { receivedAt } of reds) {
          const covered = breaches.some(
            ({ kind, since, until }) =>
              kind === 'red' && since <= receivedAt && (until === null || until >= receivedAt),
          );
          expect(covered).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
