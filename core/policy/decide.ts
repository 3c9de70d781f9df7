/** One answer to "may they?", for the API, the sockets and the interface alike. */

import { inWords, listWords } from '@/core/workflow/machine';

import type { Actor } from './actor';
import { type Part, partsOf } from './parts';
import { type ResourceKind, type Resources, caseOf } from './resources';
import type { AnyRule, Refusal, RefusalCode, Rule } from './rule';
import { ACTIONS, type Action, type ActionOn, type KindOf } from './rules';
import { conflictOfInterest } from './separation';
import { isVisible } from './visibility';

export type Decision = { readonly allowed: true } | Refusal;

/**
 * Decides whether the actor may do this to the resource, as loaded inside the transaction that acts.
 *
 * Refusals, in this order: `unauthenticated` (not signed in, and the action needs a person),
 * `not-found` (the actor may not learn that the thing exists), `forbidden` (none of the actor's parts
 * may do it), `conflict-of-interest` (separation of duties), `wrong-state`. Each carries a sentence
 * that can be shown to the actor.
 */
export function decide<Act extends Action>(
  action: Act,
  actor: Actor,
  resource: Resources[KindOf<Act>],
): Decision {
  const rule: AnyRule = ACTIONS[action];
  return decideBy(rule as Rule<KindOf<Act>>, actor, resource);
}

/**
 * Every action on this kind of resource with whether the actor may do it now: what is sent along
 * with each record.
 */
export function abilities<Kind extends ResourceKind>(
  kind: Kind,
  actor: Actor,
  resource: Resources[Kind],
): Record<ActionOn<Kind>, boolean> {
  const answers: Partial<Record<Action, boolean>> = {};
  for (const action of ACTION_NAMES) {
    const rule: AnyRule = ACTIONS[action];
    if (isOn(rule, kind)) answers[action] = decideBy(rule, actor, resource).allowed;
  }
  return answers as Record<ActionOn<Kind>, boolean>;
}

export const ACTION_NAMES = Object.keys(ACTIONS) as Action[];

function isOn<Kind extends ResourceKind>(rule: AnyRule, kind: Kind): rule is AnyRule & Rule<Kind> {
  return rule.on === kind;
}

function decideBy<Kind extends ResourceKind>(
  rule: Rule<Kind>,
  actor: Actor,
  resource: Resources[Kind],
): Decision {
  const forEverybody = rule.may.includes('anyone');
  if (actor.personId === null && !forEverybody) {
    return refuse('unauthenticated', 'Sign in first.');
  }
  const parts = partsOf(actor, rule.on, resource);
  if (!isVisible(parts, rule.on, resource)) {
    return refuse('not-found', 'There is no such thing here, or it is not open to you.');
  }
  if (!holdsOne(parts, rule.may)) return refuse('forbidden', rule.forbidden);

  const owned = caseOf(rule.on, resource);
  const conflict = owned === null ? null : conflictOfInterest(actor, rule.duty, owned);
  if (conflict !== null) return refuse('conflict-of-interest', conflict);

  const state = rule.stateOf(resource);
  if (rule.states !== null && state !== null && !rule.states.includes(state)) {
    const possible = listWords(rule.states.map(inWords), 'or');
    return refuse(
      'wrong-state',
      `It is ${inWords(state)} now; this is possible while ${possible}.`,
    );
  }
  return rule.further(actor, resource) ?? { allowed: true };
}

function holdsOne(parts: ReadonlySet<Part>, wanted: readonly Part[]): boolean {
  return wanted.some((part) => parts.has(part));
}

function refuse(code: RefusalCode, reason: string): Refusal {
  return { allowed: false, code, reason };
}
