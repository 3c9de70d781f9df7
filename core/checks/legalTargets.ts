import type { LinkKind, NodeKind } from '@/core/argument/document';

type LegalTargets = Readonly<
  Record<LinkKind, Readonly<Partial<Record<NodeKind, readonly NodeKind[]>>>>
>;

const CONTEXTS = [
  'context',
  'assumption',
  'justification',
  'away-context',
  'away-assumption',
  'away-justification',
  'away-goal',
  'module',
] as const satisfies readonly NodeKind[];

/**
 * Which kinds may stand at the ends of a link (GSN Tables 1:2-2 and 1:4-2). What hangs below an away
 * goal is the business of the module that it cites.
 */
export const LEGAL_TARGETS: LegalTargets = {
  'supported-by': {
    goal: ['goal', 'strategy', 'solution', 'away-goal', 'away-solution', 'module', 'contract'],
    strategy: ['goal', 'away-goal'],
  },
  'in-context-of': { goal: CONTEXTS, strategy: CONTEXTS },
};

/** What a contract module allows beyond that: it argues between away goals (GSN Table 1:4-2). */
export const LEGAL_IN_CONTRACT: LegalTargets = {
  'supported-by': { 'away-goal': ['goal', 'strategy', 'away-goal'] },
  'in-context-of': { 'away-goal': ['away-context', 'away-assumption', 'away-justification'] },
};
