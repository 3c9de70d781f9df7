import type { ArgumentNode } from '@/core/argument/document';
import { isAway } from '@/core/argument/kinds';

/**
 * Away elements whose own text is not their target's, where the target is among the elements: an away
 * element repeats its target exactly (GSN 1:4.2.2).
 */
export function* driftingTexts(
  nodes: readonly ArgumentNode[],
): Generator<{ index: number; message: string }> {
  const name = (module: string, identifier: string) => `${module}\n${identifier}`;
  const own = nodes.filter(({ away }) => away === null);
  const byName = new Map(own.map((node) => [name(node.module, node.identifier), node]));
  for (const [index, { identifier, kind, text, away }] of nodes.entries()) {
    if (!isAway(kind) || text === '' || !away) continue;
    const target = byName.get(name(away.module, away.node));
    if (!target || target.text === text) continue;
    yield {
      index,
      message:
        `The text of the away element ${identifier} is not that of ${away.node} ` +
        `in the module ‘${away.module}’.`,
    };
  }
}
