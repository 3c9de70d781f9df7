import type { ArgumentLink, ArgumentNode } from '@/core/argument/document';
import { CITATION_KINDS, kindName } from '@/core/argument/kinds';
import { listed, type CaseView, type Rests } from './caseView';
import { moduleOf } from './citationRules';
import { cyclesIn } from './cycles';
import { NONE, type Observation } from './finding';
import type { Rule } from './rule';

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
 * M9: the argument that modules make together is no circle (GSN 1:4.5.2, 2:9.4.2). Modules may support
 * each other, in branches of their own; an element must not rest on itself by way of what is cited.
 * What links alone lead back to is C5's.
 */
function* checkCompositionNotCircular(view: CaseView): Generator<Observation> {
  const argument = view.circular;
  if (argument === null) return;
  const cited = (knot: ReadonlySet<Rests>) => [...knot].find((one) => typeof one !== 'string');
  for (const cycle of cyclesIn<Rests>(
    argument.nodes,
    argument.below,
    (knot) => cited(knot) ?? null,
  )) {
    const elements = cycle.flatMap((one) =>
      typeof one === 'string' ? (view.node(one) ?? []) : [],
    );
    // The cycle begins with a list, so its last element is the one that cites.
    const citing = elements.pop();
    if (!citing) continue;
    const round = [citing, ...elements];
    yield {
      node: citing.id,
      message: `${view.name(citing.id)} rests on itself by way of other modules: ${pathOf([...round, citing], view)}. Modules may support each other, but not in a circle: cite another element, or take away one of these steps.`,
    };
  }
}

/** "G1 → AG1 → G2 of sub": the module is named where it is another than before. */
function pathOf(elements: readonly ArgumentNode[], view: CaseView): string {
  let before: string | null = null;
  const steps = elements.map((node) => {
    const module = moduleOf(node, view);
    const told = module === before ? '' : ` of ${module}`;
    before = module;
    return `${view.name(node.id)}${told}`;
  });
  const shown = steps.length > 9 ? [...steps.slice(0, 7), '…', ...steps.slice(-1)] : steps;
  return shown.join(' → ');
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

export const MODULE_RULES: readonly Rule[] = [
  {
    id: 'away-not-developed',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M4 · GSN 1:4.3.2',
    title: 'What is cited is not developed where it is cited, but in a contract module.',
    kinds: CITATION_KINDS,
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
    id: 'modules-acyclic',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M9 · GSN 1:4.5.2, 2:9.4.2',
    title:
      'Modules may support each other, but in the argument that they make together nothing rests on itself.',
    checks: { document: checkCompositionNotCircular },
  },
  {
    id: 'contract-closed',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M11 · GSN 1:4.7.3',
    title: 'A contract module makes nothing public and refers to others by away elements only.',
    checks: { node: checkContractNotPublic, link: checkContractClosed },
  },
];
