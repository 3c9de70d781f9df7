import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@/core/argument/ids';
import type { AppError } from '@/server/platform/errors';
import { createRateLimiter } from '@/server/platform/rateLimit';
import { ACT_NAMES } from '@/server/signing/acts';
import { INDEPENDENT, ReleaseStory } from '@/server/test/releaseStory';
import { Signer } from '@/server/test/signer';
import { World, type TestPerson } from '@/server/test/world';
import { appRouter } from '@/server/trpc/root';

/**
 * Domain rule 15: nobody who wrote, edited, supplied evidence for, or manages the subject of a
 * snapshot may assess or decide it. Every procedure and every signed act that assesses or decides is
 * tried here by contributors of every cause. They hold engagements and signing keys they could never
 * have come by through the interface: the rows are put there, so that nothing but the rule stands in
 * the way.
 */

const CAUSES = [
  'edit',
  'seed',
  'evidence',
  'criterion',
  'condition',
  'fact',
  'import',
  'subject',
  'reading',
  'token',
] as const;

/** Acts of the ceremony that assess or decide, and those that cannot. */
const JUDGING_ACTS = ['review.submit', 'signoff.sign', 'release.reinstate', 'release.revoke'];
const OTHER_ACTS = [
  'key.enrol',
  'key.approve',
  'key.revoke',
  'release.submit',
  'release.disclose',
  'release.publish',
  'release.suspend',
  'base.acknowledge',
  'indicator.answer',
];

/** Procedures of the review that neither assess nor decide: reading, and the authors' own answers. */
const NOT_JUDGING = [
  'reviews.page',
  'reviews.answerFinding',
  'reviews.disputeFinding',
  'signoffs.page',
];

const REFUSED = new Set(['conflict-of-interest', 'forbidden', 'not-found']);

let world: World;
let story: ReleaseStory;
let releaseId: string;
let roundId: string;
let findingId: string;
let draftId: string;
let residuals: string[];
let viewDigest: string;
let nodeId: string;
let assignmentId: string;

beforeAll(async () => {
  world = await World.open();
  story = await ReleaseStory.open(world);
  ({ releaseId } = await story.freeze());
  await story.submit(releaseId);
  await story.disclose(releaseId);
  roundId = await story.openRound(releaseId);
  const assessor = await story.assessor.caller();
  const page = await assessor.reviews.page({ releaseId });
  nodeId = page.changed[0]?.id ?? '';
  assignmentId = page.rounds[0]?.assignments[0]?.id ?? '';
  const words = {
    severity: 'major',
    nodeId,
    title: 'Per attempt, not per window',
    body: '',
  } as const;
  ({ findingId } = await assessor.reviews.draftFinding({ roundId, ...words }));
  await assessor.reviews.sendFindings({ roundId });
  ({ findingId: draftId } = await assessor.reviews.draftFinding({ roundId, ...words }));
  const deed = await (await story.decider.caller()).signoffs.page({ releaseId });
  residuals = deed.residuals.map((residual) => residual.id);
  viewDigest = deed.viewDigest;
});
afterAll(() => world.close());
beforeEach(() => {
  // Budgets count real minutes; these attempts come faster than any person's.
  world.deps.limiter = createRateLimiter();
});

type Caller = Awaited<ReturnType<World['callerFor']>>;

