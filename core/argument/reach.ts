import type { CaseDocument, Choice, Id } from './document';
import { citationsOf } from './citations';
import { indexArgument, type ArgumentIndex } from './outline';

/**
 * The nodes that the argument rests on: everything reachable from the root by links and by citations
 * within the case ({@link citationsOf}) without passing a node that its authors do not claim. What
 * lies only below a branch left out stays visible and makes no demands.
 */
export function claimedNodes(
  document: Pick<CaseDocument, 'nodes' | 'links' | 'root' | 'module' | 'modules' | 'interfaces'>,
  index: ArgumentIndex = indexArgument(document),
): Set<Id> {
  const root = document.root === null ? undefined : index.nodes.get(document.root);
  const reached = new Set<Id>();
  const cited = citationsOf(document, (id) => index.parents.has(id)).once();
  const enter = (id: Id): void => {
    if (index.nodes.get(id)?.claim !== 'not-claimed') open.push(id);
  };
  const open: Id[] = [];
  if (root) enter(root.id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    for (const { to } of index.children.get(id) ?? []) enter(to);
    for (const to of cited(id)) enter(to);
  }
  return reached;
}

/** All nodes below (or above) the given ones, those included only when a path leads back. */
export function nodesBeyond(
  starts: Iterable<Id>,
  direction: 'below' | 'above',
  index: ArgumentIndex,
): Set<Id> {
  const beyond = new Set<Id>();
  const open = [...starts];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const links = direction === 'below' ? index.children.get(id) : index.parents.get(id);
    for (const link of links ?? []) {
      const next = direction === 'below' ? link.to : link.from;
      if (beyond.has(next)) continue;
      beyond.add(next);
      open.push(next);
    }
  }
  return beyond;
}

/**
 * Whether a choice still leaves something to choose (GSN 1:3.2.2): fewer than all, options, or how many
 * are demanded.
 */
export function isOpenChoice({ min, label, of, optional }: Choice): boolean {
  return label !== undefined || min < of.length || optional.length > 0;
}
