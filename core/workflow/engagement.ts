/**
 * A person of another organisation acts on a case through an engagement. Independence is tested when
 * it is accepted and again when its holder signs.
 */

import { reasonGiven } from './guards';
import type { Guard, Machine } from './machine';

export const ENGAGEMENT_ROLES = ['assessor', 'decision-maker', 'co-author', 'reader'] as const;
export type EngagementRole = (typeof ENGAGEMENT_ROLES)[number];

export const ENGAGEMENT_STATES = ['invited', 'active', 'closed'] as const;
export type EngagementState = (typeof ENGAGEMENT_STATES)[number];

export interface EngagementEvents {
  accept: {
    role: EngagementRole;
    /** The invited person ever contributed to the case or what it builds on. */
    contributed: boolean;
    /** Other parts the person holds on this case now. */
    otherRoles: readonly EngagementRole[];
  };
  close: { reason: string };
}

const independent: Guard<EngagementEvents['accept']> = {
  name: 'not-a-contributor',
  requires: 'an assessor or decision-maker never contributed to the case or what it builds on',
  refuse: ({ role, contributed }) =>
    isJudge(role) && contributed
      ? 'You contributed to this case. Whoever contributed can never assess or decide it.'
      : null,
};
const onePart: Guard<EngagementEvents['accept']> = {
  name: 'one-part-only',
  requires: 'author, assessor and decision-maker are three people',
  refuse: ({ role, otherRoles }) => {
    const clash = otherRoles.find(
      (other) => other !== role && other !== 'reader' && (isJudge(role) || isJudge(other)),
    );
    return clash === undefined
      ? null
      : `You are ${clash} on this case. Author, assessor and decision-maker are three people.`;
  },
};

export const ENGAGEMENT: Machine<EngagementState, EngagementEvents> = {
  name: 'engagement',
  title: 'Engagement',
  initial: 'invited',
  states: {
    invited: 'Offered by the owner; gives no access yet.',
    active: 'Gives the access of its role.',
    closed: 'Over; gives no access.',
  },
  events: { accept: 'be accepted', close: 'be closed' },
  transitions: [
    {
      event: 'accept',
      from: ['invited'],
      to: 'active',
      who: ['invited'],
      guards: [independent, onePart],
    },
    {
      event: 'close',
      from: ['invited', 'active'],
      to: 'closed',
      who: ['owner', 'invited'],
      guards: [reasonGiven],
    },
  ],
};

/** Parts that judge the case and therefore exclude every other one. */
export function isJudge(role: EngagementRole): boolean {
  return role === 'assessor' || role === 'decision-maker';
}
