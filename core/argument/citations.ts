import type { ArgumentNode, CaseDocument, Id, ModuleKind, NodeKind } from './document';
import { grouped } from './grouped';
import { isAway, isCitation } from './kinds';

/** The modules of a case and what stands in them, by name. */
export interface ModuleContents {
  /** What kind of module of the case goes by a name; null when it is in none of this case. */
  kindOf(module: string): ModuleKind | null;
  /** The module that a node stands in. */
  moduleOf(node: ArgumentNode): string;
  named(module: string, identifier: string): Iterable<ArgumentNode>;
  members(module: string): Iterable<ArgumentNode>;
  /** Whether a node supports another or is its context. */
  hangs(id: Id): boolean;
}

/**
 * What the argument rests on beside its links (GSN 1:4.2.2, 1:4.3.2): an away element on what it
 * cites, a reference to a module on what that makes public, to a contract on all it argues, and a
 * goal that is to be supported by contract on the contract's away goal that stands for it. What is
 * cited in another case is not here.
 *
 * @param citing nodes of kinds that cite ({@link isCitation})
 * @returns pairs: what rests, and on what
 */
export function* citationsIn(
  citing: Iterable<ArgumentNode>,
  contents: ModuleContents,
): Generator<readonly [Id, Id]> {
  for (const node of citing) {
    const { id, kind, away } = node;
    const module = contents.moduleOf(node);
    const cited = away === null ? null : contents.kindOf(away.module);
    if (away === null || cited === null || away.module === module) continue;
    if (!isAway(kind)) {
      for (const claim of argued(away.module, cited, contents)) yield [id, claim.id];
      continue;
    }
    const isContracts = contents.kindOf(module) === 'contract';
    for (const target of contents.named(away.module, away.node)) {
      yield [id, target.id];
      if (target.toBeSupportedByContract && isContracts) yield [target.id, id];
    }
  }
}

/** What somebody relies on who relies on a module as a whole. */
function argued(module: string, kind: ModuleKind, contents: ModuleContents): ArgumentNode[] {
  const claims = [...contents.members(module)].filter((node) => CLAIMS.has(node.kind));
  const offered = kind === 'contract' ? [] : claims.filter((claim) => claim.public);
  return offered.length > 0 ? offered : claims.filter(({ id }) => !contents.hangs(id));
}
const CLAIMS: ReadonlySet<NodeKind> = new Set(['goal', 'away-goal']);

/** {@link citationsIn} of a whole document, by what rests. */
export function citationsOf(
  document: Pick<CaseDocument, 'nodes' | 'module' | 'modules'>,
  hangs: (id: Id) => boolean,
): ReadonlyMap<Id, readonly Id[]> {
  const citing = document.nodes.filter(({ kind, away }) => isCitation(kind) && away !== null);
  const found = new Map<Id, Id[]>();
  if (citing.length === 0) return found;
  const modules = modulesOf(document);
  const members = grouped(document.nodes, modules.moduleOf);
  const names = grouped(document.nodes, (node) => nameOf(modules.moduleOf(node), node.identifier));
  const contents: ModuleContents = {
    ...modules,
    named: (module, identifier) => names.get(nameOf(module, identifier)) ?? [],
    members: (module) => members.get(module) ?? [],
    hangs,
  };
  for (const [from, to] of citationsIn(citing, contents)) {
    const known = found.get(from);
    if (known) known.push(to);
    else found.set(from, [to]);
  }
  return found;
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
