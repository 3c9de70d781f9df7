import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBundle } from '@/core/attest/verify';
import { openCheckpoint } from '@/core/attest/checkpoint';
import { serveWorld, type TestServer } from '@/server/test/httpServer';
import { ReleaseStory } from '@/server/test/releaseStory';
import { World } from '@/server/test/world';
import { append } from '@/server/translog/append';
import { signNewestHead } from '@/server/translog/checkpoint';
import { ownKey } from '@/server/translog/ownKey';

let world: World;
let server: TestServer;
let story: ReleaseStory;
let releaseId: string;

beforeAll(async () => {
  world = await World.open();
  server = await serveWorld(world);
  story = await ReleaseStory.open(world);
  ({ releaseId } = await story.publish());
});
afterAll(async () => {
  await server.close();
  await world.close();
});

const leaves = () => world.db.logLeaf.count();
const suspend = () =>
  story.officer.sign('release.suspend', { releaseId, reason: 'A reading was wrong.' });

describe('a clock that was set back behind what was signed last', () => {
  it('lets nothing be signed, and says so; health fails; once it is right, all goes on', async () => {
    const before = await leaves();
    world.turnBack({ days: 1 });
    await expect(suspend()).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      message: expect.stringMatching(
        /^The clock of this server stands at 2027-02-28T\S+, before 2027-03-01T\S+, when something was signed last\. Nothing is signed until it is right\.$/,
      ),
    });
    expect(await leaves()).toBe(before);
    const sick = await server.fetch(null, '/api/health');
    expect(sick.status).toBe(503);
    expect(await sick.json()).toMatchObject({
      status: 'failing',
      checks: { db: 'ok', blobs: 'ok', jobs: 'ok', log: 'failing' },
    });
    world.pass({ days: 1 });
    expect((await server.fetch(null, '/api/health')).status).toBe(200);
    await suspend();
    expect(await leaves()).toBe(before + 1);
  });

  it('makes no bundle that is older than what is in it', async () => {
    const { orgSlug, caseSlug, number } = story.address;
    world.turnBack({ days: 1 });
    const path = `/r/${orgSlug}/${caseSlug}/${number}.zip`;
    const response = await server.fetch(null, path);
    world.pass({ days: 1 });
    const report = verifyBundle(new Uint8Array(await response.arrayBuffer()));
    expect(report.lines.filter(({ result }) => result === 'false')).toEqual([]);
    expect(report.outcome).toBe('valid');
  });

  it('does not take the log back: its next head extends the one before', async () => {
    const last = await world.db.logCheckpoint.findFirstOrThrow({ orderBy: { size: 'desc' } });
    world.turnBack({ days: 400 });
    await world.db.$transaction((tx) => append(tx, 'ab'.repeat(32), null));
    const head = await signNewestHead(world.deps);
    world.pass({ days: 400 });
    expect(head.size).toBe(last.size + 1);
    expect(openCheckpoint(head.note, ownKey(world.deps)).size).toBe(head.size);
    // A leaf without a statement: the log of this world ends here.
  });
});

it('a statement that was begun under a clock that ran ahead is not completed under the right one', async () => {
  const other = await World.open();
  const held = await ReleaseStory.open(other);
  const released = await held.publish();
  other.pass({ hours: 1 });
  const begun = await held.officer.begin('release.suspend', {
    releaseId: released.releaseId,
    reason: 'A reading was wrong.',
  });
  other.turnBack({ hours: 1 });
  await expect(held.officer.complete(begun)).rejects.toMatchObject({
    code: 'PRECONDITION_FAILED',
    message: 'The clock was moved while this was signed. Begin again.',
  });
  await held.officer.sign('release.suspend', {
    releaseId: released.releaseId,
    reason: 'A reading was wrong.',
  });
  await other.close();
});
