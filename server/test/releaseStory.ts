import { Readable } from 'node:stream';
import * as Y from 'yjs';
import { writeBody } from '@/core/argument/bodyDoc';
import type { CaseDocument } from '@/core/argument/document';
import { newId } from '@/core/argument/ids';
import { writeDocument } from '@/core/argument/structureDoc';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { utf8 } from '@/core/snapshot/bytes';
import { sha256Hex } from '@/core/snapshot/hash';
import { SAMPLE_ARTEFACT, sampleDocument } from '@/core/snapshot/testing/sampleCase';
import type { EngagementRole } from '@/core/workflow/engagement';
import { appendServerUpdate, loadDocuments } from '@/server/collab/store';
import { inTransaction } from '@/server/platform/database';
import { answerBase } from './answerBase';
import { Signer } from './signer';
import type { TestCase, TestOrg, TestPerson, World } from './world';

/** Everything an assessor affirms. */
export const INDEPENDENT = {
  noFinancialDependence: true,
  noOperationalDependence: true,
  noManagementDependence: true,
  freeJudgement: true,
  conflictPolicy: true,
  text: 'Paid by the hour, whatever the outcome.',
} as const;

/**
 * A case on its way through freeze, review, decision and publication, with people of three
 * organisations who sign with keys of their own. Each step goes through the procedures and the
 * ceremony, as the interface does.
 */
export class ReleaseStory {
  private constructor(
    readonly world: World,
    readonly lab: TestOrg,
    readonly owned: TestCase,
    readonly author: TestPerson,
    readonly officer: Signer,
    readonly auditor: TestOrg,
    readonly assessor: Signer,
    readonly board: TestOrg,
    readonly decider: Signer,
    readonly artefactId: string,
  ) {}

  /** @param change what the case says instead of the sample */
  static async open(
    world: World,
    change: (document: CaseDocument) => CaseDocument = (document) => document,
  ): Promise<ReleaseStory> {
    const lab = await world.org({ kind: 'lab' });
    const author = await world.member(lab, ['author']);
    const officer = await founder(world, lab, ['officer', 'owner']);
    const owned = await world.case({ org: lab, author });
    const artefactId = await registerEvidence(world, owned);
    await seed(world, owned, change(storyDocument(artefactId)));
    const auditor = await world.org({ kind: 'auditor' });
    const assessor = await founder(world, auditor, ['reviewer', 'owner']);
    const board = await world.org({ kind: 'regulator' });
    const decider = await founder(world, board, ['approver', 'owner']);
    await world.engaged(owned, 'assessor', { org: auditor, person: assessor.person });
    await world.engaged(owned, 'decision-maker', { org: board, person: decider.person });
    return new ReleaseStory(
      world,
      lab,
      owned,
      author,
      officer,
      auditor,
      assessor,
      board,
      decider,
      artefactId,
    );
  }

  /**
   * A deployer's supplement on a published release, made through the interface: pinned, every condition
   * answered, one bounded citation with its contexts matched.
   */
  static async onBase(
    world: World,
    base: string,
    change: (structure: Y.Doc) => void = () => undefined,
  ): Promise<ReleaseStory> {
    const hospital = await world.org({ kind: 'deployer' });
    const author = await world.member(hospital, ['author']);
    const officer = await founder(world, hospital, ['officer', 'owner']);
    const caller = await world.callerFor(author);
    const { caseId, caseSlug } = await caller.cases.create({
      orgSlug: hospital.slug,
      slug: 'ward-assistant',
      title: 'Ward assistant',
      from: { base, template: null },
    });
    const owned = { id: caseId, slug: caseSlug, org: hospital, author };
    const artefactId = await registerEvidence(world, owned);
    const auditor = await world.org({ kind: 'auditor' });
    const assessor = await founder(world, auditor, ['reviewer', 'owner']);
    const board = await world.org({ kind: 'other' });
    const decider = await founder(world, board, ['approver', 'owner']);
    await world.engaged(owned, 'assessor', { org: auditor, person: assessor.person });
    await world.engaged(owned, 'decision-maker', { org: board, person: decider.person });
    const story = new ReleaseStory(
      world,
      hospital,
      owned,
      author,
      officer,
      auditor,
      assessor,
      board,
      decider,
      artefactId,
    );
    const shown = (await caller.supplements.base({ caseId }))?.shown;
    if (!shown) throw new Error('The base is not open.');
    await story.edit((structure) => {
      answerBase(structure, shown, artefactId);
      change(structure);
    });
    return story;
  }

