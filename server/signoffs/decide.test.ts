import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRateLimiter } from '@/server/platform/rateLimit';
import { ReleaseStory } from '@/server/test/releaseStory';
import { Signer } from '@/server/test/signer';
import { World } from '@/server/test/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());
beforeEach(() => {
  world.deps.limiter = createRateLimiter();
});

/** A release whose review is handed in, waiting for its decision. */
async function waiting(
  findings: { severity: 'blocking' | 'major' | 'minor'; title: string }[] = [],
) {
  const story = await ReleaseStory.open(world);
  const { releaseId, digest } = await story.freeze();
  await story.submit(releaseId);
  await story.disclose(releaseId);
  const roundId = await story.openRound(releaseId);
  const assessor = await story.assessor.caller();
  const ids: string[] = [];
  for (const finding of findings) {
    const made = await assessor.reviews.draftFinding({
      roundId,
      nodeId: null,
      body: '',
      ...finding,
    });
    ids.push(made.findingId);
  }
  await assessor.reviews.sendFindings({ roundId });
  return { story, releaseId, digest, roundId, findings: ids };
}

async function stateOf(releaseId: string) {
  return world.db.releaseStatus.findUniqueOrThrow({ where: { releaseId } });
}

describe('a decision', () => {
  it('names the release, the view that was read and every residual it accepts', async () => {
    const { story, releaseId, digest, roundId } = await waiting();
    await story.review(roundId);
    await story.decide(releaseId);
    const row = await world.db.statement.findFirstOrThrow({
      where: { releaseId, predicateType: 'urn:casewright:signoff:1' },
    });
    const statement = JSON.parse(Buffer.from(row.payload).toString()) as {
      subject: { digest: { sha256: string } }[];
      predicate: Record<string, unknown>;
    };
    const view = await world.db.releaseView.findFirstOrThrow({
      where: { releaseId, name: 'assessors' },
    });
    expect(statement.subject[0]?.digest.sha256).toBe(digest);
    expect(statement.predicate).toMatchObject({
      decision: 'approved',
      capacity: 'external',
      viewDigest: view.digest,
      policyVersion: 'casewright-policy/1',
    });
    expect(statement.predicate['acceptedResiduals']).toHaveLength(2);
    expect(await stateOf(releaseId)).toMatchObject({
      state: 'approved',
      decision: 'approved',
      internallyDecided: false,
    });
  });

  it('waits for the review: silence is not consent', async () => {
    const { story, releaseId } = await waiting();
    await expect(story.decide(releaseId)).rejects.toThrow('No review has been handed in yet.');
  });

  it('cannot approve before each open point is accepted by name', async () => {
    const { story, releaseId, roundId } = await waiting();
    await story.review(roundId);
    const input = await story.decision(releaseId, 'approved');
    const [, ...rest] = input.acceptedResiduals;
    const some = { ...input, acceptedResiduals: rest };
    await expect(story.decider.sign('signoff.sign', some)).rejects.toThrow(
      'Accept each of these by name, or reject: G2.',
    );
    const foreign = { ...input, acceptedResiduals: [...rest, '0'.repeat(32)] };
    await expect(story.decider.sign('signoff.sign', foreign)).rejects.toThrow(
      'This release leaves no such thing open.',
    );
  });

  it('cannot approve while a blocking finding is open, and can reject', async () => {
    const { story, releaseId, roundId } = await waiting([{ severity: 'blocking', title: 'Wrong' }]);
    await story.review(roundId, 'not-supported');
    await expect(story.decide(releaseId)).rejects.toThrow('Blocking findings are open: F-1.');
    await story.decide(releaseId, 'rejected');
    expect(await stateOf(releaseId)).toMatchObject({ state: 'rejected', decision: 'rejected' });
    await expect(story.officer.sign('release.publish', { releaseId })).rejects.toThrow(
      'It is rejected now',
    );
  });

  it('carries a major finding as a dated condition, which then comes due', async () => {
    const { story, releaseId, roundId, findings } = await waiting([
      { severity: 'major', title: 'Workload grew' },
    ]);
    await story.review(roundId, 'partly-supported');
    await expect(story.decide(releaseId)).rejects.toThrow('turn each into a dated condition: F-1');
    const decider = await story.decider.caller();
    const convert = (due: string) =>
      decider.reviews.convertFinding({
        findingId: findings[0] ?? '',
        condition: 'Report the workload monthly.',
        reason: 'It can be watched.',
        due,
      });
    await expect(convert('2027-02-01')).rejects.toThrow('has passed');
    await convert('2027-05-01');
    await expect(story.decide(releaseId)).rejects.toThrow('Approve with conditions instead.');
    await story.decide(releaseId, 'approved-with-conditions');
    await story.officer.sign('release.publish', { releaseId });
    const visitor = await world.callerFor(null);
    const before = await visitor.publication.page(story.address);
    expect(before.conditions.map(({ due }) => due)).toEqual(['2027-05-01', '2027-06-30']);
    expect(before.status.inForce).toBe(true);
    const officer = await story.officer.caller();
    const now = world.deps.now();
    world.pass({ days: 70 });
    const after = await visitor.publication.page(story.address);
    expect(after.status.failing).toEqual(['Overdue: Report the workload monthly.']);
    const { conditions } = await officer.releases.detail({ releaseId });
    const met = {
      releaseId,
      conditionId: conditions[0]?.id ?? '',
      note: 'Reports of March, April.',
    };
    await expect(officer.signoffs.meetCondition(met)).rejects.toThrow('Only the decision-maker');
    await decider.signoffs.meetCondition(met);
    await expect(decider.signoffs.meetCondition(met)).rejects.toThrow('met already');
    const again = await visitor.publication.page(story.address);
    expect(again.status.inForce).toBe(true);
    expect(again.conditions.map((one) => one.met)).toEqual([true, false]);
    world.pass({ minutes: (now.getTime() - world.deps.now().getTime()) / 60_000 });
  });

  it('is made by one of two decision-makers who sign at once', async () => {
    const { story, releaseId, roundId } = await waiting();
    await story.review(roundId);
    const other = await story.join(story.board, 'decision-maker', story.decider);
    const both = await Promise.all([
      story.decider.begin('signoff.sign', await story.decision(releaseId, 'approved')),
      other.begin('signoff.sign', await story.decision(releaseId, 'rejected', other)),
    ]);
    const done = await Promise.allSettled([
      story.decider.complete(both[0]),
      other.complete(both[1]),
    ]);
    expect(done.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await world.db.signOff.count({ where: { releaseId } })).toBe(1);
    const statements = await world.db.statement.count({
      where: { releaseId, predicateType: 'urn:casewright:signoff:1' },
    });
    expect(statements).toBe(1);
  });

  it('is internal only where nobody outside decides, by an officer who did not handle the release', async () => {
    const { story, releaseId, roundId } = await waiting();
    await story.review(roundId);
    const second = new Signer(world, await world.member(story.lab, ['officer']));
    const { keyId } = await second.enrol(story.lab);
    await story.officer.sign('key.approve', { keyId });
    const attempt = (who: Signer) => story.decide(releaseId, 'approved', who);
    await expect(attempt(second)).rejects.toThrow('Only the decision-maker can do that');
    await world.db.engagement.updateMany({
      where: { caseId: story.owned.id, role: 'decision-maker' },
      data: { state: 'closed' },
    });
    await expect(attempt(story.officer)).rejects.toThrow('Only the decision-maker can do that');
    await attempt(second);
    expect(await stateOf(releaseId)).toMatchObject({ state: 'approved', internallyDecided: true });
    await story.officer.sign('release.publish', { releaseId });
    const page = await (await world.callerFor(null)).publication.page(story.address);
    expect(page.internallyApprovedOnly).toBe(true);
    expect(page.signOffs[0]?.capacity).toBe('internal');
  });

  it('is refused over a view that is not the one disclosed', async () => {
    const { story, releaseId, roundId } = await waiting();
    await story.review(roundId);
    const input = { ...(await story.decision(releaseId, 'approved')), viewDigest: '0'.repeat(64) };
    await expect(story.decider.sign('signoff.sign', input)).rejects.toThrow(
      'The assessors’ view is not the one you were shown.',
    );
  });
});
