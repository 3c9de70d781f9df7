import { newId } from '@/core/argument/ids';
import type { InboxKind } from '@/core/inbox/kinds';
import { finishPasskey } from '@/server/auth/passkeys';
import { issueToken } from '@/server/auth/tokens';
import { topicToken } from '@/server/mail/token';
import { writeInvitation } from '@/server/orgs/invitations';
import type { Tx } from '@/server/platform/database';
import type { RequestContext } from '@/server/platform/requestContext';
import { finishRegistration } from '@/server/signing/keys/registration';
import { INDEPENDENT } from '@/server/test/releaseStory';
import type { SoftAuthenticator } from '@/server/test/softAuthenticator';
import { TEST_PASSWORD } from '@/server/test/world';
import type { SignedInContext } from '@/server/trpc/init';
import type { ActorName } from './actors';
import { keyAnswer, noAnswer, passkeyAnswer, signedEnrolment, signInAnswer } from './ceremonies';
import type { Scene } from './scene';
import { EVIDENCE_NUMBER, NODE_ID, UPLOAD } from './tenant';
import type { Things } from './things';

/** What an input is made from; what it prepares is rolled back with the call. */
export interface At {
  scene: Scene;
  /** Names of what the call acts on. */
  things: Things;
  tx: Tx;
  /** What the pages on which one freezes or decides gave back at this stage. */
  shown: Shown;
  /** The request of the actor; without a session where nobody is signed in. */
  context: RequestContext;
  /** The authenticator of the actor. */
  authenticator: SoftAuthenticator;
  /** The same for somebody else. */
  as(actor: ActorName): SignedInContext;
}

/** What a page showed, and its act has to be given back. */
export interface Shown {
  freezing: { expectedContentDigest: string; number: number };
  deciding: { viewDigest: string; acceptedResiduals: string[] };
}

type Make = (at: At) => unknown;

/** Prepares something of the actor's own; whoever is not signed in gets the name of nothing. */
export async function ownOr<T>(
  at: At,
  make: (context: SignedInContext) => Promise<T>,
  otherwise: T,
): Promise<T> {
  const { session } = at.context;
  return session ? make({ ...at.context, session }) : otherwise;
}

const address = ({ things: { orgSlug, caseSlug } }: At) => ({ orgSlug, caseSlug });
const inLab = ({ things: { orgSlug } }: At) => ({ orgSlug });

async function signInLink({ tx, context, as }: At): Promise<{ token: string }> {
  const { personId } = as('author').session;
  return { token: await issueToken(tx, 'sign-in', context.now(), { personId, method: 'ticket' }) };
}

const newOrganisation = { name: 'Harbour Trust', slug: 'harbour-trust', kind: 'lab' };
const NEW_PASSWORD = 'seven quiet bridges at noon';

const PEOPLE: Record<string, Make> = {
  'people.me': () => undefined,
  'people.setupIsOpen': async ({ tx, context }) => ({
    token: await issueToken(tx, 'setup', context.now()),
  }),
  'people.setup': async ({ tx, context }) => ({
    token: await issueToken(tx, 'setup', context.now()),
    name: 'Second administrator',
    email: 'second@matrix.example',
    password: NEW_PASSWORD,
    organisation: newOrganisation,
  }),
  'people.signInLinkIsOpen': (at) => signInLink(at),
  'people.spendSignInLink': (at) => signInLink(at),
  'people.changePassword': () => ({ current: TEST_PASSWORD, password: NEW_PASSWORD }),
  'people.sessions': () => undefined,
  'people.endSession': ({ scene, context }) => ({
    sessionId: context.session?.sessionId ?? scene.things.sessionId,
  }),
  'people.endSession, of the author': ({ things }) => ({ sessionId: things.sessionId }),
  'people.endOtherSessions': () => undefined,
  'people.passkeys': () => undefined,
  'people.beginPasskey': () => ({ password: TEST_PASSWORD }),
  'people.finishPasskey': (at) => ownOr(at, passkeyAnswer, noAnswer(at.context).passkey),
  'people.removePasskey': (at) =>
    ownOr(at, async (context) => finishPasskey(context, await passkeyAnswer(context)), {
      passkeyId: newId(),
    }),
  'people.beginPasskeySignIn': () => undefined,
  'tour.progress': () => undefined,
  'tour.note': () => ({ found: 'terms' }),
  'people.finishPasskeySignIn': (at) => signInAnswer(at.as('author'), at.context),
};

