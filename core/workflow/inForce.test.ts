import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type InForceFacts, failingTerms, inForce } from './inForce';
import { RELEASE_STATES } from './release';
import { endOfLocalDate, isLocalDate, localDate, startOfLocalDate, windowBounds } from './window';

const NOW = new Date('2027-01-15T12:00:00Z');
const facts: InForceFacts = {
  state: 'published',
  decision: 'approved',
  suspendedReason: null,
  signedAs: 'person',
  window: { from: '2026-12-01', until: '2027-11-30', zone: 'Europe/Berlin' },
  conditions: [],
  indicators: [],
  successor: null,
  supplement: null,
};
const failing = (changed: Partial<InForceFacts>, now = NOW) =>
  failingTerms(inForce({ ...facts, ...changed }, now)).map((term) => term.key);

describe('in force', () => {
  it('holds when every term holds and says when the clock will end it', () => {
    const result = inForce(facts, NOW);
    expect(result).toMatchObject({ inForce: true, expired: false, superseded: false });
    // The last instant of 30 November in Berlin (CET, one hour ahead).
    expect(result.until).toBe('2027-11-30T23:00:00.000Z');
  });

  it('fails by the term that fails', () => {
    expect(failing({ state: 'suspended' })).toEqual(['not-suspended']);
    expect(failing({ state: 'revoked' })).toEqual(['approved']);
    expect(failing({ state: 'approved' })).toEqual(['published']);
    expect(failing({ decision: null })).toEqual(['approved']);
    expect(failing({ signedAs: 'example' })).toEqual(['not-example']);
    expect(failing({ signedAs: 'example', state: 'suspended' })).toEqual([
      'not-suspended',
      'not-example',
    ]);
    expect(failing({ window: { from: '', until: '', zone: '' } })).toEqual(['inside-window']);
    expect(failing({ window: { ...facts.window, zone: 'Mars/Olympus' } })).toEqual([
      'inside-window',
    ]);
    expect(failing({}, new Date('2027-12-01T00:00:00Z'))).toEqual(['inside-window']);
    expect(failing({}, new Date(Number.NaN))).toEqual(['inside-window']);
  });

  it('says once that an example on an example is one, and besides what is wrong with its base', () => {
    const base = (changed: Partial<InForceFacts>) => ({
      contract: 'verified' as const,
      base: { label: 'base r1', inForce: inForce({ ...facts, ...changed }, NOW) },
    });
    const words = (changed: Partial<InForceFacts>, signedAs: 'person' | 'example') =>
      inForce({ ...facts, signedAs, supplement: base(changed) }, NOW).terms.find(
        ({ key }) => key === 'base',
      )?.words;
    const suspended = { signedAs: 'example', state: 'suspended', suspendedReason: 'Red.' } as const;
    expect(words(suspended, 'example')).toBe('The base, base r1, is not in force. Suspended: Red.');
    expect(words(suspended, 'person')).toContain('never in force');
    expect(words({ signedAs: 'example' }, 'example')).toContain('never in force');
  });

  it('counts both dates of the window in its own time zone', () => {
    const edges = [
      ['2026-11-30T22:59:59.999Z', false],
      ['2026-11-30T23:00:00.000Z', true],
      ['2027-11-30T22:59:59.999Z', true],
      ['2027-11-30T23:00:00.000Z', false],
    ] as const;
    for (const [instant, holds] of edges) {
      expect(inForce(facts, new Date(instant)).inForce).toBe(holds);
    }
    expect(inForce(facts, new Date('2027-11-30T23:00:00Z')).expired).toBe(true);
  });

  it('falls when a condition is overdue, at the end of its due day', () => {
    const conditions = [{ label: 'Condition 1', due: '2027-01-15', met: false }];
    const today = inForce({ ...facts, conditions }, NOW);
    expect(today.inForce).toBe(true);
    expect(today.until).toBe('2027-01-15T23:00:00.000Z');
    expect(failing({ conditions }, new Date('2027-01-15T23:00:00Z'))).toEqual(['conditions-met']);
    expect(failing({ conditions: [{ label: 'C', due: 'soon', met: false }] })).toEqual([
      'conditions-met',
    ]);
    expect(failing({ conditions: [{ label: 'C', due: 'soon', met: true }] })).toEqual([]);
  });

  it('falls when a critical indicator is red or silent, not for an ordinary one', () => {
    const red = {
      label: 'Audit share',
      critical: true,
      reading: 'red',
      silentFrom: null,
      unanswered: null,
    } as const;
    const silent = { ...red, reading: 'green', silentFrom: '2027-01-15T11:59:59Z' } as const;
    expect(failing({ indicators: [red] })).toEqual(['indicators']);
    expect(failing({ indicators: [silent] })).toEqual(['indicators']);
    expect(failing({ indicators: [{ ...red, reading: null }] })).toEqual(['indicators']);
    expect(failing({ indicators: [{ ...red, critical: false }] })).toEqual([]);
    const soon = inForce(
      { ...facts, indicators: [{ ...silent, silentFrom: '2027-01-16T00:00:00Z' }] },
      NOW,
    );
    expect(soon).toMatchObject({ inForce: true, until: '2027-01-16T00:00:00.000Z' });
    const over = {
      ...soon,
      ...silent,
      silentFrom: '2027-01-16T00:00:00Z',
      unanswered: 'red',
    } as const;
    expect(failing({ indicators: [over] })).toEqual(['indicators']);
  });

  it('stays during the grace period of a successor and is superseded after it', () => {
    const successor = { label: 'release 5', graceEnds: '2027-02-01T00:00:00Z' };
    expect(inForce({ ...facts, successor }, NOW)).toMatchObject({
      inForce: true,
      until: '2027-02-01T00:00:00.000Z',
    });
    expect(inForce({ ...facts, successor }, new Date('2027-02-01T00:00:00Z'))).toMatchObject({
      inForce: false,
      superseded: true,
    });
  });

  it('takes a supplement down with its base, naming the reason', () => {
    const base = {
      label: 'Larch 2, release 4',
      inForce: inForce({ ...facts, state: 'suspended', suspendedReason: 'A leak was found' }, NOW),
    };
    const result = inForce({ ...facts, supplement: { contract: 'verified', base } }, NOW);
    expect(failingTerms(result)).toEqual([
      {
        key: 'base',
        holds: false,
        words: 'The base, Larch 2, release 4, is not in force. Suspended: A leak was found.',
        next: null,
      },
    ]);
    expect(result.onHold).toBe(true);
    const good = { label: 'base', inForce: inForce(facts, NOW) };
    const own = inForce(
      { ...facts, state: 'revoked', supplement: { contract: 'verified', base } },
      NOW,
    );
    expect(own.onHold).toBe(false);
    expect(failing({ supplement: { contract: 'outdated', base: good } })).toEqual(['contract']);
    const wider = { ...facts.window, until: '2030-01-01' };
    const outliving = inForce(
      { ...facts, window: wider, supplement: { contract: 'verified', base: good } },
      NOW,
    );
    expect(outliving.until).toBe('2027-11-30T23:00:00.000Z');
  });

  it('is never in force unless published and approved, and `until` is never past', () => {
    const arbitrary = fc.record({
      state: fc.constantFrom(...RELEASE_STATES),
      decision: fc.constantFrom(null, 'approved' as const, 'rejected' as const),
      suspendedReason: fc.constant(null),
      signedAs: fc.constantFrom(null, 'person' as const, 'example' as const),
      window: fc.record({
        from: fc.constantFrom('2026-12-01', '2027-02-01', ''),
        until: fc.constantFrom('2027-01-01', '2027-12-01'),
        zone: fc.constantFrom('Asia/Tokyo', 'America/New_York', 'nowhere'),
      }),
      conditions: fc.array(
        fc.record({
          label: fc.string(),
          due: fc.constantFrom('2027-01-01', '2027-03-01', ''),
          met: fc.boolean(),
        }),
      ),
      indicators: fc.constant([]),
      successor: fc.constantFrom(null, { label: 'n', graceEnds: '2027-01-20T00:00:00Z' }),
      supplement: fc.constant(null),
    });
    const instant = fc.date({
      min: new Date('2026-11-01'),
      max: new Date('2028-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(arbitrary, instant, (given, now) => {
        const result = inForce(given, now);
        expect(result.inForce).toBe(result.terms.every((term) => term.holds));
        if (!result.inForce) return;
        expect(given).toMatchObject({
          state: 'published',
          decision: 'approved',
          signedAs: 'person',
        });
        const until = result.until;
        if (until === null) throw new Error('a window always ends');
        expect(Date.parse(until)).toBeGreaterThan(now.getTime());
        expect(inForce(given, new Date(Date.parse(until) - 1)).inForce).toBe(true);
        expect(inForce(given, new Date(until)).inForce).toBe(false);
      }),
      { numRuns: 400 },
    );
  });
});

