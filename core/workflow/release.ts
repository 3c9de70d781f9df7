/**
 * The life of a release (domain rules 1–14, 23–30, 37). The draft is the case itself; a release row
 * exists from `candidate` on. Expired and superseded are never states: inForce.ts derives them.
 */

import type { FindingState, FindingSeverity } from './finding';
import { reasonGiven } from './guards';
import type { ContractState } from './inForce';
import { type Guard, type Machine, listWords } from './machine';
import { isLocalDate } from './window';

export const RELEASE_STATES = [
  'candidate',
  'submitted',
  'under-review',
  'changes-requested',
  'replaced',
  'approved',
  'approved-with-conditions',
  'rejected',
  'published',
  'suspended',
  'revoked',
  'withdrawn',
] as const;
export type ReleaseState = (typeof RELEASE_STATES)[number];

export interface FreezeFacts {
  /** Broken rules that no release may carry, as sentences. */
  structuralErrors: readonly string[];
  /** Names of parameters without a value. */
  unfilledParameters: readonly string[];
  /** Identifiers of strategies whose choice is still open, or that carry pattern decorators. */
  unresolvedPatterns: readonly string[];
  /** What the release must say and does not: window, decision, criterion, failure conditions. */
  missing: readonly string[];
  /** Titles of referenced evidence that is not ready. */
  evidenceNotReady: readonly string[];
  /** The digest that the officer previewed equals the digest under the case's lock. */
  previewMatches: boolean;
}

export interface OpenPoint {
  identifier: string;
  kind: 'open-problem' | 'undeveloped';
  /** Name of the person who accepted it as it stands; null while nobody did. */
  acceptedBy: string | null;
}

export interface FindingAtDecision {
  identifier: string;
  severity: FindingSeverity;
  state: FindingState;
  /** Due date of the condition it was turned into. */
  conditionDue: string | null;
}

export interface DecisionFacts {
  reason: string;
  /** Review rounds on this release that handed in their report. */
  reviewsSubmitted: number;
  reviewsOutstanding: number;
}

export interface ApprovalFacts extends DecisionFacts {
  findings: readonly FindingAtDecision[];
  openPoints: readonly OpenPoint[];
  /** Obligations on the holder that the approval carries. */
  conditions: readonly { text: string; due: string }[];
  /** Supplements: what assessors made of the contract with the base; null for a base case. */
  contract: ContractState | null;
}

export interface ReleaseEvents {
  freeze: FreezeFacts;
  submit: { changelog: string };
  'start-review': {
    assessors: readonly { name: string; declared: boolean; contributed: boolean }[];
    scope: string;
  };
  'request-changes': { reason: string; findings: readonly FindingAtDecision[] };
  replace: { successor: string };
  withdraw: { reason: string };
  approve: ApprovalFacts;
  'approve-with-conditions': ApprovalFacts;
  reject: DecisionFacts;
  publish: {
    labelGenerated: boolean;
    /** Withheld records without class or reason. */
    withheldWithoutReason: number;
    /** The officer signed the disclosure of the public view. */
    disclosureSigned: boolean;
  };
  suspend: { reason: string };
  reinstate: { reason: string; reviewClosed: boolean };
  revoke: { reason: string };
}

/** Refuses while a list has entries, and names them. */
function noneLeft<Facts>(
  name: string,
  requires: string,
  left: (facts: Facts) => readonly string[],
  sentence: (named: string, count: number) => string,
): Guard<Facts> {
  return {
    name,
    requires,
    refuse: (facts) => {
      const items = left(facts);
      return items.length === 0 ? null : sentence(nameSome(items), items.length);
    },
  };
}

function nameSome(items: readonly string[]): string {
  if (items.length <= 8) return listWords(items);
  return `${items.slice(0, 8).join(', ')} and ${items.length - 8} more`;
}

