import type {
  ArgumentNode,
  CaseModule,
  ClaimPoint,
  ConditionOfUse,
  Defeater,
} from '@/core/argument/document';
import { isCitation, kindName } from '@/core/argument/kinds';
import { listed, type CaseView } from './caseView';
import { NONE, type Observation } from './finding';
import type { Rule } from './rule';

/** C1: every element has an identifier (GSN 1:2.1.1–2). */
function checkIdentified({ id, kind, identifier }: ArgumentNode): readonly Observation[] {
  if (identifier.trim() !== '') return NONE;
  return [{ node: id, message: `Give this ${kindName(kind)} an identifier.` }];
}

/** C1: every element has a statement (GSN 1:2.1.1–2). */
function checkStated({ id, kind, text }: ArgumentNode, view: CaseView): readonly Observation[] {
  // An away element repeats its target's statement, which is never stored here (1:4.2.2).
  if (text.trim() !== '' || isCitation(kind)) return NONE;
  return [{ node: id, message: `${view.name(id)} has no statement.` }];
}

/** C1 in both its parts. */
function checkIdentifierAndStatement(node: ArgumentNode, view: CaseView): readonly Observation[] {
  const [unnamed, unstated] = [checkIdentified(node), checkStated(node, view)];
  return unnamed.length === 0 ? unstated : [...unnamed, ...unstated];
}

/** C2: identifiers are unique within their module (GSN 1:2.1.2, 1:4.2.2). */
function checkIdentifierUnique(node: ArgumentNode, view: CaseView): readonly Observation[] {
  const { id, identifier } = node;
  return sharedName(identifier, view.namesakes(node).length, 'nodes', { node: id });
}

/** C2 for conditions of use. */
function checkConditionUnique(one: ConditionOfUse, view: CaseView): readonly Observation[] {
  const count = view.countSharing('condition', one.identifier);
  return sharedName(one.identifier, count, 'conditions of use', { condition: one.id });
}

/** C2 for defeaters. */
function checkDefeaterUnique(one: Defeater, view: CaseView): readonly Observation[] {
  const count = view.countSharing('defeater', one.identifier);
  return sharedName(one.identifier, count, 'defeaters', { path: ['defeaters', one.id] });
}

/** A2: claim points are told apart by their identifiers (GSN 1:5.1.1). */
function checkClaimPointUnique(one: ClaimPoint, view: CaseView): readonly Observation[] {
  const count = view.countSharing('claimPoint', one.identifier);
  return sharedName(one.identifier, count, 'claim points', { path: ['claimPoints', one.id] });
}

/** M10: modules are told apart by their names (GSN 1:4.6.2). */
function checkModuleUnique({ id, name }: CaseModule, view: CaseView): readonly Observation[] {
  const count = view.countSharing('module', name);
  return sharedName(name, count, 'modules', { path: ['modules', id] });
}

function sharedName(
  name: string,
  count: number,
  what: string,
  place: Omit<Observation, 'message'>,
): readonly Observation[] {
  if (count < 2 || name.trim() === '') return NONE;
  return [{ ...place, message: `${count} ${what} are called ${name}.` }];
}

/** C6: the undeveloped decorator stands on goals and strategies only (GSN Table 1:2-1). */
function checkUndevelopedKind(node: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!node.undeveloped || node.kind === 'goal' || node.kind === 'strategy') return NONE;
  return [
    {
      node: node.id,
      message: `${view.name(node.id)} is marked undeveloped, which only goals and strategies can be.`,
    },
  ];
}

/** C6: what is marked undeveloped has no support (GSN Table 1:2-1). */
function checkUndevelopedHasNoSupport(node: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!node.undeveloped) return NONE;
  const support = view.supporters(node.id).map(({ id }) => view.name(id));
  if (support.length === 0) return NONE;
  return [
    {
      node: node.id,
      message: `${view.name(node.id)} is marked undeveloped but supported by ${listed(support)}.`,
    },
  ];
}

/** C7: every claim path ends in evidence, a citation or a decorated gap (GSN 2:2.3, 2:7.4.2.1). */
function checkClaimPathEnds(node: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!view.isClaimed(node.id) || !endsWithoutSupport(node, view)) return NONE;
  return [
    {
      node: node.id,
      message: `Nothing supports ${view.name(node.id)}: develop it, or mark it undeveloped.`,
    },
  ];
}

