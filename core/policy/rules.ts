/**
 * The closed list of actions: on what, by whom, in which states, and what is said when refused.
 * docs/roles.md is generated from it.
 */

import { FINDING } from '@/core/workflow/finding';
import { type Machine } from '@/core/workflow/machine';
import { RELEASE, type ReleaseState } from '@/core/workflow/release';

import {
  approvedByAnother,
  canBeEngaged,
  canChangeMember,
  inOpenRound,
  mayHoldKey,
  mayOwnCases,
  ownRound,
  ownerRoleByOwner,
} from './furtherChecks';
import type { Part } from './parts';
import type { FindingResource, ResourceKind, Resources } from './resources';
import { type AnyRule, rule } from './rule';

const READS_DRAFT: readonly Part[] = ['member', 'co-author', 'reader'];
const WRITES_DRAFT: readonly Part[] = ['author', 'co-author'];
const ADMINISTERS: readonly Part[] = ['org-owner', 'org-admin'];
const DECIDES: readonly Part[] = ['decision-maker', 'internal-decider'];
const KEEPS_READINGS: readonly Part[] = ['author', 'officer'];
const UNDER_REVIEW: readonly ReleaseState[] = ['under-review'];
const IN_REVIEW: readonly ReleaseState[] = ['submitted', 'under-review'];
const ONLY_OFFICER = 'Only a responsible officer of the owning organisation can do that.';
const ONLY_AUTHOR = 'Only authors of the owning organisation and invited co-authors can do that.';
const ONLY_READINGS = 'Only authors and officers of the owning organisation can do that.';
const ONLY_ASSESSOR = 'Only an assessor engaged on this case can do that.';
const ONLY_DECIDER =
  'Only the decision-maker can do that; where nobody outside decides, an officer who neither contributed nor handled the release.';
const ONLY_RAISER = 'Only the person who raised this finding can do that.';
const ONLY_ADMIN = 'Only an owner or administrator of this organisation can do that.';
const ONLY_INSTANCE = 'Only an administrator of this installation can do that.';
const ONLY_MEMBER = 'Only members of this organisation can do that.';
const ONLY_SELF = 'Only the person concerned can do that.';

