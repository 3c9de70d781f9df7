import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRateLimiter } from '@/server/platform/rateLimit';
import { INDEPENDENT, ReleaseStory } from '@/server/test/releaseStory';
import type { Signer } from '@/server/test/signer';
import { World } from '@/server/test/world';

let world: World;
let story: ReleaseStory;
let second: Signer;
let releaseId: string;
let roundId: string;
beforeAll(async () => {
  world = await World.open();
  story = await ReleaseStory.open(world);
  second = await story.join(story.auditor, 'assessor', story.assessor);
  ({ releaseId } = await story.freeze());
  await story.submit(releaseId);
});
afterAll(() => world.close());
beforeEach(() => {
  world.deps.limiter = createRateLimiter();
});

describe('a review round', () => {
  it('begins once the officer has disclosed the assessors’ view, and with every point affirmed', async () => {
    await expect(story.openRound(releaseId)).rejects.toThrow('has not disclosed');
    await story.disclose(releaseId);
    const caller = await story.assessor.caller();
    const half = { ...INDEPENDENT, freeJudgement: false };
    await expect(
      caller.reviews.open({
        releaseId,
        scope: 'All',
        access: 'All',
        assuranceLevel: 2,
        declaration: half as unknown as typeof INDEPENDENT,
      }),
    ).rejects.toThrow('Declare that nobody directs your judgement.');
    roundId = await story.openRound(releaseId);
    const status = await world.db.releaseStatus.findUniqueOrThrow({ where: { releaseId } });
    expect(status.state).toBe('under-review');
    await expect(story.openRound(releaseId, second)).rejects.toThrow('Join it.');
  });

  it('is joined by another assessor of the organisation with a declaration of their own', async () => {
    const caller = await second.caller();
    const page = await caller.reviews.page({ releaseId });
    expect(page.can).toMatchObject({ declareIn: [roundId] });
    const [claim] = page.changed;
    const judgement = { roundId, nodeId: claim?.id ?? '', value: 'supported', note: '' } as const;
    await expect(caller.reviews.judge(judgement)).rejects.toThrow('Declare your independence');
    await caller.reviews.declare({ roundId, role: 'counter-case', declaration: INDEPENDENT });
    await caller.reviews.judge(judgement);
  });

  it('keeps judgements private until their assessor has signed', async () => {
    const mine = await story.assessor.caller();
    const before = await mine.reviews.page({ releaseId });
    const nodeId = before.changed[0]?.id ?? '';
    expect(before.judgements).toEqual([]);
    expect(before.judgedUnseen).toEqual([{ nodeId, person: second.person.name }]);
    await mine.reviews.judge({ roundId, nodeId, value: 'challenged', note: 'Not per window.' });
    await story.review(roundId, 'supported', second);
    const owing = await mine.reviews.page({ releaseId });
    expect(owing.judgements).toEqual([]);
    // Nor does the sign-off page or the list of statements give a colleague's report away.
    expect((await mine.signoffs.page({ releaseId })).reports).toEqual([]);
    const { statements } = await mine.releases.detail({ releaseId });
    expect(statements[0]?.words).toBe('Review signed');
    const owner = await (await world.callerFor(story.author)).reviews.page({ releaseId });
    expect(owner.judgements.map(({ person, value }) => [person, value])).toEqual([
      [second.person.name, 'supported'],
    ]);
    expect(owner.judgedUnseen).toEqual([]);
  });

  it('takes nothing more from an assessor who has signed', async () => {
    const caller = await second.caller();
    const page = await caller.reviews.page({ releaseId });
    const nodeId = page.changed[0]?.id ?? '';
    await expect(
      caller.reviews.judge({ roundId, nodeId, value: 'not-supported', note: '' }),
    ).rejects.toThrow('You have signed your report');
    await expect(story.review(roundId, 'supported', second)).rejects.toThrow(
      'You have signed your report',
    );
  });

  it('judges only what the assessors’ view shows', async () => {
    const caller = await story.assessor.caller();
    await expect(
      caller.reviews.judge({ roundId, nodeId: 'f'.repeat(32), value: 'supported', note: '' }),
    ).rejects.toThrow('shows no such node');
  });
});

