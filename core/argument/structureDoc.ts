import * as Y from 'yjs';
import type { CaseDocument, CaseFacts, Contract, Id, RichText } from './document';
import { newEntry, readFields, writeFields, type Problem } from './entries';
import type { Shape, Values } from './fields';
import { isId, newId, type IdSource } from './ids';
import { LIMITS } from './limits';
import { byRank, ranksFrom } from './rank';
import { caseDocumentSchema } from './schema';
import {
  ENTRY_ROOTS,
  REGISTER_ROOTS,
  ROOT_NAMES,
  rootMap,
  type EntryRoot,
  type FieldsOf,
  type RegisterRoot,
} from './structureShape';
import { compareText, isWellFormed } from './text';

export type { Problem } from './entries';

/**
 * Writes a case document into an empty structure document, in one transaction. The server does
 * this once, when it creates the case; nothing else ever seeds a document.
 *
 * @param ids makes the keys of records that have no id of their own (citations, exclusions)
 * @throws Error when the yjs document already holds a case
 */
export function writeDocument(doc: Y.Doc, document: CaseDocument, ids: IdSource = newId): void {
  if (rootMap(doc, 'meta').size > 0) throw new Error('The document already holds a case.');
  doc.transact(() => {
    writeFields(rootMap(doc, 'meta'), REGISTER_ROOTS.meta, {
      schema: 1,
      kind: document.kind,
      module: document.module,
      root: document.root,
      title: document.title,
    });
    writeFields(rootMap(doc, 'facts'), REGISTER_ROOTS.facts, flattenFacts(document.facts));
    if (document.labelHints) {
      writeFields(rootMap(doc, 'label'), REGISTER_ROOTS.label, document.labelHints);
    }
    if (document.template) {
      writeFields(rootMap(doc, 'template'), REGISTER_ROOTS.template, document.template);
    }
    for (const { id, ...node } of document.nodes) add(doc, 'nodes', id, node);
    for (const { id, ...link } of document.links) add(doc, 'links', id, link);
    for (const { id, ...condition } of document.conditions) add(doc, 'conditions', id, condition);
    for (const { id, ...defeater } of document.defeaters) add(doc, 'defeaters', id, defeater);
    for (const { id, ...evidence } of document.evidence) add(doc, 'evidence', id, evidence);
    for (const { id, ...criterion } of document.criteria) add(doc, 'criteria', id, criterion);
    addRanked(document.parameters, ({ name, ...parameter }, rank) =>
      add(doc, 'parameters', name, { ...parameter, rank }),
    );
    addRanked(document.facts.outcomes, ({ id, ...outcome }, rank) =>
      add(doc, 'outcomes', id, { ...outcome, rank }),
    );
    addRanked(document.facts.failureConditions, ({ id, ...failure }, rank) =>
      add(doc, 'failures', id, { ...failure, rank }),
    );
    addRanked(document.facts.notCovered, (text, rank) =>
      add(doc, 'exclusions', ids(), { text, rank }),
    );
    if (document.contract) writeContract(doc, document.contract, ids);
  });
}

/**
 * Reads the structure document into a plain case document in normal form. Never throws: what is
 * unknown or malformed becomes a problem, and everything readable is read. Dangling links,
 * cycles and gaps are left in place; core/checks finds those.
 *
 * @param bodies the rich texts by node id, read from the body documents; kept as given
 */
export function readDocument(
  doc: Y.Doc,
  bodies: Readonly<Record<Id, RichText>> = {},
): { document: CaseDocument; problems: Problem[] } {
  const problems: Problem[] = [];
  const meta = readRegisters(doc, 'meta', problems);
  const label = registersIfAny(doc, 'label', problems);
  const template = registersIfAny(doc, 'template', problems);
  const facts = readRegisters(doc, 'facts', problems);
  const parameters = ranked(readEntries(doc, 'parameters', problems)).map(
    ({ key, rank: _, ...rest }) => ({ name: key, ...rest }),
  );
  const document: CaseDocument = {
    schema: 'casewright/1',
    kind: meta.kind,
    title: meta.title,
    module: meta.module,
    root: meta.root,
    parameters,
    nodes: readById(doc, 'nodes', problems),
    links: readById(doc, 'links', problems),
    conditions: readById(doc, 'conditions', problems).sort(byRank),
    defeaters: readById(doc, 'defeaters', problems),
    evidence: readById(doc, 'evidence', problems),
    criteria: readById(doc, 'criteria', problems),
    facts: {
      ...unflattenFacts(facts),
      outcomes: ranked(readEntries(doc, 'outcomes', problems)).map(keyAsId),
      failureConditions: ranked(readEntries(doc, 'failures', problems)).map(keyAsId),
      notCovered: ranked(readEntries(doc, 'exclusions', problems)).map(({ text }) => text),
    },
    contract: readContract(doc, problems),
    labelHints: label,
    template,
    bodies: { ...bodies },
  };
  reportUnknownRoots(doc, problems);
  return { document, problems };
}

