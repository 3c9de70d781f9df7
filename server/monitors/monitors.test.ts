import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRateLimiter } from '@/server/platform/rateLimit';
import type { ReleaseStory } from '@/server/test/releaseStory';
import { WATCHED, watchedStory } from '@/server/test/watchedStory';
import { World } from '@/server/test/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());
beforeEach(() => {
  // Budgets count real minutes; the clock of a world passes months in one.
  world.deps.limiter = createRateLimiter();
});

const indicatorId = WATCHED.id;

async function published(given?: Parameters<typeof watchedStory>[1]) {
  const story = await watchedStory(world, given);
  const { releaseId } = await story.publish();
  return { story, releaseId };
}

/** What anybody sees of a release now. */
async function status(story: ReleaseStory) {
  const visitor = await world.callerFor(null);
  const { status: shown } = await visitor.publication.page(story.address);
  return { inForce: shown.inForce, failing: shown.failing };
}

async function read(story: ReleaseStory, value: string): Promise<string> {
  const author = await world.callerFor(story.author);
  const { state } = await author.monitors.addReading({
    caseId: story.owned.id,
    indicatorId,
    value,
  });
  return state;
}

const answer = (story: ReleaseStory, releaseId: string) =>
  story.officer.sign('indicator.answer', {
    releaseId,
    indicatorId,
    response: 'The new jailbreak is patched and the week measured again.',
  });

describe('a published release', () => {
  it('goes with its critical indicator: green, amber, red, answered, green', async () => {
    const { story, releaseId } = await published();
    expect(await status(story)).toEqual({ inForce: true, failing: [] });
    expect(await read(story, '0.4')).toBe('green');
    world.passLong({ days: 7 });
    expect(await read(story, '0.7')).toBe('amber');
    expect((await status(story)).inForce).toBe(true);
    world.passLong({ days: 7 });
    expect(await read(story, '1.2')).toBe('red');
    expect(await status(story)).toEqual({
      inForce: false,
      failing: [`${WATCHED.title} is red.`],
    });
    world.passLong({ days: 1 });
    await answer(story, releaseId);
    // It is answered and red still: nothing is safe by being known.
    expect((await status(story)).inForce).toBe(false);
    world.passLong({ days: 1 });
    expect(await read(story, '0.3')).toBe('green');
    expect(await status(story)).toEqual({ inForce: true, failing: [] });
  });
});
