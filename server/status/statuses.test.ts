import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/core/argument/ids';
import { failingTerms } from '@/core/workflow/inForce';
import { windowBounds } from '@/core/workflow/window';
import { releasesByDigest } from '@/server/releases/repo';
import { publishedByRows } from '@/server/test/releaseRows';
import { World } from '@/server/test/world';
import { statusesOf } from './statuses';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const zones = ['UTC', 'Europe/London', 'America/New_York', 'Pacific/Kiritimati'];
const dates = ['2027-01-31', '2027-03-28', '2027-06-30', '2027-10-31', '2027-12-31'];
const STATES = ['published', 'suspended', 'revoked'] as const;

/** One release as history left it: what its owner did, its window, its limits, its readings. */
const history = fc.record({
  states: fc.array(fc.constantFrom(...STATES), { minLength: 1, maxLength: 4 }),
  until: fc.constantFrom(...dates),
  zone: fc.constantFrom(...zones),
  contract: fc.constantFrom('verified' as const, 'rejected' as const, null),
  indicator: fc.constantFrom(
    null,
    { critical: true, period: 'P7D', grace: 'P0D' },
    { critical: true, period: 'PT6H', grace: 'PT1H' },
    { critical: false, period: 'P1D', grace: 'P1D' },
  ),
  readings: fc.array(
    fc.record({ value: fc.constantFrom('95', '85', '70'), day: fc.integer({ min: 0, max: 330 }) }),
    { maxLength: 6 },
  ),
});
const scenario = fc.record({
  base: history,
  /** A supplement on the base, and one on that. */
  chain: fc.array(history, { minLength: 1, maxLength: 2 }),
  successor: fc.option(fc.integer({ min: 0, max: 300 })),
  days: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 3, maxLength: 6 }),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

const START = new Date('2027-01-01T12:00:00Z');
const after = (days: number) => new Date(START.getTime() + days * 86_400_000 + 1_234);

async function write(given: History, baseDigest: string | null) {
  const of = await world.case({ kind: baseDigest === null ? 'base' : 'supplement' });
  const indicatorId = newId();
  const [made] = await publishedByRows(world.db, world.deps.now(), [
    {
      of,
      baseDigest,
      state: 'published',
      window: { from: '2027-01-01', until: given.until, zone: given.zone },
      publishedAt: START,
      contract: given.contract,
      indicators: given.indicator ? [{ indicatorId, ...given.indicator }] : [],
    },
  ]);
  if (!made) throw new Error('Nothing was written.');
  for (const state of given.states)
    await world.db.releaseStatus.update({ where: { releaseId: made.id }, data: { state } });
  const days = new Set(given.readings.map(({ day }) => day));
  await world.db.reading.createMany({
    data: [...days].map((day) => ({
      caseId: of.id,
      indicatorId,
      value: given.readings.find((one) => one.day === day)?.value ?? '95',
      at: after(day),
      receivedAt: after(day),
      personId: of.author.id,
    })),
  });
  return { ...made, of };
}

describe('the status of many releases', () => {
  it('is never in force for a supplement whose base is not, over any history and at any clock', async () => {
    let inForce = 0;
    await fc.assert(
      fc.asyncProperty(scenario, async ({ base, chain, successor, days }) => {
        const first = await write(base, null);
        const written = [first];
        for (const given of chain) written.push(await write(given, written.at(-1)?.digest ?? ''));
        if (successor !== null)
          await publishedByRows(world.db, world.deps.now(), [
            { of: first.of, number: 2, publishedAt: after(successor) },
          ]);
        const rows = await releasesByDigest(
          world.db,
          written.map(({ digest }) => digest),
        );
        for (const [turn, day] of days.entries()) {
          const now = after(day);
          const statuses = await statusesOf(world.db, [...rows.values()], now);
          const holds = written.map(({ id }) => statuses.get(id)?.inForce === true);
          for (const [index, inForceNow] of holds.entries()) {
            if (!inForceNow) continue;
            inForce += 1;
            // Whatever holds rests on bases that hold, and on a window that is open on every clock.
            expect(holds.slice(0, index).every(Boolean)).toBe(true);
            const of = index === 0 ? base : chain[index - 1];
            expect(of?.states.at(-1)).toBe('published');
            const bounds = windowBounds({
              from: '2027-01-01',
              until: of?.until ?? '',
              zone: of?.zone ?? '',
            });
            expect(bounds.ok && bounds.opens <= now && now < bounds.closes).toBe(true);
            if (index > 0) expect(of?.contract).toBe('verified');
          }
          // One by one they are judged as together.
          for (const { id, digest } of turn === 0 ? written : []) {
            const row = rows.get(digest);
            const alone = row && (await statusesOf(world.db, [row], now)).get(id);
            expect(alone?.terms).toEqual(statuses.get(id)?.terms);
          }
        }
      }),
      { numRuns: 15 },
    );
    // A property over nothing that holds would prove nothing.
    expect(inForce).toBeGreaterThan(0);
  });

  it('counts the grace from the first newer release that was published, whatever its number', async () => {
    const of = await world.case({ kind: 'base' });
    const [first] = await publishedByRows(world.db, START, [
      { of, publishedAt: START },
      { of, number: 3, publishedAt: after(1) },
    ]);
    const onDay = async (day: number) => {
      const rows = await releasesByDigest(world.db, [first?.digest ?? '']);
      const statuses = await statusesOf(world.db, [...rows.values()], after(day));
      return statuses.get(first?.id ?? '')?.inForce;
    };
    expect(await onDay(30)).toBe(true);
    expect(await onDay(32)).toBe(false);
    // The one between was approved before, and is published late: it brings nothing back.
    await publishedByRows(world.db, START, [{ of, number: 2, publishedAt: after(31.5) }]);
    expect(await onDay(32)).toBe(false);
  });

  it('does not hang on a base that rests on itself, and takes nobody for in force on it', async () => {
    const of = await world.case({ kind: 'supplement' });
    const unknown = 'f'.repeat(64);
    const [made] = await publishedByRows(world.db, world.deps.now(), [
      { of, baseDigest: unknown, contract: 'verified' },
    ]);
    const rows = await releasesByDigest(world.db, [made?.digest ?? '']);
    const status = (await statusesOf(world.db, [...rows.values()], world.deps.now())).get(
      made?.id ?? '',
    );
    expect(status && failingTerms(status).map(({ key }) => key)).toEqual(['base']);
    expect(status?.onHold).toBe(true);
  });
});
