/**
 * Who gets through where: every procedure, signed act, plain HTTP route and message of the
 * collaboration socket, with what is asked before it is done, in order. What is expected of an actor
 * is the answer of the first check that refuses. A name with a variant after a comma is the same call
 * on another target. docs/authorization.md is written from this table.
 */

import { forAnybody, on, onlyFor, type Reveal, revealing, type Row, rowsOf, RULES } from './row';
import { type StageName, STAGE_NAMES, STAGES } from './stages';

const procedure = rowsOf('procedure');
const act = rowsOf('act');
const route = rowsOf('route');
const message = rowsOf('message');

const { public: open, 'signed-in': signedIn, own, token, addressee, machine } = RULES;
const seesCase = on('case.see', 'case');
const readsDraft = on('case.read', 'case');
const seesOrg = on('org.see', 'lab');
const seesRelease = on('release.see', 'release');
const seesRound = on('review.see', 'round');

const PEOPLE: readonly Row[] = [
  procedure('people.me', [open]),
  procedure('people.setupIsOpen', [token]),
  procedure('people.setup', [token], {
    code: 'expired',
    because: 'the installation is set up; who sets one up is in people.test.ts',
  }),
  procedure('people.signInLinkIsOpen', [token]),
  procedure('people.spendSignInLink', [token]),
  procedure('people.changePassword', [own]),
  procedure('people.sessions', [own]),
  procedure('people.endSession', [own]),
  procedure('people.endSession, of the author', [on('session.revoke', 'session of the author')]),
  procedure('people.endOtherSessions', [own]),
  procedure('people.passkeys', [own]),
  procedure('people.beginPasskey', [own]),
  procedure('people.finishPasskey', [own]),
  procedure('people.removePasskey', [own]),
  procedure('people.beginPasskeySignIn', [open]),
  procedure('people.finishPasskeySignIn', [token]),
  procedure('tour.progress', [open]),
  procedure('tour.note', [own], {
    code: 'not-found',
    because: 'nobody here is of the worked example; its people are in tour.test.ts',
  }),
];

const ORGS: readonly Row[] = [
  procedure('orgs.bySlug', [seesOrg]),
  procedure('orgs.all', [on('org.list', 'installation')]),
  procedure('orgs.create', [on('org.create', 'installation')]),
  procedure('orgs.changeRoles', [seesOrg, on('org.manageMembers', 'a viewer')]),
  procedure('orgs.changeRoles, of an owner', [seesOrg, on('org.manageMembers', 'the owner')]),
  procedure('orgs.removeMember', [seesOrg, on('org.manageMembers', 'a viewer')]),
  procedure('orgs.removeMember, an owner', [seesOrg, on('org.manageMembers', 'the owner')]),
  revealing(procedure('orgs.invitations', [seesOrg]), {
    check: on('org.invite', 'newcomer'),
    thing: 'invitationId',
  }),
  procedure('orgs.invite', [seesOrg, on('org.invite', 'newcomer')]),
  procedure('orgs.invite, an owner', [seesOrg, on('org.invite', 'new owner')]),
  procedure('orgs.revokeInvitation', [seesOrg, on('org.invite', 'newcomer')]),
  procedure('orgs.invitation', [token]),
  procedure('orgs.accept', [addressee]),
  procedure('orgs.join', [own]),
];

const ENGAGEMENTS: readonly Row[] = [
  procedure('engagements.list', [seesCase]),
  procedure('engagements.open', [seesCase, on('engagement.open', 'engagement of an assessor')]),
  procedure('engagements.close', [seesCase, on('engagement.close', 'engagement of the reader')]),
];

const EVIDENCE_SHOWN: readonly Reveal[] = [
  { check: on('evidence.read', 'evidence of the owner'), thing: 'ownerEvidenceId' },
  { check: on('evidence.read', 'evidence for assessors'), thing: 'assessorsEvidenceId' },
  { check: on('evidence.read', 'public evidence'), thing: 'publicEvidenceId' },
];

