/** What a rule of the action table is made of. */

import type { Actor } from './actor';
import type { Part } from './parts';
import { type ResourceKind, type Resources, releaseOf } from './resources';
import type { Duty } from './separation';

/** What an action does to the record; `content` never touches anything that was released. */
export type Effect = 'read' | 'content' | 'judgement' | 'status' | 'account';

export type RefusalCode =
  | 'not-found'
  | 'forbidden'
  | 'unauthenticated'
  | 'conflict-of-interest'
  | 'wrong-state';

export interface Refusal {
  readonly allowed: false;
  readonly code: RefusalCode;
  readonly reason: string;
}

export interface Rule<Kind extends ResourceKind> {
  readonly on: Kind;
  /** "freeze a candidate" */
  readonly act: string;
  readonly effect: Effect;
  readonly may: readonly Part[];
  readonly duty: Duty;
  /** States of the release or finding in which it is possible; null for any. */
  readonly states: readonly string[] | null;
  readonly stateOf: (resource: Resources[Kind]) => string | null;
  readonly forbidden: string;
  /** What remains to be checked once part, duty and state are right. */
  readonly further: (actor: Actor, resource: Resources[Kind]) => Refusal | null;
}

export interface Terms<Kind extends ResourceKind> {
  act: string;
  effect: Effect;
  may: readonly Part[];
  duty?: Duty;
  states?: readonly string[];
  /** State the rule is bound to, where it is not the release's. */
  stateOf?: (resource: Resources[Kind]) => string | null;
  forbidden: string;
  further?: (actor: Actor, resource: Resources[Kind]) => Refusal | null;
}

/** Fills in what most rules share. */
export function rule<Kind extends ResourceKind>(on: Kind, terms: Terms<Kind>): Rule<Kind> {
  return {
    on,
    act: terms.act,
    effect: terms.effect,
    may: terms.may,
    duty: terms.duty ?? null,
    states: terms.states ?? null,
    stateOf: terms.stateOf ?? ((resource) => releaseOf(on, resource)?.state ?? null),
    forbidden: terms.forbidden,
    further: terms.further ?? (() => null),
  };
}

/** A rule on some kind of resource. */
export type AnyRule = { [Kind in ResourceKind]: Rule<Kind> }[ResourceKind];

export const forbid = (reason: string): Refusal => ({ allowed: false, code: 'forbidden', reason });
