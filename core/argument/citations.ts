import { Containment, promotionsOf, type Promotions } from './containment';
import type { ArgumentNode, CaseDocument, Id, ModuleKind, NodeKind } from './document';
import { grouped } from './grouped';
import { isAway, isCitation } from './kinds';

/** The modules of a case and what stands in them, by name. */
export interface ModuleContents {
  /** What kind of module of the case goes by a name; null when it is in none of this case. */
  kindOf(module: string): ModuleKind | null;
  /** The module that a node stands in. */
  moduleOf(node: ArgumentNode): string;
  /**
   * The node that a citation means: of several by one name the first, and where the module has none by
   * it what one of its interfaces offers by it ({@link promotionsOf}).
   */
  named(module: string, identifier: string): ArgumentNode | undefined;
  members(module: string): Iterable<ArgumentNode>;
  /** What interfaces of a module offer of those that it contains. */
  promoted(module: string): Iterable<ArgumentNode>;
  /** The modules that one contains, and those within them. */
  inside(module: string): readonly string[];
  /** Whether a node supports another or is its context. */
  hangs(id: Id): boolean;
}

/** What is known of a module beside that when it is asked which way support runs. */
export interface ModuleArguments extends ModuleContents {
  /** Whether anything supports a node. */
  isDeveloped(id: Id): boolean;
}

/**
 * What the argument rests on beside its links (GSN 1:4.2.2, 1:4.3.2): an away element on what it
 * cites, a reference to a module on what that makes public, to a contract on all it argues, and a
 * goal that is to be supported by contract on the contract's away goal that stands for it. What is
 * cited in another case is not here.
 *
 * @param citing nodes of kinds that cite ({@link isCitation})
 * @returns what rests, and on what; all references to one module share a list
 */
export function* citationsIn(
  citing: Iterable<ArgumentNode>,
  contents: ModuleContents,
): Generator<readonly [Id, readonly Id[]]> {
  for (const { node, whole, target, inContract } of readCitations(citing, contents)) {
    yield [node.id, whole ?? [target.id]];
    if (target?.toBeSupportedByContract && inContract) yield [target.id, [node.id]];
  }
}

/**
 * Which way support runs along citations (GSN 1:4.3.7, 1:4.5.2): an away element rests on what it
 * cites. In a contract module one that heads the argument, or is developed there, is what the contract
 * argues for: there the cited element rests on it (1:4.3.2, 1:4.4).
 *
 * @param citing nodes of kinds that cite ({@link isCitation})
 * @returns what rests, and on what; all references to one module share a list
 */
export function* supportIn(
  citing: Iterable<ArgumentNode>,
  contents: ModuleArguments,
): Generator<readonly [Id, readonly Id[]]> {
  const { hangs, isDeveloped } = contents;
  for (const { node, whole, target, inContract } of readCitations(citing, contents)) {
    if (whole) yield [node.id, whole];
    else if (inContract && (!hangs(node.id) || isDeveloped(node.id))) yield [target.id, [node.id]];
    else yield [node.id, [target.id]];
  }
}

type Citation = { node: ArgumentNode; inContract: boolean } & (
  | { whole: readonly Id[]; target?: never }
  | { whole?: never; target: ArgumentNode }
);

/** Citations that lead to something in another module of the case. */
function* readCitations(
  citing: Iterable<ArgumentNode>,
  contents: ModuleContents,
): Generator<Citation> {
  const wholes = new Map<string, readonly Id[]>();
  for (const node of citing) {
    const { kind, away } = node;
    const module = contents.moduleOf(node);
    const cited = away === null ? null : contents.kindOf(away.module);
    if (away === null || cited === null || away.module === module) continue;
    const inContract = contents.kindOf(module) === 'contract';
    if (!isAway(kind)) {
      const whole = wholes.get(away.module) ?? argued(away.module, cited, contents);
      wholes.set(away.module, whole);
      yield { node, inContract, whole };
      continue;
    }
    const target = contents.named(away.module, away.node);
    if (target) yield { node, inContract, target };
  }
}