const EVIDENCE: readonly Row[] = [
  revealing(procedure('evidence.forCase', [seesCase]), ...EVIDENCE_SHOWN),
  revealing(procedure('evidence.library', [seesCase]), ...EVIDENCE_SHOWN),
  procedure('evidence.artefact, of the owner', [
    seesCase,
    on('evidence.read', 'evidence of the owner', 'not-found'),
  ]),
  procedure('evidence.artefact, for assessors', [
    seesCase,
    on('evidence.read', 'evidence for assessors', 'not-found'),
  ]),
  procedure('evidence.artefact, public', [
    seesCase,
    on('evidence.read', 'public evidence', 'not-found'),
  ]),
  procedure('evidence.register', [seesCase, on('evidence.register', 'case')]),
  procedure('evidence.beginVersion', [seesCase, on('evidence.register', 'case')]),
  procedure('evidence.retract', [
    signedIn,
    on('evidence.read', 'evidence for assessors', 'not-found'),
    on('evidence.retract', 'evidence for assessors'),
  ]),
  route('PUT /api/evidence/{versionId}/bytes', [
    signedIn,
    on('evidence.read', 'evidence for assessors', 'not-found'),
    on('evidence.register', 'case'),
  ]),
  route(
    'PUT /api/evidence/{versionId}/bytes, begun by another',
    [
      signedIn,
      on('evidence.read', 'evidence for assessors', 'not-found'),
      on('evidence.register', 'case'),
    ],
    {
      code: 'forbidden',
      because: 'only who began an upload sends its bytes, here the contributor',
      to: ['author', 'co-author'],
    },
  ),
  route('GET /api/evidence/{versionId}/bytes, of the owner', [
    on('evidence.read', 'evidence of the owner', 'not-found'),
  ]),
  route('GET /api/evidence/{versionId}/bytes, for assessors', [
    on('evidence.read', 'evidence for assessors', 'not-found'),
  ]),
  route('GET /api/evidence/{versionId}/bytes, public', [
    on('evidence.read', 'public evidence', 'not-found'),
  ]),
];

const CASES: readonly Row[] = [
  revealing(procedure('cases.list', [signedIn]), { check: seesCase, thing: 'caseId' }),
  revealing(procedure('cases.find', [signedIn]), { check: seesCase, thing: 'caseId' }),
  revealing(route('GET /api/cases.csv', [signedIn]), { check: seesCase, thing: 'casePath' }),
  procedure('cases.bySlug', [seesCase]),
  procedure('cases.choices', [own]),
  procedure('cases.create', [seesOrg, on('case.create', 'lab')]),
  procedure('cases.rename', [seesCase, on('case.edit', 'case')]),
  procedure('cases.instantiate', [seesCase, on('case.edit', 'case')]),
  procedure('inbox.list', [own]),
  procedure('inbox.count', [own]),
];

const MAIL: readonly Row[] = [
  procedure('mail.choices', [own]),
  procedure('mail.choose', [own]),
  procedure('mail.linked', [token]),
  procedure('mail.linked, altered', [token], {
    code: 'expired',
    because: 'the link is of another installation, or was altered',
  }),
  route('POST /unsubscribe/{token}', [token]),
  route('POST /unsubscribe/{token}, altered', [token], {
    code: 'expired',
    because: 'the link is of another installation, or was altered',
  }),
  route('POST /unsubscribe/{token}/undo', [token]),
];

const COMMENTS: readonly Row[] = [
  procedure('comments.list', [seesCase, readsDraft]),
  procedure('comments.openCounts', [seesCase, readsDraft]),
  procedure('comments.add', [seesCase, on('comment.add', 'case')]),
  procedure('comments.resolve', [seesCase, on('comment.resolve', 'comment of the contributor')]),
];

const SIGNING: readonly Row[] = [
  procedure('signing.begin', [signedIn], {
    code: 'invalid',
    because: 'it names no act; the acts are rows of their own',
  }),
  procedure('signing.complete', [own], {
    code: 'expired',
    because: 'who belongs to no organisation has begun nothing',
    to: ['stranger', 'instance admin', 'former member'],
  }),
  procedure('signing.beginRegistration', [seesOrg, on('key.enrol', 'own key')]),
  procedure('signing.finishRegistration', [own]),
  procedure('signing.revokeLostKey', [on('key.revoke', 'key of a colleague')], {
    code: 'forbidden',
    because: 'who administers the organisation signs the revocation of another’s key',
    to: ['owner', 'admin'],
  }),
  procedure('signing.myKeys', [own]),
  procedure('signing.keysOf', [seesOrg]),
  act('key.enrol', [on('key.enrol', 'own key')]),
  act('key.approve', [on('key.approve', 'pending key')]),
  act('key.revoke', [on('key.revoke', 'key of a colleague')], {
    code: 'wrong-state',
    because: 'has no key in the organisation, and asks for a revocation by the instance',
    to: ['instance admin'],
  }),
];

