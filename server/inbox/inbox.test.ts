import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/core/argument/ids';
import type { FindingState } from '@/core/workflow/finding';
import type { ReleaseState } from '@/core/workflow/release';
import { WATCHED, watchedRows } from '@/server/test/watchedStory';
import { World, type TestPerson } from '@/server/test/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

async function kinds(person: TestPerson): Promise<string[]> {
  const { items } = await (await world.callerFor(person)).inbox.list();
  return items.map(({ kind }) => kind).sort();
}

/** A case in a state, with an officer, an outside assessor and an outside decision-maker. */
async function scene(state: ReleaseState, window?: { from: string; until: string; zone: string }) {
  const made = await world.case();
  const officer = await world.member(made.org, ['officer']);
  const viewer = await world.member(made.org, ['viewer']);
  const { person: assessor, org: auditor } = await world.engaged(made, 'assessor');
  const { person: decider } = await world.engaged(made, 'decision-maker');
  const release = await world.release(made, { state, ...(window ? { window } : {}) });
  if (state !== 'candidate')
    await world.db.releaseStatus.update({
      where: { releaseId: release.id },
      data: { submittedAt: world.deps.now() },
    });
  return { made, officer, viewer, assessor, auditor, decider, release };
}

async function round(of: Awaited<ReturnType<typeof scene>>, state = 'open', handedIn = false) {
  const id = newId();
  await world.db.reviewRound.create({
    data: {
      id,
      releaseId: of.release.id,
      number: 1,
      state,
      orgId: of.auditor.id,
      leadId: of.assessor.id,
      scope: 'All of it.',
      access: 'Everything.',
      assuranceLevel: 2,
      assignments: {
        create: {
          id: newId(),
          personId: of.assessor.id,
          role: 'lead',
          declaration: {},
          submittedAt: handedIn ? new Date() : null,
        },
      },
    },
  });
  return id;
}

async function finding(
  of: Awaited<ReturnType<typeof scene>>,
  roundId: string,
  state: FindingState,
  sent = true,
) {
  await world.db.finding.create({
    data: {
      id: newId(),
      caseId: of.made.id,
      releaseId: of.release.id,
      roundId,
      number: 14,
      raisedBy: of.assessor.id,
      severity: 'blocking',
      title: 'Success is measured per attempt',
      body: '…',
      state,
      submittedAt: sent ? new Date() : null,
    },
  });
}