const ORGS: Record<string, Make> = {
  'orgs.bySlug': inLab,
  'orgs.all': () => undefined,
  'orgs.create': () => ({ ...newOrganisation, ownerEmail: 'founder@matrix.example' }),
  'orgs.changeRoles': (at) => ({ ...inLab(at), personId: at.things.viewerId, roles: ['reviewer'] }),
  'orgs.changeRoles, of an owner': (at) => ({
    ...inLab(at),
    personId: at.things.ownerId,
    roles: ['viewer'],
  }),
  'orgs.removeMember': (at) => ({ ...inLab(at), personId: at.things.viewerId }),
  'orgs.removeMember, an owner': (at) => ({ ...inLab(at), personId: at.things.ownerId }),
  'orgs.invitations': inLab,
  'orgs.invite': (at) => ({ ...inLab(at), email: 'friend@matrix.example', roles: ['viewer'] }),
  'orgs.invite, an owner': (at) => ({
    ...inLab(at),
    email: 'friend@matrix.example',
    roles: ['owner'],
  }),
  'orgs.revokeInvitation': (at) => ({ ...inLab(at), invitationId: at.things.invitationId }),
  'orgs.invitation': ({ things }) => ({ token: things.invitationToken }),
  'orgs.accept': ({ things }) => ({
    token: things.invitationToken,
    name: 'Newcomer',
    password: NEW_PASSWORD,
  }),
  'orgs.join': (at) =>
    ownOr(
      at,
      async ({ session }) => {
        const { invitationId } = await writeInvitation(at.tx, at.as('owner'), {
          orgId: at.scene.orgs.lab.id,
          email: session.email,
          roles: ['viewer'],
        });
        return { invitationId };
      },
      { invitationId: newId() },
    ),
};

const ENGAGEMENTS: Record<string, Make> = {
  'engagements.list': address,
  'engagements.open': (at) => ({
    ...address(at),
    holderOrg: 'auditor',
    email: at.scene.candidate.email,
    role: 'assessor',
  }),
  'engagements.close': (at) => ({
    ...address(at),
    engagementId: at.things.engagementId,
    reason: 'No longer needed.',
  }),
};

const EVIDENCE: Record<string, Make> = {
  'evidence.forCase': ({ things }) => ({ caseId: things.caseId }),
  'evidence.library': address,
  'evidence.artefact, of the owner': (at) => ({ ...address(at), number: EVIDENCE_NUMBER.owner }),
  'evidence.artefact, for assessors': (at) => ({
    ...address(at),
    number: EVIDENCE_NUMBER.assessors,
  }),
  'evidence.artefact, public': (at) => ({ ...address(at), number: EVIDENCE_NUMBER.public }),
  'evidence.register': ({ things }) => ({
    caseId: things.caseId,
    title: 'More evidence',
    kind: 'report',
  }),
  'evidence.beginVersion': ({ things }) => ({
    evidenceId: things.assessorsEvidenceId,
    fileName: 'more.json',
    size: UPLOAD.length,
  }),
  'evidence.retract': ({ things }) => ({
    versionId: things.assessorsVersionId,
    reason: 'Made on the wrong system.',
  }),
};

const CASES: Record<string, Make> = {
  'cases.list': () => undefined,
  'cases.find': ({ things }) => ({ words: things.caseSlug }),
  'cases.bySlug': address,
  'cases.choices': () => undefined,
  'cases.create': (at) => ({
    ...inLab(at),
    slug: 'second-case',
    title: 'A second case',
    from: { empty: 'base' },
  }),
  'cases.rename': (at) => ({ ...address(at), title: 'Another title' }),
  'cases.instantiate': ({ things }) => ({
    caseId: things.caseId,
    values: { system: 'Larch 3' },
  }),
  'inbox.list': () => undefined,
  'inbox.count': () => undefined,
};

/** The token of an unsubscribe link in a message to the author. */
export function topicOfAuthor({ as, scene }: At): string {
  const { personId } = as('author').session;
  const kinds: InboxKind[] = ['finding-to-answer'];
  return topicToken({ personId, kinds }, scene.world.deps.secrets.authSecret);
}

const MAIL: Record<string, Make> = {
  'mail.choices': () => undefined,
  'mail.choose': () => ({ kind: 'review-asked', off: true }),
  'mail.linked': (at) => ({ token: topicOfAuthor(at) }),
  'mail.linked, altered': (at) => ({ token: `${topicOfAuthor(at)}A` }),
};

const COMMENTS: Record<string, Make> = {
  'comments.list': ({ things }) => ({ caseId: things.caseId }),
  'comments.openCounts': ({ things }) => ({ caseId: things.caseId }),
  'comments.add': ({ things }) => ({ caseId: things.caseId, nodeId: NODE_ID, body: 'Why?' }),
  'comments.resolve': ({ things }) => ({ commentId: things.commentId }),
};

