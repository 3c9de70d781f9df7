import type { ArgumentLink, ArgumentNode, CaseDocument, Id } from '@/core/argument/document';
import { compareIdentifiers, type ArgumentIndex } from '@/core/argument/outline';
import { compareText } from '@/core/argument/text';

/**
 * Every element once, in the order in which a text lists them: the argument from its root downwards,
 * then what hangs elsewhere. It depends on what the elements say and on their places, never on record
 * ids, so that a file that was read and written again is the same file.
 */
export function readingOrder(
  { nodes, root }: Pick<CaseDocument, 'nodes' | 'root'>,
  index: ArgumentIndex,
): ArgumentNode[] {
  const order = new Set<ArgumentNode>();
  const visit = (top: ArgumentNode) => {
    const stack = [top];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (order.has(node)) continue;
      order.add(node);
      for (const { to } of (index.children.get(node.id) ?? []).toReversed()) {
        const child = index.nodes.get(to);
        if (child) stack.push(child);
      }
    }
  };
  const top = root === null ? undefined : index.nodes.get(root);
  if (top) visit(top);
  const named = [...nodes].sort(byContent);
  for (const node of named) if (!index.parents.has(node.id)) visit(node);
  // What is left hangs in cycles that no top reaches.
  for (const node of named) visit(node);
  return [...order];
}

/**
 * The top of an argument that names none: the first goal that supports nothing, else the first element
 * that does not, else the first of all.
 */
export function topOf({
  nodes,
  links,
}: Readonly<{ nodes: readonly ArgumentNode[]; links: readonly ArgumentLink[] }>):
  | ArgumentNode
  | undefined {
  const below = new Set<Id>(links.map(({ to }) => to));
  const tops = nodes.filter(({ id }) => !below.has(id));
  return tops.find(({ kind }) => kind === 'goal') ?? tops[0] ?? nodes[0];
}

/** Order of elements by what people read of them. */
export function byContent(a: ArgumentNode, b: ArgumentNode): number {
  return (
    compareIdentifiers(a.identifier, b.identifier) ||
    compareText(a.module, b.module) ||
    compareText(a.kind, b.kind) ||
    compareText(a.text, b.text)
  );
}
