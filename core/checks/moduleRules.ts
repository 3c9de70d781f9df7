import type { ArgumentLink, ArgumentNode, AwayReference } from '@/core/argument/document';
import { AWAY_OF, isAway, isCitation, kindName } from '@/core/argument/kinds';
import type { BaseInterface } from '@/core/supplement/baseInterface';
import { citedGoal } from '@/core/supplement/citations';
import { listed, type CaseView } from './caseView';
import { cyclesIn } from './cycles';
import { NONE, type Observation } from './finding';
import type { Rule } from './rule';

/**
 * M3: an away element names the module and the element that it cites, a module or contract reference
 * the module alone; nothing else cites (GSN 1:4.2.2, Table 1:4-1).
 */
function checkAwayReference(node: ArgumentNode, view: CaseView): Iterable<Observation> {
  const { id, kind, away } = node;
  if (isCitation(kind)) return faultsOfReference(node, view);
  if (!away) return NONE;
  return [{ node: id, message: `${view.name(id)} cites a module but is no away element.` }];
}

function* faultsOfReference(node: ArgumentNode, view: CaseView): Generator<Observation> {
  const { id, kind, away } = node;
  const home = AWAY_OF[kind];
  if (!away || away.module === '' || (home !== undefined && away.node === '')) {
    const what = home === undefined ? `which ${kind}` : `which ${home} of which module`;
    yield { node: id, message: `${view.name(id)} does not say ${what} it cites.` };
  } else if (away.module === moduleOf(node, view)) {
    const instead = home === undefined ? 'link its elements' : `link ${away.node} itself`;
    yield { node: id, message: `${view.name(id)} cites its own module: ${instead}.` };
  } else if (home === undefined) {
    const cited = view.module(away.module);
    if (away.node !== '') {
      yield {
        node: id,
        message: `${view.name(id)} stands for ${away.module} as a whole, and can't name ${away.node} in it.`,
      };
    }
    if (cited && cited.kind !== kind) {
      yield {
        node: id,
        message: `${view.name(id)} is a ${kindName(kind)}, but ${cited.name} is a ${cited.kind}.`,
      };
    }
  }
}

/** M3: an away element repeats its target's words exactly, where it has words (GSN 1:4.2.2). */
function checkAwayDrift(node: ArgumentNode, view: CaseView): readonly Observation[] {
  const { id, text, away } = node;
  if (!away || text.trim() === '') return NONE;
  const words = citedWords(node, away, view);
  if (words === null || words.trim() === text.trim()) return NONE;
  return [
    {
      node: id,
      message: `${view.name(id)} says something else than ${away.node} of ${away.module}, which it cites: let it say “${words}”, or nothing.`,
    },
  ];
}

function citedWords(node: ArgumentNode, away: AwayReference, view: CaseView): string | null {
  const [target] = citesOwnModule(away, view) ? view.nodesNamed(away.module, away.node) : [];
  if (target) return target.text;
  const { base } = view;
  return base?.module === away.module ? (citedInBase(node, away, base)?.statement ?? null) : null;
}

/** M4: what is cited is not developed where it is cited, but in contract modules (GSN 1:4.3.2). */
function checkNotDevelopedWhereCited(node: ArgumentNode, view: CaseView): readonly Observation[] {
  const support = view.supporters(node.id);
  if (support.length === 0) return NONE;
  if (node.kind === 'away-goal' && view.isInContract(node)) return NONE;
  const names = listed(support.map((child) => view.name(child.id)));
  return [
    {
      node: node.id,
      message: `${view.name(node.id)} is cited, not argued here, but is supported by ${names}.`,
    },
  ];
}

/** M5: goals alone wait for a contract, which then is all that supports them (GSN Table 1:4-1, 1:4.3.2). */
function checkSupportedByContract(node: ArgumentNode, view: CaseView): Iterable<Observation> {
  return node.toBeSupportedByContract ? faultsOfByContract(node, view) : NONE;
}

function* faultsOfByContract(node: ArgumentNode, view: CaseView): Generator<Observation> {
  const name = view.name(node.id);
  const say = (message: string): Observation => ({ node: node.id, message });
  if (node.kind !== 'goal') {
    yield say(`${name} is to be supported by contract, which only a goal can be.`);
  }
  if (node.undeveloped) {
    yield say(`${name} is to be supported by contract, so it can't be undeveloped as well.`);
  }
  if (view.isInContract(node)) {
    yield say(`${name} stands in a contract module: develop it there.`);
  }
  const support = view.supporters(node.id).map(({ id }) => view.name(id));
  if (support.length > 0) {
    yield say(`${name} is to be supported by contract, but is supported by ${listed(support)}.`);
  }
}

