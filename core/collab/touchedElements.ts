import * as Y from 'yjs';
import { isEntryRoot, type EntryRoot } from '../argument/structureShape';
import { sharedPath } from '../argument/sharedPath';

/** One line of the permanent record of who contributed to what. */
export interface Touched {
  /** Node id, another element's id, or `case` for what concerns the case as a whole. */
  element: string;
  cause: 'edit' | 'evidence' | 'criterion' | 'condition' | 'fact' | 'subject';
}

const WHOLE_CASE = 'case';

/** What a contribution to an entry of a root is called, and whose contribution it is. */
const ROOT_CAUSES: Record<EntryRoot, Touched['cause']> = {
  nodes: 'edit',
  links: 'edit',
  conditions: 'condition',
  defeaters: 'edit',
  claimPoints: 'edit',
  modules: 'edit',
  interfaces: 'edit',
  evidence: 'evidence',
  criteria: 'criterion',
  indicators: 'criterion',
  parameters: 'fact',
  outcomes: 'fact',
  failures: 'fact',
  exclusions: 'fact',
  cites: 'edit',
  matches: 'edit',
  dispositions: 'condition',
};

/** Fields of an entry that name the nodes a change to it belongs to. */
const NODE_FIELDS: Partial<Record<EntryRoot, readonly string[]>> = {
  links: ['from', 'to'],
  evidence: ['node'],
  criteria: ['node'],
  indicators: ['node'],
  cites: ['away'],
  matches: ['away'],
};

const WITHOUT_ELEMENT: ReadonlySet<EntryRoot> = new Set([
  'parameters',
  'outcomes',
  'failures',
  'exclusions',
]);

/**
 * What a transaction on a collaborative document touched. Call it in `afterTransaction`, before
 * yjs drops deleted content: a removed link still says then what it joined.
 *
 * @param doc name of the document: `structure` or `body:<node>`
 */
export function touchedElements(transaction: Y.Transaction, doc: string): Touched[] {
  if (doc.startsWith('body:')) {
    return transaction.changed.size > 0 ? [{ element: doc.slice(5), cause: 'edit' }] : [];
  }
  const found = new Map<string, Touched>();
  const add = (element: string, cause: Touched['cause']) =>
    found.set(`${cause} ${element}`, { element, cause });
  for (const [type, keys] of transaction.changed) {
    const path = sharedPath(type);
    if (!path) continue;
    for (const key of keys) {
      const [root = '', entry] = key === null ? path : [...path, key];
      if (!isEntryRoot(root) || entry === undefined) {
        add(WHOLE_CASE, root === 'facts' && entry?.startsWith('subject.') ? 'subject' : 'fact');
        continue;
      }
      const cause = ROOT_CAUSES[root];
      if (WITHOUT_ELEMENT.has(root)) add(WHOLE_CASE, cause);
      else for (const element of elementsOf(transaction.doc, root, entry)) add(element, cause);
    }
  }
  return [...found.values()];
}

function elementsOf(doc: Y.Doc, root: EntryRoot, key: string): string[] {
  const item = doc.getMap(root)._map.get(key);
  const entry = item && item.content instanceof Y.ContentType ? item.content.type : undefined;
  if (!(entry instanceof Y.Map)) return [key];
  if (root === 'defeaters' || root === 'claimPoints')
    return [aimOf(lastValue(entry, 'target')) ?? key];
  if (root === 'dispositions') return [textOr(lastValue(entry, 'condition'), key)];
  const fields = NODE_FIELDS[root];
  if (!fields) return [key];
  const nodes = fields
    .map((field) => lastValue(entry, field))
    .filter((value): value is string => typeof value === 'string');
  return nodes.length > 0 ? nodes : [key];
}

/** The value a key holds, or held until it was deleted in this transaction. */
function lastValue(map: Y.Map<unknown>, key: string): unknown {
  const content = map._map.get(key)?.content;
  return content instanceof Y.ContentAny ? content.arr.at(-1) : undefined;
}

function aimOf(target: unknown): string | undefined {
  if (typeof target !== 'object' || target === null) return undefined;
  for (const key of ['node', 'link', 'defeater'] as const) {
    const id: unknown = Reflect.get(target, key);
    if (typeof id === 'string') return id;
  }
  return undefined;
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}
