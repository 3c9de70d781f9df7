import type { ArgumentNode, CaseDocument, Id, NamedInterface } from '@/core/argument/document';
import { compareText } from '@/core/argument/text';
import type { ExportLoss } from '../exportFormats';
import type { FindingList } from '../findingList';
import type { InterfaceLayer } from './caseLayers';

/**
 * The named interfaces of a case (GSN 1:4.6.2) as the layer that carries them: elements are called as
 * the file calls them. Null for none.
 *
 * @param keyOf name of an element in the file; empty when it is not in the case
 */
export function interfacesText(
  { interfaces }: CaseDocument,
  keyOf: (id: Id) => string,
  losses: ExportLoss[],
): string | null {
  if (interfaces.length === 0) return null;
  const records = interfaces.map(({ id, module, name, description, elements, aliases }) => {
    const path = `interfaces.${name || id}`;
    const lose = (field: string) =>
      losses.push({
        path: `${path}.${field}`,
        message: 'An element that it names is not in the case; it is left out.',
      });
    const keys = elements.map(keyOf).filter((key) => key !== '');
    if (keys.length < elements.length) lose('elements');
    const called = Object.entries(aliases)
      .map(([element, alias]): [string, string] => [keyOf(element), alias])
      .filter(([key]) => key !== '');
    if (called.length < Object.keys(aliases).length) lose('aliases');
    const layer: InterfaceLayer = {
      module,
      name,
      description,
      elements: keys.sort(compareText),
      ...(called.length > 0 && {
        aliases: called.sort(([a], [b]) => compareText(a, b)),
      }),
    };
    return JSON.stringify(layer);
  });
  return `[${records.sort(compareText).join(',')}]`;
}

/**
 * The interfaces that a layer holds, without ids; names that lead nowhere are left out.
 *
 * @param find the element of a name, null for none
 */
export function interfacesOf(
  layers: readonly InterfaceLayer[],
  find: (key: string) => ArgumentNode | null,
  path: string,
  findings: FindingList,
): Omit<NamedInterface, 'id'>[] {
  return layers.map(({ aliases = [], elements, ...layer }) => {
    const idOf = (key: string): Id[] => {
      const node = find(key);
      if (node) return [node.id];
      findings.warning(path, `‘${key.slice(0, 60)}’ is not there; the interface does not show it.`);
      return [];
    };
    return {
      ...layer,
      elements: elements.flatMap(idOf),
      aliases: Object.fromEntries(
        aliases.flatMap(([key, alias]) => idOf(key).map((id): [Id, string] => [id, alias])),
      ),
    };
  });
}