/** M6: contract modules refer to elements, not to modules or contracts (GSN 1:4.3.2). */
function checkReferenceNotInContract(node: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!view.isInContract(node)) return NONE;
  return [
    {
      node: node.id,
      message: `The ${kindName(node.kind)} ${view.name(node.id)} stands in a contract module: cite an element instead.`,
    },
  ];
}

/**
 * M7: what is cited is public in its module's interface, and, in a pinned base, claimed
 * (GSN 1:4.7.3, 2:9.6.7; domain rule 41).
 */
function checkAwayTargetPublic(node: ArgumentNode, view: CaseView): Iterable<Observation> {
  const { away } = node;
  if (!away || away.node === '') return NONE;
  if (citesOwnModule(away, view)) return checkTargetInCase(node, away, view);
  return view.base ? checkTargetInBase(node, away, view.base, view) : NONE;
}

function* checkTargetInCase(
  { id, kind }: ArgumentNode,
  away: AwayReference,
  view: CaseView,
): Generator<Observation> {
  const [target] = view.nodesNamed(away.module, away.node);
  const cites = `${view.name(id)} cites ${away.node}`;
  const home = AWAY_OF[kind];
  if (!target) {
    yield { node: id, message: `${cites}, which ${away.module} does not have.` };
  } else if (home !== undefined && target.kind !== home) {
    yield {
      node: id,
      message: `${cites} as a ${kindName(home)}, but it is a ${kindName(target.kind)}.`,
    };
  } else if (!target.public) {
    yield { node: id, message: `${cites}, which ${away.module} does not make public.` };
  }
}

function* checkTargetInBase(
  node: ArgumentNode,
  away: AwayReference,
  base: BaseInterface,
  view: CaseView,
): Generator<Observation> {
  const target = citedInBase(node, away, base);
  const cites = `${view.name(node.id)} cites`;
  if (!target) {
    yield {
      node: node.id,
      message: `${cites} ${away.node}, which the pinned base does not make public, or withholds.`,
    };
  } else if ('notClaimed' in target && target.notClaimed) {
    yield {
      node: node.id,
      message: `${cites} ${target.identifier}, which the base does not claim.`,
    };
  }
}

function citedInBase({ kind }: ArgumentNode, away: AwayReference, base: BaseInterface) {
  if (kind !== 'away-context' && kind !== 'away-assumption') return citedGoal(base, away);
  const { recordId, node } = away;
  return base.contexts.find(
    (context) =>
      context.kind === AWAY_OF[kind] &&
      (recordId === null ? context.identifier === node : context.id === recordId),
  );
}

/** M12: a supplement cites one pinned release of its base (GSN 2:9.7.1; domain rule 41). */
function* checkAwayPinned(view: CaseView): Generator<Observation> {
  const { base } = view;
  const citing = view
    .citingNodes()
    .filter(({ kind, away }) => isAway(kind) && away !== null && !citesOwnModule(away, view));
  const open = citing.filter(({ away }) => away?.baseDigest === null);
  const [first] = open;
  if (first) {
    const names = listed(open.map(({ id }) => view.name(id)));
    yield {
      node: first.id,
      message: `No base release is pinned for ${names}: choose the release that they cite.`,
    };
  }
  if (!base) return;
  for (const { id, away } of citing) {
    if (!away || away.baseDigest === null || away.baseDigest === base.digest) continue;
    yield {
      node: id,
      message: `${view.name(id)} cites another release than the one that this supplement is pinned to.`,
    };
  }
  if (view.value('contract')?.baseRelease !== base.digest) {
    yield {
      path: ['contract', 'baseRelease'],
      message: 'The contract names another release than the one that this supplement is pinned to.',
    };
  }
}

/** M9: modules do not support each other in a circle (GSN 1:4.5.2). */
function* checkModulesNotCircular(view: CaseView): Generator<Observation> {
  if (view.list('modules').length === 0) return;
  const supports = new Map<string, Set<string>>();
  for (const node of view.citingNodes()) {
    const { id, kind, away } = node;
    // What a contract supports for another module rests on the contract, not the other way round.
    if (!away || !SUPPORTING.has(kind) || view.supporters(id).length > 0) continue;
    const from = moduleOf(node, view);
    const cited = supports.get(from);
    if (cited) cited.add(away.module);
    else supports.set(from, new Set([away.module]));
  }
  const below = (module: string) => [...(supports.get(module) ?? [])];
  for (const cycle of cyclesIn([...supports.keys()].sort(), below)) {
    const [first = ''] = cycle;

    yield {
      path: ['modules', view.module(first)?.id ?? first],
      message: `The module ${first} supports itself by way of others: ${[...cycle, first].join(' → ')}.`,
    };
  }
}

const SUPPORTING: ReadonlySet<string> = new Set([
  'away-goal',
  'away-solution',
  'module',
  'contract',
]);

