import type { NodeKind } from '@/core/argument/document';
import {
  isJsonArray,
  JsonNumber,
  plainJson,
  type JsonObject,
  type JsonValue,
} from '@/core/evidence/lenientJson';
import type { ImportNotes } from '../importNotes';

/** One element of a TEA file, whichever form the file has. */
export interface TeaElement {
  /** As the file spells it; empty when it has none. */
  id: string;
  /** GOAL, PROPERTY_CLAIM … */
  type: string;
  kind: NodeKind;
  name: string;
  description: string;
  role: string;
  inSandbox: boolean;
  /** Texts of the element's own that become elements here. */
  context: string[];
  assumption: string;
  justification: string;
  isDefeater: boolean;
  /** Id of the element that it challenges; empty for its parent. */
  defeats: string;
  /** The case or goal elsewhere that it stands for. */
  reference: string;
  /** Everything else that the file says of it, by the file's own key. */
  further: Map<string, string>;
  path: string;
}

/** What the types of TEA are here; the order is that of its schema. */
const TEA_KINDS: ReadonlyMap<string, NodeKind> = new Map([
  ['GOAL', 'goal'],
  ['CONTEXT', 'context'],
  ['STRATEGY', 'strategy'],
  ['PROPERTY_CLAIM', 'goal'],
  ['EVIDENCE', 'solution'],
  ['JUSTIFICATION', 'justification'],
  ['ASSUMPTION', 'assumption'],
  ['MODULE', 'module'],
  ['AWAY_GOAL', 'away-goal'],
  ['CONTRACT', 'contract'],
]);

/** Keys that have a place of their own; all others are carried along as annotations. */
const OWN_KEYS = new Set([
  'id',
  'type',
  'elementType',
  'name',
  'description',
  'role',
  'inSandbox',
  'context',
  'assumption',
  'justification',
  'isDefeater',
  'defeatsElementId',
  'moduleReferenceId',
]);

/**
 * Reads the fields of one element; what is of the wrong type is carried along as text.
 *
 * @param structure keys that say where the element hangs, read by the caller
 * @param given type of an element whose place in the file says it
 */
export function readTeaElement(
  object: JsonObject,
  path: string,
  structure: ReadonlySet<string>,
  notes: ImportNotes,
  given?: string,
): TeaElement {
  const further = new Map<string, string>();
  const text = (key: string): string => {
    const value = object.get(key);
    if (value === undefined || value === null) return '';
    if (typeof value === 'string') return value;
    notes.warn(`${path}.${key}`, 'A text was expected; the value is kept as text.');
    return jsonText(value);
  };
  const flag = (key: string): boolean => {
    const value = object.get(key);
    if (value === undefined || value === null || typeof value === 'boolean') return value === true;
    notes.warn(`${path}.${key}`, 'True or false was expected; the value is kept as text.');
    further.set(key, jsonText(value));
    return false;
  };
  const type = given ?? (text('elementType') || text('type')).toUpperCase();
  const kind = TEA_KINDS.get(type);
  if (kind === undefined) {
    notes.warn(
      `${path}.type`,
      `‘${type.slice(0, 40)}’ is not a type of TEA; it is read as a goal.`,
    );
    if (type !== '') further.set('type', type);
  }
  for (const [key, value] of object) {
    if (OWN_KEYS.has(key) || structure.has(key) || saysNothing(value)) continue;
    further.set(key, jsonText(value));
  }
  return {
    id: idText(object.get('id')),
    type,
    kind: kind ?? 'goal',
    name: text('name'),
    description: text('description'),
    role: text('role'),
    inSandbox: flag('inSandbox'),
    context: texts(object.get('context'), `${path}.context`, notes),
    assumption: text('assumption'),
    justification: text('justification'),
    isDefeater: flag('isDefeater'),
    defeats: idText(object.get('defeatsElementId')),
    reference: idText(object.get('moduleReferenceId')),
    further,
    path,
  };
}

/** Ids are numbers in old files. */
export function idText(value: JsonValue | undefined): string {
  if (typeof value === 'string') return value;
  return value instanceof JsonNumber ? value.text : '';
}

/** A string as it is, anything else as JSON. */
export function jsonText(value: JsonValue): string {
  if (typeof value === 'string') return value;
  return value instanceof JsonNumber ? value.text : JSON.stringify(plainJson(value));
}

function saysNothing(value: JsonValue): boolean {
  return value === null || value === false || value === '' || (isJsonArray(value) && !value.length);
}

function texts(value: JsonValue | undefined, path: string, notes: ImportNotes): string[] {
  if (value === undefined || value === null || value === '') return [];
  if (!isJsonArray(value)) {
    if (typeof value !== 'string') notes.warn(path, 'A list of texts was expected.');
    return [jsonText(value)];
  }
  return value.flatMap((item, index) => {
    if (item === null || item === '') return [];
    if (typeof item !== 'string') {
      notes.warn(`${path}[${index}]`, 'A text was expected; the value is kept as text.');
    }
    return [jsonText(item)];
  });
}
