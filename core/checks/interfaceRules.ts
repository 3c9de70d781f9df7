import { offeredBy } from '@/core/argument/containment';
import type { ArgumentNode, CaseModule, Id, NamedInterface } from '@/core/argument/document';
import { awayKindOf, CITATION_KINDS, isCitation, kindName } from '@/core/argument/kinds';
import { listed, type CaseView } from './caseView';
import { citesOwnModule, moduleOf } from './citationRules';
import { NONE, type Observation } from './finding';
import type { Rule } from './rule';

/** A module is contained in one that exists, and at no depth in itself (GSN 1:4.6.5, 1:4.7.4). */
function checkContainment(module: CaseModule, view: CaseView): readonly Observation[] {
  const { id, name, within } = module;
  if (within === '') return NONE;
  const path = ['modules', id, 'within'];
  if (view.containment.around(name).has(name)) {
    return [{ path, message: `The module ${name} contains itself, by way of ${within}.` }];
  }
  if (view.module(within) !== undefined || within === view.value('module')) return NONE;
  return [{ path, message: `The module ${name} is contained in ${within}, which does not exist.` }];
}

/**
 * M7: what is cited stands in a module that is seen from where it is cited (GSN 1:4.7.3, 1:4.7.4,
 * 2:9.6.7): one that nothing contains, or that something around the citing element contains.
 */
function checkVisible(node: ArgumentNode, view: CaseView): readonly Observation[] {
  const { id, away } = node;
  if (!away || !citesOwnModule(away, view)) return NONE;
  const { containment } = view;
  if (containment.isVisible(away.module, moduleOf(node, view))) return NONE;
  const around = containment.around(away.module);
  const [container = ''] = around;
  const what = away.node === '' ? away.module : `${away.node} of ${away.module}`;
  const isContract = view.module(container)?.kind === 'contract';
  const instead = isContract
    ? 'a contract shows nothing of what it contains'
    : `let an interface of ${container} offer it, and cite ${container}`;
  return [
    {
      node: id,
      message: `${view.name(id)} cites ${what}, which is private to ${container}: ${instead}.`,
    },
  ];
}

/**
 * M10, M11: an interface is one of a module that is no contract, and offers what can be cited of that
 * module or of those that it contains (GSN 1:4.6.2, 1:4.6.5, 1:4.7.3).
 */
function* checkInterfaceElements(offered: NamedInterface, view: CaseView): Generator<Observation> {
  const { id, elements, aliases } = offered;
  const module = homeOf(offered, view);
  const called = nameOf(offered);
  const say = (message: string, node?: Id): Observation => ({
    path: ['interfaces', id],
    ...(node !== undefined && { node }),
    message,
  });
  const record = view.module(module);
  if (!record && module !== view.value('module')) {
    yield say(`${called} is of ${module}, a module that does not exist.`);
    return;
  }
  if (record?.kind === 'contract') {
    yield say(`${called} is of ${module}, but a contract module has no interface.`);
  }
  for (const element of elements) {
    const node = view.node(element);
    if (!node) {
      yield say(`${called} of ${module} offers an element that does not exist.`);
      continue;
    }
    const name = view.name(element);
    const home = moduleOf(node, view);
    if (home !== module && !view.containment.contains(module, home)) {
      yield say(`${called} of ${module} offers ${name}, which stands in ${home}.`, element);
    } else if (awayKindOf(node.kind) === null || isCitation(node.kind)) {
      yield say(
        `${called} of ${module} offers ${name}: a ${kindName(node.kind)} can't be cited.`,
        element,
      );
    } else if (!node.public && !node.toBeSupportedByContract) {
      yield say(`${called} of ${module} offers ${name}, which is not public.`, element);
    }
  }
  const own = new Set(elements);
  const strays = Object.keys(aliases).filter((element) => !own.has(element));
  if (strays.length > 0) {
    const names = listed(strays.map((element) => aliases[element] ?? ''));
    yield say(`${called} of ${module} has the names ${names} for what it does not offer.`);
  }
}

/** M10: interfaces of a module, and what each offers, are told apart by their names (GSN 1:4.6.2). */
function* checkInterfaceNames(offered: NamedInterface, view: CaseView): Generator<Observation> {
  const { id, name } = offered;
  const path = ['interfaces', id];
  const module = homeOf(offered, view);
  const called = nameOf(offered);
  if (name.trim() === '') yield { path, message: `An interface of ${module} has no name.` };
  const alike = view.interfacesNamed(name).filter((other) => homeOf(other, view) === module);
  if (alike.length > 1) {
    yield { path, message: `${alike.length} interfaces of ${module} are called ${name}.` };
  }
  const taken = new Map<string, Id>();
  for (const one of offeredBy(offered, (element) => view.node(element))) {
    if (!one.node || one.name === '') continue;
    if (taken.has(one.name)) {
      const message = `${called} of ${module} offers two elements as ${one.name}: give one another name there.`;
      yield { path, node: one.element, message };
    }
    taken.set(one.name, one.element);
    const [own] = view.nodesNamed(module, one.name);
    if (own && own.id !== one.element) {
      const message = `${called} of ${module} offers ${view.name(one.element)} as ${one.name}, but ${module} has an element of its own by that name: give it another name there.`;
      yield { path, node: one.element, message };
    }
  }
}

