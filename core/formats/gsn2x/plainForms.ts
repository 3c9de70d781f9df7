import { LIMITS } from '@/core/argument/limits';
import type { YamlValue } from '../yamlTree';

/**
 * Fields of gsn2x that are more than a text, and the text as which a case keeps each of them:
 * layout hints and style classes. What does not have the form is kept as JSON text.
 */

type Native = string | number | readonly string[] | Readonly<Record<string, string | number>>;

interface PlainForm {
  /** The text of a value; null when the value is not of this form. */
  read: (value: YamlValue) => string | null;
  /** The value of a text that {@link read} gave; null for any other. */
  write: (text: string) => Native | null;
}

const INTEGER = /^(?:0|-?[1-9]\d{0,8})$/;
const CLASSES = /^\S+(?: \S+)*$/;
const INDEX = /^(relative|absolute): (\S+)$/;

const integer: PlainForm = {
  read: (value) => (value.type === 'text' ? integerText(value.text) : null),
  write: (text) => (INTEGER.test(text) ? Number(text) : null),
};

const FORMS: ReadonlyMap<string, PlainForm> = new Map([
  ['rankIncrement', integer],
  ['charWrap', integer],
  [
    'classes',
    {
      read: (value) => {
        const names = value.type === 'list' ? value.items : [value];
        const texts = names.map((name) => (name.type === 'text' ? name.text : ' '));
        const isList = texts.length > 0 && texts.every((text) => /^\S+$/.test(text));
        return isList ? texts.join(' ') : null;
      },
      write: (text) => (CLASSES.test(text) ? text.split(' ') : null),
    },
  ],
  [
    'horizontalIndex',
    {
      read: (value) => {
        if (value.type !== 'map' || value.entries.size !== 1) return null;
        const [[name, place] = ['', undefined]] = value.entries;
        const number = place?.type === 'text' ? indexText(name, place.text) : null;
        return number === null ? null : `${name}: ${number}`;
      },
      write: (text) => {
        const [, name = '', place = ''] = INDEX.exec(text) ?? [];
        if (indexText(name, place) !== place) return null;
        return { [name]: place === 'last' ? place : Number(place) };
      },
    },
  ],
]);

/** What a case keeps of a value: its text, or JSON text where it is a list or a map. */
export function annotationText(name: string, value: YamlValue): string {
  const plain = FORMS.get(name)?.read(value) ?? null;
  return plain ?? (value.type === 'text' ? textOf(value) : jsonOf(value));
}

/** How an annotation is written; null when it can't be read back from there. */
export function annotationValue(name: string, text: string): Native | null {
  const form = FORMS.get(name);
  return form ? form.write(text) : text;
}

/** A scalar's text; the line feed that ends a block is none of it. */
export function textOf(value: YamlValue): string {
  if (value.type !== 'text') return '';
  return value.style === 'block' ? value.text.replace(/\n+$/, '') : value.text;
}

/** Whether a value is absent: `~`, `null` or nothing at all. */
export function isNull(value: YamlValue | undefined): boolean {
  if (value === undefined) return true;
  return (
    value.type === 'text' && value.style === 'plain' && /^(?:~|null|Null|NULL)?$/.test(value.text)
  );
}

/** True or false as YAML spells them; null for anything else. */
export function booleanOf(value: YamlValue): boolean | null {
  if (value.type !== 'text' || value.style !== 'plain') return null;
  if (/^(?:true|True|TRUE)$/.test(value.text)) return true;
  return /^(?:false|False|FALSE)$/.test(value.text) ? false : null;
}

function integerText(text: string): string | null {
  const plain = text.replace(/^\+(?=\d)/, '');
  return INTEGER.test(plain) ? plain : null;
}

function indexText(name: string, text: string): string | null {
  if (name === 'absolute' && text === 'last') return text;
  return name === 'absolute' || name === 'relative' ? integerText(text) : null;
}

/** Aliases share values: each is written once. */
const JSON_TEXTS = new WeakMap<YamlValue, string>();

/** JSON of a value, given up once it is longer than any annotation may be: aliases can make it huge. */
function jsonOf(value: YamlValue): string {
  const known = JSON_TEXTS.get(value);
  if (known !== undefined) return known;
  let room: number = LIMITS.prose;
  const write = (part: YamlValue): string => {
    if (room < 0) return '';
    if (part.type === 'text') {
      room -= part.text.length + 2;
      return JSON.stringify(part.text);
    }
    room -= 2;
    if (part.type === 'list') return `[${part.items.map(write).join(',')}]`;
    const members = [...part.entries].map(([name, member]) => {
      room -= name.length + 3;
      return `${JSON.stringify(name)}:${write(member)}`;
    });
    return `{${members.join(',')}}`;
  };
  const json = write(value);
  // Too long by now: padded, so that the limit on annotations refuses it.
  const text = room < 0 ? json.padEnd(LIMITS.prose + 1) : json;
  JSON_TEXTS.set(value, text);
  return text;
}
