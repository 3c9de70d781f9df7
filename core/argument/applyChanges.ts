import * as Y from 'yjs';
import type { CaseDocument, Contract } from './document';
import { addPlainRecord, assignField, assignRegister, entryMap, type Origin } from './fieldEdits';
import { newId, type IdSource } from './ids';
import { byRank, rankAt, ranksFrom } from './rank';
import { flattenFacts } from './facts';
import { rootMap, type EntryRoot, type RegisterRoot } from './structureShape';

/**
 * Brings the differences between two documents into the live document, as one transaction:
 * instantiation and restoring an older version are made this way. Only what differs between
 * `before` and `after` is touched, so what colleagues changed elsewhere stays.
 *
 * `before` has to be what the live document reads as. Template origin, case kind and bodies are
 * not changed.
 */
export function applyChanges(
  doc: Y.Doc,
  before: CaseDocument,
  after: CaseDocument,
  origin: Origin,
  ids: IdSource = newId,
): void {
  doc.transact(() => {
    const meta = ({ title, module, root }: CaseDocument) => ({ title, module, root });
    registers(doc, 'meta', meta(before), meta(after));
    registers(doc, 'facts', flattenFacts(before.facts), flattenFacts(after.facts));
    for (const root of [
      'nodes',
      'links',
      'conditions',
      'defeaters',
      'claimPoints',
      'modules',
      'interfaces',
      'evidence',
      'criteria',
      'indicators',
    ] as const) {
      records(doc, root, keyed(before[root]), keyed(after[root]));
    }
    ranked(doc, 'parameters', named(before.parameters), named(after.parameters));
    ranked(doc, 'outcomes', keyed(before.facts.outcomes), keyed(after.facts.outcomes));
    ranked(
      doc,
      'failures',
      keyed(before.facts.failureConditions),
      keyed(after.facts.failureConditions),
    );
    const exclusions = ({ facts }: CaseDocument) => facts.notCovered.map((text) => ({ text }));
    positional(doc, 'exclusions', exclusions(before), exclusions(after), ids);
    const none: Contract = {
      baseModule: '',
      baseRelease: '',
      cites: [],
      matches: [],
      dispositions: [],
    };
    const { cites, matches, dispositions, ...base } = after.contract ?? none;
    const old = before.contract ?? none;
    const { baseModule, baseRelease } = old;
    const oldBase = before.contract ? { baseModule, baseRelease } : {};
    if (after.contract) registers(doc, 'contract', oldBase, base);
    positional(doc, 'cites', old.cites, cites, ids);
    records(doc, 'matches', keyed(old.matches), keyed(matches));
    positional(doc, 'dispositions', old.dispositions, dispositions, ids);
  }, origin);
}

type Plain = Readonly<Record<string, unknown>>;
type Records = ReadonlyMap<string, Plain>;

function registers(doc: Y.Doc, root: RegisterRoot, before: Plain, after: Plain): void {
  for (const [key, value] of Object.entries(after)) {
    if (!same(before[key], value)) assignRegister(doc, root, key, value, null);
  }
}

function records(doc: Y.Doc, root: EntryRoot, before: Records, after: Records): void {
  for (const key of before.keys()) {
    if (!after.has(key)) rootMap(doc, root).delete(key);
  }
  for (const [key, values] of after) {
    const old = before.get(key);
    if (!old || !entryMap(doc, root, key)) {
      addPlainRecord(doc, root, key, values, null);
      continue;
    }
    for (const [field, value] of Object.entries(values)) {
      if (!same(old[field], value)) assignField(doc, root, key, field, value, null);
    }
  }
}

/** Lists whose plain form has an order and no rank: stored ranks stay where the order allows. */
function ranked(doc: Y.Doc, root: EntryRoot, before: Records, after: Records): void {
  const stored = storedRanks(doc, root);
  const ranks = ranksFor([...after.keys()], stored);
  const withRank = (list: Records, rankOf: (key: string) => string | undefined): Records =>
    new Map([...list].map(([key, values]) => [key, { ...values, rank: rankOf(key) }]));
  records(
    doc,
    root,
    withRank(before, (key) => stored.get(key)),
    withRank(after, (key) => ranks.get(key)),
  );
}

/** Lists whose plain form has no ids: the n-th stored record is the n-th of the list. */
function positional(
  doc: Y.Doc,
  root: EntryRoot,
  before: readonly object[],
  after: readonly object[],
  ids: IdSource,
): void {
  const keys = [...storedRanks(doc, root)]
    .map(([id, rank]) => ({ id, rank }))
    .sort(byRank)
    .map(({ id }) => id);
  const withKeys = (list: readonly object[]): Records =>
    new Map(list.map((values, at) => [keys[at] ?? (keys[at] = ids()), { ...values }]));
  ranked(doc, root, withKeys(before), withKeys(after));
}

function storedRanks(doc: Y.Doc, root: EntryRoot): Map<string, string> {
  const ranks = new Map<string, string>();
  for (const [key, entry] of rootMap(doc, root)) {
    const rank: unknown = entry instanceof Y.Map ? entry.get('rank') : undefined;
    if (typeof rank === 'string') ranks.set(key, rank);
  }
  return ranks;
}

function ranksFor(keys: readonly string[], stored: ReadonlyMap<string, string>) {
  const ranks = new Map<string, string>();
  let last = '';
  for (const [at, key] of keys.entries()) {
    const before = keys[at - 1];
    const own = stored.get(key);
    const siblings = before === undefined ? [] : [{ id: before, rank: last }];
    const rank = own ?? rankAt(siblings, 1).rank;
    if (rank <= last || (own === undefined && keys.slice(at).some((next) => stored.has(next)))) {
      const fresh = ranksFrom(keys.length);
      return new Map(keys.map((each, position) => [each, fresh[position] ?? '']));
    }
    ranks.set(key, rank);
    last = rank;
  }
  return ranks;
}

function keyed(list: readonly { id: string }[]): Records {
  return new Map(list.map(({ id, ...values }) => [id, values]));
}

function named(list: readonly { name: string }[]): Records {
  return new Map(list.map(({ name, ...values }) => [name, values]));
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
