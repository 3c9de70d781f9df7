import { NODE_KINDS, type ArgumentNode, type NodeKind } from '@/core/argument/document';
import type { ArgumentIndex } from '@/core/argument/outline';

/** What may stand below what (GSN Table 1:2-2, 1:4-2); contexts hang by InContextOf. */
const CHILDREN: Record<NodeKind, readonly NodeKind[]> = {
  goal: ['goal', 'strategy', 'solution', 'away-goal', 'context', 'assumption', 'justification'],
  strategy: ['goal', 'away-goal', 'context', 'assumption', 'justification'],
  solution: [],
  context: [],
  assumption: [],
  justification: [],
  'away-goal': [],
};

/** Kinds that may be added below a node, the usual one first. */
export function legalChildren(kind: NodeKind): readonly NodeKind[] {
  return CHILDREN[kind];
}

/** Kinds a node may become where it stands: what its parents may hold and its children allow. */
export function legalKinds(node: ArgumentNode, index: ArgumentIndex): NodeKind[] {
  const parents = (index.parents.get(node.id) ?? []).flatMap(({ from }) => index.nodes.get(from) ?? []);
  const children = (index.children.get(node.id) ?? []).flatMap(({ to }) => index.nodes.get(to) ?? []);
  return NODE_KINDS.filter(
    (kind) =>
      parents.every((parent) => CHILDREN[parent.kind].includes(kind)) &&
      children.every((child) => CHILDREN[kind].includes(child.kind)),
  );
}