/** C7 for arguments that make a challenge or argue confidence (GSN 1:6.3.8, 1:5.2.3). */
function checkAsidePathEnds(node: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!view.isAside(node.id) || view.isClaimed(node.id) || node.claim === 'not-claimed')
    return NONE;
  if (!endsWithoutSupport(node, view)) return NONE;
  return [
    {
      node: node.id,
      message: `Nothing supports ${view.name(node.id)}, which stands in an argument beside the main one: develop it, or mark it undeveloped.`,
    },
  ];
}

function endsWithoutSupport(node: ArgumentNode, view: CaseView): boolean {
  return (
    !node.undeveloped && !node.toBeSupportedByContract && view.supporters(node.id).length === 0
  );
}

/** C9, C10: a context holds for everything below it and is not restated (GSN 1:2.2.11–20). */
function checkContextNotRestated(node: ArgumentNode, view: CaseView): Iterable<Observation> {
  return repeats(node, view, 'link the one instead.');
}

/** C9: an element that appears twice is one element, and its copies say exactly the same (GSN 1:2.2.20). */
function checkStatementNotCopied(node: ArgumentNode, view: CaseView): Iterable<Observation> {
  return repeats(node, view, 'let one element stand in both places.');
}

function repeats(node: ArgumentNode, view: CaseView, advice: string): readonly Observation[] {
  const first = view.firstSayingAlike(node);
  if (first === null) return NONE;
  return [
    {
      node: node.id,
      message: `${view.name(node.id)} says the same as ${view.name(first.id)}: ${advice}`,
    },
  ];
}

export const ELEMENT_RULES: readonly Rule[] = [
  {
    id: 'identifier-and-statement',
    severity: 'error',
    blocks: 'freeze',
    clause: 'C1 · GSN 1:2.1.1–2',
    title: 'Every element has an identifier and a statement.',
    checks: { node: checkIdentifierAndStatement },
  },
  {
    id: 'identifier-unique',
    severity: 'error',
    blocks: 'freeze',
    clause: 'C2, A2 · GSN 1:2.1.2, 1:4.2.2, 1:5.1.1',
    title: 'Identifiers are unique within their module.',
    checks: {
      node: checkIdentifierUnique,
      condition: checkConditionUnique,
      defeater: checkDefeaterUnique,
      claimPoint: checkClaimPointUnique,
      module: checkModuleUnique,
    },
  },
  {
    id: 'undeveloped-kinds',
    severity: 'error',
    blocks: 'freeze',
    clause: 'C6 · GSN Table 1:2-1',
    title: 'Only goals and strategies are marked undeveloped.',
    checks: { node: checkUndevelopedKind },
  },
  {
    id: 'undeveloped-unsupported',
    severity: 'error',
    blocks: 'freeze',
    clause: 'C6 · GSN Table 1:2-1',
    title: 'What is marked undeveloped has no support.',
    checks: { node: checkUndevelopedHasNoSupport },
  },
  {
    id: 'unsupported',
    severity: 'warning',
    blocks: 'approval',
    clause: 'C6, C7 · GSN 2:2.3, 2:7.4.2.1',
    title:
      'Every claim path ends in a solution, an away element, a module, a contract or an undeveloped claim.',
    kinds: ['goal', 'strategy'],
    checks: { node: checkClaimPathEnds },
  },
  {
    id: 'aside-unsupported',
    severity: 'warning',
    blocks: null,
    clause: 'C7, D4 · GSN 2:7.4.2.1, 1:6.3.8',
    title: 'So does every path of an argument that makes a challenge or argues confidence.',
    kinds: ['goal', 'strategy'],
    checks: { node: checkAsidePathEnds },
  },
  {
    id: 'context-restated',
    severity: 'warning',
    blocks: null,
    clause: 'C9, C10 · GSN 1:2.2.11–20',
    title: 'A context is stated once and linked, not repeated.',
    kinds: ['context', 'assumption'],
    checks: { node: checkContextNotRestated },
  },
  {
    id: 'statement-copied',
    severity: 'hint',
    blocks: null,
    clause: 'C9 · GSN 1:2.2.20',
    title: 'A goal, strategy, solution or justification that appears twice is one element.',
    kinds: ['goal', 'strategy', 'solution', 'justification'],
    checks: { node: checkStatementNotCopied },
  },
];
