import { NODE_KINDS, type LinkKind, type NodeKind } from './document';

/** Away elements (GSN Table 1:4-1) and what each stands for in its own module. */
export const AWAY_OF: Readonly<Partial<Record<NodeKind, NodeKind>>> = {
  'away-goal': 'goal',
  'away-solution': 'solution',
  'away-context': 'context',
  'away-assumption': 'assumption',
  'away-justification': 'justification',
};

/** Whether a kind cites one element of another module. */
export function isAway(kind: NodeKind): boolean {
  return AWAY_OF[kind] !== undefined;
}

/** Whether a kind cites: an element of another module, a module or a contract as a whole. */
export function isCitation(kind: NodeKind): boolean {
  return isAway(kind) || kind === 'module' || kind === 'contract';
}

/** The kinds that cite ({@link isCitation}). */
export const CITATION_KINDS: readonly NodeKind[] = NODE_KINDS.filter(isCitation);

/** The away kind of an element (GSN Table 1:4-1); null for those that have none (strategies). */
export function awayKindOf(kind: NodeKind): NodeKind | null {
  return AWAY_KIND.get(kind) ?? null;
}
const AWAY_KIND = new Map(
  (Object.entries(AWAY_OF) as [NodeKind, NodeKind][]).map(([away, home]) => [home, away]),
);

const CONTEXTS: ReadonlySet<NodeKind> = new Set([
  'context',
  'assumption',
  'justification',
  'away-context',
  'away-assumption',
  'away-justification',
]);

/** Kinds that stand in context of an element; all others support it (GSN Tables 1:2-2, 1:4-2). */
export function isContextual(kind: NodeKind): boolean {
  return CONTEXTS.has(kind);
}

/** How a node of a kind is linked below its parent. */
export function linkKindFor(kind: NodeKind): LinkKind {
  return isContextual(kind) ? 'in-context-of' : 'supported-by';
}

/** Kinds as the standard calls them. */
export const KIND_WORDS: Readonly<Record<NodeKind, string>> = {
  goal: 'Goal',
  strategy: 'Strategy',
  solution: 'Solution',
  context: 'Context',
  assumption: 'Assumption',
  justification: 'Justification',
  'away-goal': 'Away goal',
  'away-solution': 'Away solution',
  'away-context': 'Away context',
  'away-assumption': 'Away assumption',
  'away-justification': 'Away justification',
  module: 'Module reference',
  contract: 'Contract reference',
};

/** "away goal", "strategy": a kind within a sentence. */
export function kindName(kind: NodeKind): string {
  return KIND_WORDS[kind].toLowerCase();
}
