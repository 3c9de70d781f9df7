import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Indicator } from '@/core/argument/document';
import { setField } from '@/core/argument/fieldEdits';
import { textIdOf } from '@/core/snapshot/recordsOf';
import { sampleId } from '@/core/snapshot/testing/sampleCase';
import type { AppError } from '@/server/platform/errors';
import { createRateLimiter } from '@/server/platform/rateLimit';
import { findRelease } from '@/server/releases/repo';
import { statusOf } from '@/server/status/statuses';
import type { ReleaseStory } from '@/server/test/releaseStory';
import { WATCHED, watchedRows, watchedStory } from '@/server/test/watchedStory';
import { type TestCase, type TestPerson, World } from '@/server/test/world';

/** No world here runs a job process: what is shown follows from rows and the clock alone. */
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

async function published(given?: Partial<Indicator>[]) {
  const story = await watchedStory(world, given);
  const { releaseId } = await story.publish();
  return { story, releaseId };
}

/** What anybody sees of a release now. */
async function status(story: ReleaseStory) {
  const visitor = await story.world.callerFor(null);
  const { status: shown } = await visitor.publication.page(story.address);
  return { inForce: shown.inForce, failing: shown.failing, until: shown.until };
}

/** The term that indicators decide, of a release that nobody had to sign for that. */
async function term({ world: of, releaseId }: { world: World; releaseId: string }) {
  const release = await findRelease(of.db, releaseId);
  if (release === null) throw new Error('There is no release.');
  const { terms } = await statusOf(of.db, release, of.deps.now());
  return terms.find(({ key }) => key === 'indicators');
}

type Watched = { owned: TestCase; author: TestPerson; world: Pick<World, 'callerFor'> };

async function read(story: Watched, value: string, at?: string): Promise<string> {
  const author = await story.world.callerFor(story.author);
  const { state } = await author.monitors.addReading({
    caseId: story.owned.id,
    indicatorId,
    value,
    ...(at !== undefined && { at }),
  });
  return state;
}

const answer = (story: ReleaseStory, releaseId: string) =>
  story.officer.sign('indicator.answer', {
    releaseId,
    indicatorId,
    response: 'The new jailbreak is patched, and the week is measured again.',
  });

async function refusal(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'done';
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    return (cause as AppError | undefined)?.code ?? String(error);
  }
}

/** Moves the clock to an instant; it may not lie behind. */
function passTo(of: World, instant: string): void {
  const minutes = (Date.parse(instant) - of.deps.now().getTime()) / 60_000;
  if (minutes < 0) throw new Error(`${instant} is over.`);
  of.passLong({ minutes });
}