/** Every judging procedure with an input that nothing else would refuse. */
const JUDGING: Record<string, (caller: Caller) => Promise<unknown>> = {
  'reviews.open': (caller) =>
    caller.reviews.open({
      releaseId,
      scope: 'All of it.',
      access: 'The release.',
      assuranceLevel: 1,
      declaration: INDEPENDENT,
    }),
  'reviews.declare': (caller) =>
    caller.reviews.declare({ roundId, role: 'assessor', declaration: INDEPENDENT }),
  'reviews.close': (caller) => caller.reviews.close({ roundId, reason: 'Enough.' }),
  'reviews.removeAssessor': (caller) =>
    caller.reviews.removeAssessor({ roundId, assignmentId, reason: 'In the way.' }),
  'reviews.requestChanges': (caller) =>
    caller.reviews.requestChanges({ releaseId, reason: 'Change it.' }),
  'reviews.judge': (caller) =>
    caller.reviews.judge({ roundId, nodeId, value: 'supported', note: '' }),
  'reviews.judgeMatch': (caller) =>
    caller.reviews.judgeMatch({
      roundId,
      awayId: nodeId,
      contextId: nodeId,
      value: 'matches',
      note: '',
    }),
  'reviews.markViewed': (caller) =>
    caller.reviews.markViewed({ roundId, nodeIds: [nodeId], viewed: true }),
  'reviews.draftFinding': (caller) =>
    caller.reviews.draftFinding({
      roundId,
      severity: 'observation',
      nodeId: null,
      title: 'All good',
      body: '',
    }),
  'reviews.editFinding': (caller) =>
    caller.reviews.editFinding({
      findingId: draftId,
      severity: 'observation',
      nodeId: null,
      title: 'All good',
      body: '',
    }),
  'reviews.discardFinding': (caller) => caller.reviews.discardFinding({ findingId: draftId }),
  'reviews.sendFindings': (caller) => caller.reviews.sendFindings({ roundId }),
  'reviews.verifyFinding': (caller) =>
    caller.reviews.verifyFinding({ findingId, body: 'Checked.' }),
  'reviews.sendBackFinding': (caller) =>
    caller.reviews.sendBackFinding({ findingId, body: 'Missing.' }),
  'reviews.closeFinding': (caller) => caller.reviews.closeFinding({ findingId, body: 'Fine.' }),
  'reviews.upholdFinding': (caller) => caller.reviews.upholdFinding({ findingId, body: 'Right.' }),
  'reviews.overruleFinding': (caller) =>
    caller.reviews.overruleFinding({ findingId, body: 'Wrong.' }),
  'signoffs.meetCondition': (caller) =>
    caller.signoffs.meetCondition({ releaseId, conditionId: findingId, note: 'Met.' }),
  'reviews.convertFinding': (caller) =>
    caller.reviews.convertFinding({
      findingId,
      condition: 'Later.',
      reason: 'It can wait.',
      due: '2027-12-31',
    }),
};

const actInput = (act: string): unknown => {
  switch (act) {
    case 'review.submit':
      return { roundId, assessment: 'supported', summary: 'Fine.' };
    case 'signoff.sign':
      return {
        releaseId,
        decision: 'approved',
        reasons: 'Fine.',
        dissent: '',
        acceptedResiduals: residuals,
        conditions: [],
        viewDigest,
      };
    case 'release.reinstate':
      return { releaseId, reason: 'Fine.', outcome: 'Fine.' };
    default:
      return { releaseId, reason: 'Fine.' };
  }
};

async function refusal(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'done';
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    return (cause as AppError | undefined)?.code ?? String(error);
  }
}

/** Tries everything. @returns what was not refused as it should be */
async function tryEverything(signer: Signer): Promise<string[]> {
  const caller = await signer.caller();
  const wrong: string[] = [];
  for (const [name, attempt] of Object.entries(JUDGING)) {
    const code = await refusal(attempt(caller));
    if (!REFUSED.has(code)) wrong.push(`${name}: ${code}`);
  }
  for (const act of JUDGING_ACTS) {
    const code = await refusal(signer.sign(act, actInput(act)));
    if (!REFUSED.has(code)) wrong.push(`${act}: ${code}`);
  }
  return wrong;
}

async function judgementRows(): Promise<number[]> {
  return [
    await world.db.reviewRound.count(),
    await world.db.assignment.count(),
    await world.db.judgement.count(),
    await world.db.viewedMark.count(),
    await world.db.finding.count(),
    await world.db.findingEntry.count(),
    await world.db.signOff.count(),
    await world.db.statement.count({
      where: { predicateType: { in: ['urn:casewright:review:1', 'urn:casewright:signoff:1'] } },
    }),
  ];
}

const PARTS = ['assessor', 'decision-maker'] as const;
type JudgingPart = (typeof PARTS)[number];

/** A member of the auditor with an active key, engaged by rows alone. */
async function intruder(part: JudgingPart, person?: TestPerson): Promise<Signer> {
  const member = person ?? (await world.person());
  await world.member(story.auditor, ['reviewer', 'approver'], member);
  const signer = new Signer(world, member);
  const { keyId } = await signer.enrol(story.auditor);
  await story.assessor.sign('key.approve', { keyId });
  await world.engaged(story.owned, part, { org: story.auditor, person: member });
  return signer;
}

