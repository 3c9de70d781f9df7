import type { Id, LinkKind, NodeKind } from '@/core/argument/document';
import { kindName } from '@/core/argument/kinds';
import { listed, type CaseView } from './caseView';
import { cyclesIn } from './cycles';
import type { Observation } from './finding';

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

/** Every link joins two nodes that exist (GSN 1:2.2.2). */
export function* checkLinkEnds(view: CaseView): Generator<Observation> {
  for (const { id, from, to } of view.document.links) {
    const ends = [from, to].filter((end) => view.node(end));
    if (ends.length === 2) continue;
    const kept = ends[0];
    yield {
      link: id,
      ...(kept !== undefined && { node: kept }),
      message: kept
        ? `A link of ${view.name(kept)} leads to a node that no longer exists: remove it.`
        : 'A link joins two nodes that no longer exist: remove it.',
    };
  }
}

/** C3, M1: which kinds support which (GSN Table 1:2-2, Table 1:4-2). */
export function checkSupportedByTargets(view: CaseView): Generator<Observation> {
  return illegalLinks(view, 'supported-by', "can't be supported by");
}

/** C4, M2: which kinds stand in context of which (GSN Table 1:2-2, Table 1:4-2). */
export function checkInContextOfTargets(view: CaseView): Generator<Observation> {
  return illegalLinks(view, 'in-context-of', "can't be in context of");
}

/** Two nodes are linked once (GSN 1:2.2.2). */
export function* checkLinksOnce(view: CaseView): Generator<Observation> {
  const seen = new Set<string>();
  for (const { id, kind, from, to } of view.document.links) {
    const ends = `${kind} ${from} ${to}`;
    if (seen.has(ends) && view.node(from) && view.node(to)) {
      yield {
        link: id,
        node: from,
        message: `${view.name(from)} is linked to ${view.name(to)} twice.`,
      };
    }
    seen.add(ends);
  }
}

/** C5: no element supports or contextualises itself, directly or indirectly (GSN 1:2.2.2). */
export function* checkNoCycles(view: CaseView): Generator<Observation> {
  const below = (id: Id) => (view.index.children.get(id) ?? []).map(({ to }) => to);
  for (const cycle of cyclesIn(
    view.reading.map(({ id }) => id),
    below,
  )) {
    const [first = ''] = cycle;
    const names = [...cycle, first].map((id) => view.name(id));
    const path = names.length > 9 ? [...names.slice(0, 7), '…', names.at(-1)] : names;
    yield {
      node: first,
      message: `${view.name(first)} supports itself: ${path.join(' → ')}. Remove one of these links.`,
    };
  }
}

/** C8: there is one root goal, and it is a goal (GSN 2:7.4.2.2). */
export function* checkRoot(view: CaseView): Generator<Observation> {
  const { root, nodes } = view.document;
  const node = root === null ? undefined : view.node(root);
  if (!node) {
    const path = ['root'];
    if (nodes.length === 0) yield { path, message: 'The case has no argument yet.' };
    else yield { path, message: 'Choose the root goal: the claim that the whole case argues.' };
    return;
  }
  if (node.kind !== 'goal') {
    yield {
      node: node.id,
      message: `The root ${view.name(node.id)} is a ${kindName(node.kind)}; it has to be a goal.`,
    };
  }
  const above = (view.index.parents.get(node.id) ?? []).filter(({ from }) => from !== node.id);
  if (above.length > 0 && !above.some(({ from }) => !view.parked.has(from))) {
    yield {
      node: node.id,
      message: `The root ${view.name(node.id)} hangs below ${listed(above.map(({ from }) => view.name(from)))}.`,
    };
  }
}

/** C8: the argument is fully connected; nothing is parked beside it (GSN 2:7.4.2.2). */
export function* checkNothingParked(view: CaseView): Generator<Observation> {
  const { root } = view.document;
  if (root === null || !view.node(root)) return;
  for (const { id } of view.reading) {
    // Only the top of what is parked is named: what hangs below moves with it.
    if (!view.parked.has(id) || view.index.parents.has(id)) continue;
    yield {
      node: id,
      message: `${view.name(id)} is parked beside the argument: link it or remove it.`,
    };
  }
}

function* illegalLinks(view: CaseView, kind: LinkKind, words: string): Generator<Observation> {
  for (const link of view.document.links) {
    const from = view.node(link.from);
    const to = view.node(link.to);
    if (link.kind !== kind || !from || !to) continue;
    // Support of an away goal has a rule of its own, with its own words.
    if (kind === 'supported-by' && from.kind === 'away-goal') continue;
    if (LEGAL_TARGETS[kind][from.kind]?.includes(to.kind)) continue;
    const ends = [from, to].map(({ id, kind: end }) => `${kindName(end)} ${view.name(id)}`);
    yield {
      link: link.id,
      node: from.id,
      message: `The ${ends[0]} ${words} the ${ends[1]}. ${advice(kind, from.kind, to.kind)}`.trim(),
    };
  }
}

function advice(kind: LinkKind, from: NodeKind, to: NodeKind): string {
  if (from === 'solution') return 'A solution is where the argument ends.';
  if (kind === 'supported-by' && from === 'strategy') {
    return 'Put a goal between them that says what is shown.';
  }
  if (kind === 'supported-by' && ['context', 'assumption', 'justification'].includes(to)) {
    return 'Link it as context.';
  }
  if (kind === 'in-context-of' && (to === 'goal' || to === 'strategy' || to === 'solution')) {
    return 'Link it as support.';
  }
  return '';
}
