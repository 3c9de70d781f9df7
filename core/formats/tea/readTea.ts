import { LIMITS } from '@/core/argument/limits';
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
} from '@/core/evidence/lenientJson';
import { ImportRefusal, type ImportNotes } from '../importNotes';
import { readLegacyTea } from './readLegacyTea';
import { idText, jsonText, readTeaElement, type TeaElement } from './teaElement';

/** A TEA file, whichever form it has: its elements in reading order, and what hangs below what. */
export interface TeaFile {
  title: string;
  description: string;
  /** What else the file says of the case, by the file's own key. */
  further: Map<string, string>;
  elements: TeaElement[];
  /** Positions in `elements`: what hangs below what, in reading order. */
  below: { parent: number; child: number }[];
}

/**
 * Reads the three forms of TEA files: the nested one (version 1.0), the flat one (2.0) and the ones
 * before versions.
 *
 * @throws ImportRefusal when the file has none of these forms
 */
export function readTea(json: JsonValue, notes: ImportNotes): TeaFile {
  if (!isJsonObject(json)) throw new ImportRefusal('A TEA file is a JSON object.');
  const version = json.get('version');
  if (isJsonObject(json.get('tree'))) return readNested(json, version, notes);
  if (isJsonArray(json.get('elements'))) return readFlat(json, version, notes);
  if (version === undefined && isJsonArray(json.get('goals'))) return readLegacyTea(json, notes);
  throw new ImportRefusal('The file has neither a ‘tree’, nor ‘elements’, nor ‘goals’ of TEA.');
}

const NESTED = new Set(['children']);
const FLAT = new Set(['parentId']);

function readNested(json: JsonObject, version: JsonValue | undefined, notes: ImportNotes): TeaFile {
  if (version !== '1.0') notes.warn('version', 'The file is read as version 1.0.');
  const file = headOf(json, ['version', 'case', 'tree'], notes);
  const stack: { value: JsonValue; path: string; parent: number | null }[] = [
    { value: json.get('tree') ?? null, path: 'tree', parent: null },
  ];
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { value, path, parent } = step;
    if (!isJsonObject(value)) {
      notes.warn(path, 'This is not an element and is dropped.');
      continue;
    }
    refuseMore(file, path);
    const child = file.elements.push(readTeaElement(value, path, NESTED, notes)) - 1;
    if (parent !== null) file.below.push({ parent, child });
    const children = value.get('children') ?? [];
    if (!isJsonArray(children)) {
      notes.warn(`${path}.children`, 'A list of elements was expected; it is dropped.');
      continue;
    }
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const next = { value: children[index] ?? null, path: `${path}.children[${index}]` };
      stack.push({ ...next, parent: child });
    }
  }
  return file;
}

function readFlat(json: JsonObject, version: JsonValue | undefined, notes: ImportNotes): TeaFile {
  if (version !== '2.0') notes.warn('version', 'The file is read as version 2.0.');
  const file = headOf(json, ['version', 'case', 'elements', 'evidenceLinks'], notes);
  const places = new Map<string, number>();
  const parents: { parent: string; child: number; path: string }[] = [];
  for (const [index, value] of listOf(json, 'elements', notes).entries()) {
    const path = `elements[${index}]`;
    if (!isJsonObject(value)) {
      notes.warn(path, 'This is not an element and is dropped.');
      continue;
    }
    refuseMore(file, path);
    const child = file.elements.push(readTeaElement(value, path, FLAT, notes)) - 1;
    const id = file.elements[child]?.id ?? '';
    if (id !== '' && !places.has(id)) places.set(id, child);
    const parent = idText(value.get('parentId'));
    if (parent !== '') parents.push({ parent, child, path: `${path}.parentId` });
  }
  for (const [index, value] of listOf(json, 'evidenceLinks', notes).entries()) {
    const path = `evidenceLinks[${index}]`;
    const child = isJsonObject(value) ? places.get(idText(value.get('evidenceId'))) : undefined;
    if (child === undefined || !isJsonObject(value)) {
      notes.warn(path, 'No element has this evidenceId; the link is dropped.');
      continue;
    }
    parents.push({ parent: idText(value.get('claimId')), child, path: `${path}.claimId` });
  }
  for (const { parent, child, path } of parents) {
    const place = places.get(parent);
    if (place !== undefined) file.below.push({ parent: place, child });
    else notes.warn(path, 'No element has this id; what names it is kept without the link.');
  }
  return file;
}

/** An element stands once, and once more for each further parent; so does a challenge in words alone. */
const MOST_APPEARANCES = LIMITS.nodes + LIMITS.links + LIMITS.defeaters;

/** Stops before a file that no case can hold has filled the memory. */
function refuseMore({ elements }: TeaFile, path: string): void {
  if (elements.length < MOST_APPEARANCES) return;
  throw new ImportRefusal(`A case may have ${LIMITS.nodes} elements.`, path);
}

/** Title, description and whatever else stands beside the elements. */
function headOf(json: JsonObject, own: readonly string[], notes: ImportNotes): TeaFile {
  const further = new Map<string, string>();
  const about = json.get('case');
  const known = isJsonObject(about) ? about : new Map<string, JsonValue>();
  if (!isJsonObject(about)) notes.warn('case', 'The file does not say which case it holds.');
  for (const [key, value] of known) {
    if (key !== 'name' && key !== 'description') further.set(key, jsonText(value));
  }
  for (const [key, value] of json) {
    if (!own.includes(key)) further.set(key, jsonText(value));
  }
  return {
    title: jsonText(known.get('name') ?? ''),
    description: jsonText(known.get('description') ?? ''),
    further,
    elements: [],
    below: [],
  };
}

function listOf(json: JsonObject, key: string, notes: ImportNotes): readonly JsonValue[] {
  const value = json.get(key) ?? [];
  if (isJsonArray(value)) return value;
  notes.warn(key, 'A list was expected; it is dropped.');
  return [];
}
