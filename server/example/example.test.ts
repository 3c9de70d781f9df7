import { afterAll, beforeAll, expect, it } from 'vitest';
import { World } from '@/server/test/world';
import { makeExample } from './make';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

it('is made', async () => {
  const before = performance.now();
  const made = await makeExample(world.deps);
  console.log('ms', performance.now() - before);
  expect(made).toBe(true);
}, 60_000);
