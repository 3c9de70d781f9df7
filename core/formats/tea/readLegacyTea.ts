import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
} from '@/core/evidence/lenientJson';
import type { ImportNotes } from '../importNotes';
import type { TeaFile } from './readTea';
import { idText, jsonText, readTeaElement } from './teaElement';

/** Lists of elements by key, and the type of what stands in them. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ['goals', 'GOAL'],
  ['context', 'CONTEXT'],
  ['strategies', 'STRATEGY'],
  ['property_claims', 'PROPERTY_CLAIM'],
  ['evidence', 'EVIDENCE'],
]);

/** Keys that name what an element hangs below, in the form without nesting. */
const PARENT_KEYS: ReadonlyMap<string, string> = new Map([
  ['goal_id', 'GOAL'],
  ['strategy_id', 'STRATEGY'],
  ['parent_claim_id', 'PROPERTY_CLAIM'],
  ['property_claim_id', 'PROPERTY_CLAIM'],
  ['claim_id', 'PROPERTY_CLAIM'],
]);
const STRUCTURE = new Set([...LISTS.keys(), ...PARENT_KEYS.keys()]);

/**
 * Reads files from before TEA had versions: lists of goals, claims, strategies, evidence and context,
 * nested in each other or side by side with the ids of their parents.
 */
export function readLegacyTea(json: JsonObject, notes: ImportNotes): TeaFile {
  const file: TeaFile = {
    title: jsonText(json.get('name') ?? ''),
    description: jsonText(json.get('description') ?? ''),
    further: new Map(),
    elements: [],
    below: [],
  };
  for (const [key, value] of json) {
    if (key === 'name' || key === 'description' || LISTS.has(key)) continue;
    file.further.set(key, jsonText(value));
  }
  const named: { parent: string; child: number; path: string }[] = [];
  const stack: { value: JsonValue; type: string; path: string; parent: number | null }[] = [];
  const open = (object: JsonObject, path: string, parent: number | null) => {
    const steps = [...LISTS].flatMap(([key, type]) => {
      const list = object.get(key);
      if (!isJsonArray(list)) return [];
      return list.map((value, index) => ({
        value,
        type,
        path: `${path}${path === '' ? '' : '.'}${key}[${index}]`,
        parent,
      }));
    });
    for (const step of steps.toReversed()) stack.push(step);
  };
  open(json, '', null);
  for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
    const { value, type, path, parent } = step;
    const object = isJsonObject(value) ? value : new Map([['description', value]]);
    const own = new Map([...object].filter(([key]) => !LISTS.has(key)));
    const element = readTeaElement(own, path, STRUCTURE, notes, type);
    if (element.description === '') {
      element.description = element.further.get('short_description') ?? '';
      element.further.delete('short_description');
    }
    const child = file.elements.push(element) - 1;
    if (parent !== null) file.below.push({ parent, child });
    for (const [key, above] of PARENT_KEYS) {
      const id = object.get(key) ?? null;
      for (const one of isJsonArray(id) ? id : [id]) {
        if (one === null) continue;
        named.push({ parent: `${above} ${idText(one)}`, child, path: `${path}.${key}` });
      }
    }
    open(object, path, child);
  }
  const nested = new Set(file.below.map(({ child }) => child));
  // Each type counted by itself: a goal and a claim may have the same number.
  const places = new Map(file.elements.map(({ type, id }, index) => [`${type} ${id}`, index]));
  for (const { parent, child, path } of named) {
    // A nested element names again what it stands in.
    if (nested.has(child)) continue;
    const place = places.get(parent);
    if (place !== undefined) file.below.push({ parent: place, child });
    else notes.warn(path, 'No element has this id; what names it is kept without the link.');
  }
  return file;
}
