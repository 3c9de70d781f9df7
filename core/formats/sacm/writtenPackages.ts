import type { ArgumentNode, CaseDocument, CaseModule } from '@/core/argument/document';
import { outlineOf } from '@/core/argument/outline';
import { ownValue, ownValues, xmlId } from './carried';
import { annotationsXml, areTaggable } from './sacmAssets';
import { hrefXml } from './sacmRelations';
import { xmlSafe, type XmlOut } from './writeXml';

/** The argument package of a module, to be written. */
export interface PackageOut {
  name: string;
  id: string;
  /** Null for a module that no record of the case describes. */
  record: CaseModule | null;
  nodes: ArgumentNode[];
  /** The package that it stands in, of the module that contains it (GSN 1:4.6.5). */
  container: PackageOut | null;
  /** The packages that stand in it. */
  contained: PackageOut[];
}

/**
 * Packages in packages that are written: readers bound how deep a file is nested. What is contained
 * more deeply, or in itself, says so in a tagged value.
 */
const MOST_LEVELS = 50;

/**
 * One package for each module, that of the case first; each element in reading order. A package stands
 * in that of the module that contains it.
 */
export function packagesOf(document: CaseDocument): PackageOut[] {
  const ordered = [...new Set(outlineOf(document).map(({ node }) => node))];
  const byName = new Map<string, PackageOut>();
  const packages: PackageOut[] = [];
  const add = (name: string, record: CaseModule | null) => {
    const id = record ? xmlId(record.id) : `m${packages.length}`;
    const one: PackageOut = { name, id, record, nodes: [], container: null, contained: [] };
    packages.push(one);
    if (!byName.has(name)) byName.set(name, one);
    return one;
  };
  const own = document.modules.find(({ name }) => name === document.module);
  add(document.module, own ?? null);
  for (const record of document.modules) if (record !== own) add(record.name, record);
  for (const node of ordered) {
    (byName.get(node.module) ?? add(node.module, null)).nodes.push(node);
  }
  const above = ({ record }: PackageOut) =>
    record?.within ? byName.get(record.within) : undefined;
  for (const one of packages) {
    const container = above(one);
    if (!container || !endsSoon(one, above)) continue;
    one.container = container;
    container.contained.push(one);
  }
  return packages;
}

function endsSoon(from: PackageOut, above: (one: PackageOut) => PackageOut | undefined): boolean {
  let at: PackageOut | undefined = from;
  for (let level = 0; at !== undefined && level < MOST_LEVELS; level += 1) at = above(at);
  return at === undefined;
}

/**
 * A package. One that holds packages holds nothing else (SACM 2.3, 11, ArgumentPackage): its own
 * elements stand in one more, of the same module.
 *
 * @param participants XML ids of the interfaces that a contract is between
 * @param elements what the package holds beside packages
 * @param packages the packages that it holds
 */
export function packageXml(
  one: PackageOut,
  participants: Iterable<string>,
  elements: readonly XmlOut[],
  packages: readonly XmlOut[],
): XmlOut {
  const { name, id, record, container } = one;
  const isContract = record?.kind === 'contract';
  const inner: XmlOut = {
    name: 'argumentPackage',
    attributes: { id: `${id}-elements`, name },
    children: [...unlistedXml(name), ...elements],
  };
  return {
    name: isContract ? 'argumentPackageBinding' : 'argumentPackage',
    attributes: { id, name },
    children: [
      ...(record ? moduleXml(record, container?.name ?? '') : unlistedXml(name)),
      ...[...participants].map((participant) => hrefXml('participantPackage', participant)),
      ...(packages.length > 0 && elements.length > 0 ? [inner] : elements),
      ...packages,
    ],
  };
}

function moduleXml(record: CaseModule, within: string): XmlOut[] {
  const { annotations, description } = record;
  const read = {
    ...record,
    name: xmlSafe(record.name),
    within,
    title: '',
    description: xmlSafe(description).trim(),
    annotations: areTaggable(annotations) ? annotations : null,
  };
  return [
    ...descriptionXml(description),
    ...annotationsXml(annotations),
    ...ownValues(record, read),
  ];
}

/** What a package says of itself; reading takes the blanks around it away. */
export function descriptionXml(description: string): XmlOut[] {
  if (description === '') return [];
  const content = { name: 'content', attributes: { lang: 'en' }, text: description };
  return [{ name: 'description', children: [content] }];
}

/** A package whose module no record of the case describes, or another one does. */
function unlistedXml(name: string): XmlOut[] {
  return [
    ownValue('unlisted', true),
    ...(xmlSafe(name) === name ? [] : [ownValue('module', name)]),
  ];
}
