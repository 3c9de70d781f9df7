import { describe, expect, it } from 'vitest';
import { monthTicks, STRIP, stripOf, type StripSource } from './strip';

const FROM = '2027-03-01T00:00:00.000Z';
const UNTIL = '2027-03-11T00:00:00.000Z';
const on = (day: number): string => `2027-03-${String(day).padStart(2, '0')}T00:00:00.000Z`;

const source = (given: Partial<StripSource>): StripSource => ({
  amber: '0.5',
  red: '1',
  readings: [],
  breaches: [],
  last: null,
  ...given,
});

describe('a strip chart', () => {
  it('draws readings and limits on one scale, and time from left to right', () => {
    const readings = [
      { value: '0.25', at: on(1) },
      { value: '0.75', at: on(6) },
      { value: '1.5', at: on(11) },
    ];
    const { runs, points, amber, red } = stripOf(source({ readings }), FROM, UNTIL);
    expect(runs).toHaveLength(1);
    expect(points.map(({ x }) => x)).toEqual([0, STRIP.width / 2, STRIP.width]);
    const [first, second, third] = points.map(({ y }) => y);
    expect([third, red, second, amber, first]).toEqual(
      [third, red, second, amber, first].toSorted((a, b) => Number(a) - Number(b)),
    );
    expect(points.map(({ last }) => last)).toEqual([false, false, true]);
  });

  it('draws no line over a silence, and hatches from the last reading on', () => {
    const readings = [on(1), on(2), on(8), on(9)].map((at) => ({ value: '0.1', at }));
    const breaches = [{ kind: 'silent' as const, since: on(4), until: on(8) }];
    const { runs, gaps } = stripOf(source({ readings, breaches }), FROM, UNTIL);
    expect(runs).toHaveLength(2);
    expect(gaps).toEqual([{ x: 48.8, width: 292.8, silentFrom: 146.4, over: true }]);
  });

  it('hatches to the end while it is silent, also when the last reading is long ago', () => {
    const breaches = [{ kind: 'silent' as const, since: on(6), until: null }];
    const last = { at: '2027-02-01T00:00:00Z' };
    const { gaps } = stripOf(source({ breaches, last }), FROM, UNTIL);
    expect(gaps).toEqual([{ x: 0, width: STRIP.width, silentFrom: 244, over: false }]);
    const never = stripOf(source({ breaches }), FROM, UNTIL);
    expect(never.gaps[0]).toMatchObject({ x: 244, width: 244 });
  });

  it('draws equal values in the middle of the strip’s reach and stays inside', () => {
    const readings = [{ value: '1', at: on(2) }];
    const { points, amber } = stripOf(source({ amber: '1', readings }), FROM, UNTIL);
    for (const y of [...points.map((point) => point.y), amber]) {
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(STRIP.height);
    }
  });

  it('names the months that have room', () => {
    const ticks = monthTicks('2026-08-25T00:00:00Z', '2026-11-23T00:00:00Z');
    expect(ticks.map(({ at }) => at.slice(0, 7))).toEqual(['2026-10', '2026-11']);
  });
});
