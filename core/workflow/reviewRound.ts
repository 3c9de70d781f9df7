/** A review round on one frozen release (domain rules 16–22, 25). */

import { reasonGiven } from './guards';
import type { Guard, Machine } from './machine';

export const REVIEW_ROUND_STATES = ['proposed', 'open', 'submitted', 'closed'] as const;
export type ReviewRoundState = (typeof REVIEW_ROUND_STATES)[number];

export interface ReviewRoundEvents {
  open: { declared: boolean; contributed: boolean };
  submit: { report: string; assuranceLevel: number | null; unsentFindings: number };
  close: { reason: string };
}

const declarationFiled: Guard<{ declared: boolean }> = {
  name: 'independence-declared',
  requires: 'the lead has declared independence',
  refuse: ({ declared }) =>
    declared
      ? null
      : 'Declare your independence first; the declaration is published with the review.',
};
const notContributor: Guard<{ contributed: boolean }> = {
  name: 'assessors-independent',
  requires: 'the lead never contributed to the case or what it builds on',
  refuse: ({ contributed }) =>
    contributed ? 'You contributed to this case and cannot assess it, now or later.' : null,
};
const reportWritten: Guard<{ report: string }> = {
  name: 'report-written',
  requires: 'the report has words',
  refuse: ({ report }) =>
    report.trim() === '' ? 'Write what was assessed and what you conclude from it.' : null,
};
const levelStated: Guard<{ assuranceLevel: number | null }> = {
  name: 'assurance-level-stated',
  requires: 'the assurance level of the review is stated',
  refuse: ({ assuranceLevel }) =>
    assuranceLevel === null
      ? 'State the assurance level: which access the review had, how far it leaned on the owner’s word.'
      : null,
};
const nothingUnsent: Guard<{ unsentFindings: number }> = {
  name: 'findings-sent',
  requires: 'no finding is left as a private draft',
  refuse: ({ unsentFindings: count }) =>
    count === 0 ? null : `Send or discard your draft findings first: ${count} left.`,
};

export const REVIEW_ROUND: Machine<ReviewRoundState, ReviewRoundEvents> = {
  name: 'review-round',
  title: 'Review round',
  initial: 'proposed',
  states: {
    proposed: 'Asked for; the lead has not accepted yet.',
    open: 'Assessors walk the snapshot and raise findings.',
    submitted: 'The report is handed in; findings are still answered and closed.',
    closed: 'Over.',
  },
  events: { open: 'be opened', submit: 'be handed in', close: 'be closed' },
  transitions: [
    {
      event: 'open',
      from: ['proposed'],
      to: 'open',
      who: ['review-lead'],
      guards: [notContributor, declarationFiled],
    },
    {
      event: 'submit',
      from: ['open'],
      to: 'submitted',
      who: ['review-lead'],
      guards: [nothingUnsent, reportWritten, levelStated],
    },
    {
      event: 'close',
      from: ['proposed', 'open', 'submitted'],
      to: 'closed',
      who: ['review-lead', 'decision-maker'],
      guards: [reasonGiven],
    },
  ],
};
