import type { Citation } from './citations';

/**
 * How a citation of the base stands, as far as the tool can tell. Whether own contexts really match is
 * for an assessor of the supplement: "matched" says only that each has one set beside it.
 */
export type CitationState =
  | { kind: 'inherited' }
  | { kind: 'matched' | 'open'; matched: number; contexts: number }
  /** The contract does not say how the goal is cited. */
  | { kind: 'unsaid' }
  /** The pinned release has no such public goal, or withholds its words. */
  | { kind: 'unknown' }
  /** The base has the goal and does not claim it. */
  | { kind: 'not-claimed' }
  /** Cited as absolute, which it is not in the base. */
  | { kind: 'bounded' }
  /** Some of the contexts in its scope are withheld: what is not seen cannot be matched. */
  | { kind: 'withheld'; contexts: number };

export function citationState({ goal, cite, lines }: Citation): CitationState {
  if (goal === null) return { kind: 'unknown' };
  if (goal.notClaimed) return { kind: 'not-claimed' };
  if (cite === null) return { kind: 'unsaid' };
  if (cite.citing === 'absolute') {
    return { kind: goal.reach === 'absolute' ? 'inherited' : 'bounded' };
  }
  if (goal.withheldInScope > 0) return { kind: 'withheld', contexts: goal.withheldInScope };
  const matched = lines.filter(({ locals }) => locals.length > 0).length;
  const contexts = lines.length;
  return { kind: matched === contexts ? 'matched' : 'open', matched, contexts };
}
