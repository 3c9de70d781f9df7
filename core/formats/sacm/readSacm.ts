import { ImportRefusal, type ImportNotes } from '../importNotes';
import {
  RELATION_TYPES,
  type AssetType,
  type PackageKind,
  type RelationType,
  type SacmFile,
  type TaggedValue,
} from './sacmModel';
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
  const stack: Step[] = [];
  const open = (elements: readonly XmlElement[], inside: number | null, shelf: Step['shelf']) => {
    for (const element of elements.toReversed()) stack.push({ element, inside, shelf });
  };
  if (classOf(top) === 'argumentpackage') open([top], null, null);
  else open(top.children.filter(isMember), null, null);
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { element, inside, shelf } = step;
    const type = classOf(element);
    const members = element.children.filter(isMember);
    const packageKind = PACKAGES.get(type);
    if (packageKind !== undefined) {
      const index = file.packages.push(packageOf(element, packageKind, inside, notes)) - 1;
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
    } else if (isRelationType(type)) file.relations.push(relationOf(element, type, notes));
    else if (type === 'argumentgroup') {
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

/** Elements that say something of the element that they stand in. */
const PARTS = new Set([
  'content',
  'statement',
  'description',
  'name',
  'taggedvalue',
  'implementationconstraint',
  'note',
  'source',
  'target',
  'reasoning',
  'metaclaim',
  'citedelement',
  'implements',
  'participantpackage',
  'participant',
  'referencedartifact',
  'referencedartifactelement',
]);

function isMember(element: XmlElement): boolean {
  // A participant with a class of its own is an artefact: a person or organisation.
  if (element.name === 'participant') return reference(element) === '';
  return !PARTS.has(element.name);
}

const READ = new Set([
  'id',
  'gid',
  'name',
  'content',
  'type',
  'assertiondeclaration',
  'iscitation',
  'isabstract',
  'iscounter',
  'citedelement',
  'referencedartifact',
  'referencedartifactelement',
  'reasoning',
  'source',
  'target',
  'metaclaim',
  'implements',
  'participantpackage',
]);

function partsOf(element: XmlElement, notes: ImportNotes) {
  const { attributes, place } = element;
  const further = new Map<string, string>();
  for (const [name, value] of attributes) {
    if (!READ.has(name) && value !== '') further.set(name, value);
  }
  const id = attributes.get('id') ?? attributes.get('gid') ?? '';
  const gid = attributes.get('gid') ?? '';
  if (gid !== '' && gid !== id) further.set('gid', gid);
  const tags: TaggedValue[] = [];
  const texts = { content: '', statement: '', description: '', name: '' };
  for (const child of element.children) {
    switch (child.name) {
      case 'content':
      case 'statement':
      case 'description':
      case 'name': {
        const [first, ...others] = langTexts(child);
        if (texts[child.name] === '') texts[child.name] = first?.text ?? '';
        else if (first) others.unshift(first);
        for (const [index, { lang, text }] of others.entries()) {
          further.set(`${child.name}-${lang || String(index + 2)}`, text);
        }
        break;
      }
      case 'taggedvalue':
        tags.push(tagOf(child, notes));
        break;
      case 'implementationconstraint':
      case 'note': {
        const text = langTexts(child).map((one) => one.text);
        const before = further.get(child.name);
        further.set(child.name, [...(before === undefined ? [] : [before]), ...text].join('\n'));
        break;
      }
      default:
    }
  }
  if (element.text !== '' && element.children.length > 0) further.set('text', element.text);
  const own = attributes.get('content') ?? '';
  const spoken = [own, texts.content, texts.statement].filter((text) => text !== '');
  if (element.children.length === 0 && element.text !== '') spoken.push(element.text);
  if (spoken.length === 0 && texts.description !== '') {
    spoken.push(texts.description);
    texts.description = '';
  }
  const [text = '', ...otherTexts] = spoken;
  const different = otherTexts.filter((other) => other !== text);
  if (different.length > 0) further.set('statement', different.join('\n'));
  const attributeName = attributes.get('name');
  return {
    id,
    name: attributeName ?? texts.name,
    text,
    description: texts.description,
    tags,
    further,
    place,
  };
}

/** MultiLangString: texts in attributes, in the element or in elements for each language. */
function langTexts(element: XmlElement): { lang: string; text: string }[] {
  const { attributes, children, text } = element;
  const lang = attributes.get('lang') ?? '';
  const own = attributes.get('content') ?? attributes.get('value') ?? text;
  const nested = children.flatMap((child) => {
    const inner = child.attributes.get('content') ?? child.attributes.get('value') ?? child.text;
    return inner === '' ? [] : [{ lang: child.attributes.get('lang') ?? '', text: inner }];
  });
  return own === '' ? nested : [{ lang, text: own }, ...nested];
}

function tagOf({ attributes, children, text, place }: XmlElement, notes: ImportNotes): TaggedValue {
  const part = (...names: string[]) => {
    const attribute = names.map((name) => attributes.get(name)).find((one) => one !== undefined);
    const child = children.find(({ name }) => names.includes(name));
    return attribute ?? (child ? (langTexts(child)[0]?.text ?? '') : undefined);
  };
  const key = part('key', 'name') ?? '';
  if (key === '') notes.warn(place, 'A tagged value has no key.');
  return { key, value: part('value', 'content') ?? text, place };
}

/** What an element names by `href`, `ref` or `idref`: an id, without what stands before `#`. */
function reference({ attributes, text }: XmlElement): string {
  const value = attributes.get('href') ?? attributes.get('ref') ?? attributes.get('idref') ?? text;
  return bareId(value);
}

function bareId(value: string): string {
  return value.slice(value.indexOf('#') + 1).trim();
}

/** References in an attribute, separated by space, and in elements of the same name. */
function references(element: XmlElement, ...names: string[]): string[] {
  const attributes = names.flatMap((name) =>
    (element.attributes.get(name) ?? '').split(/\s+/).filter(Boolean).map(bareId),
  );
  const elements = element.children
    .filter(({ name }) => names.includes(name))
    .map(reference)
    .filter((id) => id !== '');
  return [...attributes, ...elements];
}

function isTrue(element: XmlElement, name: string): boolean {
  const value = element.attributes.get(name);
  return value === 'true' || value === '1';
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
  const { text, description, ...parts } = partsOf(element, notes);
  return {
    ...parts,
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