const SIGNING: Record<string, Make> = {
  'signing.begin': () => ({ act: 'nothing', input: {} }),
  'signing.complete': (at) =>
    ownOr(at, (context) => signedEnrolment(at, context), noAnswer(at.context).signature),
  'signing.beginRegistration': (at) => ({ ...inLab(at), name: 'New key' }),
  'signing.finishRegistration': (at) =>
    ownOr(at, (context) => keyAnswer(at.scene.orgs.lab, context), noAnswer(at.context).key),
  'signing.revokeLostKey': ({ things }) => ({ keyId: things.keyId, reason: 'It was lost.' }),
  'signing.myKeys': () => undefined,
  'signing.keysOf': inLab,
};

const releaseOf = ({ things: { releaseId } }: At) => ({ releaseId });
const roundOf = ({ things: { roundId } }: At) => ({ roundId });
const stepOn = (
  finding: 'draftFindingId' | 'openFindingId' | 'answeredFindingId' | 'disputedFindingId',
) => {
  return ({ things }: At) => ({ findingId: things[finding], body: 'Here is why.' });
};
const FINDING = { severity: 'minor', nodeId: NODE_ID, title: 'One more', body: 'Say more.' };

const RELEASES: Record<string, Make> = {
  'releases.list': address,
  'releases.detail': releaseOf,
  'releases.preview': ({ things }) => ({ caseId: things.caseId }),
  'releases.freeze': ({ things, shown }) => ({
    caseId: things.caseId,
    ...shown.freezing,
    changelog: 'What changed, and why.',
  }),
  'releases.withdraw': (at) => ({ ...releaseOf(at), reason: 'It is made again.' }),
  'releases.previewDisclosure': (at) => ({ ...releaseOf(at), withhold: [] }),
  'signoffs.page': releaseOf,
  'signoffs.meetCondition': async (at) => ({
    ...releaseOf(at),
    conditionId: await openCondition(at),
    note: 'The report of March.',
  }),
};

/** A condition of the release's approval that nobody recorded as met; none where there is no release. */
async function openCondition({ tx, things: { releaseId } }: At): Promise<string> {
  const id = newId();
  const release = await tx.release.findUnique({ where: { id: releaseId }, select: { id: true } });
  if (release) {
    const text = 'Report the workload each month.';
    await tx.approvalCondition.create({ data: { id, releaseId, text, due: '2027-12-31' } });
  }
  return id;
}

/** Somebody who joined the round of the lab's release; nobody where there is no round. */
async function furtherAssessor({ tx, scene }: At): Promise<string> {
  const id = newId();
  const release = { caseId: scene.things.caseId };
  const round = await tx.reviewRound.findFirst({ where: { release }, select: { id: true } });
  if (round) {
    const personId = scene.candidate.id;
    const roundId = round.id;
    await tx.assignment.create({
      data: { id, roundId, personId, role: 'assessor', declaration: {} },
    });
  }
  return id;
}

const REVIEWS: Record<string, Make> = {
  'reviews.page': releaseOf,
  'reviews.open': (at) => ({
    ...releaseOf(at),
    scope: 'The whole argument.',
    access: 'The frozen release.',
    assuranceLevel: 2,
    declaration: INDEPENDENT,
  }),
  'reviews.declare': (at) => ({
    ...roundOf(at),
    role: 'counter-case',
    declaration: INDEPENDENT,
  }),
  'reviews.close': (at) => ({ ...roundOf(at), reason: 'The assessor is ill.' }),
  'reviews.removeAssessor': async (at) => ({
    ...roundOf(at),
    assignmentId: await furtherAssessor(at),
    reason: 'Left the auditor.',
  }),
  'reviews.requestChanges': (at) => ({ ...releaseOf(at), reason: 'The margin is not shown.' }),
  'reviews.judge': (at) => ({ ...roundOf(at), nodeId: NODE_ID, value: 'supported', note: '' }),
  'reviews.judgeMatch': (at) => ({
    ...roundOf(at),
    awayId: NODE_ID,
    contextId: NODE_ID,
    value: 'matches',
    note: '',
  }),
  'reviews.markViewed': (at) => ({ ...roundOf(at), nodeIds: [NODE_ID], viewed: true }),
  'reviews.draftFinding': (at) => ({ ...roundOf(at), ...FINDING }),
  'reviews.editFinding': ({ things }) => ({ findingId: things.draftFindingId, ...FINDING }),
  'reviews.discardFinding': ({ things }) => ({ findingId: things.draftFindingId }),
  'reviews.sendFindings': roundOf,
  'reviews.answerFinding': stepOn('openFindingId'),
  'reviews.disputeFinding': stepOn('openFindingId'),
  'reviews.verifyFinding': stepOn('answeredFindingId'),
  'reviews.sendBackFinding': stepOn('answeredFindingId'),
  'reviews.closeFinding': stepOn('openFindingId'),
  'reviews.closeFinding, of a draft': stepOn('draftFindingId'),
  'reviews.upholdFinding': stepOn('disputedFindingId'),
  'reviews.overruleFinding': stepOn('disputedFindingId'),
  'reviews.convertFinding': ({ things }) => ({
    findingId: things.openFindingId,
    condition: 'Shorten the window.',
    reason: 'It can be done by then.',
    due: '2027-12-01',
  }),
};