/** M10: the interface holds the contexts in scope of its public goals (GSN 1:4.6.2–7). */
function checkScopePublic(goal: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!goal.public) return NONE;
  const hidden = new Set<string>();
  const seen = new Set([goal.id]);
  for (const id of seen) {
    for (const context of view.children(id, 'in-context-of')) {
      const bears = context.kind === 'context' || context.kind === 'assumption';
      if (bears && !context.public) hidden.add(context.id);
    }
    for (const { kind, from } of view.linksAbove(id)) {
      // What holds above a public goal is named there.
      if (kind === 'supported-by' && !view.node(from)?.public) seen.add(from);
    }
  }
  if (hidden.size === 0) return NONE;
  const names = [...hidden].map((id) => view.name(id));
  return [
    {
      node: goal.id,
      message: `${view.name(goal.id)} is public, but not what it holds in: make ${listed(names)} public as well.`,
    },
  ];
}

/** M11: a contract module has no interface, so nothing in it is public (GSN 1:4.7.3). */
function checkContractNotPublic(node: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!node.public || !view.isInContract(node)) return NONE;
  return [
    {
      node: node.id,
      message: `${view.name(node.id)} is public, but stands in a contract module, which has no interface.`,
    },
  ];
}

/** M11: a contract module refers to others by away elements only (GSN 1:4.7.3). */
function checkContractClosed(link: ArgumentLink, view: CaseView): readonly Observation[] {
  const [from, to] = [view.node(link.from), view.node(link.to)];
  if (!from || !to || moduleOf(from, view) === moduleOf(to, view)) return NONE;
  const [inside, outside] = view.isInContract(from) ? [from, to] : [to, from];
  if (!view.isInContract(inside)) return NONE;
  return [
    {
      link: link.id,
      node: inside.id,
      message: `${view.name(inside.id)} stands in the contract module ${inside.module} and is linked to ${view.name(outside.id)} of ${moduleOf(outside, view)}: cite it by an away element.`,
    },
  ];
}

/** Whether a reference leads to a module of this case, rather than to a base or beyond. */
export function citesOwnModule(away: AwayReference, view: CaseView): boolean {
  return view.module(away.module) !== undefined || away.module === view.value('module');
}

function moduleOf({ module }: ArgumentNode, view: CaseView): string {
  return module === '' ? view.value('module') : module;
}

export const MODULE_RULES: readonly Rule[] = [
  {
    id: 'away-reference',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M3 · GSN 1:4.2.2, Table 1:4-1',
    title:
      'An away element names the module and the element that it cites, a module or contract reference the module; nothing else does.',
    checks: { node: checkAwayReference },
  },
  {
    id: 'away-drift',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M3 · GSN 1:4.2.2',
    title: 'An away element that has words repeats those of its target exactly.',
    kinds: ['away-goal', 'away-solution', 'away-context', 'away-assumption', 'away-justification'],
    checks: { node: checkAwayDrift },
  },
  {
    id: 'away-not-developed',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M4 · GSN 1:4.3.2',
    title: 'What is cited is not developed where it is cited, but in a contract module.',
    kinds: [
      'away-goal',
      'away-solution',
      'away-context',
      'away-assumption',
      'away-justification',
      'module',
      'contract',
    ],
    checks: { node: checkNotDevelopedWhereCited },
  },
  {
    id: 'by-contract',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M5 · GSN Table 1:4-1, 1:4.3.2',
    title:
      'Only a goal outside contract modules is to be supported by contract; it is neither undeveloped nor supported otherwise.',
    checks: { node: checkSupportedByContract },
  },
  {
    id: 'reference-in-contract',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M6 · GSN 1:4.3.2',
    title: 'No contract module refers to a module or contract as a whole.',
    kinds: ['module', 'contract'],
    checks: { node: checkReferenceNotInContract },
  },
  {
    id: 'away-target-public',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M7 · GSN 1:4.7.3, 2:9.6.7; domain rule 41',
    title:
      'What is cited is public: in a module of this case, or in the pinned base, which also claims it.',
    checks: { node: checkAwayTargetPublic },
  },
  {
    id: 'modules-acyclic',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M9 · GSN 1:4.5.2',
    title: 'No module supports itself by way of others.',
    checks: { document: checkModulesNotCircular },
  },
  {
    id: 'contract-closed',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M11 · GSN 1:4.7.3',
    title: 'A contract module makes nothing public and refers to others by away elements only.',
    checks: { node: checkContractNotPublic, link: checkContractClosed },
  },
  {
    id: 'away-pinned',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M12 · GSN 2:9.7.1; domain rule 41',
    title: 'A supplement cites one pinned release of its base.',
    checks: { document: checkAwayPinned },
  },
  {
    id: 'interface-scope',
    severity: 'hint',
    blocks: null,
    clause: 'M10 · GSN 1:4.6.2–7',
    title: 'The contexts and assumptions in scope of a public goal are public as well.',
    kinds: ['goal'],
    checks: { node: checkScopePublic },
  },
];