/** The report is handed in and nothing is decided. */
const REVIEWED: readonly StageName[] = ['reviewed', 'reviewed-inside'];

const RELEASES: readonly Row[] = [
  revealing(procedure('releases.list', [seesCase]), { check: seesRelease, thing: 'releaseId' }),
  procedure('releases.detail', [signedIn, seesRelease]),
  procedure('releases.preview', [seesCase, on('case.freeze', 'case')]),
  {
    ...procedure('releases.freeze', [seesCase, on('case.freeze', 'case')], {
      code: 'wrong-state',
      because: 'another candidate is under way',
      at: ['candidate', 'submitted', 'under-review', ...REVIEWED, 'replaced'],
    }),
    stages: STAGE_NAMES,
  },
  procedure('releases.withdraw', [signedIn, seesRelease, on('release.withdraw', 'release')]),
  procedure('releases.previewDisclosure', [
    signedIn,
    seesRelease,
    on('disclosure.sign', 'release'),
  ]),
  act('release.submit', [signedIn, seesRelease, on('release.submit', 'release')]),
  act('release.disclose', [signedIn, seesRelease, on('disclosure.sign', 'release')]),
];

const NOT_LEAD = {
  code: 'forbidden',
  because: 'only the lead of the round does that',
  to: ['second assessor'],
} as const;
const HANDED_IN = {
  code: 'wrong-state',
  because: 'the round is handed in',
  at: REVIEWED,
} as const;
const RULED_UNDER_REVIEW = {
  code: 'wrong-state',
  because: 'findings are ruled on while the release is under review',
  at: STAGE_NAMES.filter((stage) => STAGES[stage].release !== 'under-review'),
} as const;

const REVIEWS: readonly Row[] = [
  revealing(
    procedure('reviews.page', [signedIn, seesRelease, on('review.see', 'reviews')]),
    { check: on('finding.see', 'draft finding'), thing: 'draftFindingId' },
    { check: seesRound, thing: 'roundId' },
  ),
  procedure('reviews.open', [signedIn, seesRelease, on('review.open', 'release')], {
    code: 'wrong-state',
    because: 'the organisation has a round on the release; one joins it',
    at: ['under-review', ...REVIEWED],
  }),
  procedure(
    'reviews.declare',
    [signedIn, seesRound, on('review.declare', 'round')],
    { code: 'wrong-state', because: 'has declared already', to: ['assessor'] },
    HANDED_IN,
  ),
  procedure('reviews.close', [signedIn, seesRound, on('review.declare', 'round')], NOT_LEAD),
  procedure(
    'reviews.removeAssessor',
    [signedIn, seesRound, on('review.declare', 'round')],
    NOT_LEAD,
    HANDED_IN,
  ),
  procedure(
    'reviews.requestChanges',
    [signedIn, seesRelease, on('release.requestChanges', 'release')],
    NOT_LEAD,
    { code: 'wrong-state', because: 'nothing blocking or major is open', at: REVIEWED },
  ),
  procedure('reviews.judge', [signedIn, seesRound, on('review.judge', 'round')]),
  procedure('reviews.judgeMatch', [signedIn, seesRound, on('review.judge', 'round')], {
    code: 'invalid',
    because: 'a base case sets no context of another beside its own',
  }),
  procedure('reviews.markViewed', [signedIn, seesRound, on('review.judge', 'round')]),
  act('review.submit', [signedIn, seesRound, on('review.judge', 'round')]),
  procedure('reviews.draftFinding', [signedIn, seesRound, on('finding.raise', 'round')]),
  procedure('reviews.editFinding', [
    signedIn,
    on('finding.see', 'draft finding'),
    on('finding.raise', 'round'),
  ]),
  procedure('reviews.discardFinding', [
    signedIn,
    on('finding.see', 'draft finding'),
    on('finding.raise', 'round'),
  ]),
  procedure('reviews.sendFindings', [signedIn, seesRound, on('finding.raise', 'round')]),
  procedure('reviews.answerFinding', [
    signedIn,
    on('finding.see', 'open finding'),
    on('finding.answer', 'open finding'),
  ]),
  procedure('reviews.disputeFinding', [
    signedIn,
    on('finding.see', 'open finding'),
    on('finding.answer', 'open finding'),
  ]),
  procedure('reviews.verifyFinding', [
    signedIn,
    on('finding.see', 'answered finding'),
    on('finding.close', 'answered finding'),
  ]),
  procedure('reviews.sendBackFinding', [
    signedIn,
    on('finding.see', 'answered finding'),
    on('finding.close', 'answered finding'),
  ]),
  procedure('reviews.closeFinding', [
    signedIn,
    on('finding.see', 'open finding'),
    on('finding.close', 'open finding'),
  ]),
  procedure('reviews.closeFinding, of a draft', [signedIn, on('finding.see', 'draft finding')], {
    code: 'wrong-state',
    because: 'it has to be sent first',
  }),
  procedure(
    'reviews.upholdFinding',
    [signedIn, on('finding.see', 'disputed finding'), on('finding.rule', 'disputed finding')],
    RULED_UNDER_REVIEW,
  ),
  procedure(
    'reviews.overruleFinding',
    [signedIn, on('finding.see', 'disputed finding'), on('finding.rule', 'disputed finding')],
    RULED_UNDER_REVIEW,
  ),
  procedure(
    'reviews.convertFinding',
    [signedIn, on('finding.see', 'open finding'), on('finding.rule', 'open finding')],
    RULED_UNDER_REVIEW,
  ),
];

