import type { Tx } from '@/server/platform/database';
import { INDEPENDENT } from '@/server/test/releaseStory';
import { type Desk, Signer } from '@/server/test/signer';
import { createCaller } from '@/server/trpc/root';
import type { ActorName } from './actors';
import type { Scene } from './scene';
import { type StageName, STAGE_NAMES } from './stages';
import { NODE_ID } from './tenant';
import type { Things } from './things';
import { TrialTx } from './trialTx';

/** The people of the scene, asking where the release is being moved. */
type Cast = (actor: ActorName) => Signer;

interface Step {
  /** The stage it leads on from; null for the first. */
  after: StageName | null;
  /** Nothing leads on from it for good: it is rolled back once it was tried. */
  aside?: true;
  /** Through the procedures and the ceremony. @returns names of what it made */
  take(cast: Cast, things: Things): Promise<Partial<Things>>;
}

/** Is given the names of the lab's things at the stage. */
export type Visit = (stage: StageName, trial: TrialTx, things: Things) => Promise<void>;

/** How the release comes from stage to stage, each by the people whose part it is. */
const STEPS: Record<StageName, Step> = {
  draft: { after: null, take: async () => ({}) },
  candidate: { after: 'draft', take: (cast, things) => freeze(cast, things) },
  submitted: {
    after: 'candidate',
    async take(cast, { releaseId }) {
      await cast('officer').sign('release.submit', { releaseId });
      await cast('officer').sign('release.disclose', { releaseId, withhold: [] });
      return {};
    },
  },
  'under-review': { after: 'submitted', take: (cast, things) => review(cast, things) },
  'changes-requested': {
    after: 'under-review',
    aside: true,
    async take(cast, { releaseId }) {
      const assessor = await cast('assessor').caller();
      await assessor.reviews.requestChanges({ releaseId, reason: 'The margin is not shown.' });
      return {};
    },
  },
  replaced: {
    after: 'changes-requested',
    aside: true,
    async take(cast, things) {
      const { releaseId } = things;
      await freeze(cast, things);
      return { releaseId };
    },
  },
  withdrawn: {
    after: 'under-review',
    aside: true,
    async take(cast, { releaseId }) {
      const officer = await cast('officer').caller();
      await officer.releases.withdraw({ releaseId, reason: 'The evaluation is made again.' });
      return {};
    },
  },
  reviewed: {
    after: 'under-review',
    async take(cast, { roundId, draftFindingId, majorFindingId }) {
      const assessor = await cast('assessor').caller();
      await assessor.reviews.discardFinding({ findingId: draftFindingId });
      await assessor.reviews.closeFinding({ findingId: majorFindingId, body: 'It is shown now.' });
      await cast('assessor').sign('review.submit', {
        roundId,
        assessment: 'supported',
        summary: 'The evaluation covers the threat model.',
      });
      return {};
    },
  },
  'reviewed-inside': {
    after: 'reviewed',
    aside: true,
    async take(cast, { orgSlug, caseSlug }) {
      const { engagements } = await cast('officer').caller();
      const address = { orgSlug, caseSlug };
      const reason = 'The board has no time.';
      for (const { id, role, state } of (await engagements.list(address)).engagements)
        if (role === 'decision-maker' && state === 'active')
          await engagements.close({ ...address, engagementId: id, reason });
      return {};
    },
  },
  rejected: {
    after: 'reviewed',
    aside: true,
    take: (cast, things) => decide(cast, things, 'rejected'),
  },
  'approved-with-conditions': {
    after: 'reviewed',
    aside: true,
    take: (cast, things) => decide(cast, things, 'approved-with-conditions'),
  },
  approved: { after: 'reviewed', take: (cast, things) => decide(cast, things, 'approved') },
  published: {
    after: 'approved',
    async take(cast, { releaseId }) {
      await cast('officer').sign('release.publish', { releaseId });
      return {};
    },
  },
  suspended: {
    after: 'published',
    async take(cast, { releaseId }) {
      await cast('officer').sign('release.suspend', { releaseId, reason: 'An incident.' });
      return {};
    },
  },
  revoked: {
    after: 'suspended',
    async take(cast, { releaseId }) {
      await cast('decision-maker').sign('release.revoke', { releaseId, reason: 'It was worse.' });
      return {};
    },
  },
};