export const ACTIONS = {
  'case.create': rule('org', {
    act: 'create a case',
    effect: 'content',
    may: ['author', 'officer'],
    forbidden: 'Only authors and officers can create a case for this organisation.',
    further: mayOwnCases,
  }),
  'case.see': rule('case', {
    act: 'see that the case exists, its releases and their status',
    effect: 'read',
    may: ['member', 'co-author', 'reader', 'assessor', 'decision-maker'],
    forbidden: 'You have no part in this case.',
  }),
  'case.read': rule('case', {
    act: 'read the draft',
    effect: 'read',
    may: READS_DRAFT,
    forbidden: 'Assessors and decision-makers read frozen releases, not the draft.',
  }),
  'case.edit': rule('case', {
    act: 'edit the draft',
    effect: 'content',
    may: WRITES_DRAFT,
    duty: 'write',
    forbidden: ONLY_AUTHOR,
  }),
  'case.freeze': rule('case', {
    act: 'freeze a candidate',
    effect: 'status',
    may: ['officer'],
    forbidden: ONLY_OFFICER,
  }),
  'comment.add': rule('case', {
    act: 'comment on the draft',
    effect: 'content',
    may: ['contributor', 'co-author'],
    forbidden: 'Viewers and readers can read comments and not write them.',
  }),
  'comment.resolve': rule('comment', {
    act: 'resolve a comment',
    effect: 'content',
    may: ['writer', 'author', 'co-author'],
    forbidden: 'Only its writer and the authors of the case can resolve a comment.',
  }),
  'evidence.register': rule('case', {
    act: 'register evidence',
    effect: 'content',
    may: WRITES_DRAFT,
    duty: 'write',
    forbidden: ONLY_AUTHOR,
  }),
  'evidence.retract': rule('evidence', {
    act: 'retract an evidence version',
    effect: 'status',
    may: ['author', 'co-author', 'officer'],
    duty: 'write',
    forbidden: ONLY_AUTHOR,
  }),
  'evidence.read': rule('evidence', {
    act: 'open evidence bytes, as far as their access reaches',
    effect: 'read',
    may: ['anyone'],
    forbidden: 'This evidence is not disclosed to you.',
  }),
  'reading.add': rule('case', {
    act: 'add a reading of an indicator, by hand or by a token of one’s own',
    effect: 'status',
    may: KEEPS_READINGS,
    duty: 'write',
    forbidden: ONLY_READINGS,
  }),
  'token.create': rule('case', {
    act: 'make a token with which a machine sends readings',
    effect: 'account',
    may: KEEPS_READINGS,
    duty: 'write',
    forbidden: ONLY_READINGS,
  }),
  'token.manage': rule('case', {
    act: 'revoke a token that sends readings',
    effect: 'account',
    may: [...KEEPS_READINGS, ...ADMINISTERS],
    forbidden: 'Only authors, officers and administrators of the owning organisation can do that.',
  }),
  'evidenceToken.create': rule('case', {
    act: 'make a token with which a machine registers evidence',
    effect: 'account',
    may: WRITES_DRAFT,
    duty: 'write',
    forbidden: ONLY_AUTHOR,
  }),
  'evidenceToken.manage': rule('case', {
    act: 'list the tokens of a case, and revoke one that registers evidence',
    effect: 'account',
    may: [...WRITES_DRAFT, 'officer', ...ADMINISTERS],
    forbidden:
      'Only authors, officers and administrators of the owning organisation and invited co-authors can do that.',
  }),
  'engagement.open': rule('engagement', {
    act: 'engage a person of another organisation',
    effect: 'account',
    may: ['officer', 'org-owner', 'org-admin'],
    forbidden: 'Only an officer, owner or administrator of the owning organisation can do that.',
    further: canBeEngaged,
  }),
  'engagement.close': rule('engagement', {
    act: 'end an engagement',
    effect: 'account',
    may: ['self', 'officer', 'org-owner', 'org-admin'],
    forbidden: 'Only its holder or the owning organisation can end an engagement.',
  }),

  'release.see': rule('release', {
    act: 'see a release and its status',
    effect: 'read',
    may: ['anyone'],
    forbidden: 'This release is not disclosed to you.',
  }),
  'release.submit': rule('release', {
    act: 'submit a candidate',
    effect: 'status',
    may: ['officer'],
    states: statesFor(RELEASE, 'submit'),
    forbidden: ONLY_OFFICER,
  }),
  'release.withdraw': rule('release', {
    act: 'withdraw a release before approval',
    effect: 'status',
    may: ['officer'],
    states: statesFor(RELEASE, 'withdraw'),
    forbidden: ONLY_OFFICER,
  }),
  'release.publish': rule('release', {
    act: 'publish an approved release',
    effect: 'status',
    may: ['officer'],
    states: statesFor(RELEASE, 'publish'),
    forbidden: ONLY_OFFICER,
  }),
  'release.suspend': rule('release', {
    act: 'suspend a published release',
    effect: 'status',
    may: ['officer', 'decision-maker'],
    states: statesFor(RELEASE, 'suspend'),
    forbidden: 'Only an officer of the owning organisation or the decision-maker can do that.',
  }),
  'release.reinstate': rule('release', {
    act: 'reinstate a suspended release',
    effect: 'status',
    may: DECIDES,
    duty: 'decide',
    states: statesFor(RELEASE, 'reinstate'),
    forbidden: ONLY_DECIDER,
  }),
  'release.revoke': rule('release', {
    act: 'revoke a release for good',
    effect: 'status',
    may: DECIDES,
    duty: 'decide',
    states: statesFor(RELEASE, 'revoke'),
    forbidden: ONLY_DECIDER,
  }),
  'release.requestChanges': rule('release', {
    act: 'ask for a new candidate',
    effect: 'status',
    may: ['assessor'],
    duty: 'assess',
    states: statesFor(RELEASE, 'request-changes'),
    forbidden: ONLY_ASSESSOR,
  }),
  'view.see': rule('view', {
    act: 'open a view (owner, assessors or public)',
    effect: 'read',
    may: ['anyone'],
    forbidden: 'This view is not disclosed to you.',
  }),
  'disclosure.sign': rule('release', {
    act: 'sign the disclosure of a view',
    effect: 'status',
    may: ['officer'],
    states: [
      'candidate',
      'submitted',
      'under-review',
      'approved',
      'approved-with-conditions',
      'published',
      'suspended',
    ],
    forbidden: ONLY_OFFICER,
  }),

  'review.open': rule('release', {
    act: 'open a review round',
    effect: 'judgement',
    may: ['assessor'],
    duty: 'assess',
    states: IN_REVIEW,
    forbidden: ONLY_ASSESSOR,
  }),
  'review.see': rule('review', {
    act: 'see a review round',
    effect: 'read',
    may: ['member', 'co-author', 'assessor', 'decision-maker'],
    forbidden: 'You have no part in this review.',
  }),
  'review.declare': rule('review', {
    act: 'declare independence',
    effect: 'judgement',
    may: ['assessor'],
    duty: 'assess',
    states: IN_REVIEW,
    forbidden: ONLY_ASSESSOR,
    further: ownRound,
  }),
  'review.judge': rule('review', {
    act: 'judge nodes and evidence, and hand in the report',
    effect: 'judgement',
    may: ['assessor'],
    duty: 'assess',
    states: UNDER_REVIEW,
    forbidden: ONLY_ASSESSOR,
    further: inOpenRound,
  }),
  'finding.raise': rule('review', {
    act: 'raise a finding',
    effect: 'judgement',
    may: ['assessor'],
    duty: 'assess',
    states: UNDER_REVIEW,
    forbidden: ONLY_ASSESSOR,
    further: inOpenRound,
  }),
  'finding.see': rule('finding', {
    act: 'see a finding',
    effect: 'read',
    may: ['member', 'co-author', 'assessor', 'decision-maker'],
    forbidden: 'You have no part in this review.',
  }),
  'finding.answer': rule('finding', {
    act: 'answer or dispute a finding',
    effect: 'judgement',
    may: ['author', 'co-author', 'officer'],
    duty: 'write',
    stateOf: findingState,
    states: statesFor(FINDING, 'respond', 'dispute'),
    forbidden: 'Only the authors’ side can answer a finding.',
  }),
  'finding.close': rule('finding', {
    act: 'verify, send back or close a finding',
    effect: 'judgement',
    may: ['raiser'],
    duty: 'assess',
    stateOf: findingState,
    states: statesFor(FINDING, 'verify', 'send-back', 'close'),
    forbidden: ONLY_RAISER,
  }),
  'finding.rule': rule('finding', {
    act: 'rule on a disputed finding or turn it into a condition',
    effect: 'judgement',
    may: DECIDES,
    duty: 'decide',
    stateOf: findingState,
    states: statesFor(FINDING, 'uphold', 'overrule', 'convert-to-condition'),
    forbidden: ONLY_DECIDER,
  }),
  'signoff.decide': rule('release', {
    act: 'approve, approve with conditions or reject',
    effect: 'status',
    may: DECIDES,
    duty: 'decide',
    states: statesFor(RELEASE, 'approve', 'approve-with-conditions', 'reject'),
    forbidden: ONLY_DECIDER,
  }),

  'base.acknowledge': rule('release', {
    act: 'acknowledge that the base of a supplement moved',
    effect: 'status',
    may: ['officer'],
    states: ['published', 'suspended'],
    forbidden: ONLY_OFFICER,
  }),

  'condition.meet': rule('release', {
    act: 'record that an approval condition is met',
    effect: 'status',
    may: DECIDES,
    duty: 'decide',
    states: ['approved-with-conditions', 'published', 'suspended'],
    forbidden: ONLY_DECIDER,
  }),

  'indicator.answer': rule('release', {
    act: 'answer for an indicator that was red or silent',
    effect: 'status',
    may: ['officer'],
    states: ['published', 'suspended'],
    forbidden: ONLY_OFFICER,
  }),

  'org.create': rule('instance', {
    act: 'create an organisation',
    effect: 'account',
    may: ['instance-admin'],
    forbidden: ONLY_INSTANCE,
  }),
  'org.list': rule('instance', {
    act: 'list all organisations and accounts',
    effect: 'account',
    may: ['instance-admin'],
    forbidden: ONLY_INSTANCE,
  }),
  'org.see': rule('org', {
    act: 'see an organisation and its members',
    effect: 'read',
    may: ['member', 'instance-admin'],
    forbidden: ONLY_MEMBER,
  }),
  'org.invite': rule('member', {
    act: 'invite a person',
    effect: 'account',
    may: [...ADMINISTERS, 'instance-admin'],
    forbidden: ONLY_ADMIN,
    further: ownerRoleByOwner,
  }),
  'org.manageMembers': rule('member', {
    act: 'change roles and end memberships',
    effect: 'account',
    may: [...ADMINISTERS, 'instance-admin'],
    forbidden: ONLY_ADMIN,
    further: canChangeMember,
  }),
  'key.enrol': rule('key', {
    act: 'enrol a signing key of one’s own',
    effect: 'account',
    may: ['self'],
    forbidden: ONLY_SELF,
    further: mayHoldKey,
  }),
  'key.approve': rule('key', {
    act: 'approve a signing key',
    effect: 'account',
    may: ADMINISTERS,
    forbidden: ONLY_ADMIN,
    further: approvedByAnother,
  }),
  'key.revoke': rule('key', {
    act: 'revoke a signing key',
    effect: 'account',
    may: ['self', ...ADMINISTERS, 'instance-admin'],
    forbidden: ONLY_ADMIN,
  }),
  'session.see': rule('session', {
    act: 'list sessions',
    effect: 'read',
    may: ['self'],
    forbidden: ONLY_SELF,
  }),
  'session.revoke': rule('session', {
    act: 'end a session',
    effect: 'account',
    may: ['self', 'instance-admin'],
    forbidden: ONLY_SELF,
  }),
} as const satisfies Record<string, AnyRule>;

export type Action = keyof typeof ACTIONS;
export type KindOf<Act extends Action> = (typeof ACTIONS)[Act]['on'];
export type ResourceOf<Act extends Action> = Resources[KindOf<Act>];
/** Actions on one kind of resource. */
export type ActionOn<Kind extends ResourceKind> = {
  [Act in Action]: KindOf<Act> extends Kind ? Act : never;
}[Action];

/** The states from which a machine foresees an event: said once, in the machine. */
function statesFor<State extends string, EventFacts>(
  machine: Machine<State, EventFacts>,
  ...events: readonly (keyof EventFacts & string)[]
): State[] {
  const states = machine.transitions
    .filter((transition) => events.includes(transition.event))
    .flatMap((transition) => transition.from);
  return [...new Set(states)];
}

function findingState({ state }: FindingResource): string {
  return state;
}