/** The strict reading that a freeze uses: any problem at all refuses the document. */
export function parseStrict(
  doc: Y.Doc,
  bodies: Readonly<Record<Id, RichText>> = {},
): { ok: true; document: CaseDocument } | { ok: false; problems: Problem[] } {
  const { document, problems } = readDocument(doc, bodies);
  const parsed = caseDocumentSchema.safeParse(document);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      problems.push({ path: issue.path.map(String), message: issue.message });
    }
  }
  return problems.length === 0 ? { ok: true, document } : { ok: false, problems };
}

/** Texts beside the argument with the ids that edit operations need (plain form has none). */
export function readExclusions(doc: Y.Doc): { id: Id; text: string }[] {
  return ranked(readEntries(doc, 'exclusions', [])).map(({ key, text }) => ({ id: key, text }));
}

/** Citations and dispositions of a supplement's contract with the ids of their records. */
export function readContractRecords(doc: Y.Doc): {
  cites: (Contract['cites'][number] & { id: Id })[];
  dispositions: (Contract['dispositions'][number] & { id: Id })[];
} {
  return {
    cites: ranked(readEntries(doc, 'cites', [])).map(keyAsId),
    dispositions: ranked(readEntries(doc, 'dispositions', [])).map(keyAsId),
  };
}

/** The facts of a case that nobody has filled in yet. */
export function emptyFacts(): CaseFacts {
  return {
    subject: { name: '', version: '', description: '', digest: '' },
    setting: {
      name: '',
      purpose: '',
      users: '',
      tasks: '',
      permissions: '',
      oversight: '',
      volume: '',
    },
    decision: '',
    window: { from: '', until: '', zone: '', ends: '' },
    outcomes: [],
    failureConditions: [],
    notCovered: [],
  };
}

/** Brings a document into the normal form that reading the collaborative form gives. */
export function normaliseDocument(document: CaseDocument): CaseDocument {
  const sortedSet = (ids: readonly Id[]) => [...new Set(ids)].sort(compareText);
  return {
    ...document,
    nodes: [...document.nodes].sort(byId),
    links: [...document.links].sort(byId),
    conditions: document.conditions
      .map((condition) => ({ ...condition, protects: sortedSet(condition.protects) }))
      .sort(byRank),
    defeaters: [...document.defeaters].sort(byId),
    evidence: [...document.evidence].sort(byId),
    criteria: [...document.criteria].sort(byId),
    contract: document.contract && {
      ...document.contract,
      cites: document.contract.cites.map((cite) => ({
        ...cite,
        localContexts: sortedSet(cite.localContexts),
      })),
      dispositions: document.contract.dispositions.map((disposition) => ({
        ...disposition,
        by: sortedSet(disposition.by),
      })),
    },
  };
}

function add<R extends EntryRoot>(doc: Y.Doc, root: R, key: string, values: Values<FieldsOf<R>>) {
  rootMap(doc, root).set(key, newEntry<Shape>(ENTRY_ROOTS[root].fields, values));
}

function addRanked<T>(items: readonly T[], write: (item: T, rank: string) => void): void {
  const ranks = ranksFrom(items.length);
  items.forEach((item, index) => write(item, ranks[index] ?? ''));
}

function writeContract(doc: Y.Doc, contract: Contract, ids: IdSource): void {
  const { cites, dispositions, ...base } = contract;
  writeFields(rootMap(doc, 'contract'), REGISTER_ROOTS.contract, base);
  addRanked(cites, (cite, rank) => add(doc, 'cites', ids(), { ...cite, rank }));
  addRanked(dispositions, (disposition, rank) =>
    add(doc, 'dispositions', ids(), { ...disposition, rank }),
  );
}

function readContract(doc: Y.Doc, problems: Problem[]): Contract | null {
  const base = registersIfAny(doc, 'contract', problems);
  const cites = ranked(readEntries(doc, 'cites', problems)).map(withoutKey);
  const dispositions = ranked(readEntries(doc, 'dispositions', problems)).map(withoutKey);
  if (!base && cites.length === 0 && dispositions.length === 0) return null;
  return { ...(base ?? { baseModule: '', baseRelease: '' }), cites, dispositions };
}

type Registers<R extends RegisterRoot> = Values<(typeof REGISTER_ROOTS)[R]>;

function readRegisters<R extends RegisterRoot>(
  doc: Y.Doc,
  root: R,
  problems: Problem[],
): Registers<R> {
  const shape: (typeof REGISTER_ROOTS)[R] = REGISTER_ROOTS[root];
  const map = safeRoot(doc, root, problems) ?? new Y.Doc().getMap<unknown>();
  const values = readFields(map, shape, [root], problems);
  if (values === null) throw new Error(`A register of ${root} has no fallback.`);
  return values;
}

