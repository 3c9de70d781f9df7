import type { ArgumentNode, AwayReference } from '@/core/argument/document';
import { AWAY_OF, isAway, isCitation, kindName } from '@/core/argument/kinds';
import type { BaseInterface } from '@/core/supplement/baseInterface';
import { citedGoal } from '@/core/supplement/citations';
import { listed, type CaseView } from './caseView';
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
  const target = citesOwnModule(away, view) ? view.cited(away) : undefined;
  if (target) return target.text;
  const { base } = view;
  return base?.module === away.module ? (citedInBase(node, away, base)?.statement ?? null) : null;
}

/**
 * M7: what is cited is public in its module's interface, and claimed
 * (GSN 1:4.7.3, 2:9.6.7; domain rule 41).
 */
function checkAwayTargetPublic(node: ArgumentNode, view: CaseView): Iterable<Observation> {
  const { away } = node;
  if (!away || away.node === '') return NONE;
  if (citesOwnModule(away, view)) return checkTargetInCase(node, away, view);
  return view.base ? checkTargetInBase(node, away, view.base, view) : NONE;
}

function* checkTargetInCase(
  node: ArgumentNode,
  away: AwayReference,
  view: CaseView,
): Generator<Observation> {
  const { id, kind } = node;
  const target = view.cited(away);
  const cites = `${view.name(id)} cites ${away.node}`;
  const home = AWAY_OF[kind];
  if (!target) {
    yield { node: id, message: `${cites}, which ${away.module} does not have.` };
  } else if (home !== undefined && target.kind !== home) {
    yield {
      node: id,
      message: `${cites} as a ${kindName(home)}, but it is a ${kindName(target.kind)}.`,
    };
  } else if (target.claim === 'not-claimed') {
    yield { node: id, message: `${cites}, which its authors do not claim.` };
  } else if (!target.public && !(target.toBeSupportedByContract && view.isInContract(node))) {
    // What is to be supported by contract is in the interface as it is (GSN 1:4.6.2).
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

/** Whether a reference leads to a module of this case, rather than to a base or beyond. */
export function citesOwnModule(away: AwayReference, view: CaseView): boolean {
  return view.module(away.module) !== undefined || away.module === view.value('module');
}

/** The module that a node stands in. */
export function moduleOf({ module }: ArgumentNode, view: CaseView): string {
  return module === '' ? view.value('module') : module;
}

export const CITATION_RULES: readonly Rule[] = [
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
    id: 'away-target-public',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M7 · GSN 1:4.7.3, 2:9.6.7; domain rule 41',
    title: 'What is cited is public and claimed: in a module of this case, or in the pinned base.',
    checks: { node: checkAwayTargetPublic },
  },
  {
    id: 'away-pinned',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M12 · GSN 2:9.7.1; domain rule 41',
    title: 'A supplement cites one pinned release of its base.',
    checks: { document: checkAwayPinned },
  },
];