describe('findings', () => {
  let findingId: string;

  it('wait unseen in their raiser’s batch and are sent together', async () => {
    const caller = await story.assessor.caller();
    const words = { roundId, severity: 'major', nodeId: null, body: '' } as const;
    const first = await caller.reviews.draftFinding({ ...words, title: 'First' });
    const other = await caller.reviews.draftFinding({ ...words, title: 'Second' });
    expect([first.number, other.number]).toEqual([1, 2]);
    for (const person of [second.person, story.author, story.decider.person]) {
      const page = await (await world.callerFor(person)).reviews.page({ releaseId });
      expect(page.findings).toEqual([]);
    }
    const stranger = await second.caller();
    await expect(
      stranger.reviews.editFinding({
        findingId: first.findingId,
        severity: 'minor',
        nodeId: null,
        title: 'Mine now',
        body: '',
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(story.review(roundId)).rejects.toThrow(
      'Send or discard your draft findings first',
    );
    await caller.reviews.discardFinding({ findingId: other.findingId });
    expect(await caller.reviews.sendFindings({ roundId })).toEqual({ sent: 1 });
    ({ findingId } = first);
    await expect(caller.reviews.discardFinding({ findingId })).rejects.toThrow('stands as sent');
  });

  it('are answered by the authors and closed by their raiser alone', async () => {
    const author = await world.callerFor(story.author);
    const raiser = await story.assessor.caller();
    await author.reviews.answerFinding({ findingId, body: 'We restate it per week.' });
    for (const person of [
      story.author,
      story.officer.person,
      second.person,
      story.decider.person,
    ]) {
      const caller = await world.callerFor(person);
      await expect(caller.reviews.closeFinding({ findingId, body: 'Done.' })).rejects.toMatchObject(
        { code: 'FORBIDDEN' },
      );
    }
    world.pass({ minutes: 1 });
    await raiser.reviews.sendBackFinding({ findingId, body: 'Say which week.' });
    world.pass({ minutes: 1 });
    await author.reviews.answerFinding({ findingId, body: 'Any week.' });
    world.pass({ minutes: 1 });
    await raiser.reviews.verifyFinding({ findingId, body: 'Reading the new criterion.' });
    world.pass({ minutes: 1 });
    await raiser.reviews.closeFinding({ findingId, body: 'Verified.' });
    const page = await raiser.reviews.page({ releaseId });
    expect(page.findings[0]).toMatchObject({ state: 'closed' });
    expect(page.findings[0]?.entries.map((entry) => entry.kind)).toEqual([
      'response',
      'reopen',
      'response',
      'verification',
      'close',
    ]);
    await expect(author.reviews.answerFinding({ findingId, body: 'And?' })).rejects.toThrow(
      'It is closed now',
    );
  });

  it('are moved by one of two who act at once', async () => {
    const raiser = await story.assessor.caller();
    const made = await raiser.reviews.draftFinding({
      roundId,
      severity: 'minor',
      nodeId: null,
      title: 'Raced',
      body: '',
    });
    await raiser.reviews.sendFindings({ roundId });
    const author = await world.callerFor(story.author);
    const both = await Promise.allSettled([
      raiser.reviews.closeFinding({ findingId: made.findingId, body: 'Withdrawn.' }),
      author.reviews.disputeFinding({ findingId: made.findingId, body: 'It is wrong.' }),
    ]);
    const row = await world.db.finding.findUniqueOrThrow({ where: { id: made.findingId } });
    const done = both.filter((one) => one.status === 'fulfilled').length;
    expect(row.version).toBe(done);
    const entries = await world.db.findingEntry.count({ where: { findingId: made.findingId } });
    expect(entries).toBe(done);
  });

  it('say nothing to people outside the case', async () => {
    const stranger = await world.callerFor(await world.person());
    await expect(stranger.reviews.page({ releaseId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      stranger.reviews.answerFinding({ findingId, body: 'Hello' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('an assessor who owes a report', () => {
  it('is taken out by the lead alone, with a reason that is shown, and does not come back', async () => {
    const late = await story.join(story.auditor, 'assessor', story.assessor);
    const caller = await late.caller();
    await caller.reviews.declare({ roundId, role: 'assessor', declaration: INDEPENDENT });
    const lead = await story.assessor.caller();
    const before = await lead.reviews.page({ releaseId });
    const own = before.rounds[0]?.assignments.find((one) => one.person === late.person.name);
    const input = { roundId, assignmentId: own?.id ?? '', reason: 'Left the firm.' };
    await expect(caller.reviews.removeAssessor(input)).rejects.toThrow('Only the lead assessor');
    await lead.reviews.removeAssessor(input);
    await expect(lead.reviews.removeAssessor(input)).rejects.toThrow('has left already');
    await expect(
      caller.reviews.declare({ roundId, role: 'assessor', declaration: INDEPENDENT }),
    ).rejects.toThrow('cannot join it again');
    await expect(story.review(roundId, 'supported', late)).rejects.toThrow(
      'Declare your independence',
    );
    const page = await (await world.callerFor(story.author)).reviews.page({ releaseId });
    expect(page.rounds[0]?.assignments.map((one) => one.removedReason)).toContain('Left the firm.');
  });
});

describe('a signed report', () => {
  it('is refused when judgements changed since it was shown', async () => {
    const caller = await story.assessor.caller();
    const begun = await story.assessor.begin('review.submit', {
      roundId,
      assessment: 'partly-supported',
      summary: 'As far as it goes.',
    });
    const page = await caller.reviews.page({ releaseId });
    const nodeId = page.changed[1]?.id ?? '';
    await caller.reviews.judge({ roundId, nodeId, value: 'not-supported', note: 'Late.' });
    await expect(story.assessor.complete(begun)).rejects.toThrow('changed since the report');
  });

  it('hands the round in when the last of its assessors has signed', async () => {
    await story.review(roundId, 'partly-supported');
    const round = await world.db.reviewRound.findUniqueOrThrow({ where: { id: roundId } });
    expect(round.state).toBe('submitted');
    const page = await (await story.assessor.caller()).reviews.page({ releaseId });
    expect(page.judgements.map(({ person }) => person).sort()).toEqual(
      [story.assessor.person.name, story.assessor.person.name, second.person.name].sort(),
    );
  });
});
