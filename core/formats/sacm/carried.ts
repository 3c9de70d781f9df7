import { isId } from '@/core/argument/ids';
import type { Id } from '@/core/argument/document';
import { ENTRY_ROOTS, type EntryRoot } from '@/core/argument/structureShape';
import type { Shape } from '@/core/argument/fields';
import { LIMITS } from '@/core/argument/limits';
import { beyondBounds, type JsonBounds } from '@/core/snapshot/jsonWeight';
import { ImportRefusal, type ImportNotes } from '../importNotes';
import { MAX_RUN } from '../importResult';
import { saysTheSame } from '../losses';
import type { TaggedValue } from './sacmModel';
import { xmlSafeJson, type XmlOut } from './writeXml';

/**
 * What SACM has no element for travels in tagged values: the key names a field of ours, the value is
 * its JSON. Reading takes a value only where the field allows it.
 */
export const OWN = 'casewright:';

/** Our record ids as XML ids, which begin with a letter or underscore. */
export function xmlId(id: Id): string {
  return `_${id}`;
}

/** The record id in an XML id that we wrote; null for ids of others. */
export function recordIdOf(id: string): Id | null {
  return id.startsWith('_') && isId(id.slice(1)) ? id.slice(1) : null;
}

export function taggedValue(key: string, value: string): XmlOut {
  return { name: 'taggedValue', attributes: { key, value } };
}

/** One field of ours as a tagged value; JSON needs less escaping in an element than in an attribute. */
export function ownValue(key: string, value: unknown): XmlOut {
  return { name: 'taggedValue', attributes: { key: OWN + key }, text: xmlSafeJson(value) };
}

/** The fields of a record that say something else than the elements of SACM by themselves. */
export function ownValues(record: object, reading: object): XmlOut[] {
  const read = new Map<string, unknown>(Object.entries(reading));
  return Object.entries(record)
    .filter(([field, value]) => !saysTheSame(value, read.get(field)))
    .map(([field, value]) => ownValue(field, value));
}

/**
 * Values of JSON in one tagged value, an object counting as four: texts of three paragraphs each for
 * 20,000 elements.
 */
const JSON_BOUNDS: JsonBounds = {
  values: 2_000_000,
  members: LIMITS.nodes,
  levels: 1_000,
  text: MAX_RUN,
};

/** @throws ImportRefusal when a tagged value of ours is more than any case holds */
export function refuseTooMuch({ key, value, place }: TaggedValue): void {
  if (!key.startsWith(OWN) || beyondBounds(value, JSON_BOUNDS) === null) return;
  throw new ImportRefusal('A tagged value holds too much.', place);
}

/**
 * The value of a tagged value of ours; undefined, with a warning, when it is not JSON.
 *
 * @throws ImportRefusal when it is more than any case holds
 */
export function ownJson(tag: TaggedValue, notes: ImportNotes): unknown {
  refuseTooMuch(tag);
  const { value, place } = tag;
  try {
    const json: unknown = JSON.parse(value);
    return json;
  } catch (error) {
    // The reader of JSON is recursive; a stack that ran out is its limit of depth.
    if (!(error instanceof SyntaxError) && !(error instanceof RangeError)) throw error;
    notes.warn(place, 'The value is not the JSON that its key asks for; it is dropped.');
    return undefined;
  }
}

/** Sets the fields of a record that its tagged values carry; others warn. Returns their names. */
export function takeOwnValues(
  root: EntryRoot,
  record: object,
  tags: readonly TaggedValue[],
  notes: ImportNotes,
): Set<string> {
  const taken = new Set<string>();
  const shape: Shape = ENTRY_ROOTS[root].fields;
  for (const tag of tags) {
    if (!tag.key.startsWith(OWN)) continue;
    const name = tag.key.slice(OWN.length);
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (!field) continue;
    const value = ownJson(tag, notes);
    if (value === undefined) continue;
    if (field.accepts(value)) {
      Object.assign(record, { [name]: value });
      taken.add(name);
    } else notes.warn(tag.place, `This is no value of ‘${name}’; it is dropped.`);
  }
  return taken;
}

/** A whole record in one tagged value, fields that say nothing left out. */
export function ownRecord(key: string, root: EntryRoot, record: { id: Id }): XmlOut {
  const shape: Shape = ENTRY_ROOTS[root].fields;
  const spoken = Object.entries(record).filter(
    ([name, value]) => name === 'id' || !saysTheSame(value, shape[name]?.fallback),
  );
  return ownValue(key, Object.fromEntries(spoken));
}

/**
 * The fields of a record that one tagged value holds; null, with a warning, when one is not allowed
 * or missing.
 */
export function takeOwnRecord(
  tag: TaggedValue,
  root: EntryRoot,
  notes: ImportNotes,
): ReadonlyMap<string, unknown> | null {
  const json = ownJson(tag, notes);
  const given = new Map<string, unknown>(
    typeof json === 'object' && json !== null ? Object.entries(json) : [],
  );
  const fields: [string, unknown][] = [['id', given.get('id')]];
  let isWhole = isId(given.get('id'));
  for (const [name, field] of Object.entries<Shape[string]>(ENTRY_ROOTS[root].fields)) {
    const value = given.has(name) ? given.get(name) : field.fallback;
    if (!field.accepts(value)) isWhole = false;
    fields.push([name, value]);
  }
  if (isWhole) return new Map(fields);
  if (json !== undefined) notes.warn(tag.place, 'The value is not whole; it is dropped.');
  return null;
}
