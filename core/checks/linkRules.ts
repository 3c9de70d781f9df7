import type { ArgumentLink, ArgumentNode, LinkKind, NodeKind } from '@/core/argument/document';
import { isCitation, kindName } from '@/core/argument/kinds';
import { listed, type CaseView } from './caseView';
import { cyclesIn } from './cycles';
import { NONE, type Observation } from './finding';
import { LEGAL_IN_CONTRACT, LEGAL_TARGETS } from './legalTargets';
import type { Rule } from './rule';

/** Every link joins two nodes that exist (GSN 1:2.2.2). */
function checkLinkEnds({ id, from, to }: ArgumentLink, view: CaseView): readonly Observation[] {
  if (view.node(from) && view.node(to)) return NONE;
  const kept = [from, to].find((end) => view.node(end));
  return [
    {
      link: id,
      ...(kept !== undefined && { node: kept }),
      message: kept
        ? `A link of ${view.name(kept)} leads to a node that no longer exists: remove it.`
        : 'A link joins two nodes that no longer exist: remove it.',
    },
  ];
}

/** C3, M1: which kinds support which (GSN Table 1:2-2, Table 1:4-2). */
function checkSupportedByTarget(link: ArgumentLink, view: CaseView): Iterable<Observation> {
  return illegalLink(link, view, 'supported-by', "can't be supported by");
}

/** C4, M2: which kinds stand in context of which (GSN Table 1:2-2, Table 1:4-2). */
function checkInContextOfTarget(link: ArgumentLink, view: CaseView): Iterable<Observation> {
  return illegalLink(link, view, 'in-context-of', "can't be in context of");
}

/** Two nodes are linked once (GSN 1:2.2.2). */
function checkLinkedOnce(link: ArgumentLink, view: CaseView): readonly Observation[] {
  const { id, kind, from, to } = link;
  if (!view.node(from) || !view.node(to)) return NONE;
  const same = view.linksBetween(from, to);
  if (!same.some((other) => other.kind === kind && other.id < id)) return NONE;
  return [
    { link: id, node: from, message: `${view.name(from)} is linked to ${view.name(to)} twice.` },
  ];
}

/** C5: no element supports or contextualises itself, directly or indirectly (GSN 1:2.2.2). */
function* checkNoCycles(view: CaseView): Generator<Observation> {
  const { knotted } = view;
  if (knotted === null) return;
  const below = (id: string) => Array.from(view.linksBelow(id), ({ to }) => to);
  for (const cycle of cyclesIn(knotted, below)) {
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
function* checkRoot(view: CaseView): Generator<Observation> {
  const root = view.value('root');
  const node = root === null ? undefined : view.node(root);
  if (!node) {
    const message = view.hasNodes
      ? 'Choose the root goal: the claim that the whole case argues.'
      : 'The case has no argument yet.';
    yield { path: ['root'], message };
    return;
  }
  if (node.kind !== 'goal') {
    yield {
      node: node.id,
      message: `The root ${view.name(node.id)} is a ${kindName(node.kind)}; it has to be a goal.`,
    };
  }
  const above = [...view.linksAbove(node.id)].filter(({ from }) => from !== node.id);
  if (above.length > 0 && above.every(({ from }) => view.isParked(from))) {
    yield {
      node: node.id,
      message: `The root ${view.name(node.id)} hangs below ${listed(above.map(({ from }) => view.name(from)))}.`,
    };
  }
}

/** C8: the argument is fully connected, across modules by citations (GSN 2:7.4.2.2, 1:4.2.2). */
function checkNotParked({ id }: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!view.isParked(id)) return NONE;
  const root = view.value('root');
  if (root === null || !view.node(root)) return NONE;
  // Only the top of what is parked is named: what hangs below moves with it.
  if (!view.linksAbove(id).next().done) return NONE;
  return [
    {
      node: id,
      message: `${view.name(id)} is parked beside the argument: link it or remove it.`,
    },
  ];
}

function illegalLink(
  link: ArgumentLink,
  view: CaseView,
  kind: LinkKind,
  words: string,
): readonly Observation[] {
  if (link.kind !== kind) return NONE;
  const from = view.node(link.from);
  const to = view.node(link.to);
  if (!from || !to || LEGAL_TARGETS[kind][from.kind]?.includes(to.kind)) return NONE;
  if (view.isInContract(from) && LEGAL_IN_CONTRACT[kind][from.kind]?.includes(to.kind)) return NONE;
  // Support of what is cited has a rule of its own, with its own words.
  if (kind === 'supported-by' && isCitation(from.kind)) return NONE;
  const ends = [from, to].map(({ id, kind: end }) => `${kindName(end)} ${view.name(id)}`);
  return [
    {
      link: link.id,
      node: from.id,
      message: `The ${ends[0]} ${words} the ${ends[1]}. ${advice(kind, from.kind, to.kind)}`.trim(),
    },
  ];
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

export const LINK_RULES: readonly Rule[] = [
  {
    id: 'root-goal',
    severity: 'error',
    blocks: 'freeze',
    clause: 'C8 · GSN 2:7.4.2.2',
    title: 'There is one root, and it is a goal with nothing above it.',
    checks: { document: checkRoot },
  },
  {
    id: 'link-ends',
    severity: 'error',
    blocks: 'freeze',
    clause: 'GSN 1:2.2.2',
    title: 'Every link joins two elements that exist.',
    checks: { link: checkLinkEnds },
  },
  {
    id: 'supported-by-targets',
    severity: 'error',
    blocks: 'freeze',
    clause: 'C3, M1 · GSN Table 1:2-2, Table 1:4-2',
    title:
      'A goal is supported by goals, strategies, solutions, away goals, away solutions, modules and contracts; a strategy by goals and away goals; in a contract module an away goal by goals, strategies and away goals; nothing else is supported.',
    checks: { link: checkSupportedByTarget },
  },
  {
    id: 'in-context-of-targets',
    severity: 'error',
    blocks: 'freeze',
    clause: 'C4, M2 · GSN Table 1:2-2, Table 1:4-2',
    title:
      'Goals and strategies stand in context of contexts, assumptions, justifications, their away forms, away goals and modules; in a contract module away goals stand in context of the away forms; nothing else does.',
    checks: { link: checkInContextOfTarget },
  },
  {
    id: 'acyclic',
    severity: 'error',
    blocks: 'freeze',
    clause: 'C5 · GSN 1:2.2.2',
    title: 'Nothing supports or contextualises itself, directly or indirectly.',
    checks: { document: checkNoCycles },
  },
  {
    id: 'connected',
    severity: 'error',
    blocks: 'freeze',
    clause: 'C8 · GSN 2:7.4.2.2, 1:4.2.2',
    title:
      'Everything hangs below the root, or is cited there from another module; nothing is parked beside it.',
    checks: { node: checkNotParked },
  },
  {
    id: 'link-once',
    severity: 'warning',
    blocks: null,
    clause: 'GSN 1:2.2.2',
    title: 'Two elements are linked once.',
    checks: { link: checkLinkedOnce },
  },
];