const DECISIONS: readonly Row[] = [
  procedure('signoffs.page', [signedIn, seesRelease, on('review.see', 'reviews')], {
    code: 'wrong-state',
    because: 'nothing is disclosed to assessors yet',
    at: ['candidate'],
  }),
  procedure('signoffs.meetCondition', [signedIn, seesRelease, on('condition.meet', 'release')]),
  act('signoff.sign', [signedIn, seesRelease, on('signoff.decide', 'release')], {
    code: 'wrong-state',
    because: 'the review is not handed in',
    at: ['under-review'],
  }),
  act('release.publish', [signedIn, seesRelease, on('release.publish', 'release')]),
  act('release.suspend', [signedIn, seesRelease, on('release.suspend', 'release')]),
  act('release.reinstate', [signedIn, seesRelease, on('release.reinstate', 'release')]),
  act('release.revoke', [signedIn, seesRelease, on('release.revoke', 'release')]),
];

const NOT_A_SUPPLEMENT = {
  code: 'wrong-state',
  because: 'the case of the table is a base; supplements are in server/supplements',
} as const;

const SUPPLEMENTS: readonly Row[] = [
  procedure('supplements.base', [seesCase, readsDraft]),
  procedure('supplements.repin', [seesCase, on('case.edit', 'case')], NOT_A_SUPPLEMENT),
  procedure('supplements.standing', [signedIn, seesRelease, seesCase]),
  procedure('supplements.impact', [signedIn, seesRelease, readsDraft]),
  act(
    'base.acknowledge',
    [signedIn, seesRelease, on('base.acknowledge', 'release')],
    NOT_A_SUPPLEMENT,
  ),
];

/** The scene's release watches indicators, and is published at the last stages alone. */
const NOTHING_WATCHED = {
  code: 'not-found',
  because: 'no published release of the case watches it',
  at: STAGE_NAMES.filter((stage) => !isPublic(STAGES[stage].release)),
} as const;
const NO_COOKIE = {
  code: 'unauthenticated',
  because: 'no session counts where machines ask',
} as const;
const READINGS = '/api/v1/cases/{caseId}/indicators/{indicatorId}/readings';
const PUSHED = '/api/v1/cases/{caseId}/evidence';