/** M10: an interface that offers goals offers what they hold in as well (GSN 1:4.6.2). */
function checkInterfaceContexts(offered: NamedInterface, view: CaseView): readonly Observation[] {
  const own = new Set(offered.elements);
  const goals = offered.elements.flatMap((id) => {
    const node = view.node(id);
    return node?.kind === 'goal' ? [node] : [];
  });
  const home = homeOf(offered, view);
  // What stands elsewhere, above a link from another module, is not the interface's to offer.
  const missing = scopeOf(goals, view, () => false).filter((context) => {
    const module = moduleOf(context, view);
    return !own.has(context.id) && (module === home || view.containment.contains(home, module));
  });
  if (missing.length === 0) return NONE;
  const named = (nodes: readonly ArgumentNode[]) => listed(nodes.map(({ id }) => view.name(id)));
  const hold = goals.length === 1 ? 'it holds' : 'they hold';
  return [
    {
      path: ['interfaces', offered.id],
      message: `${nameOf(offered)} of ${home} offers ${named(goals)}, but not what ${hold} in: add ${named(missing)}.`,
    },
  ];
}

/**
 * M10: the default interface holds what its goals stand in (GSN 1:4.6.3): of those that are public or
 * wait for a contract the justifications of their own, and every context and assumption in scope.
 */
function checkScopePublic(goal: ArgumentNode, view: CaseView): readonly Observation[] {
  if (!isInInterface(goal) || view.isInContract(goal)) return NONE;
  const hidden = scopeOf([goal], view, isInInterface).filter((context) => !context.public);
  if (hidden.length === 0) return NONE;
  const names = hidden.map(({ id }) => view.name(id));
  const why = goal.public ? 'is public' : 'is to be supported by contract';
  return [
    {
      node: goal.id,
      message: `${view.name(goal.id)} ${why}, so others see it, but not what it holds in: make ${listed(names)} public as well.`,
    },
  ];
}

/**
 * What goals hold in: justifications of their own, and the contexts and assumptions of everything above
 * them, up to goals for which `isTold` says that it is told there. A justification is local to what it
 * justifies (GSN 1:2.2.11–19). Looks at the nearest {@link MOST_ABOVE} elements.
 */
function scopeOf(
  goals: readonly ArgumentNode[],
  view: CaseView,
  isTold: (above: ArgumentNode) => boolean,
): ArgumentNode[] {
  const scope = new Map<Id, ArgumentNode>();
  const own = new Set(goals.map(({ id }) => id));
  const seen = new Set(own);
  for (const id of seen) {
    for (const context of view.children(id, 'in-context-of')) {
      const { kind } = context;
      const bears = kind === 'context' || kind === 'assumption' || own.has(id);
      if (bears && SCOPE.has(kind)) scope.set(context.id, context);
    }
    if (seen.size >= MOST_ABOVE) continue;
    for (const { kind, from } of view.linksAbove(id)) {
      const above = view.node(from);
      if (kind === 'supported-by' && above && !isTold(above)) seen.add(from);
    }
  }
  return [...scope.values()];
}

function isInInterface({ kind, public: isPublic, toBeSupportedByContract }: ArgumentNode): boolean {
  return isPublic || (kind === 'goal' && toBeSupportedByContract);
}

function homeOf({ module }: NamedInterface, view: CaseView): string {
  return module === '' ? view.value('module') : module;
}

function nameOf({ name }: NamedInterface): string {
  return name.trim() === '' ? 'An unnamed interface' : `The interface ${name}`;
}

/** No argument that people read is so deep; what a file holds may be. */
const MOST_ABOVE = 4_000;

const SCOPE: ReadonlySet<string> = new Set(['context', 'assumption', 'justification']);

export const INTERFACE_RULES: readonly Rule[] = [
  {
    id: 'module-contained',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M7 · GSN 1:4.6.5, 1:4.7.4',
    title: 'A module is contained in one that exists, and not in itself.',
    checks: { module: checkContainment },
  },
  {
    id: 'away-visible',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M7 · GSN 1:4.7.3–4, 2:9.6.7',
    title:
      'What a module contains is cited within it; others cite what an interface of the container offers of it.',
    kinds: CITATION_KINDS,
    checks: { node: checkVisible },
  },
  {
    id: 'interface-elements',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M10, M11 · GSN 1:4.6.2, 1:4.6.5, 1:4.7.3',
    title:
      'An interface offers public elements of its module or of those that it contains; contract modules have none.',
    checks: { interface: checkInterfaceElements },
  },
  {
    id: 'interface-names',
    severity: 'error',
    blocks: 'freeze',
    clause: 'M10 · GSN 1:4.6.2',
    title: 'The interfaces of a module have names of their own, and so has what each offers.',
    checks: { interface: checkInterfaceNames },
  },
  {
    id: 'interface-context',
    severity: 'hint',
    blocks: null,
    clause: 'M10 · GSN 1:4.6.2–3',
    title: 'An interface that offers a goal offers what the goal holds in as well.',
    checks: { interface: checkInterfaceContexts },
  },
  {
    id: 'interface-scope',
    severity: 'hint',
    blocks: null,
    clause: 'M10 · GSN 1:4.6.2–7',
    title:
      'What a goal of the interface holds in is public as well: contexts and assumptions in scope, and justifications of its own.',
    kinds: ['goal'],
    checks: { node: checkScopePublic },
  },
];