describe('the inbox', () => {
  it('asks the officer to submit a candidate, and nobody else', async () => {
    const of = await scene('candidate');
    expect(await kinds(of.officer)).toEqual(['candidate-to-submit']);
    for (const person of [of.made.author, of.viewer, of.assessor, of.decider])
      expect(await kinds(person)).toEqual([]);
  });

  it('asks the assessor for a review until they handed in, then the decision-maker to decide', async () => {
    const of = await scene('under-review');
    expect(await kinds(of.assessor)).toEqual(['review-asked']);
    expect(await kinds(of.decider)).toEqual([]);
    await round(of, 'submitted', true);
    expect(await kinds(of.assessor)).toEqual([]);
    expect(await kinds(of.decider)).toEqual(['decision-asked']);
    expect(await kinds(of.officer)).toEqual([]);
  });

  it('brings a finding to those who may answer, its answer to its raiser, and a draft to nobody', async () => {
    const of = await scene('under-review');
    const roundId = await round(of, 'open', true);
    await finding(of, roundId, 'open', false);
    expect(await kinds(of.made.author)).toEqual([]);
    await world.db.finding.updateMany({
      where: { caseId: of.made.id },
      data: { submittedAt: new Date() },
    });
    expect(await kinds(of.made.author)).toEqual(['finding-to-answer']);
    const { items } = await (await world.callerFor(of.made.author)).inbox.list();
    expect(items[0]).toMatchObject({
      identifier: 'F-14',
      title: 'Success is measured per attempt',
      severity: 'blocking',
      group: 'blocks',
    });
    await world.db.finding.updateMany({
      where: { caseId: of.made.id },
      data: { state: 'response-given' },
    });
    expect(await kinds(of.made.author)).toEqual([]);
    expect(await kinds(of.assessor)).toEqual(['finding-to-verify']);
  });

  it('asks the officer to publish what was approved, and to freeze anew after changes were asked for', async () => {
    const approved = await scene('approved');
    expect(await kinds(approved.officer)).toEqual(['approved-to-publish']);
    const asked = await scene('changes-requested');
    expect(await kinds(asked.officer)).toEqual(['changes-requested']);
  });

  it('puts the end of a window on the officer’s calendar, most urgent first', async () => {
    const window = (until: string) => ({ from: '2027-01-01', until, zone: 'UTC' });
    const far = await scene('published', window('2027-12-31'));
    expect(await kinds(far.officer)).toEqual([]);
    const near = await scene('published', window('2027-05-01'));
    await world.db.approvalCondition.create({
      data: { id: newId(), releaseId: near.release.id, text: 'Report.', due: '2027-03-15' },
    });
    const { items } = await (await world.callerFor(near.officer)).inbox.list();
    expect(items.map(({ kind, due }) => [kind, due])).toEqual([
      ['condition-due', '2027-03-15'],
      ['window-ending', '2027-05-01'],
    ]);
    expect(await kinds(near.viewer)).toEqual([]);
  });

  it('holds invitations to one’s address, and joins from there', async () => {
    const org = await world.org();
    const owner = await world.callerFor(await world.member(org, ['owner']));
    const person = await world.person();
    await owner.orgs.invite({ orgSlug: org.slug, email: person.email, roles: ['author'] });
    const caller = await world.callerFor(person);
    const { items } = await caller.inbox.list();
    expect(items).toMatchObject([{ kind: 'invitation', title: org.name }]);
    const invitationId = items[0]?.id.replace('invitation-', '') ?? '';
    const other = await world.callerFor(await world.person());
    await expect(other.orgs.join({ invitationId })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
    });
    await caller.orgs.join({ invitationId });
    expect(await caller.inbox.count()).toBe(0);
    expect((await caller.people.me())?.organisations).toMatchObject([{ slug: org.slug }]);
  });

  it('asks another administrator to approve a signing key', async () => {
    const org = await world.org();
    const admin = await world.member(org, ['admin']);
    const holder = await world.member(org, ['admin']);
    const passkeyId = newId();
    await world.db.passkey.create({
      data: {
        id: passkeyId,
        personId: holder.id,
        purpose: 'signing',
        credentialId: passkeyId,
        publicKey: new Uint8Array([1]),
        name: 'Key',
        signingKey: {
          create: {
            id: newId() + newId(),
            personId: holder.id,
            orgId: org.id,
            handle: newId(),
            publicKey: new Uint8Array([1]),
            algorithm: 'ES256',
            enrolStatementId: newId(),
          },
        },
      },
    });
    expect(await kinds(admin)).toEqual(['key-to-approve']);
    expect(await kinds(holder)).toEqual([]);
  });

  it('shows nothing of a case once the engagement is over', async () => {
    const of = await scene('under-review');
    await world.db.engagement.updateMany({
      where: { caseId: of.made.id },
      data: { state: 'closed' },
    });
    expect(await kinds(of.assessor)).toEqual([]);
  });
});

describe('the inbox of an officer', () => {
  it('holds indicators that are red or silent, or were and are not answered for; never amber', async () => {
    const here = await World.open();
    try {
      const { owned, author } = await watchedRows(here);
      const officer = await here.member(owned.org, ['officer']);
      const shown = async (person: TestPerson) => {
        const { items } = await (await here.callerFor(person)).inbox.list();
        return items.map(({ kind, group, title, href }) => ({ kind, group, title, href }));
      };
      const read = async (value: string) => {
        const { monitors } = await here.callerFor(author);
        await monitors.addReading({ caseId: owned.id, indicatorId: WATCHED.id, value });
        here.pass({ minutes: 1 });
      };
      await read('0.7');
      expect(await shown(officer)).toEqual([]);
      await read('2');
      expect(await shown(officer)).toMatchObject([
        { kind: 'indicator-breach', group: 'blocks', title: `${WATCHED.title}, red` },
      ]);
      expect(await shown(author)).toEqual([]);
      await read('0.1');
      expect(await shown(officer)).toMatchObject([{ title: `${WATCHED.title}, was red` }]);
      await here.db.acknowledgement.create({
        data: {
          id: newId(),
          releaseId: (await here.db.release.findFirstOrThrow()).id,
          kind: 'indicator',
          about: WATCHED.id,
          words: 'Mended.',
          personId: officer.id,
          statementId: newId(),
          createdAt: here.deps.now(),
        },
      });
      expect(await shown(officer)).toEqual([]);
      here.passLong({ days: 9 });
      expect(await shown(officer)).toMatchObject([{ title: `${WATCHED.title}, silent` }]);
    } finally {
      await here.close();
    }
  });
});
