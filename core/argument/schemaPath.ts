import * as Y from 'yjs';
import { linkTarget, markName } from './bodyDoc';
import type { Field, Shape } from './fields';
import { LIMITS } from './limits';
import { isAllowedUrl, RICH_TEXT_MARKS, RICH_TEXT_NODES } from './richText';
import { isCharacters, isPlainText } from './plainText';
import { isEntryKey } from './recordList';
import { registerValue } from './registers';
import { sharedPath } from './sharedPath';
import {
  BODY_ROOT,
  ENTRY_ROOTS,
  isEntryRoot,
  isRegisterRoot,
  REGISTER_ROOTS,
  ROOT_NAMES,
  rootMap,
} from './structureShape';

/**
 * What a client may change in a collaborative document. The collaboration gate applies a foreign
 * update to a twin of the document and asks {@link forbiddenChange} about the transaction.
 *
 * This is defence in depth: graph rules and completeness are left to core/checks, and the freeze
 * parses strictly whatever passed here.
 */
export type DocumentKind = 'structure' | 'body';

/** Prepares a twin so that every known root has its type before a foreign update arrives. */
export function declareRoots(doc: Y.Doc, kind: DocumentKind): void {
  if (kind === 'body') doc.getXmlFragment(BODY_ROOT);
  else for (const name of ROOT_NAMES) rootMap(doc, name);
}

/**
 * The first change of a transaction that a client may not make, as a sentence with the path in
 * it; null when all are allowed. Cost is proportional to what changed (a body: to its size).
 */
export function forbiddenChange(transaction: Y.Transaction, kind: DocumentKind): string | null {
  const { doc } = transaction;
  const known = new Set<string>(kind === 'body' ? [BODY_ROOT] : ROOT_NAMES);
  for (const name of doc.share.keys()) {
    if (!known.has(name)) return `${name} is not part of this document.`;
  }
  if (kind === 'body') return forbiddenBody(doc);
  // What stood in a text before was looked at when it came: a key is not to cost the whole text.
  const staysPlain = addsPlainText(transaction);
  for (const [type, keys] of transaction.changed) {
    const path = sharedPath(type);
    if (path === null) return 'A change has no place in the document.';
    for (const key of keys) {
      const changed = key === null ? path : [...path, key];
      const value = key === null ? type : type instanceof Y.Map ? type.get(key) : undefined;
      const isPlain = key === null ? () => staysPlain : isPlainText;
      if (!isAllowedChange(changed, value, isPlain))
        return `${changed.join('/')} can't be changed this way.`;
    }
  }
  return null;
}

/**
 * Whether a place in the structure document may come to hold a value.
 *
 * @param path root name, then keys downwards: `['nodes', id, 'text']`
 * @param value what stands there after the change: a shared type, a JSON value, or undefined
 *   when the key was removed
 * @param isPlain whether a text carries nothing but characters
 */
export function isAllowedChange(
  path: readonly string[],
  value: unknown,
  isPlain: (text: Y.Text) => boolean = isPlainText,
): boolean {
  const [root = '', key, field, member, ...deeper] = path;
  if (key === undefined || deeper.length > 0) return false;
  if (isRegisterRoot(root)) {
    const shape: Shape = REGISTER_ROOTS[root];
    const own = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (!own || own.fixed || member !== undefined) return false;
    return isAllowedField(own, field, value, isPlain);
  }
  if (!isEntryRoot(root)) return false;
  const { fields, key: keyKind }: { fields: Shape; key: 'id' | 'name' } = ENTRY_ROOTS[root];
  if (!isEntryKey(keyKind, key)) return false;
  if (field === undefined) return value === undefined || isAllowedEntry(fields, value, isPlain);
  const own = Object.hasOwn(fields, field) ? fields[field] : undefined;
  return own !== undefined && isAllowedField(own, member, value, isPlain);
}

/** Whether the counts of every list are within the limits. */
export function isWithinCounts(doc: Y.Doc): boolean {
  return Object.entries(ENTRY_ROOTS).every(
    ([name, { max }]) => !isEntryRoot(name) || rootMap(doc, name).size <= max,
  );
}

type IsPlain = (text: Y.Text) => boolean;

function isAllowedEntry(fields: Shape, value: unknown, isPlain: IsPlain): boolean {
  if (!(value instanceof Y.Map)) return false;
  for (const [key, field] of Object.entries(fields)) {
    const stored: unknown = value.get(key);
    if (
      stored === undefined ? field.fallback === undefined : !isAllowedValue(field, stored, isPlain)
    ) {
      return false;
    }
  }
  return [...value.keys()].every((key) => Object.hasOwn(fields, key));
}