  /** A further person with a key, engaged on the case. */
  async join(org: TestOrg, role: EngagementRole, approvedBy: Signer): Promise<Signer> {
    const person = await this.world.member(org, [role === 'assessor' ? 'reviewer' : 'approver']);
    const signer = new Signer(this.world, person);
    const { keyId, state } = await signer.enrol(org);
    if (state === 'pending') await approvedBy.sign('key.approve', { keyId });
    await this.world.engaged(this.owned, role, { org, person });
    return signer;
  }

  async edit(act: (doc: Y.Doc) => void, person: TestPerson = this.author): Promise<void> {
    await inTransaction(this.world.db, async (tx) => {
      const { structure } = await loadDocuments(tx, this.owned.id);
      const before = Y.encodeStateVector(structure);
      structure.transact(() => act(structure));
      await appendServerUpdate(tx, {
        caseId: this.owned.id,
        personId: person.id,
        sessionId: 'test',
        cause: 'edit',
        entries: [{ doc: STRUCTURE_DOCUMENT, update: Y.encodeStateAsUpdate(structure, before) }],
      });
    });
  }

  async freeze(changelog = 'First release.'): Promise<{ releaseId: string; digest: string }> {
    const caller = await this.officer.caller();
    const preview = await caller.releases.preview({ caseId: this.owned.id });
    return caller.releases.freeze({
      caseId: this.owned.id,
      expectedContentDigest: preview.contentDigest ?? '',
      number: preview.number,
      changelog,
    });
  }

  async submit(releaseId: string): Promise<void> {
    await this.officer.sign('release.submit', { releaseId });
    // Instants are kept to the millisecond, and the clock of a world stands still.
    this.world.pass({ minutes: 1 });
  }

  async disclose(
    releaseId: string,
    withhold: { record: string; class: string; reason: string }[] = [],
  ): Promise<void> {
    await this.officer.sign('release.disclose', { releaseId, withhold });
    this.world.pass({ minutes: 1 });
  }

  async openRound(releaseId: string, assessor: Signer = this.assessor): Promise<string> {
    const caller = await assessor.caller();
    const { roundId } = await caller.reviews.open({
      releaseId,
      scope: 'The whole argument and its evidence.',
      access: 'The frozen release, and the evidence in it.',
      assuranceLevel: 2,
      declaration: INDEPENDENT,
    });
    return roundId;
  }

  async review(
    roundId: string,
    assessment: 'supported' | 'partly-supported' | 'not-supported' = 'supported',
    assessor: Signer = this.assessor,
    contract: 'verified' | 'rejected' | null = null,
  ): Promise<void> {
    await assessor.sign('review.submit', {
      roundId,
      assessment,
      contract,
      summary: 'The evaluation covers the threat model; secret-summary stays with the assessors.',
    });
    this.world.pass({ minutes: 1 });
  }

  /** The assessor of a supplement finds that every context matches; nothing to do for a base case. */
  async matchAll(roundId: string, releaseId: string): Promise<'verified' | null> {
    const caller = await this.assessor.caller();
    const { contract } = await caller.reviews.page({ releaseId });
    for (const { away, lines } of contract?.citations ?? [])
      for (const { context } of lines)
        await caller.reviews.judgeMatch({
          roundId,
          awayId: away.id,
          contextId: context.id,
          value: 'matches',
          note: '',
        });
    return contract && 'verified';
  }

  /** Approves, accepting everything that is left open. */
  async decide(
    releaseId: string,
    decision: 'approved' | 'approved-with-conditions' | 'rejected' = 'approved',
    decider: Signer = this.decider,
  ): Promise<unknown> {
    const done = await decider.sign(
      'signoff.sign',
      await this.decision(releaseId, decision, decider),
    );
    this.world.pass({ minutes: 1 });
    return done.result;
  }

