import type { Id, NamedInterface } from '@/core/argument/document';
import { grouped } from '@/core/argument/grouped';
import { LIMITS } from '@/core/argument/limits';
import { tellUnkept } from './annotations';
import { recordIdOf, takeOwnValues } from './carried';
import type { SacmAsset, SacmPackage } from './sacmModel';
import type { SacmContext, SacmNodes } from './sacmNodes';
import { defaultName, isAlias } from './writtenInterfaces';

/**
 * Interfaces that have names of their own (GSN 1:4.6.2): each shows what its package cites, under the
 * names that the citations have. One without a name is the default one, which says what is public.
 */
export function sacmInterfaces(context: SacmContext, nodes: SacmNodes): NamedInterface[] {
  const { file, modules, ids, notes } = context;
  const inside = grouped(file.assets, (asset) => file.packages[asset.package]);
  const used = new Set<Id>();
  return file.packages.flatMap((one, index): NamedInterface[] => {
    if (one.kind !== 'interface') return [];
    const module = modules[index] ?? '';
    const record = recordIdOf(one.id);
    const isNamed = record !== null || (one.name !== '' && one.name !== defaultName(module));
    const description = isNamed ? '' : one.description;
    tellUnkept('An interface', { ...one, name: '', description }, notes);
    if (!isNamed) return [];
    const offered: NamedInterface = {
      id: record !== null && !used.has(record) ? record : ids(),
      module,
      name: notes.fitted(one.name, LIMITS.module, one.place),
      description: notes.fitted(one.description, LIMITS.prose, one.place),
      ...shownIn(one, inside.get(one) ?? [], context, nodes),
    };
    used.add(offered.id);
    takeOwnValues('interfaces', offered, one.tags, notes);
    return [offered];
  });
}

/** Elements that an interface cites, and the names of those that it shows under others. */
function shownIn(
  { place }: SacmPackage,
  citations: readonly SacmAsset[],
  { index, notes }: SacmContext,
  { byAsset }: SacmNodes,
): Pick<NamedInterface, 'elements' | 'aliases'> {
  const elements = new Set<Id>();
  const aliases = new Map<Id, string>();
  for (const { cited, name, place: at } of citations) {
    const target = index.get(cited);
    const asset = target && 'asset' in target ? target.asset : undefined;
    const node = asset && byAsset.get(asset);
    if (!node || elements.has(node.id)) continue;
    if (elements.size === LIMITS.setMembers) {
      notes.warn(
        place,
        `An interface shows ${LIMITS.setMembers} elements at most; the others are dropped.`,
      );
      break;
    }
    elements.add(node.id);
    if (!isAlias(name, node.identifier) || name === asset.name) continue;
    aliases.set(node.id, notes.fitted(name, LIMITS.identifier, at));
  }
  return { elements: [...elements], aliases: Object.fromEntries(aliases) };
}
