import type { ArgumentNode, CaseDocument, Id } from '@/core/argument/document';
import { cyclesIn } from '@/core/checks/cycles';

/**
 * One argument that supports itself (GSN 1:2.2.2), also by way of other modules: an away element stands
 * for its target where the document has it (GSN 1:4.5.2).
 *
 * @returns the elements of the first cycle in link order, the last leads back to the first; null
 *   when there is none
 */
export function supportCycle({
  nodes,
  links,
}: Pick<CaseDocument, 'nodes' | 'links'>): ArgumentNode[] | null {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const own = nodes.filter(({ away }) => away === null);
  const byName = new Map(own.map((node) => [nameOf(node.module, node.identifier), node]));
  const below = new Map<Id, ArgumentNode[]>(
    nodes.flatMap(({ id, away }): [Id, ArgumentNode[]][] => {
      const target = away && byName.get(nameOf(away.module, away.node));
      return target ? [[id, [target]]] : [];
    }),
  );
  for (const { from, to } of links) {
    const child = byId.get(to);
    if (!child) continue;
    const children = below.get(from);
    if (children) children.push(child);
    else below.set(from, [child]);
  }
  return cyclesIn(nodes, ({ id }) => below.get(id) ?? [])[0] ?? null;
}

/** "G1 → G2 → G1" */
export function cycleText(cycle: readonly ArgumentNode[]): string {
  // An away element has the name of its target, which follows it.
  const names = cycle
    .map(({ identifier }) => identifier)
    .filter((name, index, all) => name !== all[(index || all.length) - 1] || all.length === 1);
  const shown = names.length > 12 ? [...names.slice(0, 12), '…'] : names;
  return [...shown, names[0] ?? ''].join(' → ');
}

function nameOf(module: string, identifier: string): string {
  return `${module}\n${identifier}`;
}
