/**
 * Separation of duties (domain rules 15–17): author, assessor and decision-maker are three people.
 * It follows from what a person did and holds, not from what a form says, and no role lifts it.
 */

import { type Actor, isEngagedAs, isMember } from './actor';
import type { CaseResource } from './resources';

/** The duty that an action exercises; null for actions that are nobody's exclusive duty. */
export type Duty = 'write' | 'assess' | 'decide' | null;

/** The sentence that says why the actor may not exercise the duty, or null. */
export function conflictOfInterest(actor: Actor, duty: Duty, owned: CaseResource): string | null {
  switch (duty) {
    case null:
      return null;
    case 'write':
      if (actor.assessed || isEngagedAs(actor, 'assessor')) {
        return 'You assess this case. An assessor does not write in it.';
      }
      if (actor.decided || isEngagedAs(actor, 'decision-maker')) {
        return 'You decide on this case. A decision-maker does not write in it.';
      }
      return null;
    case 'assess':
      if (actor.contributed) return contributedTo('assess');
      if (isMember(actor, owned.ownerOrgId)) {
        return 'You belong to the organisation that owns this case and cannot assess it as an outsider.';
      }
      if (actor.decided || isEngagedAs(actor, 'decision-maker')) {
        return 'You decide on this case. Assessor and decision-maker are two people.';
      }
      return null;
    case 'decide':
      if (actor.contributed) return contributedTo('decide on');
      if (isEngagedAs(actor, 'decision-maker') && isMember(actor, owned.ownerOrgId)) {
        return 'You belong to the organisation that owns this case and cannot decide on it as an outsider.';
      }
      if (actor.assessed || isEngagedAs(actor, 'assessor')) {
        return 'You assess this case. Assessor and decision-maker are two people.';
      }
      return null;
  }
}

function contributedTo(act: string): string {
  return `You contributed to this case or to what it builds on. Whoever contributed can never ${act} it.`;
}
