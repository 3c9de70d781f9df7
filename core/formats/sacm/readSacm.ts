import { LIMITS } from '@/core/argument/limits';
import { ImportRefusal, type ImportNotes } from '../importNotes';
import {
  RELATION_TYPES,
  type AssetType,
  type PackageKind,
  type RelationType,
  type SacmFile,
} from './sacmModel';
import { isMember, isTrue, partsOf, references } from './sacmParts';
import type { XmlElement } from './xmlTree';

const PACKAGES: ReadonlyMap<string, PackageKind> = new Map([
  ['argumentpackage', 'package'],
  ['argumentpackageinterface', 'interface'],
  ['argumentpackagebinding', 'binding'],
]);
const ASSETS: ReadonlySet<string> = new Set<AssetType>([
  'claim',
  'argumentreasoning',
  'artifactreference',
]);
const RELATIONS: ReadonlySet<string> = new Set(RELATION_TYPES);
const ARTIFACT_PACKAGES = /^artifactpackage(?:interface|binding)?$/;
const TERM_PACKAGES = /^terminologypackage(?:interface|binding)?$/;
const ROOTS = new Set(['assurancecasepackage', 'argumentpackage']);

function isAssetType(type: string): type is AssetType {
  return ASSETS.has(type);
}
function isRelationType(type: string): type is RelationType {
  return RELATIONS.has(type);
}

/** The SACM class of an element: its `xsi:type` where a file has it, else its name. */
function classOf({ name, attributes }: XmlElement): string {
  const type = attributes.get('type') ?? '';
  return type.includes(':') ? type.slice(type.lastIndexOf(':') + 1).toLowerCase() : name;
}

interface Step {
  element: XmlElement;
  /** Position of the argument package around it. */
  inside: number | null;
  /** Inside an artifact or terminology package. */
  shelf: 'artifact' | 'term' | null;
}

/**
 * Reads what a SACM file holds, tolerant of how tools spell it: upper or lower case, `href` or `ref`,
 * texts in attributes or elements. What has no place is a finding.
 *
 * @throws ImportRefusal when the file is XML of another kind
 */
export function readSacm(root: XmlElement, notes: ImportNotes): SacmFile {
  const top = ROOTS.has(classOf(root))
    ? root
    : root.children.find((child) => ROOTS.has(classOf(child)));
  if (!top) {
    throw new ImportRefusal('The XML file holds no AssuranceCasePackage of SACM.', root.place);
  }
  const file: SacmFile = {
    name: '',
    description: '',
    tags: [],
    packages: [],
    assets: [],
    relations: [],
    artifacts: [],
  };
  if (classOf(top) === 'assurancecasepackage') {
    const about = partsOf(top, notes);
    file.name = about.name;
    file.description = about.text || about.description;
    file.tags = about.tags;
    for (const [key, value] of about.further) {
      file.tags.push({ key: `sacm-${key}`, value, place: top.place });
    }
  }
  let ends = 0;
  const stack: Step[] = [];
  const open = (elements: readonly XmlElement[], inside: number | null, shelf: Step['shelf']) => {
    for (const element of elements.toReversed()) stack.push({ element, inside, shelf });
  };
  if (classOf(top) === 'argumentpackage') open([top], null, null);
  else open(top.children.filter(isMember), null, null);
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { element, inside, shelf } = step;
    refuseMore(file, element.place);
    const type = classOf(element);
    const members = element.children.filter(isMember);
    const packageKind = PACKAGES.get(type);
    if (packageKind !== undefined) {
      const index = file.packages.push(packageOf(element, packageKind, inside, notes)) - 1;
      element.release();
      open(members, index, null);
    } else if (type === 'assurancecasepackage') open(members, inside, null);
    else if (ARTIFACT_PACKAGES.test(type)) open(members, inside, 'artifact');
    else if (TERM_PACKAGES.test(type)) open(members, inside, 'term');
    else if (shelf !== null) {
      const parts = partsOf(element, notes);
      file.artifacts.push({ ...parts, type, isTerm: shelf === 'term' });
      open(members, inside, shelf);
    } else if (isAssetType(type)) {
      file.assets.push(assetOf(element, type, packageAt(inside), notes));
    } else if (isRelationType(type)) {
      const relation = relationOf(element, type, notes);
      file.relations.push(relation);
      ends += relation.sources.length + relation.targets.length;
      if (ends > MOST_ENDS) {
        throw new ImportRefusal('The relationships have too many ends.', element.place);
      }
    } else if (type === 'argumentgroup') {
      notes.warn(element.place, 'Groups of elements are dropped; what they group is kept.');
    } else {
      notes.warn(element.place, `‘${type.slice(0, 40)}’ is no element of SACM and is dropped.`);
    }
  }
  return file;

  /** Claims that stand in no argument package get one. */
  function packageAt(inside: number | null): number {
    if (inside !== null) return inside;
    const known = file.packages.findIndex(({ place }) => place === '');
    return known === -1 ? file.packages.push(noPackage()) - 1 : known;
  }
}