function isAllowedField(
  field: Field<unknown>,
  member: string | undefined,
  value: unknown,
  isPlain: IsPlain,
) {
  if (member === undefined) return isAllowedValue(field, value, isPlain);
  if (field.type !== 'set') return false;
  return (value === undefined || value === true) && isEntryKey('id', member);
}

function isAllowedValue(field: Field<unknown>, stored: unknown, isPlain: IsPlain): boolean {
  switch (field.type) {
    case 'text':
      return (
        stored instanceof Y.Text &&
        !(stored instanceof Y.XmlText) &&
        isPlain(stored) &&
        stored.length <= field.max
      );
    case 'set':
      return (
        stored instanceof Y.Map &&
        stored.size <= field.max &&
        [...stored.entries()].every(([key, value]) => value === true && isEntryKey('id', key))
      );
    case 'value':
      return !(stored instanceof Y.AbstractType) && field.accepts(registerValue(stored));
  }
}

/**
 * Whether a transaction puts nothing but characters into texts: statements carry no formatting and no
 * embedded objects, as nothing would show or hash them.
 */
function addsPlainText({ doc, beforeState, afterState }: Y.Transaction): boolean {
  for (const [client, end] of afterState) {
    const start = beforeState.get(client) ?? 0;
    const structs = end > start ? doc.store.clients.get(client) : undefined;
    for (let at = (structs?.length ?? 0) - 1; at >= 0; at -= 1) {
      const struct = structs?.[at];
      if (struct === undefined || struct.id.clock + struct.length <= start) break;
      const isText = struct instanceof Y.Item && struct.parent instanceof Y.Text;
      if (isText && !isCharacters(struct)) return false;
    }
  }
  return true;
}

/** Attributes that editors put on nodes and links; all but those of the normal form are dropped. */
const ELEMENT_ATTRIBUTES = new Set(['level', 'start', 'type', 'language', 'class']);
const LINK_ATTRIBUTES = new Set(['href', 'target', 'rel', 'class', 'title']);
const ATTRIBUTE_LENGTH = 200;

function forbiddenBody(doc: Y.Doc): string | null {
  const budget = { elements: LIMITS.bodyElements, text: LIMITS.bodyText };
  return forbiddenContent(doc.getXmlFragment(BODY_ROOT), 0, budget);
}

function forbiddenContent(
  parent: Y.XmlFragment,
  depth: number,
  budget: { elements: number; text: number },
): string | null {
  if (depth > LIMITS.bodyDepth) return 'The text is nested too deeply.';
  for (const child of parent.toArray()) {
    budget.elements -= 1;
    if (budget.elements < 0) return 'The text has too many parts.';
    const wrong: string | null =
      child instanceof Y.XmlText
        ? forbiddenText(child, budget)
        : child instanceof Y.XmlElement
          ? (forbiddenElement(child) ?? forbiddenContent(child, depth + 1, budget))
          : 'The text holds an object that is not text.';
    if (wrong !== null) return wrong;
  }
  return null;
}

function forbiddenElement(element: Y.XmlElement): string | null {
  if (!RICH_TEXT_NODES.has(element.nodeName)) return `${element.nodeName} is not allowed in text.`;
  const attributes: Record<string, unknown> = element.getAttributes();
  for (const [name, value] of Object.entries(attributes)) {
    if (!ELEMENT_ATTRIBUTES.has(name) || !isShortScalar(value)) {
      return `${element.nodeName} can't have the attribute ${name}.`;
    }
  }
  return null;
}

function forbiddenText(text: Y.XmlText, budget: { text: number }): string | null {
  const delta: { insert?: unknown; attributes?: Record<string, unknown> }[] = text.toDelta();
  for (const { insert, attributes = {} } of delta) {
    if (typeof insert !== 'string') return 'The text holds an object that is not text.';
    budget.text -= insert.length;
    if (budget.text < 0) return 'The text is too long.';
    for (const [attribute, value] of Object.entries(attributes)) {
      const name = markName(attribute);
      if (!RICH_TEXT_MARKS.some((mark) => mark === name)) return `The mark ${name} is not allowed.`;
      if (value !== null && !isAllowedMark(name, value)) return `This ${name} is not allowed.`;
    }
  }
  return null;
}

function isAllowedMark(name: string, attrs: unknown): boolean {
  if (typeof attrs !== 'object' || attrs === null) return attrs === true;
  const entries = Object.entries(attrs);
  if (name !== 'link') return entries.length === 0;
  return (
    isAllowedUrl(linkTarget(attrs)) &&
    entries.every(
      ([key, value]) => LINK_ATTRIBUTES.has(key) && (key === 'href' || isShortScalar(value)),
    )
  );
}

function isShortScalar(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= ATTRIBUTE_LENGTH;
  return value === null || typeof value === 'number' || typeof value === 'boolean';
}