  async decision(
    releaseId: string,
    decision: 'approved' | 'approved-with-conditions' | 'rejected',
    decider: Signer = this.decider,
  ) {
    const page = await (await decider.caller()).signoffs.page({ releaseId });
    return {
      releaseId,
      decision,
      reasons: 'The controls hold in the evaluation, with margin.',
      dissent: '',
      acceptedResiduals: page.residuals.map((residual) => residual.id),
      conditions:
        decision === 'approved-with-conditions'
          ? [{ text: 'Report auditor workload each month.', due: '2027-06-30' }]
          : [],
      viewDigest: page.viewDigest,
    };
  }

  /** All the way to a published release. */
  async publish(
    withhold: { record: string; class: string; reason: string }[] = [],
  ): Promise<{ releaseId: string; digest: string }> {
    const release = await this.freeze();
    await this.submit(release.releaseId);
    await this.disclose(release.releaseId, withhold);
    const roundId = await this.openRound(release.releaseId);
    const contract = await this.matchAll(roundId, release.releaseId);
    await this.review(roundId, 'supported', this.assessor, contract);
    await this.decide(release.releaseId);
    await this.officer.sign('release.publish', { releaseId: release.releaseId });
    this.world.pass({ minutes: 1 });
    return release;
  }

  get address(): { orgSlug: string; caseSlug: string; number: number } {
    return { orgSlug: this.lab.slug, caseSlug: this.owned.slug, number: 1 };
  }
}

/** The sample case with its window around the world's clock and its evidence in the room. */
export function storyDocument(artefactId: string): CaseDocument {
  const sample = sampleDocument();
  return {
    ...sample,
    // Tests that move the clock send readings of their own.
    indicators: [],
    evidence: sample.evidence.map((reference) => ({ ...reference, evidence: artefactId })),
    facts: {
      ...sample.facts,
      window: { from: '2027-03-01', until: '2028-02-29', zone: 'Europe/London', ends: 're-argue' },
    },
  };
}

async function founder(
  world: World,
  org: TestOrg,
  roles: Parameters<World['member']>[1],
): Promise<Signer> {
  const signer = new Signer(world, await world.member(org, roles));
  await signer.enrol(org);
  return signer;
}

/** Gives a case its first documents, as its author. */
export async function seed(world: World, owned: TestCase, document: CaseDocument): Promise<void> {
  const structure = new Y.Doc();
  writeDocument(structure, document);
  const entries = [{ doc: STRUCTURE_DOCUMENT, update: Y.encodeStateAsUpdate(structure) }];
  for (const [nodeId, text] of Object.entries(document.bodies)) {
    const body = new Y.Doc();
    writeBody(body, text);
    entries.push({ doc: `body:${nodeId}`, update: Y.encodeStateAsUpdate(body) });
  }
  await inTransaction(world.db, (tx) =>
    appendServerUpdate(tx, {
      caseId: owned.id,
      personId: owned.author.id,
      sessionId: 'test',
      cause: 'seed',
      entries,
    }),
  );
}

/** One artefact with a ready version whose bytes are in the store. */
async function registerEvidence(world: World, owned: TestCase): Promise<string> {
  const bytes = utf8(SAMPLE_ARTEFACT);
  const sha256 = sha256Hex(bytes);
  const key = newId();
  await world.deps.blobs.stage(key, Readable.from([bytes]), 1_000);
  await world.deps.blobs.keep(key, sha256);
  const artefactId = newId();
  await world.db.evidenceArtifact.create({
    data: {
      id: artefactId,
      caseId: owned.id,
      number: 1,
      title: 'Control evaluation dossier',
      kind: 'evaluation-log',
      method: 'red team against protocol CP-3',
      subject: 'Larch 2, 2026-02-01',
      access: 'public',
      createdBy: owned.author.id,
      versions: {
        create: {
          id: newId(),
          number: 1,
          state: 'ready',
          fileName: 'control.json',
          mediaType: 'application/json',
          size: BigInt(bytes.length),
          sha256,
          uploadedBy: owned.author.id,
          metrics: {
            create: [
              { name: 'attack_success/mean', value: '0.0058', stderr: '0.0022', samples: 1200 },
            ],
          },
        },
      },
    },
  });
  return artefactId;
}
