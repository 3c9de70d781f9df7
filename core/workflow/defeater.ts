/** How a doubt ends (Bloomfield & Rushby; GSN v3 1:6.3.13; domain rule 28). */

import { dueDateSet, reasonGiven } from './guards';
import type { Guard, Machine } from './machine';

export const DEFEATER_STATES = [
  'raised',
  'being-investigated',
  'refuted',
  'sustained',
  'resolved-by-revision',
  'accepted-as-residual',
  'reopened',
] as const;
export type DefeaterState = (typeof DEFEATER_STATES)[number];

export const RESIDUAL_CLASSES = ['negligible', 'low', 'moderate', 'high'] as const;
export type ResidualClass = (typeof RESIDUAL_CLASSES)[number];

export interface DefeaterEvents {
  investigate: Record<never, never>;
  refute: { reason: string; byAuthorAlone: boolean };
  sustain: { reason: string };
  'resolve-by-revision': { revised: readonly string[]; reason: string };
  'accept-as-residual': {
    reason: string;
    owner: string;
    consequence: ResidualClass | null;
    likelihood: ResidualClass | null;
    /** Review date. */
    due: string;
    today: string;
  };
  reopen: { reason: string };
}

const secondPerson: Guard<{ byAuthorAlone: boolean }> = {
  name: 'second-person',
  requires: 'someone other than the author concurs',
  refuse: ({ byAuthorAlone }) =>
    byAuthorAlone ? 'Ask an assessor to concur: an author cannot refute a doubt alone.' : null,
};
const somethingRevised: Guard<{ revised: readonly string[] }> = {
  name: 'revision-named',
  requires: 'the revised elements are named',
  refuse: ({ revised }) =>
    revised.length === 0 ? 'Name the elements that were changed to meet this doubt.' : null,
};
const ownerNamed: Guard<{ owner: string }> = {
  name: 'owner-named',
  requires: 'a person owns the residual doubt',
  refuse: ({ owner }) =>
    owner.trim() === '' ? 'Name the person who owns this residual doubt.' : null,
};
const classesGiven: Guard<{ consequence: ResidualClass | null; likelihood: ResidualClass | null }> =
  {
    name: 'classes-given',
    requires: 'consequence and likelihood class are given',
    refuse: ({ consequence, likelihood }) =>
      consequence === null || likelihood === null
        ? 'Give the class of consequence and of likelihood.'
        : null,
  };

export const DEFEATER: Machine<DefeaterState, DefeaterEvents> = {
  name: 'defeater',
  title: 'Doubt',
  initial: 'raised',
  states: {
    raised: 'Stated, not yet looked into.',
    'being-investigated': 'Somebody is looking into it.',
    refuted: 'Shown not to hold, with the concurrence of a second person.',
    sustained: 'Shown to hold; the case must answer it.',
    'resolved-by-revision': 'The argument was changed so that it no longer bites.',
    'accepted-as-residual': 'Accepted by name, with owner, classes and review date.',
    reopened: 'Taken up again after it was settled.',
  },
  events: {
    investigate: 'be investigated',
    refute: 'be refuted',
    sustain: 'be sustained',
    'resolve-by-revision': 'be resolved by revision',
    'accept-as-residual': 'be accepted as residual',
    reopen: 'be reopened',
  },
  transitions: [
    {
      event: 'investigate',
      from: ['raised', 'reopened'],
      to: 'being-investigated',
      who: ['author', 'assessor'],
      guards: [],
    },
    {
      event: 'refute',
      from: ['being-investigated'],
      to: 'refuted',
      who: ['author', 'assessor'],
      guards: [reasonGiven, secondPerson],
    },
    {
      event: 'sustain',
      from: ['being-investigated'],
      to: 'sustained',
      who: ['author', 'assessor'],
      guards: [reasonGiven],
    },
    {
      event: 'resolve-by-revision',
      from: ['sustained'],
      to: 'resolved-by-revision',
      who: ['author'],
      guards: [somethingRevised, reasonGiven],
    },
    {
      event: 'accept-as-residual',
      from: ['sustained'],
      to: 'accepted-as-residual',
      who: ['decision-maker'],
      guards: [reasonGiven, ownerNamed, classesGiven, dueDateSet],
    },
    {
      event: 'reopen',
      from: ['refuted', 'sustained', 'resolved-by-revision', 'accepted-as-residual'],
      to: 'reopened',
      who: ['author', 'assessor', 'decision-maker', 'rule'],
      guards: [reasonGiven],
    },
  ],
};
