import type { ReleaseState } from '@/core/workflow/release';
import type { ReviewRoundState } from '@/core/workflow/reviewRound';

/** How far the case's release has come: the facts that decisions are made of. */
export interface Stage {
  is: string;
  /** State of the release; null while there is none. */
  release: ReleaseState | null;
  submitted: boolean;
  /** State of the review round; null while there is none. */
  round: ReviewRoundState | null;
  /** The assessor has declared, judged and raised findings. */
  reviewed: boolean;
  /** The decision-maker has signed. */
  decided: boolean;
  /** A decision-maker of another organisation is engaged. */
  outsideDecides: boolean;
}

function stage(
  is: string,
  release: ReleaseState | null,
  facts: Partial<Pick<Stage, 'submitted' | 'round' | 'decided' | 'outsideDecides'>> = {},
): Stage {
  const round = facts.round ?? null;
  return {
    is,
    release,
    submitted: facts.submitted ?? round !== null,
    round,
    reviewed: round !== null,
    decided: facts.decided ?? false,
    outsideDecides: facts.outsideDecides ?? true,
  };
}

/** Every state is tried: those of core/workflow, and a review before and after its report. */
export const STAGES = {
  draft: stage('no release yet', null),
  candidate: stage('frozen by the officer', 'candidate'),
  submitted: stage('handed over, no review yet', 'submitted', { submitted: true }),
  'under-review': stage('a round is open, findings are raised', 'under-review', { round: 'open' }),
  'changes-requested': stage('the assessor asked for a new candidate', 'changes-requested', {
    round: 'closed',
  }),
  replaced: stage('a new candidate was frozen; the findings went over to it', 'replaced', {
    round: 'closed',
  }),
  withdrawn: stage('taken back by the officer during the review', 'withdrawn', {
    round: 'closed',
  }),
  reviewed: stage('under review, with the report handed in', 'under-review', {
    round: 'submitted',
  }),
  'reviewed-inside': stage('the same, and nobody outside is left to decide', 'under-review', {
    round: 'submitted',
    outsideDecides: false,
  }),
  rejected: stage('rejected by the decision-maker', 'rejected', {
    round: 'submitted',
    decided: true,
  }),
  'approved-with-conditions': stage('approved with a condition', 'approved-with-conditions', {
    round: 'submitted',
    decided: true,
  }),
  approved: stage('approved', 'approved', { round: 'submitted', decided: true }),
  published: stage('published by the officer', 'published', { round: 'submitted', decided: true }),
  suspended: stage('suspended by the officer', 'suspended', { round: 'submitted', decided: true }),
  revoked: stage('revoked by the decision-maker', 'revoked', {
    round: 'submitted',
    decided: true,
  }),
} as const satisfies Record<string, Stage>;
export type StageName = keyof typeof STAGES;

export const STAGE_NAMES = Object.keys(STAGES) as StageName[];
