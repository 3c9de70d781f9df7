import type { FindingSeverity } from '@/core/workflow/finding';
import type { InboxGroup, InboxKind } from './kinds';

/** What an item says of itself, by its kind: in the inbox and in e-mail alike. */
export interface KindWords {
  /** In the rail: "Finding to answer". */
  reason: string;
  /** In the list, as a sentence without a stop. */
  sentence: (item: {
    organisation: string;
    severity: FindingSeverity | null;
    title: string;
  }) => string;
  /** Why it waits for this person, and what it stops. */
  why: string;
  /** The act. */
  act: string;
}

const SEVERITY: Record<FindingSeverity, string> = {
  blocking: 'a critical finding',
  major: 'a major finding',
  minor: 'a minor finding',
  observation: 'an observation',
};

export const KIND_WORDS: Record<InboxKind, KindWords> = {
  'finding-to-answer': {
    reason: 'Finding to answer',
    sentence: ({ severity }) => `The assessors raised ${SEVERITY[severity ?? 'observation']}`,
    why: 'You may answer for the authors. Only the person who raised it can close it.',
    act: 'Open the finding',
  },
  'finding-to-verify': {
    reason: 'Answer to verify',
    sentence: ({ severity }) =>
      `The authors answered ${SEVERITY[severity ?? 'observation']} of yours`,
    why: 'You raised it, and only you can close it or send it back.',
    act: 'Open the answer',
  },
  'changes-requested': {
    reason: 'Changes requested',
    sentence: () => 'The assessors ask for a new candidate',
    why: 'The release stands still until you freeze another candidate or withdraw it.',
    act: 'Open the release',
  },
  'base-moved': {
    reason: 'Acknowledgement owed',
    sentence: () => 'The base of your supplement moved',
    why: 'You are the responsible officer. That you know, and what you do about it, is signed and logged.',
    act: 'Open the release',
  },
  'contract-outdated': {
    reason: 'Contract outdated',
    sentence: () => 'A newer release of the base changed what your supplement rests on',
    why: 'The supplement is not in force until its contract is verified anew on the newer release.',
    act: 'Open the contract',
  },
  'indicator-breach': {
    reason: 'Indicator to answer for',
    sentence: () => 'An indicator broke its limits',
    why: 'You are the responsible officer. A critical indicator keeps the release out of force until it is answered for and read inside its limits again.',
    act: 'Open the monitors',
  },
  'condition-due': {
    reason: 'Condition due',
    sentence: () => 'A condition of the approval comes due',
    why: 'The release leaves force on the day after, unless the condition is met.',
    act: 'Open the release',
  },
  'review-asked': {
    reason: 'Review asked',
    sentence: ({ organisation }) => `${organisation} asks for your review`,
    why: 'You are engaged as assessor and have not handed in a review of this release.',
    act: 'Open the review',
  },
  'decision-asked': {
    reason: 'Decision asked',
    sentence: ({ organisation }) => `${organisation} asks for your decision`,
    why: 'A review is handed in. The decision is yours, and is signed with your own key.',
    act: 'Open the sign-off',
  },
  'candidate-to-submit': {
    reason: 'Candidate to submit',
    sentence: () => 'A candidate is frozen and not submitted',
    why: 'Assessors see it once you submit it. What was frozen does not change by that.',
    act: 'Open the candidate',
  },
  'approved-to-publish': {
    reason: 'Approved, to publish',
    sentence: () => 'An approved release is not published',
    why: 'It is in force for nobody until you publish it.',
    act: 'Open the release',
  },
  'key-to-approve': {
    reason: 'Key to approve',
    sentence: ({ title }) => `${title} enrolled a signing key`,
    why: 'Two people vouch for a key: its holder, and an administrator who knows it is theirs.',
    act: 'Open the organisation',
  },
  invitation: {
    reason: 'Invitation',
    sentence: ({ organisation }) => `${organisation} invites you`,
    why: 'The invitation names your address.',
    act: 'Join',
  },
  'revalidation-due': {
    reason: 'Revalidation due',
    sentence: () => 'The base has a newer release, and yours leaves force',
    why: 'Nothing that your supplement rests on changed. It follows its base out of force when the clock ends, and stays out of it until it is moved to the newer release.',
    act: 'Open the contract',
  },
  'window-ending': {
    reason: 'Window ending',
    sentence: () => 'The window of a release ends',
    why: 'It leaves force when the window ends, without anybody’s act.',
    act: 'Open the release',
  },
};

export const GROUP_WORDS: Record<InboxGroup, { head: string; note?: string }> = {
  blocks: { head: 'Blocks something', note: 'oldest first' },
  waits: { head: 'Waits for you' },
  calendar: { head: 'On the calendar' },
};