const structureSound = noneLeft<FreezeFacts>(
  'structure-sound',
  'no structural error is left',
  (facts) => facts.structuralErrors,
  (named, count) =>
    `Correct ${count === 1 ? 'the structural error' : `the ${count} structural errors`} first: ${named}`,
);
const parametersFilled = noneLeft<FreezeFacts>(
  'parameters-filled',
  'every template parameter has a value',
  (facts) => facts.unfilledParameters,
  (named) => `Fill in ${named}.`,
);
const patternsResolved = noneLeft<FreezeFacts>(
  'patterns-resolved',
  'every choice is made and no pattern decorator is left',
  (facts) => facts.unresolvedPatterns,
  (named) => `Decide what is kept at ${named}.`,
);
const factsPresent = noneLeft<FreezeFacts>(
  'facts-present',
  'window, decision, criterion and failure conditions are stated',
  (facts) => facts.missing,
  (named) => `State ${named}: a release says what it argues for and when it stops holding.`,
);
const evidenceReady = noneLeft<FreezeFacts>(
  'evidence-ready',
  'every referenced evidence version is ready',
  (facts) => facts.evidenceNotReady,
  (named) => `Wait for or replace the evidence that is not ready: ${named}.`,
);
const previewMatches: Guard<FreezeFacts> = {
  name: 'preview-matches',
  requires: 'the content is what the officer previewed',
  refuse: (facts) =>
    facts.previewMatches
      ? null
      : 'The case changed after the preview. Look at the preview again, then freeze.',
};
const changelogWritten: Guard<{ changelog: string }> = {
  name: 'changelog-written',
  requires: 'the changelog says what changed and why',
  refuse: ({ changelog }) =>
    changelog.trim() === ''
      ? 'Write the changelog: what changed since the last release, and why.'
      : null,
};
const assessorsAssigned: Guard<ReleaseEvents['start-review']> = {
  name: 'assessors-assigned',
  requires: 'at least one assessor is assigned',
  refuse: ({ assessors }) => (assessors.length === 0 ? 'Assign at least one assessor.' : null),
};
const independenceDeclared = noneLeft<ReleaseEvents['start-review']>(
  'independence-declared',
  'every assessor has declared independence',
  (facts) => facts.assessors.filter((one) => !one.declared).map((one) => one.name),
  (named) => `Still without a declaration of independence: ${named}.`,
);
const assessorsIndependent = noneLeft<ReleaseEvents['start-review']>(
  'assessors-independent',
  'no assessor ever contributed to the case or what it builds on',
  (facts) => facts.assessors.filter((one) => one.contributed).map((one) => one.name),
  (named) => `Contributed to this case and cannot assess it: ${named}. Assign somebody else.`,
);
const scopeAgreed: Guard<{ scope: string }> = {
  name: 'scope-agreed',
  requires: 'scope and access are agreed',
  refuse: ({ scope }) =>
    scope.trim() === '' ? 'Write down the scope of the review and the access it has.' : null,
};
const somethingToChange: Guard<ReleaseEvents['request-changes']> = {
  name: 'blocking-or-major-open',
  requires: 'at least one blocking or major finding is open',
  refuse: ({ findings }) =>
    findings.some(
      (one) => one.severity !== 'minor' && one.severity !== 'observation' && !isSettled(one),
    )
      ? null
      : 'Raise a blocking or major finding first, so that the authors know what to change.',
};
const successorFrozen: Guard<{ successor: string }> = {
  name: 'successor-frozen',
  requires: 'a new candidate of the same case is frozen',
  refuse: ({ successor }) => (successor === '' ? 'Freeze the new candidate first.' : null),
};
const reviewHandedIn: Guard<DecisionFacts> = {
  name: 'review-handed-in',
  requires: 'every open review round has handed in its report, and there is at least one',
  refuse: ({ reviewsSubmitted, reviewsOutstanding }) => {
    if (reviewsSubmitted === 0) return 'No review has been handed in yet. Silence is not consent.';
    if (reviewsOutstanding === 0) return null;
    return `Wait for ${reviewsOutstanding === 1 ? 'one review' : `${reviewsOutstanding} reviews`}, or close them with a reason.`;
  },
};
const blockingClosed = noneLeft<ApprovalFacts>(
  'blocking-findings-closed',
  'every blocking finding is closed or adjudicated',
  (facts) =>
    facts.findings
      .filter((one) => one.severity === 'blocking' && !isSettled(one))
      .map((one) => one.identifier),
  (named) => `Blocking findings are open: ${named}. Their raisers close them once answered.`,
);
const majorsSettled = noneLeft<ApprovalFacts>(
  'major-findings-settled',
  'every major finding is closed, adjudicated or turned into a dated condition',
  (facts) =>
    facts.findings
      .filter((one) => one.severity === 'major' && !isSettled(one))
      .map((one) => one.identifier),
  (named) => `Close these major findings or turn each into a dated condition: ${named}.`,
);
const openPointsAccepted = noneLeft<ApprovalFacts>(
  'open-points-accepted',
  'each open problem and undeveloped element is accepted by name',
  (facts) => facts.openPoints.filter((one) => one.acceptedBy === null).map((one) => one.identifier),
  (named) => `Accept each of these by name, or reject: ${named}.`,
);
const contractVerified: Guard<ApprovalFacts> = {
  name: 'contract-verified',
  requires: 'an assessor has verified a supplement’s contract, and it still holds',
  refuse: ({ contract }) => {
    if (contract === null || contract === 'verified') return null;
    return {
      unverified: 'No assessor has verified the contract with the base yet.',
      rejected: 'An assessor rejected the contract with the base. Only a new candidate leads on.',
      outdated:
        'The contract is outdated: the base has a newer release that changes what it rests on.',
    }[contract];
  },
};
const noConditions: Guard<ApprovalFacts> = {
  name: 'no-conditions-left',
  requires: 'the approval carries no condition',
  refuse: (facts) =>
    facts.conditions.length > 0 ||
    facts.findings.some((one) => one.state === 'converted-to-condition')
      ? 'There are conditions. Approve with conditions instead.'
      : null,
};
const conditionsDated: Guard<ApprovalFacts> = {
  name: 'conditions-dated',
  requires: 'there is at least one condition and each has a due date',
  refuse: ({ conditions }) => {
    if (conditions.length === 0)
      return 'Name at least one condition, or approve without conditions.';
    const undated = conditions.filter((one) => one.text.trim() === '' || !isLocalDate(one.due));
    return undated.length === 0 ? null : 'Give every condition its words and a due date.';
  },
};
const labelGenerated: Guard<{ labelGenerated: boolean }> = {
  name: 'label-generated',
  requires: 'the label is generated from this release',
  refuse: (facts) => (facts.labelGenerated ? null : 'Generate the label of this release first.'),
};
const redactionsReasoned: Guard<{ withheldWithoutReason: number }> = {
  name: 'redactions-reasoned',
  requires: 'everything withheld carries its class and reason',
  refuse: ({ withheldWithoutReason: count }) =>
    count === 0 ? null : `Give class and reason for what is withheld: ${count} without one.`,
};
const disclosureSigned: Guard<{ disclosureSigned: boolean }> = {
  name: 'disclosure-signed',
  requires: 'the officer has signed the public view',
  refuse: (facts) => (facts.disclosureSigned ? null : 'Sign the public view before publishing.'),
};
const suspensionReviewClosed: Guard<{ reviewClosed: boolean }> = {
  name: 'review-closed',
  requires: 'the review of the suspension is closed',
  refuse: ({ reviewClosed }) =>
    reviewClosed ? null : 'Close the review of the cause first, with its outcome in writing.',
};

