/**
 * "In force" is computed from facts and the clock, never stored, so a late job cannot keep anything
 * in force. Every term is shown, the failing one in words.
 */

import type { ReleaseState } from './release';
import { type ValidityWindow, endOfLocalDate, windowBounds } from './window';
import { listWords } from './machine';

/** An obligation on the holder that an approval carries. */
export interface ApprovalCondition {
  label: string;
  /** Local date in the window's zone; the condition is overdue once that day has ended. */
  due: string;
  met: boolean;
}

/** How an indicator stands at the same instant; core/monitor/standing judges it. */
export interface Indicator {
  label: string;
  critical: boolean;
  /** Result of the last reading; null when there never was one. */
  reading: 'green' | 'amber' | 'red' | null;
  /** RFC 3339 instant from which a missing new reading counts as silence; null when not set yet. */
  silentFrom: string | null;
  /** A breach that no responsible officer has answered for, also when it is over. */
  unanswered: 'red' | 'silent' | null;
}

export interface Successor {
  label: string;
  /** RFC 3339 instant until which this release stays in force beside its successor. */
  graceEnds: string;
}

export const CONTRACT_STATES = ['unverified', 'verified', 'outdated', 'rejected'] as const;
export type ContractState = (typeof CONTRACT_STATES)[number];

export interface SupplementFacts {
  contract: ContractState;
  /** The base release, judged at the same instant. */
  base: { label: string; inForce: InForce };
}

export interface InForceFacts {
  state: ReleaseState;
  /** What the decision-maker decided, whatever happened to the state since. */
  decision: 'approved' | 'approved-with-conditions' | 'rejected' | null;
  /** Why it is suspended, in the words of who did it; null when nobody gave any. */
  suspendedReason: string | null;
  /** Example sign-offs are watermarked and are never in force. */
  signedAs: 'person' | 'example' | null;
  window: ValidityWindow;
  conditions: readonly ApprovalCondition[];
  indicators: readonly Indicator[];
  successor: Successor | null;
  /** Null for a base case. */
  supplement: SupplementFacts | null;
}

export const TERM_KEYS = [
  'published',
  'approved',
  'not-suspended',
  'inside-window',
  'not-superseded',
  'conditions-met',
  'indicators',
  'contract',
  'base',
  'not-example',
] as const;
export type TermKey = (typeof TERM_KEYS)[number];

export interface Term {
  key: TermKey;
  holds: boolean;
  /** One sentence without a date: dates are in `next` and shown in the reader's own way. */
  words: string;
  /** RFC 3339 instant at which the clock alone changes this term; null when it never does. */
  next: string | null;
}

export interface InForce {
  inForce: boolean;
  terms: Term[];
  /** After the end of the window. */
  expired: boolean;
  /** A successor is published and the grace period is over. */
  superseded: boolean;
  /**
   * A supplement whose own terms all hold and whose base does not: it comes back with its base. An
   * example is on hold as a real one would be.
   */
  onHold: boolean;
  /** The earliest instant at which the clock alone takes it out of force; null when not in force. */
  until: string | null;
}

/**
 * Judges a release at `now`. Total: a missing window or an unknown zone is a term that fails, never
 * an error. Terms come in the order of TERM_KEYS; those of supplements only for supplements, and that
 * it is an example, which never turns, only for examples.
 */
export function inForce(facts: InForceFacts, now: Date): InForce {
  const superseded = supersededTerm(facts, now);
  const terms = [
    publishedTerm(facts),
    approvedTerm(facts),
    suspendedTerm(facts),
    windowTerm(facts, now),
    superseded,
    conditionsTerm(facts, now),
    indicatorsTerm(facts, now),
    ...(facts.supplement === null
      ? []
      : [contractTerm(facts.supplement), baseTerm(facts.supplement, facts.signedAs)]),
    ...(facts.signedAs === 'example' ? [exampleTerm()] : []),
  ];
  const holds = terms.every((term) => term.holds);
  const bounds = windowBounds(facts.window);
  return {
    inForce: holds,
    terms,
    expired: bounds.ok && now >= bounds.closes,
    superseded: !superseded.holds,
    onHold: isOnHold(terms),
    until: holds ? earliest(terms.map((term) => term.next)) : null,
  };
}

function isOnHold(terms: readonly Term[]): boolean {
  const failing = terms.filter(({ key, holds }) => !holds && key !== 'not-example');
  return failing.length > 0 && failing.every(({ key }) => key === 'base');
}

/** The terms that fail, in order; empty when in force. */
export function failingTerms(result: InForce): Term[] {
  return result.terms.filter((term) => !term.holds);
}

function publishedTerm({ state }: InForceFacts): Term {
  // Suspended and revoked releases stay published; their own term says what happened to them.
  const holds = state === 'published' || state === 'suspended' || state === 'revoked';
  return term('published', holds, holds ? 'Published.' : 'Not published.');
}

function approvedTerm({ state, decision, signedAs }: InForceFacts): Term {
  if (state === 'revoked') return term('approved', false, 'The approval was revoked.');
  if (decision === 'rejected') return term('approved', false, 'Rejected.');
  if (decision === null || signedAs === null) return term('approved', false, 'Not approved.');
  return term(
    'approved',
    true,
    decision === 'approved' ? 'Approved.' : 'Approved with conditions.',
  );
}

