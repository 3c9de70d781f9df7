import * as Y from 'yjs';
import type { Field, Shape, Values } from './fields';
import { isId } from './ids';
import { registerValue, storedRegister } from './registers';
import { rootMap, type RootName } from './structureShape';
import { compareText, isWellFormed, toWellFormed } from './text';

/** Something in a stored document that can't be read as it stands. */
export interface Problem {
  /** Root name, entry id, field: where it is. */
  path: string[];
  message: string;
}

/** A new Y.Map holding the values of an entry, ready to be set into a root map. */
export function newEntry<S extends Shape>(shape: S, values: Values<S>): Y.Map<unknown> {
  const map = new Y.Map<unknown>();
  writeFields(map, shape, values);
  return map;
}

/** Sets every field of a new entry or of a root of registers. Only for maps nobody has open. */
export function writeFields<S extends Shape>(
  map: Y.Map<unknown>,
  shape: S,
  values: Values<S>,
): void {
  for (const [key, field] of Object.entries(shape)) {
    map.set(key, shared(field, values[key]));
  }
}

/** A root map of a stored document; null while it is missing, and when it is something else. */
export function rootOf(doc: Y.Doc, name: RootName, problems: Problem[]): Y.Map<unknown> | null {
  const root = doc.share.get(name);
  if (root === undefined) return null;
  // A root that only ever arrived by update has no type yet and becomes a map here.
  if (root instanceof Y.Map || root.constructor === Y.AbstractType) return rootMap(doc, name);
  problems.push({ path: [name], message: 'is not a map' });
  return null;
}

/**
 * Reads the fields of one entry (or of none: all missing). Missing keys read as their fallback; a malformed value reads as
 * its fallback and adds a problem. Null when a field without fallback can't be read.
 */
export function readFields<S extends Shape>(
  map: Y.Map<unknown> | null,
  shape: S,
  path: readonly string[],
  problems: Problem[],
): Values<S> | null {
  const values: Record<string, unknown> = {};
  let readable = true;
  for (const [key, field] of Object.entries(shape)) {
    const stored = map?.get(key);
    const value = readValue(field, stored, [...path, key], problems);
    if (value === undefined) readable = false;
    values[key] = value;
  }
  if (map) reportUnknownKeys(map, shape, path, problems);
  return readable ? (values as Values<S>) : null;
}

function readValue(
  field: Field<unknown>,
  stored: unknown,
  path: string[],
  problems: Problem[],
): unknown {
  if (stored === undefined) {
    if (field.fallback === undefined) problems.push({ path, message: 'is missing' });
    return field.fallback;
  }
  const plain = plainValue(field, stored);
  if (field.accepts(plain)) return plain;
  if (field.type === 'text' && typeof plain === 'string') {
    // Text is never thrown away: concurrent typing can exceed a limit that each typist kept.
    problems.push({
      path,
      message: isWellFormed(plain)
        ? `is longer than ${field.max} characters`
        : 'held half of a surrogate pair, shown as \uFFFD',
    });
    return toWellFormed(plain);
  }
  problems.push({ path, message: 'has a value that is not allowed here' });
  return field.fallback;
}

function plainValue(field: Field<unknown>, stored: unknown): unknown {
  switch (field.type) {
    case 'text':
      return stored instanceof Y.Text ? stored.toJSON() : undefined;
    case 'set':
      return stored instanceof Y.Map ? [...stored.keys()].sort(compareText) : undefined;
    case 'value':
      return stored instanceof Y.AbstractType ? undefined : registerValue(stored);
  }
}

function shared(field: Field<unknown>, value: unknown): unknown {
  if (field.type === 'text') return new Y.Text(typeof value === 'string' ? value : '');
  if (field.type === 'set') {
    const members = Array.isArray(value) ? value.filter(isId) : [];
    return new Y.Map(members.map((member): [string, true] => [member, true]));
  }
  return storedRegister(value);
}

function reportUnknownKeys(
  map: Y.Map<unknown>,
  shape: Shape,
  path: readonly string[],
  problems: Problem[],
): void {
  for (const key of map.keys()) {
    if (!Object.hasOwn(shape, key)) {
      problems.push({ path: [...path, key], message: 'is not a field of this record' });
    }
  }
}
