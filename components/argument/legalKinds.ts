import { LEGAL_TARGETS } from '@/core/checks/legalTargets';
import { NODE_KINDS, type ArgumentNode, type NodeKind } from '@/core/argument/document';
import { isContextual } from '@/core/argument/kinds';
import type { ArgumentIndex } from '@/core/argument/outline';

/** Kinds below a node, support first: what one usually adds, one usually argues. */
const CHILDREN = new Map(
  NODE_KINDS.map((kind) => [
    kind,
    [
      ...(LEGAL_TARGETS['supported-by'][kind] ?? []),
      ...(LEGAL_TARGETS['in-context-of'][kind] ?? []).filter(isContextual),
    ] as readonly NodeKind[],
  ]),
);

/** Kinds that may be added below a node, the usual one first. */
export function legalChildren(kind: NodeKind): readonly NodeKind[] {
  return CHILDREN.get(kind) ?? [];
}

/** Kinds a node may become where it stands: what its parents may hold and its children allow. */
export function legalKinds(node: ArgumentNode, index: ArgumentIndex): NodeKind[] {
  const parents = (index.parents.get(node.id) ?? []).flatMap(
    ({ from }) => index.nodes.get(from) ?? [],
  );
  const children = (index.children.get(node.id) ?? []).flatMap(
    ({ to }) => index.nodes.get(to) ?? [],
  );
  return NODE_KINDS.filter(
    (kind) =>
      parents.every((parent) => legalChildren(parent.kind).includes(kind)) &&
      children.every((child) => legalChildren(kind).includes(child.kind)),
  );
}