describe('a published release', () => {
  it('goes with its critical indicator: green, amber, red, answered, green', async () => {
    const { story, releaseId } = await published();
    expect(await status(story)).toMatchObject({ inForce: true, failing: [] });
    expect(await read(story, '0.4')).toBe('green');
    world.passLong({ days: 7 });
    expect(await read(story, '0.7')).toBe('amber');
    expect((await status(story)).inForce).toBe(true);
    world.passLong({ days: 7 });
    expect(await read(story, '1.2')).toBe('red');
    expect(await status(story)).toMatchObject({
      inForce: false,
      failing: [`${WATCHED.title} is red.`],
    });
    world.passLong({ days: 1 });
    await answer(story, releaseId);
    // It is answered and red still: nothing is safe by being known.
    expect((await status(story)).inForce).toBe(false);
    world.passLong({ days: 1 });
    expect(await read(story, '0.3')).toBe('green');
    expect(await status(story)).toMatchObject({ inForce: true, failing: [] });
  });

  it('stays out of force when the red is over and nobody has answered for it', async () => {
    const { story, releaseId } = await published();
    await read(story, '5');
    world.passLong({ minutes: 1 });
    await read(story, '0.1');
    expect(await status(story)).toMatchObject({
      inForce: false,
      failing: [`${WATCHED.title} was red, and nobody has answered for it.`],
    });
    await answer(story, releaseId);
    expect((await status(story)).inForce).toBe(true);
  });

  it('is not restored by an answer while it is silent still, and is by a reading after it', async () => {
    const { story, releaseId } = await published();
    world.passLong({ days: 9 });
    expect(await status(story)).toMatchObject({ failing: [`${WATCHED.title} is silent.`] });
    await answer(story, releaseId);
    expect((await status(story)).inForce).toBe(false);
    world.passLong({ hours: 1 });
    await read(story, '0.2');
    expect((await status(story)).inForce).toBe(true);
    // The next silence is another one.
    world.passLong({ days: 9 });
    await read(story, '0.2');
    expect(await status(story)).toMatchObject({
      failing: [`${WATCHED.title} was silent, and nobody has answered for it.`],
    });
    await answer(story, releaseId);
    expect((await status(story)).inForce).toBe(true);
  });

  it('does not mind an indicator that is not critical', async () => {
    const watched = await watchedRows(world, { critical: false });
    await read(watched, '9');
    expect((await term(watched))?.holds).toBe(true);
    world.passLong({ days: 30 });
    expect((await term(watched))?.holds).toBe(true);
  });

  it('keeps the limits it was frozen with, whatever is written in the draft afterwards', async () => {
    const { story } = await published();
    await story.edit((doc) => {
      setField(doc, 'indicators', indicatorId, 'red', '99', null);
      setField(doc, 'indicators', indicatorId, 'amber', '98', null);
      setField(doc, 'indicators', indicatorId, 'period', 'P700D', null);
    });
    expect(await read(story, '2')).toBe('red');
    expect((await status(story)).inForce).toBe(false);
  });

  it('takes its supplements out of force with it', async () => {
    const { story } = await published();
    const { digest } = await world.db.release.findFirstOrThrow({
      where: { caseId: story.owned.id },
      select: { digest: true },
    });
    const supplement = await world.case();
    await world.release(supplement, { state: 'published', baseDigest: digest });
    await read(story, '9');
    const visitor = await world.callerFor(null);
    const { supplements } = await visitor.publication.page(story.address);
    expect(supplements.lines[0]?.inForce).toBe(false);
  });
});

describe('silence', () => {
  const EDGES = [
    // Published at 12:00 on Saturday; the clocks go forward in London that night.
    ['P1D', '2027-03-27T12:00:00Z', '2027-03-28T11:00:00.000Z'],
    ['P7D', '2027-03-27T12:00:00Z', '2027-04-03T11:00:00.000Z'],
    ['PT6H', '2027-03-27T22:00:00Z', '2027-03-28T04:00:00.000Z'],
    // They go back in the night to Sunday, 31 October.
    ['P1D', '2027-10-30T11:00:00Z', '2027-10-31T12:00:00.000Z'],
    ['P7D', '2027-10-30T11:00:00Z', '2027-11-06T12:00:00.000Z'],
    ['PT6H', '2027-10-30T20:00:00Z', '2027-10-31T02:00:00.000Z'],
  ] as const;

  it.each(EDGES)(
    'of %s since %s fails its term at the very instant %s',
    async (period, measured, silentFrom) => {
      const here = await World.open();
      try {
        passTo(here, new Date(Date.parse(measured) - 3_600_000).toISOString());
        const watched = await watchedRows(here, { period, grace: 'PT0M' });
        passTo(here, measured);
        await read(watched, '0.1');
        expect(await term(watched)).toMatchObject({ holds: true, next: silentFrom });
        passTo(here, new Date(Date.parse(silentFrom) - 1).toISOString());
        expect(await term(watched)).toMatchObject({ holds: true });
        passTo(here, silentFrom);
        expect(await term(watched)).toMatchObject({
          holds: false,
          words: `${WATCHED.title} is silent.`,
        });
      } finally {
        await here.close();
      }
    },
  );

  it('is not filled afterwards, by no backdated reading', async () => {
    const { story, releaseId } = await published();
    const measured = world.deps.now().toISOString();
    world.passLong({ days: 8, hours: 1 });
    await expect(read(story, '0.1', measured)).rejects.toThrow('can fill no silence');
    const inTime = new Date(world.deps.now().getTime() - 86_400_000).toISOString();
    await read(story, '0.1', inTime);
    expect(await status(story)).toMatchObject({
      failing: [`${WATCHED.title} was silent, and nobody has answered for it.`],
    });
    await answer(story, releaseId);
    expect((await status(story)).inForce).toBe(true);
  });
});

