/** A finding of a review (domain rules 23–27): authors answer, only the raiser closes. */

import { dueDateSet, onlyTheRaiser, reasonGiven } from './guards';
import type { Guard, Machine } from './machine';

export const FINDING_SEVERITIES = ['blocking', 'major', 'minor', 'observation'] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

export const FINDING_STATES = [
  'open',
  'response-given',
  'being-verified',
  'closed',
  'converted-to-condition',
  'disputed',
  'adjudicated',
] as const;
export type FindingState = (typeof FINDING_STATES)[number];

export interface FindingEvents {
  respond: { response: string };
  verify: { byRaiser: boolean };
  'send-back': { byRaiser: boolean; reason: string };
  close: { byRaiser: boolean; reason: string };
  'convert-to-condition': { severity: FindingSeverity; reason: string; due: string; today: string };
  dispute: { reason: string };
  uphold: { reason: string };
  overrule: { reason: string };
}

const responseGiven: Guard<{ response: string }> = {
  name: 'response-given',
  requires: 'the response has words',
  refuse: ({ response }) => (response.trim() === '' ? 'Write the response first.' : null),
};
const notBlocking: Guard<{ severity: FindingSeverity }> = {
  name: 'not-blocking',
  requires: 'the finding is not blocking',
  refuse: ({ severity }) =>
    severity === 'blocking'
      ? 'A blocking finding cannot become a condition. Resolve it, or dispute it in writing.'
      : null,
};

const unsettled = ['open', 'response-given', 'being-verified'] as const;

export const FINDING: Machine<FindingState, FindingEvents> = {
  name: 'finding',
  title: 'Finding',
  initial: 'open',
  states: {
    open: 'Raised and waiting for the authors.',
    'response-given': 'The authors answered.',
    'being-verified': 'The raiser checks the answer.',
    closed: 'Closed by the person who raised it.',
    'converted-to-condition': 'Lives on as a dated condition of the approval.',
    disputed: 'The authors object; the decision-maker rules.',
    adjudicated: 'Overruled in writing, shown next to the decision.',
  },
  events: {
    respond: 'be answered',
    verify: 'be taken up for verification',
    'send-back': 'be sent back to the authors',
    close: 'be closed',
    'convert-to-condition': 'become a condition',
    dispute: 'be disputed',
    uphold: 'be upheld',
    overrule: 'be overruled',
  },
  transitions: [
    {
      event: 'respond',
      from: ['open', 'response-given'],
      to: 'response-given',
      who: ['author'],
      guards: [responseGiven],
    },
    {
      event: 'verify',
      from: ['response-given'],
      to: 'being-verified',
      who: ['raiser'],
      guards: [onlyTheRaiser],
    },
    {
      event: 'send-back',
      from: ['response-given', 'being-verified'],
      to: 'open',
      who: ['raiser'],
      guards: [onlyTheRaiser, reasonGiven],
    },
    {
      event: 'close',
      from: unsettled,
      to: 'closed',
      who: ['raiser'],
      guards: [onlyTheRaiser, reasonGiven],
    },
    {
      event: 'convert-to-condition',
      from: [...unsettled, 'disputed'],
      to: 'converted-to-condition',
      who: ['decision-maker'],
      guards: [notBlocking, reasonGiven, dueDateSet],
    },
    {
      event: 'dispute',
      from: unsettled,
      to: 'disputed',
      who: ['author'],
      guards: [reasonGiven],
    },
    {
      event: 'uphold',
      from: ['disputed'],
      to: 'open',
      who: ['decision-maker'],
      guards: [reasonGiven],
    },
    {
      event: 'overrule',
      from: ['disputed'],
      to: 'adjudicated',
      who: ['decision-maker'],
      guards: [reasonGiven],
    },
  ],
};