function suspendedTerm({ state, suspendedReason }: InForceFacts): Term {
  if (state !== 'suspended') return term('not-suspended', true, 'Not suspended.');
  const reason = suspendedReason?.trim() ?? '';
  return term(
    'not-suspended',
    false,
    reason === '' ? 'Suspended.' : `Suspended: ${sentence(reason)}`,
  );
}

function windowTerm({ window }: InForceFacts, now: Date): Term {
  const bounds = windowBounds(window);
  if (!bounds.ok) return term('inside-window', false, bounds.sentence);
  const { opens, closes } = bounds;
  if (now >= closes) return term('inside-window', false, 'The window has ended.');
  if (now >= opens) return term('inside-window', true, 'Inside its window.', closes);
  return term('inside-window', false, 'The window has not opened yet.', opens);
}

function supersededTerm({ successor }: InForceFacts, now: Date): Term {
  if (successor === null) return term('not-superseded', true, 'No newer release.');
  const graceEnds = new Date(successor.graceEnds);
  if (now < graceEnds) {
    const words = `${successor.label} is published; this release stays in force during the grace period.`;
    return term('not-superseded', true, words, graceEnds);
  }
  return term('not-superseded', false, `Superseded by ${successor.label}.`);
}

function conditionsTerm({ conditions, window }: InForceFacts, now: Date): Term {
  const open = conditions.filter((condition) => !condition.met);
  const ends = open.map((condition) => endOfLocalDate(condition.due, window.zone));
  // A due date that cannot be read counts as overdue: doubt must not keep anything in force.
  const overdue = open.filter((_, index) => {
    const end = ends[index];
    return end === null || end === undefined || !(now < end);
  });
  if (overdue.length > 0) {
    const labels = listWords(overdue.map((condition) => condition.label));
    return term('conditions-met', false, `Overdue: ${labels}.`);
  }
  if (open.length === 0) {
    const words =
      conditions.length === 0 ? 'No approval conditions.' : 'All approval conditions met.';
    return term('conditions-met', true, words);
  }
  const words = `No approval condition is overdue; still to meet: ${open.length}.`;
  const next = earliest(ends.map((end) => end?.toISOString() ?? null));
  return { key: 'conditions-met', holds: true, words, next };
}

function indicatorsTerm({ indicators }: InForceFacts, now: Date): Term {
  const critical = indicators.filter((indicator) => indicator.critical);
  const failing = critical.flatMap((indicator) => {
    if (isSilent(indicator, now)) return [`${indicator.label} is silent`];
    if (indicator.reading === 'red') return [`${indicator.label} is red`];
    return indicator.unanswered === null
      ? []
      : [`${indicator.label} was ${indicator.unanswered}, and nobody has answered for it`];
  });
  if (failing.length > 0) return term('indicators', false, `${listWords(failing)}.`);
  const words =
    critical.length === 0 ? 'No critical indicators.' : 'No critical indicator is red or silent.';
  const next = earliest(critical.map((indicator) => indicator.silentFrom));
  return { key: 'indicators', holds: true, words, next };
}

function isSilent(indicator: Indicator, now: Date): boolean {
  if (indicator.silentFrom !== null) return !(now < new Date(indicator.silentFrom));
  return indicator.reading === null;
}

function contractTerm({ contract }: SupplementFacts): Term {
  const words: Record<ContractState, string> = {
    unverified: 'The contract with the base is not verified.',
    verified: 'The contract with the base is verified.',
    outdated:
      'The contract is outdated: something it rests on changed in a newer release of the base.',
    rejected: 'The contract with the base was rejected.',
  };
  return term('contract', contract === 'verified', words[contract]);
}

function baseTerm({ base }: SupplementFacts, signedAs: InForceFacts['signedAs']): Term {
  if (base.inForce.inForce) {
    const words = `The base, ${base.label}, is in force.`;
    return { key: 'base', holds: true, words, next: base.inForce.until };
  }
  const failing = failingTerms(base.inForce);
  // An example on an example says once that it is one, and here what else is wrong with the base.
  const others = failing.filter(({ key }) => key !== 'not-example');
  const why = (signedAs === 'example' && others.length > 0 ? others : failing)
    .map((one) => one.words)
    .join(' ');
  return term('base', false, `The base, ${base.label}, is not in force. ${why}`.trim());
}

/** Ends like a sentence, whatever its writer ended it with. */
function sentence(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}

/** Always fails, after all others, so that one sees what else fails. */
function exampleTerm(): Term {
  return term('not-example', false, 'An example, signed for show: it is never in force.');
}

function term(key: TermKey, holds: boolean, words: string, next: Date | null = null): Term {
  const readable = next !== null && !Number.isNaN(next.getTime());
  return { key, holds, words, next: readable ? next.toISOString() : null };
}

function earliest(instants: readonly (string | null)[]): string | null {
  const times = instants
    .filter((instant) => instant !== null)
    .map((instant) => Date.parse(instant))
    .filter((time) => !Number.isNaN(time));
  return times.length === 0 ? null : new Date(Math.min(...times)).toISOString();
}
