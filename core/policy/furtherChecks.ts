/** What remains to be checked once part, duty and state are right. */

import { type EngagementRole, isJudge } from '@/core/workflow/engagement';
import { inWords } from '@/core/workflow/machine';

import { type Actor, type OrgRole, hasRole, isMember } from './actor';
import type { Resources } from './resources';
import { type Refusal, forbid } from './rule';

/** What their own organisation must have made of a person before another one may engage them. */
const ENGAGEMENT_NEEDS: Record<EngagementRole, OrgRole | null> = {
  assessor: 'reviewer',
  'decision-maker': 'approver',
  'co-author': 'author',
  reader: null,
};

/** Whether the round is one of the actor's own organisation. */
export function ownRound(actor: Actor, { orgId }: Resources['review']): Refusal | null {
  return actor.engagements.some((held) => held.role === 'assessor' && held.orgId === orgId)
    ? null
    : forbid('This round belongs to another organisation’s assessors.');
}

/** Whether the round is the actor's, open, and entered with a declaration of independence. */
export function inOpenRound(actor: Actor, round: Resources['review']): Refusal | null {
  const elsewhere = ownRound(actor, round);
  if (elsewhere !== null) return elsewhere;
  if (round.state !== 'open') {
    const reason = `The review round is ${inWords(round.state)}; it takes judgements and findings while it is open.`;
    return { allowed: false, code: 'wrong-state', reason };
  }
  return round.declared ? null : forbid('Declare your independence in this round first.');
}

/** An administrator cannot make owners, nor touch one. */
export function ownerRoleByOwner(actor: Actor, member: Resources['member']): Refusal | null {
  const touchesOwner = member.currentRoles.includes('owner') || member.newRoles.includes('owner');
  if (!touchesOwner || actor.instanceAdmin || hasRole(actor, member.orgId, 'owner')) return null;
  return forbid('Only an owner can make, change or remove an owner.');
}

/** Whether a person may be engaged in a part on this case. */
export function canBeEngaged(_: Actor, engagement: Resources['engagement']): Refusal | null {
  const { case: owned, role, holder } = engagement;
  if (holder.orgId === owned.ownerOrgId) {
    return forbid('Engage people of other organisations; give your own people a role instead.');
  }
  if (holder.contributed && isJudge(role)) {
    const reason = 'This person contributed to the case and can never assess or decide it.';
    return { allowed: false, code: 'conflict-of-interest', reason };
  }
  const needed = ENGAGEMENT_NEEDS[role];
  if (needed === null || holder.roles.includes(needed)) return null;
  return forbid(`Their organisation has not made this person ${needed}; ask its administrator.`);
}

/** Whether membership may be changed like this. */
export function canChangeMember(actor: Actor, member: Resources['member']): Refusal | null {
  if (member.leavesNoOwner) {
    const reason =
      'This would leave the organisation without an owner. Make somebody else owner first.';
    return { allowed: false, code: 'wrong-state', reason };
  }
  const byRoleHere = hasRole(actor, member.orgId, 'owner', 'admin');
  if (!byRoleHere && actor.personId === member.personId) {
    return forbid('An administrator of the installation cannot give themselves a role.');
  }
  return ownerRoleByOwner(actor, member);
}

/** An owner of cases is somebody whose systems they argue about. */
export function mayOwnCases(_: Actor, { kind }: Resources['org']): Refusal | null {
  return kind === 'auditor' || kind === 'regulator'
    ? forbid('Auditors and regulators assess and decide; they own no cases here.')
    : null;
}

/**
 * Whether the key may be the person's in the organisation. What the worked example signs is never in
 * force, so its people and organisations have no passkeys for signing, and nobody else its keys.
 */
export function mayHoldKey(actor: Actor, key: Resources['key']): Refusal | null {
  if (!isMember(actor, key.orgId))
    return forbid('Signing keys are enrolled for an organisation one belongs to.');
  if (key.ofExample && !key.exampleKey)
    return forbid('This belongs to the worked example, in which nobody enrols keys or signs.');
  return key.exampleKey && !key.ofExample
    ? forbid('Only people of the worked example have its keys.')
    : null;
}

/** Two people vouch for a key, unless the organisation has only one who could. */
export function approvedByAnother(actor: Actor, key: Resources['key']): Refusal | null {
  return actor.personId !== key.personId || key.holderIsSoleAdmin
    ? null
    : forbid('Another administrator of your organisation approves your key.');
}