describe('local dates', () => {
  it('knows the calendar', () => {
    expect(isLocalDate('2028-02-29')).toBe(true);
    for (const wrong of ['2027-02-29', '2027-13-01', '27-01-01', '', '2027-01-01T00:00:00Z']) {
      expect(isLocalDate(wrong)).toBe(false);
    }
  });

  it('follows daylight saving: a day may last 23 or 25 hours', () => {
    const hours = (date: string, zone: string) => {
      const bounds = windowBounds({ from: date, until: date, zone });
      if (!bounds.ok) throw new Error(bounds.sentence);
      return (bounds.closes.getTime() - bounds.opens.getTime()) / 3_600_000;
    };
    expect(hours('2027-03-28', 'Europe/Berlin')).toBe(23);
    expect(hours('2027-10-31', 'Europe/Berlin')).toBe(25);
    expect(hours('2027-06-01', 'Europe/Berlin')).toBe(24);
    expect(hours('2027-04-04', 'Australia/Lord_Howe')).toBe(24.5);
  });

  it('begins a day where clocks skip midnight with its first real instant', () => {
    // Beirut moves from 00:00 to 01:00 on this date.
    expect(startOfLocalDate('2027-03-28', 'Asia/Beirut')?.toISOString()).toBe(
      '2027-03-27T22:00:00.000Z',
    );
    // Apia skipped this day altogether.
    expect(startOfLocalDate('2011-12-30', 'Pacific/Apia')).toEqual(
      endOfLocalDate('2011-12-30', 'Pacific/Apia'),
    );
  });

  it('puts the edges of every day where its wall clock changes', () => {
    const zones = [
      'UTC',
      'Europe/London',
      'Asia/Kolkata',
      'Pacific/Kiritimati',
      'America/St_Johns',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        (zone, date) => {
          const day = date.toISOString().slice(0, 10);
          const start = startOfLocalDate(day, zone);
          const end = endOfLocalDate(day, zone);
          if (start === null || end === null) throw new Error('known zone');
          expect(localDate(start, zone)).toBe(day);
          expect(localDate(new Date(end.getTime() - 1), zone)).toBe(day);
          expect(localDate(new Date(start.getTime() - 1), zone)).not.toBe(day);
          expect(localDate(end, zone)).not.toBe(day);
        },
      ),
      { numRuns: 300 },
    );
  });
});
