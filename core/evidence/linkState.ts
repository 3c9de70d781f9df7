/**
 * The state of a link from a claim to an evidence version. Claims have no such state: a fresh link
 * says nothing about whether the claim holds.
 */

import type { EvidenceVersionState } from '@/core/workflow/evidenceVersion';

import type { CriterionEvaluation } from './criterion';

export const LINK_STATES = ['fresh', 'stale', 'failing'] as const;
export type LinkState = (typeof LINK_STATES)[number];

export interface LinkFacts {
  version: {
    state: EvidenceVersionState;
    /** RFC 3339 instant at which the evidence was made; null when unknown. */
    madeAt: string | null;
    /** The system it was made on, in words or as a digest; empty when it does not say. */
    subject: string;
    /** Fictional or illustrative. */
    illustrative: boolean;
  };
  /** Age limit in days; null where none is set. */
  maxAgeDays: number | null;
  /** Names and digests by which the case's subject is known; empty while it names none. */
  subjects: readonly string[];
  /** The claim's criteria, evaluated on this version. */
  criteria: readonly CriterionEvaluation[];
}

export interface LinkJudgement {
  state: LinkState;
  /** Why it is not fresh, one sentence each; empty when fresh. */
  reasons: string[];
  /** RFC 3339 instant at which the age limit ends; null where there is none. */
  freshUntil: string | null;
}

const DAY = 86_400_000;

/** Judges a link at `now`: failing before stale before fresh. */
export function judgeLink(facts: LinkFacts, now: Date): LinkJudgement {
  const failing = [...failingStates(facts), ...failingCriteria(facts)];
  const freshUntil = ageLimit(facts);
  const stale = [...staleStates(facts), ...age(facts, freshUntil, now), ...subject(facts)];
  const reasons = [...failing, ...stale];
  const state = failing.length > 0 ? 'failing' : stale.length > 0 ? 'stale' : 'fresh';
  return { state, reasons, freshUntil: freshUntil?.toISOString() ?? null };
}

function failingStates({ version }: LinkFacts): string[] {
  const reasons: string[] = [];
  if (version.state === 'retracted') reasons.push('The evidence was retracted.');
  if (version.state === 'quarantined') reasons.push('The evidence is quarantined.');
  // Domain rule 8.
  if (version.illustrative) reasons.push('Illustrative evidence cannot support a claim.');
  return reasons;
}

function failingCriteria({ criteria }: LinkFacts): string[] {
  return criteria
    .filter(({ result }) => result === 'not-met' || result === 'no-such-metric')
    .map(({ words }) => words);
}

function staleStates({ version }: LinkFacts): string[] {
  switch (version.state) {
    case 'registered':
    case 'scanning':
      return ['The evidence is not ready yet.'];
    case 'stale':
      return ['The evidence is marked stale.'];
    case 'superseded':
      return ['A newer version of the evidence exists.'];
    default:
      return [];
  }
}

function ageLimit({ version, maxAgeDays }: LinkFacts): Date | null {
  if (maxAgeDays === null || version.madeAt === null) return null;
  const end = new Date(Date.parse(version.madeAt) + maxAgeDays * DAY);
  return Number.isNaN(end.getTime()) ? null : end;
}

function age({ maxAgeDays }: LinkFacts, freshUntil: Date | null, now: Date): string[] {
  if (maxAgeDays === null) return [];
  if (freshUntil === null) return ['It is not known when the evidence was made.'];
  return now < freshUntil ? [] : [`The evidence is older than ${maxAgeDays} days.`];
}

/** Domain rule 7: evidence names the subject it was made on. */
function subject({ version, subjects }: LinkFacts): string[] {
  if (subjects.length === 0) return [];
  if (version.subject.trim() === '')
    return ['The evidence does not say on which system it was made.'];
  const known = subjects.some((name) => sameName(name, version.subject));
  return known ? [] : [`The evidence was made on ${version.subject}, not on ${subjects[0]}.`];
}

function sameName(a: string, b: string): boolean {
  return folded(a) === folded(b);
}

function folded(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