describe('a reading', () => {
  it('is refused with a sentence, and changes nothing', async () => {
    const story = await watchedRows(world);
    const author = await world.callerFor(story.author);
    const given = { caseId: story.owned.id, indicatorId, value: '0.1' };
    const add = (other: object) => refusal(author.monitors.addReading({ ...given, ...other }));
    const inHours = (hours: number) =>
      new Date(world.deps.now().getTime() + hours * 3_600_000).toISOString();
    for (const value of ['1e3', 'n/a', '', '1'.repeat(31)])
      expect(await refusal(author.monitors.addReading({ ...given, value }))).not.toBe('done');
    expect(await add({ at: inHours(1) })).toBe('invalid');
    expect(await add({ at: inHours(-24 * 9) })).toBe('invalid');
    expect(await add({ indicatorId: 'f'.repeat(32) })).toBe('not-found');
    expect(await add({ caseId: 'f'.repeat(32) })).toBe('not-found');
    expect(await add({ note: 'x'.repeat(501) })).not.toBe('done');
    expect(await world.db.reading.count({ where: { caseId: story.owned.id } })).toBe(0);
  });

  it('is taken from authors and officers of the owner, and from nobody else', async () => {
    const story = await watchedRows(world);
    const by = async (person: Parameters<World['callerFor']>[0]) =>
      refusal(
        (await world.callerFor(person)).monitors.addReading({
          caseId: story.owned.id,
          indicatorId,
          value: '0.1',
          at: new Date(world.deps.now().getTime() - ++minutes * 60_000).toISOString(),
        }),
      );
    let minutes = 0;
    expect(await by(story.author)).toBe('done');
    expect(await by(await world.member(story.owned.org, ['officer']))).toBe('done');
    expect(await by(await world.member(story.owned.org, ['viewer']))).toBe('forbidden');
    expect(await by((await world.engaged(story.owned, 'assessor')).person)).toBe('forbidden');
    expect(await by(await world.person())).toBe('not-found');
    expect(await by(null)).toBe('unauthenticated');
  });

  it('waits for a publication: what is not promised yet is not watched', async () => {
    const story = await watchedStory(world);
    await story.freeze();
    expect(await refusal(read(story, '0.1'))).toBe('not-found');
  });

  it('is the same again without another row, and in conflict with another value', async () => {
    const story = await watchedRows(world);
    const at = world.deps.now().toISOString();
    await read(story, '0.10', at);
    world.passLong({ days: 20 });
    await read(story, '0.1', at);
    expect(await refusal(read(story, '0.2', at))).toBe('conflict');
    expect(await world.db.reading.count({ where: { caseId: story.owned.id } })).toBe(1);
  });

  it('is one of a hundred a day at most', async () => {
    const story = await watchedRows(world);
    const now = world.deps.now();
    await world.db.reading.createMany({
      data: Array.from({ length: 100 }, (_, index) => ({
        caseId: story.owned.id,
        indicatorId,
        value: '0.1',
        at: new Date(now.getTime() - index * 1_000),
        receivedAt: now,
        personId: story.author.id,
      })),
    });
    world.pass({ minutes: 1 });
    expect(await refusal(read(story, '0.1'))).toBe('rate-limited');
    world.passLong({ days: 1 });
    expect(await refusal(read(story, '0.1'))).toBe('done');
  });

  it('makes a contributor of whoever adds it, and stands in the audit trail', async () => {
    const story = await watchedRows(world);
    const person = await world.member(story.owned.org, ['officer']);
    const officer = await world.callerFor(person);
    await officer.monitors.addReading({ caseId: story.owned.id, indicatorId, value: '0.1' });
    const [row] = await world.db.contribution.findMany({
      where: { caseId: story.owned.id, personId: person.id },
    });
    expect(row).toMatchObject({ nodeId: WATCHED.node, cause: 'reading' });
    expect(await world.audited()).toContain('reading.added');
  });
});

