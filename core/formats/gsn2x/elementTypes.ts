import type { NodeKind } from '@/core/argument/document';
import { AWAY_OF } from '@/core/argument/kinds';

/** Types of gsn2x elements as `nodeType` spells them, with the prefix that stands for each. */
const PREFIXES = [
  // Longest first: Sn1 is a solution, no strategy.
  ['CSn', 'CounterSolution'],
  ['CG', 'CounterGoal'],
  ['Sn', 'Solution'],
  ['G', 'Goal'],
  ['S', 'Strategy'],
  ['C', 'Context'],
  ['A', 'Assumption'],
  ['J', 'Justification'],
] as const;
export type ElementType = (typeof PREFIXES)[number][1];

export const ELEMENT_TYPES: readonly ElementType[] = PREFIXES.map(([, type]) => type);

/** The type that an element's name stands for when it has no `nodeType`. */
export function typeOfKey(key: string): ElementType | null {
  return PREFIXES.find(([prefix]) => key.startsWith(prefix))?.[1] ?? null;
}

const KINDS: Readonly<Record<ElementType, NodeKind>> = {
  Goal: 'goal',
  CounterGoal: 'goal',
  Strategy: 'strategy',
  Solution: 'solution',
  CounterSolution: 'solution',
  Context: 'context',
  Assumption: 'assumption',
  Justification: 'justification',
};

export function kindOfType(type: ElementType): NodeKind {
  return KINDS[type];
}

/** The type as which a kind is drawn; citations as what they cite, modules and contracts as goals. */
export function typeOfKind(kind: NodeKind): ElementType {
  const home = AWAY_OF[kind] ?? kind;
  return ELEMENT_TYPES.find((type) => KINDS[type] === home && !isCounter(type)) ?? 'Goal';
}

/** The type of the same kind that stands for a challenge or for what supports one (GSN 1:6). */
export function counterTypeOf(type: ElementType): ElementType {
  if (type === 'Goal') return 'CounterGoal';
  return type === 'Solution' ? 'CounterSolution' : type;
}

export function isCounter(type: ElementType): boolean {
  return type === 'CounterGoal' || type === 'CounterSolution';
}