const beforeApproval = ['candidate', 'submitted', 'under-review', 'changes-requested'] as const;
const approval = [
  reasonGiven,
  reviewHandedIn,
  blockingClosed,
  majorsSettled,
  openPointsAccepted,
  contractVerified,
];

export const RELEASE: Machine<'draft' | ReleaseState, ReleaseEvents> = {
  name: 'release',
  title: 'Release',
  initial: 'draft',
  states: {
    draft: 'The case itself, being written; no release exists yet.',
    candidate: 'Frozen by the officer: an immutable snapshot with one digest.',
    submitted: 'Handed over for review; only its state can change.',
    'under-review': 'Assessors of a round work on the snapshot.',
    'changes-requested': 'Review asks for a new candidate.',
    replaced: 'A new candidate took its place; findings were carried over.',
    approved: 'The decision-maker signed without conditions.',
    'approved-with-conditions': 'The decision-maker signed; dated conditions bind the holder.',
    rejected: 'The decision-maker signed a rejection with reasons.',
    published: 'Label, public view and sign-offs are public.',
    suspended: 'Taken out of force at once, with a reason; may come back.',
    revoked: 'Ended for good, with reasons; stays visible.',
    withdrawn: 'Taken back by its owner before approval; stays visible.',
  },
  events: {
    freeze: 'be frozen',
    submit: 'be submitted',
    'start-review': 'go under review',
    'request-changes': 'have changes requested',
    replace: 'be replaced by a new candidate',
    withdraw: 'be withdrawn',
    approve: 'be approved',
    'approve-with-conditions': 'be approved with conditions',
    reject: 'be rejected',
    publish: 'be published',
    suspend: 'be suspended',
    reinstate: 'be reinstated',
    revoke: 'be revoked',
  },
  transitions: [
    {
      event: 'freeze',
      from: ['draft'],
      to: 'candidate',
      who: ['officer'],
      guards: [
        structureSound,
        parametersFilled,
        patternsResolved,
        factsPresent,
        evidenceReady,
        previewMatches,
      ],
    },
    {
      event: 'submit',
      from: ['candidate'],
      to: 'submitted',
      who: ['officer'],
      guards: [changelogWritten],
    },
    {
      event: 'start-review',
      from: ['submitted'],
      to: 'under-review',
      who: ['review-lead'],
      guards: [assessorsAssigned, assessorsIndependent, independenceDeclared, scopeAgreed],
    },
    {
      event: 'request-changes',
      from: ['under-review'],
      to: 'changes-requested',
      who: ['review-lead'],
      guards: [reasonGiven, somethingToChange],
    },
    {
      event: 'replace',
      from: ['changes-requested'],
      to: 'replaced',
      who: ['officer'],
      guards: [successorFrozen],
    },
    {
      event: 'withdraw',
      from: beforeApproval,
      to: 'withdrawn',
      who: ['owner'],
      guards: [reasonGiven],
    },
    {
      event: 'approve',
      from: ['under-review'],
      to: 'approved',
      who: ['decision-maker'],
      guards: [...approval, noConditions],
    },
    {
      event: 'approve-with-conditions',
      from: ['under-review'],
      to: 'approved-with-conditions',
      who: ['decision-maker'],
      guards: [...approval, conditionsDated],
    },
    {
      event: 'reject',
      from: ['under-review'],
      to: 'rejected',
      who: ['decision-maker'],
      guards: [reasonGiven, reviewHandedIn],
    },
    {
      event: 'publish',
      from: ['approved', 'approved-with-conditions'],
      to: 'published',
      who: ['officer'],
      guards: [labelGenerated, redactionsReasoned, disclosureSigned],
    },
    {
      event: 'suspend',
      from: ['published'],
      to: 'suspended',
      who: ['officer', 'decision-maker', 'regulator', 'rule'],
      guards: [reasonGiven],
    },
    {
      event: 'reinstate',
      from: ['suspended'],
      to: 'published',
      who: ['decision-maker'],
      guards: [reasonGiven, suspensionReviewClosed],
    },
    {
      event: 'revoke',
      from: ['published', 'suspended'],
      to: 'revoked',
      who: ['decision-maker', 'regulator'],
      guards: [reasonGiven],
    },
  ],
};

/** Closed by its raiser, ruled on in writing, or (below blocking) turned into a dated condition. */
function isSettled(finding: FindingAtDecision): boolean {
  if (finding.state === 'closed' || finding.state === 'adjudicated') return true;
  return (
    finding.state === 'converted-to-condition' &&
    finding.severity !== 'blocking' &&
    finding.conditionDue !== null &&
    isLocalDate(finding.conditionDue)
  );
}
