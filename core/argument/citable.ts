import { modulesOf, promotionsIn } from './citations';
import { Containment } from './containment';
import type { CaseDocument, NodeKind } from './document';
import { AWAY_OF } from './kinds';
import { compareIdentifiers } from './outline';

/** The other modules of a case that an element can cite from where it stands (GSN 1:4.7.3). */
export function citableModules(
  { module: own, modules }: Pick<CaseDocument, 'module' | 'modules'>,
  from: string,
): string[] {
  const containment = new Containment(modules);
  const names = new Set([...modules.map(({ name }) => name), ...(modules.length > 0 ? [own] : [])]);
  const home = from === '' ? own : from;
  return [...names].filter((name) => name !== home && containment.isVisible(name, home)).sort();
}

/** By which names an away element of a kind can cite elements of a module, those it offers included. */
export function citableNames(document: CaseDocument, module: string, kind: NodeKind): string[] {
  const { moduleOf } = modulesOf(document);
  const home = AWAY_OF[kind];
  const own = document.nodes.filter(
    (node) => node.public && node.kind === home && moduleOf(node) === module,
  );
  const nodes = new Map(document.nodes.map((node) => [node.id, node]));
  const promoted = [...(promotionsIn(document).get(module) ?? [])].filter(([, id]) => {
    const node = nodes.get(id);
    return node?.public === true && node.kind === home;
  });
  const names = new Set([
    ...own.map(({ identifier }) => identifier),
    ...promoted.map(([name]) => name),
  ]);
  return [...names].sort(compareIdentifiers);
}