/** Elements, with the citations of interfaces and the words of challenges beside them. */
const MOST_ASSETS = 2 * LIMITS.nodes + LIMITS.defeaters;
const MOST_RELATIONS = LIMITS.links + LIMITS.defeaters;
const MOST_ENDS = 4 * LIMITS.links;
const MOST_PACKAGES = 4 * LIMITS.modules;

/** Stops before a file that no case can hold has filled the memory. */
function refuseMore({ assets, relations, packages, artifacts }: SacmFile, place: string): void {
  if (
    assets.length > MOST_ASSETS ||
    relations.length > MOST_RELATIONS ||
    packages.length > MOST_PACKAGES ||
    artifacts.length > MOST_ASSETS
  ) {
    throw new ImportRefusal('The file holds more than a case may have.', place);
  }
}

function packageOf(
  element: XmlElement,
  kind: PackageKind,
  parent: number | null,
  notes: ImportNotes,
): SacmFile['packages'][number] {
  const { text, description, ...parts } = partsOf(element, notes);
  return {
    ...parts,
    description: [text, description].filter(Boolean).join('\n\n'),
    kind,
    parent,
    implements: references(element, 'implements')[0] ?? '',
    participants: references(element, 'participantpackage', 'participant'),
  };
}

function noPackage(): SacmFile['packages'][number] {
  return {
    id: '',
    name: '',
    description: '',
    tags: [],
    further: new Map(),
    place: '',
    kind: 'package',
    parent: null,
    implements: '',
    participants: [],
  };
}

function assetOf(
  element: XmlElement,
  type: AssetType,
  inside: number,
  notes: ImportNotes,
): SacmFile['assets'][number] {
  for (const child of element.children.filter(isMember)) {
    notes.warn(child.place, `‘${child.name.slice(0, 40)}’ within an element is dropped.`);
  }
  return {
    ...partsOf(element, notes),
    type,
    package: inside,
    declaration: (element.attributes.get('assertiondeclaration') ?? '').toLowerCase(),
    isCitation: isTrue(element, 'iscitation'),
    isAbstract: isTrue(element, 'isabstract'),
    cited: references(element, 'citedelement')[0] ?? '',
    artifact: references(element, 'referencedartifact', 'referencedartifactelement')[0] ?? '',
    metaClaims: references(element, 'metaclaim'),
  };
}

function relationOf(
  element: XmlElement,
  type: RelationType,
  notes: ImportNotes,
): SacmFile['relations'][number] {
  for (const child of element.children.filter(isMember)) {
    notes.warn(child.place, `‘${child.name.slice(0, 40)}’ within a relationship is dropped.`);
  }
  const { id, name, text, description, tags, further, place } = partsOf(element, notes);
  // Spelled out: there are tens of thousands of them, and a rest of properties is slow to make.
  return {
    id,
    name,
    tags,
    further,
    place,
    description: [text, description].filter(Boolean).join('\n\n'),
    type,
    sources: references(element, 'source'),
    targets: references(element, 'target'),
    reasoning: references(element, 'reasoning')[0] ?? '',
    declaration: (element.attributes.get('assertiondeclaration') ?? '').toLowerCase(),
    isCounter: isTrue(element, 'iscounter'),
    isAbstract: isTrue(element, 'isabstract'),
    metaClaims: references(element, 'metaclaim'),
  };
}
