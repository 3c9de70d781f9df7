import { citationsOf, modulesOf, promotionsIn } from './citations';
import type { ArgumentLink, ArgumentNode, CaseDocument, Id } from './document';
import { grouped } from './grouped';

/** What says how the elements of a case hang together. */
export type ConnectedCase = Pick<
  CaseDocument,
  'nodes' | 'links' | 'root' | 'module' | 'modules' | 'interfaces' | 'defeaters' | 'claimPoints'
>;

interface Links {
  nodes: ReadonlyMap<Id, ArgumentNode>;
  children: ReadonlyMap<Id, readonly ArgumentLink[]>;
  parents: ReadonlyMap<Id, readonly ArgumentLink[]>;
}

/**
 * Everything that is part of the case (GSN C8, 2:7.4.2.2): what hangs below the root or below the top
 * of an argument that makes a challenge or argues confidence, what is cited there, and what the
 * modules so reached make public, or offer of those that they contain (GSN 1:4.6). The rest is parked.
 */
export function connectedNodes(document: ConnectedCase, index: Links): Set<Id> {
  const citations = citationsOf(document, (id) => index.parents.has(id));
  const { moduleOf } = modulesOf(document);
  const offers = grouped(
    citations.isEmpty ? [] : document.nodes.filter((node) => node.public),
    moduleOf,
  );
  if (!citations.isEmpty) {
    for (const [module, promoted] of promotionsIn(document)) {
      const nodes = [...promoted.values()].flatMap((id) => index.nodes.get(id) ?? []);
      offers.set(module, [...(offers.get(module) ?? []), ...nodes]);
    }
  }
  // Its own module is argued from the root: making something public there does not connect it.
  offers.delete(document.module);
  const cited = citations.once();
  const reached = new Set<Id>();
  const open: Id[] = [];
  const enter = (id: Id | null): void => {
    if (id !== null && !reached.has(id)) open.push(id);
  };
  enter(document.root);
  for (const { argument } of document.defeaters) enter(argument);
  for (const { argument } of document.claimPoints) enter(argument);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = index.nodes.get(id);
    if (reached.has(id) || !node) continue;
    reached.add(id);
    for (const { to } of index.children.get(id) ?? []) enter(to);
    for (const to of cited(id)) enter(to);
    const module = moduleOf(node);
    for (const offered of offers.get(module) ?? []) enter(offered.id);
    offers.delete(module);
  }
  return reached;
}
