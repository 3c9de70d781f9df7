import type { StatusLook } from '@/components/ui/Status';
import type { AuthorClaim } from '@/core/argument/document';
import type { Standing } from '@/core/monitor/standing';
import type { FindingSeverity, FindingState } from '@/core/workflow/finding';
import type { ReleaseState } from '@/core/workflow/release';

/**
 * How every state is shown: icon, word and colour in one place, so that one state never has two
 * faces. Pencil is what the author says, circles what an assessor says, rings what is computed.
 */

export const AUTHOR_CLAIM_LOOKS: Record<AuthorClaim, StatusLook> = {
  draft: { icon: 'author-says', tone: 'mute', word: 'Draft' },
  claimed: { icon: 'author-says', tone: 'plain', word: 'Claimed' },
  'not-claimed': { icon: 'author-says', tone: 'mute', word: 'Not claimed' },
};

export const JUDGEMENTS = ['supported', 'partly-supported', 'not-supported', 'challenged'] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

export const JUDGEMENT_LOOKS: Record<Judgement | 'not-assessed', StatusLook> = {
  'not-assessed': { icon: 'empty', tone: 'mute', word: 'Not assessed' },
  supported: { icon: 'full', tone: 'plain', word: 'Supported' },
  'partly-supported': { icon: 'half', tone: 'warn', word: 'Partly supported' },
  'not-supported': { icon: 'empty', tone: 'bad', word: 'Not supported' },
  challenged: { icon: 'challenge', tone: 'doubt', word: 'Challenged' },
};

export const SEVERITY_LOOKS: Record<FindingSeverity | 'critical', StatusLook> = {
  blocking: { icon: 'finding', tone: 'bad', word: 'Critical' },
  critical: { icon: 'finding', tone: 'bad', word: 'Critical' },
  major: { icon: 'finding', tone: 'warn', word: 'Major' },
  minor: { icon: 'finding', tone: 'plain', word: 'Minor' },
  observation: { icon: 'finding', tone: 'mute', word: 'Observation' },
};

export const FINDING_STATE_LOOKS: Record<FindingState, StatusLook> = {
  open: { icon: 'empty', tone: 'plain', word: 'Open' },
  'response-given': { icon: 'half', tone: 'plain', word: 'Answered' },
  'being-verified': { icon: 'review', tone: 'info', word: 'Being verified' },
  closed: { icon: 'full', tone: 'plain', word: 'Closed' },
  'converted-to-condition': { icon: 'clock', tone: 'plain', word: 'Condition of approval' },
  disputed: { icon: 'dissent', tone: 'warn', word: 'Disputed' },
  adjudicated: { icon: 'dissent', tone: 'plain', word: 'Overruled in writing' },
};

export const RELEASE_STATE_LOOKS: Record<'draft' | ReleaseState, StatusLook> = {
  draft: { icon: 'author-says', tone: 'plain', word: 'Draft' },
  candidate: { icon: 'frozen', tone: 'plain', word: 'Frozen' },
  submitted: { icon: 'frozen', tone: 'plain', word: 'Submitted' },
  'under-review': { icon: 'review', tone: 'info', word: 'Under review' },
  'changes-requested': { icon: 'finding', tone: 'warn', word: 'Changes requested' },
  replaced: { icon: 'frozen', tone: 'mute', word: 'Replaced' },
  approved: { icon: 'pass', tone: 'ok', word: 'Approved' },
  'approved-with-conditions': { icon: 'pass', tone: 'ok', word: 'Approved with conditions' },
  rejected: { icon: 'fail', tone: 'bad', word: 'Rejected' },
  published: { icon: 'pass', tone: 'ok', word: 'Published' },
  suspended: { icon: 'suspended', tone: 'bad', word: 'Suspended' },
  revoked: { icon: 'fail', tone: 'bad', word: 'Revoked' },
  withdrawn: { icon: 'frozen', tone: 'mute', word: 'Withdrawn' },
};

export const INDICATOR_LOOKS: Record<Standing['state'], StatusLook> = {
  green: { icon: 'pass', tone: 'ok', word: 'Inside limits' },
  amber: { icon: 'caution', tone: 'warn', word: 'Amber' },
  red: { icon: 'fail', tone: 'bad', word: 'Red' },
  silent: { icon: 'silent', tone: 'bad', word: 'Silent' },
  waiting: { icon: 'clock', tone: 'mute', word: 'No reading yet' },
};

export type EvidenceFreshness = 'fresh' | 'stale' | 'failing';

/** Evidence links, never claims. */
export const FRESHNESS_LOOKS: Record<EvidenceFreshness, StatusLook> = {
  fresh: { icon: 'pass', tone: 'ok', word: 'Fresh' },
  stale: { icon: 'clock', tone: 'warn', word: 'Stale' },
  failing: { icon: 'fail', tone: 'bad', word: 'Failing' },
};