const SUPPLEMENTS: Record<string, Make> = {
  'supplements.base': ({ things }) => ({ caseId: things.caseId }),
  'supplements.repin': ({ things }) => ({ caseId: things.caseId, digest: 'a'.repeat(64) }),
  'supplements.standing': releaseOf,
  'supplements.impact': releaseOf,
};

const PUBLICATION: Record<string, Make> = {
  'publication.page': (at) => ({ ...address(at), number: 1 }),
  'publication.registry': () => ({ search: '' }),
  'publication.label': (at) => ({ ...address(at), number: 1 }),
  'publication.supplements': (at) => ({ ...address(at), number: 1 }),
};

const indicatorOf = ({ things: { caseId, indicatorId } }: At) => ({ caseId, indicatorId });

const MONITORS: Record<string, Make> = {
  'monitors.mine': () => undefined,
  'monitors.forCase': address,
  'monitors.readings': indicatorOf,
  'monitors.addReading': (at) => ({ ...indicatorOf(at), value: '0.4' }),
  'monitors.tokens': address,
  'monitors.createToken': ({ things }) => ({
    caseId: things.caseId,
    name: 'Nightly job',
    days: 30,
  }),
  'monitors.createToken, for evidence': ({ things }) => ({
    caseId: things.caseId,
    name: 'Nightly evaluation',
    scope: 'evidence:write',
    days: 30,
  }),
  'monitors.revokeToken': ({ things }) => ({ tokenId: things.apiTokenId }),
  'monitors.revokeToken, for evidence': ({ things }) => ({ tokenId: things.evidenceTokenId }),
};

/** A red reading of the lab's indicator, so that there is something to answer for. */
async function redReading({ tx, scene, context }: At): Promise<void> {
  const { caseId, indicatorId } = scene.things;
  const at = context.now();
  await tx.reading.create({
    data: { caseId, indicatorId, value: '9', at, receivedAt: at, personId: scene.owned.author.id },
  });
}

/** Inputs of the acts: what `signing.begin` is asked for. */
const ACTS: Record<string, Make> = {
  'key.enrol': (at) =>
    ownOr(
      at,
      async (context) => {
        const answer = await keyAnswer(at.scene.orgs.lab, context, at.authenticator);
        await finishRegistration(context, answer);
        return { registration: answer.registration };
      },
      { registration: newId() },
    ),
  'key.approve': ({ things }) => ({ keyId: things.pendingKeyId }),
  'key.revoke': ({ things }) => ({ keyId: things.keyId, reason: 'The phone was stolen.' }),
  'release.submit': releaseOf,
  'release.disclose': (at) => ({ ...releaseOf(at), withhold: [] }),
  'review.submit': async (at) => {
    const { caseId } = at.scene.things;
    // A report is handed in when nothing is left unsent.
    await at.tx.finding.deleteMany({ where: { caseId, submittedAt: null } });
    return { ...roundOf(at), assessment: 'supported', summary: 'It holds.' };
  },
  'signoff.sign': (at) => ({
    ...releaseOf(at),
    ...at.shown.deciding,
    decision: 'approved',
    reasons: 'The controls hold.',
    dissent: '',
    conditions: [],
  }),
  'release.publish': releaseOf,
  'indicator.answer': async (at) => {
    await redReading(at);
    const { indicatorId } = at.things;
    return { ...releaseOf(at), indicatorId, response: 'The cause is found and mended.' };
  },
  'release.suspend': (at) => ({ ...releaseOf(at), reason: 'An incident.' }),
  'release.reinstate': (at) => ({
    ...releaseOf(at),
    reason: 'It was a false alarm.',
    outcome: 'Closed without finding.',
  }),
  'release.revoke': (at) => ({ ...releaseOf(at), reason: 'It was worse.' }),
  'base.acknowledge': (at) => ({ ...releaseOf(at), response: 'Use stops.' }),
};

/** A valid input of every procedure; of an act, what it is begun with. */
export const INPUTS: Readonly<Record<string, Make>> = {
  ...PEOPLE,
  ...ORGS,
  ...ENGAGEMENTS,
  ...EVIDENCE,
  ...CASES,
  ...MAIL,
  ...COMMENTS,
  ...SIGNING,
  ...RELEASES,
  ...REVIEWS,
  ...SUPPLEMENTS,
  ...PUBLICATION,
  ...MONITORS,
  ...ACTS,
};