/** Moves the release through all stages and visits each, inside a transaction that is undone. */
export async function walk(scene: Scene, visit: Visit): Promise<void> {
  const main = STAGE_NAMES.filter((stage) => STEPS[stage].aside === undefined);
  let things = scene.things;
  for (const stage of main) {
    things = { ...things, ...(await STEPS[stage].take(castAt(scene, scene.world), things)) };
    scene.world.pass({ minutes: 1 });
    await TrialTx.rollingBack(scene.world.db, (trial) => visit(stage, trial, things));
    for (const aside of asideFrom(stage)) await visitAside(scene, [aside], things, visit);
  }
}

async function visitAside(
  scene: Scene,
  path: readonly StageName[],
  before: Things,
  visit: Visit,
): Promise<void> {
  const [last = 'draft'] = path.slice(-1);
  await TrialTx.rollingBack(scene.world.db, async (trial) => {
    let things = before;
    for (const stage of path)
      things = {
        ...things,
        ...(await STEPS[stage].take(castAt(scene, within(scene, trial.db)), things)),
      };
    await visit(last, trial, things);
  });
  for (const further of asideFrom(last)) await visitAside(scene, [...path, further], before, visit);
}

function asideFrom(stage: StageName): StageName[] {
  return STAGE_NAMES.filter((next) => STEPS[next].aside === true && STEPS[next].after === stage);
}

/** The world, acting inside a transaction that is under way. */
function within({ world }: Scene, tx: Tx): Desk {
  return {
    deps: world.deps,
    callerFor: async (person) => createCaller({ ...(await world.contextFor(person)), db: tx }),
  };
}

function castAt({ signers }: Scene, desk: Desk): Cast {
  return (actor) => {
    const signer = signers.get(actor);
    if (!signer) throw new Error(`${actor} signs nothing.`);
    return new Signer(desk, signer.person, signer.authenticator);
  };
}

async function freeze(cast: Cast, { caseId }: Things): Promise<Partial<Things>> {
  const officer = await cast('officer').caller();
  const { contentDigest, number } = await officer.releases.preview({ caseId });
  const { releaseId } = await officer.releases.freeze({
    caseId,
    expectedContentDigest: contentDigest ?? '',
    number,
    changelog: 'First release.',
  });
  return { releaseId };
}

/** The assessor raises findings; the authors answer one and dispute one. */
async function review(cast: Cast, { releaseId }: Things): Promise<Partial<Things>> {
  const { reviews } = await cast('assessor').caller();
  const { roundId } = await reviews.open({
    releaseId,
    scope: 'The whole argument.',
    access: 'The frozen release.',
    assuranceLevel: 2,
    declaration: INDEPENDENT,
  });
  const raise = async (severity: 'major' | 'minor', title: string): Promise<string> => {
    const words = { severity, nodeId: NODE_ID, title, body: 'Say more.' };
    return (await reviews.draftFinding({ roundId, ...words })).findingId;
  };
  const openFindingId = await raise('minor', 'The window is long');
  const answeredFindingId = await raise('minor', 'The sample is small');
  const disputedFindingId = await raise('minor', 'The protocol is old');
  const majorFindingId = await raise('major', 'The margin is not shown');
  await reviews.sendFindings({ roundId });
  const draftFindingId = await raise('minor', 'Not sent yet');
  const authors = (await cast('contributor').caller()).reviews;
  await authors.answerFinding({ findingId: answeredFindingId, body: 'It is 1,200 attacks.' });
  await authors.disputeFinding({ findingId: disputedFindingId, body: 'It is the newest.' });
  return {
    roundId,
    openFindingId,
    answeredFindingId,
    disputedFindingId,
    majorFindingId,
    draftFindingId,
  };
}

async function decide(
  cast: Cast,
  { releaseId }: Things,
  decision: 'approved' | 'approved-with-conditions' | 'rejected',
): Promise<Partial<Things>> {
  const { signoffs } = await cast('decision-maker').caller();
  const { residuals, viewDigest } = await signoffs.page({ releaseId });
  await cast('decision-maker').sign('signoff.sign', {
    releaseId,
    decision,
    reasons: 'The controls hold, with margin.',
    dissent: '',
    acceptedResiduals: residuals.map(({ id }) => id),
    conditions:
      decision === 'approved-with-conditions'
        ? [{ text: 'Report workload each month.', due: '2027-06-30' }]
        : [],
    viewDigest,
  });
  return {};
}