function registersIfAny<R extends RegisterRoot>(
  doc: Y.Doc,
  root: R,
  problems: Problem[],
): Registers<R> | null {
  const map = safeRoot(doc, root, problems);
  return map && map.size > 0 ? readRegisters(doc, root, problems) : null;
}

type Keyed<R extends EntryRoot> = { key: string } & Values<FieldsOf<R>>;

function readEntries<R extends EntryRoot>(doc: Y.Doc, root: R, problems: Problem[]): Keyed<R>[] {
  const { max, key: keyKind } = ENTRY_ROOTS[root];
  const shape: FieldsOf<R> = ENTRY_ROOTS[root].fields;
  const map = safeRoot(doc, root, problems);
  if (!map) return [];
  if (map.size > max) problems.push({ path: [root], message: `holds more than ${max} records` });
  const entries: Keyed<R>[] = [];
  for (const key of [...map.keys()].sort(compareText)) {
    const entry = map.get(key);
    const path = [root, key];
    if (!isEntryKey(keyKind, key)) {
      problems.push({ path, message: 'has a key that is not allowed' });
    } else if (!(entry instanceof Y.Map)) {
      problems.push({ path, message: 'is not a record' });
    } else {
      const values = readFields(entry, shape, path, problems);
      if (values) entries.push({ key, ...values });
    }
  }
  return entries;
}

/** Whether a key may stand in an entry root: a record id, or a parameter's name. */
export function isEntryKey(kind: 'id' | 'name', key: string): boolean {
  if (kind === 'id') return isId(key);
  return key !== '' && key.length <= LIMITS.parameterName && isWellFormed(key);
}

function readById<R extends EntryRoot>(doc: Y.Doc, root: R, problems: Problem[]) {
  return readEntries(doc, root, problems).map(keyAsKeptId);
}

function keyAsKeptId<T extends { key: string }>({
  key,
  ...values
}: T): Omit<T, 'key'> & { id: Id } {
  return { id: key, ...values };
}

function ranked<T extends { key: string; rank: string }>(entries: T[]): T[] {
  return entries.sort((a, b) => compareText(a.rank, b.rank) || compareText(a.key, b.key));
}

function keyAsId<T extends { key: string; rank: string }>({ key, rank: _, ...values }: T) {
  return { id: key, ...values };
}

function withoutKey<T extends { key: string; rank: string }>({ key: _key, rank: _, ...values }: T) {
  return values;
}

function safeRoot(
  doc: Y.Doc,
  name: EntryRoot | RegisterRoot,
  problems: Problem[],
): Y.Map<unknown> | null {
  const root = doc.share.get(name);
  if (root === undefined) return null;
  // A root that only ever arrived by update has no type yet and becomes a map here.
  if (root instanceof Y.Map || root.constructor === Y.AbstractType) return rootMap(doc, name);
  problems.push({ path: [name], message: 'is not a map' });
  return null;
}

function reportUnknownRoots(doc: Y.Doc, problems: Problem[]): void {
  const known = new Set<string>(ROOT_NAMES);
  for (const name of doc.share.keys()) {
    if (!known.has(name)) problems.push({ path: [name], message: 'is not part of a case' });
  }
}

/** The facts by dotted path, as the structure document keeps them. */
export function flattenFacts({
  subject,
  setting,
  window,
  decision,
}: CaseFacts): Registers<'facts'> {
  return {
    'subject.name': subject.name,
    'subject.version': subject.version,
    'subject.description': subject.description,
    'subject.digest': subject.digest,
    'setting.name': setting.name,
    'setting.purpose': setting.purpose,
    'setting.users': setting.users,
    'setting.tasks': setting.tasks,
    'setting.permissions': setting.permissions,
    'setting.oversight': setting.oversight,
    'setting.volume': setting.volume,
    decision,
    'window.from': window.from,
    'window.until': window.until,
    'window.zone': window.zone,
    'window.ends': window.ends,
  };
}

function unflattenFacts(
  facts: Registers<'facts'>,
): Pick<CaseFacts, 'subject' | 'setting' | 'window' | 'decision'> {
  return {
    subject: {
      name: facts['subject.name'],
      version: facts['subject.version'],
      description: facts['subject.description'],
      digest: facts['subject.digest'],
    },
    setting: {
      name: facts['setting.name'],
      purpose: facts['setting.purpose'],
      users: facts['setting.users'],
      tasks: facts['setting.tasks'],
      permissions: facts['setting.permissions'],
      oversight: facts['setting.oversight'],
      volume: facts['setting.volume'],
    },
    decision: facts.decision,
    window: {
      from: facts['window.from'],
      until: facts['window.until'],
      zone: facts['window.zone'],
      ends: facts['window.ends'],
    },
  };
}

function byId(a: { id: Id }, b: { id: Id }): number {
  return compareText(a.id, b.id);
}
