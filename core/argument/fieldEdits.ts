import { diffChars } from 'diff';
import * as Y from 'yjs';
import { newEntry } from './entries';
import type { Field, Shape, Values } from './fields';
import {
  ENTRY_ROOTS,
  REGISTER_ROOTS,
  rootMap,
  type EntryRoot,
  type FactPath,
  type FieldsOf,
  type RegisterRoot,
} from './structureShape';
import { registerValue, storedRegister } from './registers';
import { compareText } from './text';

/**
 * Who makes an edit: the value that yjs hands to observers and that an undo manager tracks.
 * Every edit operation is one transaction with one origin.
 */
export type Origin = object | string | null;

/** Thrown for a value that no document may hold; the editor should not have offered it. */
export class EditError extends Error {
  override readonly name = 'EditError';
}

/** The live map of an entry; undefined when a colleague has removed it meanwhile. */
export function entryMap(doc: Y.Doc, root: EntryRoot, id: string): Y.Map<unknown> | undefined {
  const entry = rootMap(doc, root).get(id);
  return entry instanceof Y.Map ? entry : undefined;
}

/** The live text of a field, for an editor to bind to. */
export function entryText<R extends EntryRoot>(
  doc: Y.Doc,
  root: R,
  id: string,
  field: keyof FieldsOf<R> & string,
): Y.Text | undefined {
  const text = entryMap(doc, root, id)?.get(field);
  return text instanceof Y.Text ? text : undefined;
}

/**
 * Adds one record with all its fields.
 *
 * @throws EditError when a value is not allowed or the list is full
 */
export function addRecord<R extends EntryRoot>(
  doc: Y.Doc,
  root: R,
  id: string,
  values: Values<FieldsOf<R>>,
  origin: Origin,
): string {
  return addPlainRecord(doc, root, id, values, origin);
}

/** {@link addRecord} for values that are known at run time only; they are checked alike. */
export function addPlainRecord(
  doc: Y.Doc,
  root: EntryRoot,
  id: string,
  values: Readonly<Record<string, unknown>>,
  origin: Origin,
): string {
  const { fields, max } = ENTRY_ROOTS[root];
  const map = rootMap(doc, root);
  if (map.size >= max) throw new EditError(`A case holds at most ${max} ${root}.`);
  for (const [key, field] of Object.entries<Field<unknown>>(fields)) {
    if (!field.accepts(values[key])) throw new EditError(`This value is not allowed in ${key}.`);
  }
  doc.transact(() => map.set(id, newEntry<Shape>(fields, values)), origin);
  return id;
}

/**
 * Changes one field of one record: registers are set, texts and sets receive only the difference,
 * so that a colleague's edit of another field, word or member stays.
 *
 * @returns false when the record is gone
 * @throws EditError when the value is not allowed in this field
 */
export function setField<R extends EntryRoot, K extends keyof FieldsOf<R> & string>(
  doc: Y.Doc,
  root: R,
  id: string,
  field: K,
  value: Values<FieldsOf<R>>[K],
  origin: Origin,
): boolean {
  return assignField(doc, root, id, field, value, origin);
}

/** {@link setField} for a field that is known at run time only; the value is checked alike. */
export function assignField(
  doc: Y.Doc,
  root: EntryRoot,
  id: string,
  field: string,
  value: unknown,
  origin: Origin,
): boolean {
  const entry = entryMap(doc, root, id);
  if (!entry) return false;
  const fields: Shape = ENTRY_ROOTS[root].fields;
  assign(
    doc,
    entry,
    field,
    Object.hasOwn(fields, field) ? fields[field] : undefined,
    value,
    origin,
  );
  return true;
}

/** Changes one key of a root of registers; see {@link setFact} and {@link setMeta}. */
export function assignRegister(
  doc: Y.Doc,
  root: RegisterRoot,
  key: string,
  value: unknown,
  origin: Origin,
): void {
  const shape: Shape = REGISTER_ROOTS[root];
  const field = Object.hasOwn(shape, key) ? shape[key] : undefined;
  assign(doc, rootMap(doc, root), key, field, value, origin);
}

/** Changes one fact of the case: `setFact(doc, 'window.from', '2027-03-01', origin)`. */
export function setFact<P extends FactPath>(
  doc: Y.Doc,
  path: P,
  value: Values<typeof REGISTER_ROOTS.facts>[P],
  origin: Origin,
): void {
  assignRegister(doc, 'facts', path, value, origin);
}

/** Changes the title, the module name or the root goal of the case. */
export function setMeta<K extends 'title' | 'module' | 'root'>(
  doc: Y.Doc,
  key: K,
  value: Values<typeof REGISTER_ROOTS.meta>[K],
  origin: Origin,
): void {
  assignRegister(doc, 'meta', key, value, origin);
}

/** Makes a text read `value` by the smallest insertions and deletions. */
export function setText(text: Y.Text, value: string, origin: Origin): void {
  const before = text.toJSON();
  if (before === value) return;
  const act = () => {
    let index = 0;
    for (const part of textChanges(before, value)) {
      if (part.removed) text.delete(index, part.value.length);
      else {
        if (part.added) text.insert(index, part.value);
        index += part.value.length;
      }
    }
  };
  if (text.doc) text.doc.transact(act, origin);
  else act();
}

function assign(
  doc: Y.Doc,
  map: Y.Map<unknown>,
  key: string,
  field: Field<unknown> | undefined,
  value: unknown,
  origin: Origin,
): void {
  if (!field?.accepts(value)) throw new EditError(`This value is not allowed in ${key}.`);
  if (field.fixed) throw new EditError(`${key} can't be changed.`);
  const present = map.get(key);
  doc.transact(() => {
    if (field.type === 'text') {
      if (present instanceof Y.Text) setText(present, String(value), origin);
      else map.set(key, new Y.Text(String(value)));
    } else if (field.type === 'set') {
      if (present instanceof Y.Map) setMembers(present, value);
      else map.set(key, new Y.Map(stringList(value).map((member) => [member, true])));
    } else if (!sameRegister(registerValue(present), value)) {
      map.set(key, storedRegister(value));
    }
  }, origin);
}

function setMembers(set: Y.Map<unknown>, value: unknown): void {
  const wanted = new Set(stringList(value));
  for (const member of [...set.keys()].sort(compareText)) {
    if (!wanted.has(member)) set.delete(member);
  }
  for (const member of wanted) {
    if (!set.has(member)) set.set(member, true);
  }
}

function stringList(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function sameRegister(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

interface TextChange {
  value: string;
  added?: boolean;
  removed?: boolean;
}

/** Above this many changed characters a precise difference is not worth its time. */
const PRECISE_EDITS = 500;

function textChanges(before: string, after: string): TextChange[] {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) start += 1;
  if (isHighSurrogate(before, start - 1)) start -= 1;
  let end = 0;
  while (
    end < shorter - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end += 1;
  }
  if (isLowSurrogate(before, before.length - end)) end -= 1;
  const removed = before.slice(start, before.length - end);
  const added = after.slice(start, after.length - end);
  return [
    { value: before.slice(0, start) },
    ...middleChanges(removed, added),
    { value: before.slice(before.length - end) },
  ].filter(({ value }) => value !== '');
}

function middleChanges(removed: string, added: string): TextChange[] {
  const replaced = [
    { value: removed, removed: true },
    { value: added, added: true },
  ];
  if (removed === '' || added === '') return replaced;
  return diffChars(removed, added, { maxEditLength: PRECISE_EDITS }) ?? replaced;
}

function isHighSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xd800 && code <= 0xdbff;
}

function isLowSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff;
}
