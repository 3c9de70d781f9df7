import { blankCase, blankLink, blankNode } from '@/core/argument/blank';
import type { ArgumentNode, CaseDocument, CaseModule } from '@/core/argument/document';
import { countingIds } from '@/core/argument/ids';
import { linkKindFor } from '@/core/argument/kinds';
import { cite } from './broken.fixture';

/** Elements as "module.identifier", with what they are and what they cite. */
export type Elements = Record<string, Partial<ArgumentNode>>;

/** A case of elements that are linked in steps: "a.G1 > a.S1 > b.G2". */
export function composed(
  elements: Elements,
  steps: readonly string[],
  contracts = ['deal'],
): CaseDocument {
  const ids = countingIds();
  const named = new Map(
    Object.entries(elements).map(([name, more]) => {
      const [module = '', identifier = ''] = name.split('.');
      const kind = more.kind ?? 'goal';
      const own = { id: ids(), kind, identifier, module, text: name, public: true };
      return [name, blankNode({ ...own, ...more })];
    }),
  );
  const links = steps.flatMap((step) => {
    const ends = step.split(' > ').flatMap((name) => named.get(name) ?? []);
    return ends.slice(1).flatMap((to, at) => {
      const from = ends[at]?.id ?? '';
      return blankLink({ id: ids(), kind: linkKindFor(to.kind), from, to: to.id, rank: 'a0' });
    });
  });
  const nodes = [...named.values()];
  const modules = [...new Set(nodes.map(({ module }) => module))].map((name): CaseModule => {
    const kind = contracts.includes(name) ? 'contract' : 'module';
    return { id: ids(), name, kind, within: '', title: '', description: '', annotations: {} };
  });
  const [first] = nodes;
  return blankCase({
    module: first?.module ?? '',
    root: first?.id ?? null,
    nodes,
    links,
    modules,
  });
}

export function away(target: string): Partial<ArgumentNode> {
  const [module = '', node = ''] = target.split('.');
  return { kind: 'away-goal', away: cite(module, node), text: '', public: false };
}

/** A reference to a module or contract as a whole. */
export function whole(
  module: string,
  kind: 'module' | 'contract' = 'module',
): Partial<ArgumentNode> {
  return { kind, away: cite(module, ''), text: '' };
}
