import type * as Y from 'yjs';
import type { CaseDocument, Contract, Id, RichText } from './document';
import { DocumentReader } from './documentReader';
import { newEntry, writeFields, type Problem } from './entries';
import { flattenFacts } from './facts';
import type { Shape, Values } from './fields';
import { newId, type IdSource } from './ids';
import { byRank, ranksFrom } from './rank';
import { inRankOrder, RecordList, withoutRank } from './recordList';
import { caseDocumentSchema } from './schema';
import {
  ENTRY_ROOTS,
  REGISTER_ROOTS,
  rootMap,
  type EntryRoot,
  type FieldsOf,
} from './structureShape';
import { compareText } from './text';

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
    if (document.template) {
      writeFields(rootMap(doc, 'template'), REGISTER_ROOTS.template, document.template);
    }
    for (const { id, ...node } of document.nodes) add(doc, 'nodes', id, node);
    for (const { id, ...link } of document.links) add(doc, 'links', id, link);
    for (const { id, ...condition } of document.conditions) add(doc, 'conditions', id, condition);
    for (const { id, ...defeater } of document.defeaters) add(doc, 'defeaters', id, defeater);
    for (const { id, ...point } of document.claimPoints) add(doc, 'claimPoints', id, point);
    for (const { id, ...module } of document.modules) add(doc, 'modules', id, module);
    for (const { id, ...offered } of document.interfaces) add(doc, 'interfaces', id, offered);
    for (const { id, ...evidence } of document.evidence) add(doc, 'evidence', id, evidence);
    for (const { id, ...criterion } of document.criteria) add(doc, 'criteria', id, criterion);
    for (const { id, ...indicator } of document.indicators) add(doc, 'indicators', id, indicator);
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
  return new DocumentReader(doc).read(bodies);
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

/** What the case does not cover, with the ids that edit operations need. */
export function readExclusions(doc: Y.Doc): { id: Id; text: string }[] {
  return inRankOrder(new RecordList(doc, 'exclusions').sorted()).map(({ id, text }) => ({
    id,
    text,
  }));
}

/** Citations and dispositions of a supplement's contract with the ids of their records. */
export function readContractRecords(doc: Y.Doc): {
  cites: (Contract['cites'][number] & { id: Id })[];
  dispositions: (Contract['dispositions'][number] & { id: Id })[];
} {
  return {
    cites: inRankOrder(new RecordList(doc, 'cites').sorted()).map(withoutRank),
    dispositions: inRankOrder(new RecordList(doc, 'dispositions').sorted()).map(withoutRank),
  };
}

/** Brings a document into the normal form that reading the collaborative form gives. */
export function normaliseDocument(document: CaseDocument): CaseDocument {
  const sortedSet = (ids: readonly Id[]) => [...new Set(ids)].sort(compareText);
  return {
    ...document,
    nodes: document.nodes.map(withSortedAnnotations).sort(byId),
    links: [...document.links].sort(byId),
    conditions: document.conditions
      .map((condition) => ({ ...condition, protects: sortedSet(condition.protects) }))
      .sort(byRank),
    defeaters: [...document.defeaters].sort(byId),
    claimPoints: [...document.claimPoints].sort(byId),
    modules: document.modules.map(withSortedAnnotations).sort(byId),
    interfaces: document.interfaces
      .map((offered) => ({
        ...offered,
        elements: sortedSet(offered.elements),
        aliases: sortedByName(offered.aliases),
      }))
      .sort(byId),
    evidence: [...document.evidence].sort(byId),
    criteria: [...document.criteria].sort(byId),
    indicators: [...document.indicators].sort(byId),
    contract: document.contract && {
      ...document.contract,
      cites: document.contract.cites.map((cite) => ({
        ...cite,
        localContexts: sortedSet(cite.localContexts),
      })),
      matches: [...document.contract.matches].sort(byId),
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
  const { cites, matches, dispositions, ...base } = contract;
  writeFields(rootMap(doc, 'contract'), REGISTER_ROOTS.contract, base);
  addRanked(cites, (cite, rank) => add(doc, 'cites', ids(), { ...cite, rank }));
  for (const { id, ...match } of matches) add(doc, 'matches', id, match);
  addRanked(dispositions, (disposition, rank) =>
    add(doc, 'dispositions', ids(), { ...disposition, rank }),
  );
}

function withSortedAnnotations<T extends { annotations: Record<string, string> }>(item: T): T {
  if (Object.keys(item.annotations).length < 2) return item;
  return { ...item, annotations: sortedByName(item.annotations) };
}

function sortedByName(map: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => compareText(a, b)));
}

function byId(a: { id: Id }, b: { id: Id }): number {
  return compareText(a.id, b.id);
}
