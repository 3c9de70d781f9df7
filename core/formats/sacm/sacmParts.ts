import { ImportRefusal, type ImportNotes } from '../importNotes';
import type { TaggedValue } from './sacmModel';
import type { XmlElement } from './xmlTree';

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

export function isMember(element: XmlElement): boolean {
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

export function partsOf(element: XmlElement, notes: ImportNotes) {
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
  const remarks: { implementationconstraint: string[]; note: string[] } = {
    implementationconstraint: [],
    note: [],
  };
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
      case 'note':
        remarks[child.name].push(...langTexts(child).map((one) => one.text));
        break;
      default:
    }
  }
  for (const [name, said] of Object.entries(remarks)) {
    if (said.length > 0) further.set(name, said.join('\n'));
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
    further: further.size > 0 ? further : NOTHING_FURTHER,
    place,
  };
}

const NOTHING_FURTHER: ReadonlyMap<string, string> = new Map();

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

/** Characters of one list of references: more than naming every element of a case takes. */
const LONGEST_LIST = 1_000_000;

/** References in an attribute, separated by space, and in elements of the same name. */
export function references(element: XmlElement, ...names: string[]): string[] {
  const attributes = names.flatMap((name) => {
    const value = element.attributes.get(name);
    if (value === undefined) return [];
    if (value.length > LONGEST_LIST) {
      throw new ImportRefusal('An element names too many others.', element.place);
    }
    return value.split(/\s+/).filter(Boolean).map(bareId);
  });
  for (const child of element.children) {
    const id = names.includes(child.name) ? reference(child) : '';
    if (id !== '') attributes.push(id);
  }
  return attributes;
}

export function isTrue(element: XmlElement, name: string): boolean {
  const value = element.attributes.get(name);
  return value === 'true' || value === '1';
}