const MONITORS: readonly Row[] = [
  {
    ...revealing(procedure('monitors.mine', [signedIn]), { check: seesCase, thing: 'indicatorId' }),
    stages: ['published'],
  },
  {
    ...revealing(procedure('monitors.forCase', [seesCase]), {
      check: seesCase,
      thing: 'indicatorId',
    }),
    stages: ['published'],
  },
  procedure('monitors.readings', [seesCase], NOTHING_WATCHED),
  procedure('monitors.addReading', [seesCase, on('reading.add', 'case')], NOTHING_WATCHED),
  procedure('monitors.tokens', [seesCase, on('evidenceToken.manage', 'case')]),
  procedure('monitors.createToken', [seesCase, on('token.create', 'case')]),
  procedure('monitors.createToken, for evidence', [seesCase, on('evidenceToken.create', 'case')]),
  procedure('monitors.revokeToken', [seesCase, on('token.manage', 'case')]),
  procedure('monitors.revokeToken, for evidence', [seesCase, on('evidenceToken.manage', 'case')]),
  act('indicator.answer', [signedIn, seesRelease, on('indicator.answer', 'release')]),
  route(
    `POST ${READINGS}, with a token of one’s own`,
    [signedIn, seesCase, on('reading.add', 'case')],
    NOTHING_WATCHED,
  ),
  route(`POST ${READINGS}, with a session`, [open], NO_COOKIE),
  route(
    `GET ${READINGS}, with a token of one’s own`,
    [signedIn, seesCase, on('reading.add', 'case')],
    NOTHING_WATCHED,
  ),
  route(`GET ${READINGS}, with a session`, [open], NO_COOKIE),
  route(`POST ${PUSHED}, with a token of one’s own`, [
    signedIn,
    seesCase,
    on('evidence.register', 'case'),
  ]),
  route(`POST ${PUSHED}, with a token for readings`, [open], {
    code: 'unauthenticated',
    because: 'a token is good for what it was made for',
  }),
  route(`POST ${PUSHED}, with a session`, [open], NO_COOKIE),
  route('GET /api/v1/openapi.json', [open]),
];

function isPublic(state: string | null): boolean {
  return state === 'published' || state === 'suspended' || state === 'revoked';
}

const RECEIPTS: readonly Row[] = [
  route('GET /receipts/{statement}.json', [own], {
    code: 'not-found',
    because: 'has signed nothing',
    to: ['stranger', 'instance admin', 'former member'],
  }),
  route('GET /receipts/{statement}.json, of the author', [onlyFor('author')]),
];

const published = forAnybody('view.see', 'public view');

const PUBLIC: readonly Row[] = [
  procedure('publication.page', [published]),
  procedure('publication.registry', [open]),
  procedure('publication.supplements', [published]),
  procedure('publication.label', [published]),
  route('GET /r/{org}/{case}/{number}.json', [published]),
  route('GET /r/{org}/{case}/{number}.zip', [published]),
  route('ANY /api/health', [open]),
  route('ANY /api/metrics', [machine]),
  route('ANY /api/metrics, passed on by a proxy', [machine], {
    code: 'not-found',
    because: 'figures of the process are for its operator',
  }),
  route('ANY /api/trpc/', [open]),
  route('GET /log/checkpoint', [open]),
  route('GET /log/key', [open]),
  route('GET /log/{path}', [open]),
];

const SOCKET: readonly Row[] = [
  message('hello', [signedIn, on('case.read', 'case', 'not-found')]),
  message('open', [signedIn, on('case.read', 'case', 'not-found')]),
  message('close', [signedIn, on('case.read', 'case', 'not-found')]),
  message('presence', [signedIn, on('case.read', 'case', 'not-found')]),
  message('update', [
    signedIn,
    on('case.read', 'case', 'not-found'),
    on('case.edit', 'case', 'forbidden'),
  ]),
];

export const SECTIONS: readonly { title: string; rows: readonly Row[] }[] = [
  { title: 'People, sessions and passkeys', rows: PEOPLE },
  { title: 'Organisations', rows: ORGS },
  { title: 'Engagements', rows: ENGAGEMENTS },
  { title: 'Cases', rows: CASES },
  { title: 'E-mail', rows: MAIL },
  { title: 'Comments', rows: COMMENTS },
  { title: 'Evidence', rows: EVIDENCE },
  { title: 'Collaboration', rows: SOCKET },
  { title: 'Signing', rows: [...SIGNING, ...RECEIPTS] },
  { title: 'Releases', rows: RELEASES },
  { title: 'Reviews and findings', rows: REVIEWS },
  { title: 'Decision and publication', rows: DECISIONS },
  { title: 'Supplements', rows: SUPPLEMENTS },
  { title: 'Monitors', rows: MONITORS },
  { title: 'Open to everybody', rows: PUBLIC },
];

export const ROWS: readonly Row[] = SECTIONS.flatMap(({ rows }) => rows);