describe('the public page', () => {
  it('shows every indicator, and no claim or words that its view withholds', async () => {
    const story = await watchedStory(world, [
      {},
      { id: 'a'.repeat(32), identifier: 'SPI-2', node: sampleId('Sn1') },
    ]);
    await story.publish(
      [textIdOf(sampleId('G1')), sampleId('Sn1')].map((record) => ({
        record,
        class: 'security',
        reason: 'Attack details.',
      })),
    );
    const author = await world.callerFor(story.author);
    const note = 'for our eyes';
    await author.monitors.addReading({ caseId: story.owned.id, indicatorId, value: '0.4', note });
    const visitor = await world.callerFor(null);
    const { indicators } = await visitor.publication.page(story.address);
    expect(indicators.list).toMatchObject([
      { identifier: 'SPI-1', state: 'green', claim: { identifier: 'G1', statement: null } },
      { identifier: 'SPI-2', state: 'waiting', claim: null, last: null },
    ]);
    const shown = JSON.stringify(indicators);
    for (const hidden of ['Harm control holds', sampleId('Sn1'), note, story.author.name])
      expect(shown).not.toContain(hidden);
  });
});

describe('an answer', () => {
  it('is signed by an officer, names the breach, and is part of what anybody can verify', async () => {
    const { story, releaseId } = await published();
    await read(story, '5');
    const since = world.deps.now();
    world.passLong({ minutes: 5 });
    const { sha256 } = await answer(story, releaseId);
    const row = await world.db.statement.findUniqueOrThrow({ where: { sha256 } });
    const { predicate } = JSON.parse(Buffer.from(row.payload).toString());
    expect(predicate).toMatchObject({
      about: 'indicator',
      indicator: indicatorId,
      breach: 'red',
      since: since.toISOString(),
    });
    const visitor = await world.callerFor(null);
    const page = await visitor.publication.page(story.address);
    expect(page.history[0]?.words).toBe('Answered for an indicator that was red');
    expect(await world.audited()).toContain('indicator.answered');
  });

  it('is refused where there is nothing to answer for, or somebody did', async () => {
    const { story, releaseId } = await published();
    expect(await refusal(answer(story, releaseId))).toBe('wrong-state');
    await read(story, '5');
    const begun = await story.officer.begin('indicator.answer', {
      releaseId,
      indicatorId,
      response: 'Being looked into.',
    });
    world.pass({ minutes: 1 });
    await answer(story, releaseId);
    expect(await refusal(story.officer.complete(begun))).toBe('wrong-state');
  });

  it('does not cover what began while it was being signed', async () => {
    const { story, releaseId } = await published();
    world.passLong({ days: 7, hours: 23, minutes: 58 });
    await read(story, '5', new Date(world.deps.now().getTime() - 7 * 86_400_000).toISOString());
    const begun = await story.officer.begin('indicator.answer', {
      releaseId,
      indicatorId,
      response: 'Being looked into.',
    });
    // Another reading, green and then red again, before the passkey answers.
    world.pass({ minutes: 1 });
    await read(story, '0.1');
    world.pass({ minutes: 1 });
    await read(story, '6');
    await story.officer.complete(begun);
    world.pass({ minutes: 1 });
    await read(story, '0.1');
    expect(await status(story)).toMatchObject({
      failing: [`${WATCHED.title} was red, and nobody has answered for it.`],
    });
  });

  it('is nobody’s but an officer’s of the owner', async () => {
    const { story, releaseId } = await published();
    await read(story, '5');
    const by = async (person: Parameters<World['callerFor']>[0]) =>
      refusal(
        (await world.callerFor(person)).signing.begin({
          act: 'indicator.answer',
          input: { releaseId, indicatorId, response: 'All is well.' },
        }),
      );
    expect(await by(story.author)).toBe('forbidden');
    expect(await by(story.decider.person)).toBe('forbidden');
    expect(await by(null)).toBe('unauthenticated');
    expect(
      await refusal(
        story.officer.begin('indicator.answer', {
          releaseId,
          indicatorId: 'f'.repeat(32),
          response: 'All is well.',
        }),
      ),
    ).toBe('not-found');
  });
});