describe('domain rule 15: a contributor can neither assess nor decide', () => {
  it.each(CAUSES.map((cause, at) => [cause, PARTS[at % PARTS.length] ?? PARTS[0]] as const))(
    'by any procedure or signed act, having contributed by %s and engaged as %s',
    async (cause, part) => {
      const signer = await intruder(part);
      await world.db.contribution.create({
        data: { caseId: story.owned.id, nodeId, personId: signer.person.id, cause },
      });
      const before = await judgementRows();
      expect(await tryEverything(signer)).toEqual([]);
      expect(await judgementRows()).toEqual(before);
    },
  );

  it('is named as the rule that refuses, and nothing else refuses', async () => {
    const message = 'You contributed to this case or to what it builds on.';
    const decider = await intruder('decision-maker');
    const sign = () => decider.sign('signoff.sign', actInput('signoff.sign'));
    // Without the contribution the same attempt gets as far as the state of the review.
    expect(await refusal(sign())).toBe('wrong-state');
    await world.contribution(story.owned.id, decider.person);
    await expect(sign()).rejects.toThrow(message);

    const assessor = await intruder('assessor');
    await JUDGING['reviews.declare']?.(await assessor.caller());
    await JUDGING['reviews.judge']?.(await assessor.caller());
    await world.contribution(story.owned.id, assessor.person);
    const judge = JUDGING['reviews.judge']?.(await assessor.caller());
    await expect(judge).rejects.toThrow(message);
    expect(await tryEverything(assessor)).toEqual([]);
  });

  it('though what they touched was deleted long ago', async () => {
    for (const part of PARTS) {
      const signer = await intruder(part);
      await world.contribution(story.owned.id, signer.person, newId());
      expect(await tryEverything(signer)).toEqual([]);
    }
  });

  it('as author, officer or owner of the organisation whose case it is', async () => {
    expect(await tryEverything(story.officer)).toEqual([]);
    const author = new Signer(world, story.author);
    const { keyId } = await author.enrol(story.lab);
    await story.officer.sign('key.approve', { keyId });
    expect(await tryEverything(author)).toEqual([]);
  });

  it('as administrator of the installation', async () => {
    const admin = await world.person({ instanceAdmin: true });
    expect(await tryEverything(new Signer(world, admin))).toEqual([]);
    for (const part of PARTS) {
      const both = await world.person({ instanceAdmin: true });
      await world.contribution(story.owned.id, both);
      expect(await tryEverything(await intruder(part, both))).toEqual([]);
    }
  });

  it('on a case that builds on what they contributed to', async () => {
    const base = await ReleaseStory.open(world);
    const { digest } = await base.publish();
    await world.release(story.owned, { number: 90, baseDigest: digest, state: 'withdrawn' });
    for (const part of PARTS) {
      const signer = await intruder(part);
      await world.contribution(base.owned.id, signer.person);
      expect(await tryEverything(signer)).toEqual([]);
    }
  });

  it('when the contribution comes between the test and the signature', async () => {
    const other = await ReleaseStory.open(world);
    const { releaseId: id } = await other.freeze();
    await other.submit(id);
    await other.disclose(id);
    await other.review(await other.openRound(id));
    const begun = await other.decider.begin('signoff.sign', await other.decision(id, 'approved'));
    await world.contribution(other.owned.id, other.decider.person);
    expect(await refusal(other.decider.complete(begun))).toBe('conflict-of-interest');
    expect(await world.db.signOff.count({ where: { releaseId: id } })).toBe(0);
    const state = await world.db.releaseStatus.findUnique({ where: { releaseId: id } });
    expect(state?.state).toBe('under-review');
  });

  it('and an assessor cannot decide, nor a decision-maker assess', async () => {
    const assessor = story.assessor;
    await world.engaged(story.owned, 'decision-maker', {
      org: story.auditor,
      person: assessor.person,
    });
    expect(await refusal(assessor.sign('signoff.sign', actInput('signoff.sign')))).toBe(
      'conflict-of-interest',
    );
    const open = JUDGING['reviews.open'];
    await world.engaged(story.owned, 'assessor', {
      org: story.board,
      person: story.decider.person,
    });
    expect(await refusal(open?.(await story.decider.caller()) ?? Promise.resolve())).toBe(
      'conflict-of-interest',
    );
  });
});

describe('the list of what is tried', () => {
  it('holds every procedure of review and decision that assesses or decides', () => {
    const procedures = Object.keys(appRouter._def.procedures).filter(
      (name) => name.startsWith('reviews.') || name.startsWith('signoffs.'),
    );
    expect([...Object.keys(JUDGING), ...NOT_JUDGING].sort()).toEqual(procedures.sort());
  });

  it('holds every signed act, or says why it judges nothing', () => {
    expect([...JUDGING_ACTS, ...OTHER_ACTS].sort()).toEqual([...ACT_NAMES].sort());
  });
});