/** What somebody relies on who relies on a module as a whole: what it offers, or all that it argues. */
function argued(module: string, kind: ModuleKind, contents: ModuleContents): Id[] {
  const claimsIn = (nodes: Iterable<ArgumentNode>) =>
    [...nodes].filter((node) => CLAIMS.has(node.kind));
  const own = claimsIn(contents.members(module));
  const isPublic = (claim: ArgumentNode) => claim.public;
  const offered =
    kind === 'contract' ? [] : [...own, ...claimsIn(contents.promoted(module))].filter(isPublic);
  if (offered.length > 0) return [...new Set(offered.map(({ id }) => id))];
  // One that holds modules alone argues what they argue.
  const claims =
    own.length > 0
      ? own
      : contents.inside(module).flatMap((inner) => claimsIn(contents.members(inner)));
  return claims.flatMap(({ id }) => (contents.hangs(id) ? [] : id));
}
const CLAIMS: ReadonlySet<NodeKind> = new Set(['goal', 'away-goal']);

/** What rests on what beside links, to be followed by walks through an argument. */
export class Citations<K> {
  private readonly lists: ReadonlyMap<K, readonly (readonly K[])[]>;

  /** @param citations what rests, and on what; a list that many rest on is one list */
  constructor(citations: Iterable<readonly [K, readonly K[]]>) {
    const lists = new Map<K, (readonly K[])[]>();
    for (const [from, list] of citations) {
      const known = lists.get(from);
      if (known) known.push(list);
      else lists.set(from, [list]);
    }
    this.lists = lists;
  }

  get isEmpty(): boolean {
    return this.lists.size === 0;
  }

  /** For one walk: says what one rests on, each list the first time alone, as the walk was there then. */
  once(): (of: K) => Iterable<K> {
    const said = new Set<readonly K[]>();
    const { lists } = this;
    return function* (of) {
      for (const list of lists.get(of) ?? []) {
        if (said.has(list)) continue;
        said.add(list);
        yield* list;
      }
    };
  }
}

/** {@link citationsIn} of a whole document. */
export function citationsOf(document: ModularCase, hangs: (id: Id) => boolean): Citations<Id> {
  const citing = document.nodes.filter(({ kind, away }) => isCitation(kind) && away !== null);
  if (citing.length === 0) return new Citations<Id>([]);
  return new Citations(citationsIn(citing, contentsOf(document, hangs)));
}

/** Away elements with the elements of the same case that they cite. */
export function* citedElements(document: ModularCase): Generator<[ArgumentNode, ArgumentNode]> {
  const citing = document.nodes.filter(({ kind, away }) => isAway(kind) && away !== null);
  if (citing.length === 0) return;
  const contents = contentsOf(document, () => false);
  for (const { node, target } of readCitations(citing, contents)) if (target) yield [node, target];
}

type ModularCase = Pick<CaseDocument, 'nodes' | 'module' | 'modules' | 'interfaces'>;

function contentsOf(document: ModularCase, hangs: (id: Id) => boolean): ModuleContents {
  const modules = modulesOf(document);
  const members = grouped(document.nodes, modules.moduleOf);
  const names = new Map<string, ArgumentNode>();
  for (const node of document.nodes) {
    const name = nameOf(modules.moduleOf(node), node.identifier);
    if (!names.has(name)) names.set(name, node);
  }
  const containment = new Containment(document.modules);
  const promotions = promotionsIn(document, containment);
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  return {
    ...modules,
    named: (module, identifier) =>
      names.get(nameOf(module, identifier)) ??
      nodes.get(promotions.get(module)?.get(identifier) ?? ''),
    members: (module) => members.get(module) ?? [],
    promoted: (module) =>
      [...(promotions.get(module)?.values() ?? [])].flatMap((id) => nodes.get(id) ?? []),
    inside: (module) => containment.inside(module),
    hangs,
  };
}

/** {@link promotionsOf} of a document by itself. */
export function promotionsIn(
  document: ModularCase,
  containment = new Containment(document.modules),
): Promotions {
  if (document.interfaces.length === 0) return new Map();
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const { moduleOf } = modulesOf(document);
  return promotionsOf(document, containment, (id) => nodes.get(id), moduleOf);
}

/** Which modules a case has, and where its nodes stand. */
export function modulesOf({
  module: own,
  modules,
}: Pick<CaseDocument, 'module' | 'modules'>): Pick<ModuleContents, 'kindOf' | 'moduleOf'> {
  const kinds = new Map(modules.map(({ name, kind }) => [name, kind]));
  return {
    kindOf: (module) => kinds.get(module) ?? (module === own ? 'module' : null),
    moduleOf: ({ module }) => (module === '' ? own : module),
  };
}

function nameOf(module: string, identifier: string): string {
  return JSON.stringify([module, identifier]);
}
