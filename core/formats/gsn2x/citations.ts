import { blankNode } from '@/core/argument/blank';
import type { ArgumentNode, CaseDocument, Id } from '@/core/argument/document';
import { awayKindOf } from '@/core/argument/kinds';
import type { ArgumentIndex } from '@/core/argument/outline';
import { kindOfType, typeOfKey } from './elementTypes';

/**
 * Away elements that a gsn2x file does not spell out, because reading it makes them again: from a
 * reference to an element of another module, or from `extends`.
 */
export type Derived =
  /** Parents name the element itself. */
  | { by: 'reference'; target: ArgumentNode }
  /** Parents name an element that is in no file. */
  | { by: 'name'; name: string }
  /** The module develops an element of another one. */
  | { by: 'extends' };

/** Which away elements can be left to the reader; those in `explicit` never are. */
export function derivedCitations(
  document: CaseDocument,
  index: ArgumentIndex,
  explicit: ReadonlySet<Id>,
): Map<Id, Derived> {
  const named = (identifier: string, module: string) => `${module}\n${identifier}`;
  const byName = new Map<string, ArgumentNode | null>();
  for (const node of document.nodes) {
    const name = named(node.identifier, node.module);
    byName.set(name, byName.has(name) ? null : node);
  }
  const made = new Set<string>();
  const derived = new Map<Id, Derived>();
  for (const node of document.nodes) {
    const { away } = node;
    if (!away || explicit.has(node.id) || !isPlain(node)) continue;
    const name = [node.module, node.kind, away.module, away.node].join('\n');
    const target = byName.get(named(away.node, away.module));
    const how = derivation(document, index, node, target ?? undefined, explicit);
    if (!how || made.has(name) || target === null) continue;
    made.add(name);
    derived.set(node.id, how);
  }
  return derived;
}

function derivation(
  document: CaseDocument,
  index: ArgumentIndex,
  node: ArgumentNode,
  target: ArgumentNode | undefined,
  explicit: ReadonlySet<Id>,
): Derived | null {
  const parents = index.parents.get(node.id) ?? [];
  const children = index.children.get(node.id) ?? [];
  const { module: elsewhere = '', node: name = '' } = node.away ?? {};
  const isNear = (id: Id) => index.nodes.get(id)?.module === node.module;
  if (children.length > 0) {
    const isDeveloped =
      parents.length === 0 &&
      node.kind === 'away-goal' &&
      node.module === document.module &&
      elsewhere !== '' &&
      children.every(
        (link) =>
          link.kind === 'supported-by' &&
          isNear(link.to) &&
          index.nodes.get(link.to)?.away === null &&
          link.multiplicity === null &&
          link.defeat === null &&
          !explicit.has(link.id),
      );
    return isDeveloped ? { by: 'extends' } : null;
  }
  if (parents.length === 0 || !parents.every(({ from }) => isNear(from))) return null;
  if (target) {
    const isAlike = awayKindOf(target.kind) === node.kind && target.module !== node.module;
    return isAlike ? { by: 'reference', target } : null;
  }
  const type = typeOfKey(name);
  const usual = type && awayKindOf(kindOfType(type));
  const isUsual = parents.every(
    ({ id, kind }) =>
      !explicit.has(id) &&
      node.kind === (usual ?? (kind === 'supported-by' ? 'away-goal' : 'away-context')),
  );
  return elsewhere === '' && name !== '' && isUsual ? { by: 'name', name } : null;
}

/** Whether an away element says nothing but what it cites, under the name of that. */
function isPlain(node: ArgumentNode): boolean {
  const { id, kind, module, away } = node;
  if (!away || away.baseDigest !== null || away.recordId !== null || away.textLeaf !== null) {
    return false;
  }
  const plain = blankNode({ id, kind, module, identifier: away.node, away });
  return Object.entries(plain).every(
    ([field, value]) => JSON.stringify(value) === JSON.stringify(node[field as keyof ArgumentNode]),
  );
}
