import { afterAll, beforeAll, expect, it } from 'vitest';
import { World, type TestPerson } from '@/server/test/world';
import { TOUR_STEPS } from './steps';

let world: World;
let traveller: TestPerson;
beforeAll(async () => {
  world = await World.open();
  const org = await world.org({ slug: 'st-brannoc' });
  traveller = await world.member(org, ['officer']);
  await world.db.person.update({ where: { id: traveller.id }, data: { example: true } });
});
afterAll(() => world.close());

it('is nothing to visitors and to people of real organisations', async () => {
  expect(await (await world.callerFor(null)).tour.progress()).toBeNull();
  const real = await world.callerFor(await world.person());
  expect(await real.tour.progress()).toBeNull();
  await expect(real.tour.note({ found: 'terms' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await world.db.tour.count()).toBe(0);
});

it('keeps how far each of the example’s people has come', async () => {
  const caller = await world.callerFor(traveller);
  expect(await caller.tour.progress()).toEqual({
    steps: TOUR_STEPS,
    found: [],
    hidden: false,
    orgSlugs: ['st-brannoc'],
  });
  await caller.tour.note({ found: 'reason' });
  await caller.tour.note({ found: 'inbox' });
  await caller.tour.note({ found: 'inbox' });
  await caller.tour.note({ hidden: true });
  expect(await caller.tour.progress()).toMatchObject({ found: ['inbox', 'reason'], hidden: true });
  await caller.tour.note({ hidden: false });
  expect(await caller.tour.progress()).toMatchObject({ hidden: false });
  expect(await world.audited()).toContain('tour.noted');
});

it('loses nothing that is found twice at once', async () => {
  const caller = await world.callerFor(traveller);
  await Promise.all(TOUR_STEPS.map((found) => caller.tour.note({ found })));
  expect(await caller.tour.progress()).toMatchObject({ found: TOUR_STEPS });
});

it('takes no step that there is not', async () => {
  const caller = await world.callerFor(traveller);
  await expect(caller.tour.note({ found: 'treasure' as never })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  });
});
