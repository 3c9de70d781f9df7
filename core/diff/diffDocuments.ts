import type { ArgumentLink, CaseDocument, Id } from '@/core/argument/document';
import { flattenFacts } from '@/core/argument/facts';
import { indexArgument, type ArgumentIndex } from '@/core/argument/outline';
import { compareText } from '@/core/argument/text';
import { evidenceChanges, type EvidenceChange } from './evidenceChanges';
import { longestIncreasing } from './longestIncreasing';
import { textChanges, type TextChange } from './textChanges';

/** Lists of a case document that are compared record by record. */
export const COMPARED = [
  'node',
  'link',
  'condition',
  'defeater',
  'claim-point',
  'module',
  'interface',
  'evidence',
  'criterion',
  'indicator',
  'outcome',
  'failure-condition',
  'parameter',
  'citation',
  'context-match',
  'disposition',
] as const;
export type ComparedKind = (typeof COMPARED)[number];

export interface RecordReference {
  record: ComparedKind;
  /** Record id; a parameter's name; a disposition's condition; a citation's away goal. */
  id: string;
  /** What people call it; empty for records without identifier. */
  identifier: string;
}

export interface ChangedRecord extends RecordReference {
  /** Fields that differ, in the document's order. A link's rank is not among them: see moved. */
  fields: string[];
  /** Those of them that are texts, word by word. */
  texts: TextChange[];
}

export interface MovedNode {
  node: Id;
  identifier: string;
  /** Parents before and after; equal when only the place among the siblings changed. */
  from: Id[];
  to: Id[];
}

/** What differs between two versions of a case, by record id. */
export interface DocumentDiff {
  added: RecordReference[];
  removed: RecordReference[];
  changed: ChangedRecord[];
  moved: MovedNode[];
  /** Paths of facts that differ: `title`, `facts.window.from`, `facts.notCovered`. */
  facts: string[];
  /** Those of them that are texts, word by word. */
  factTexts: TextChange[];
  /** What the argument rests on: artefacts that came, went or were replaced. */
  evidence: EvidenceChange[];
}

/** Compares two versions of one case. Linear apart from sorting. */
export function diffDocuments(before: CaseDocument, after: CaseDocument): DocumentDiff {
  const [oldFacts, nowFacts] = [factsOf(before), factsOf(after)];
  const facts = differing(oldFacts, nowFacts);
  const diff: DocumentDiff = {
    added: [],
    removed: [],
    changed: [],
    moved: movedNodes(before, after),
    facts,
    factTexts: textChanges(oldFacts, nowFacts, facts),
    evidence: evidenceChanges(before, after),
  };
  const [old, now] = [recordsOf(before), recordsOf(after)];
  for (const record of COMPARED) {
    const [left, right] = [old[record], now[record]];
    for (const [id, values] of right) {
      const known = left.get(id);
      const reference = { record, id, identifier: identifierOf(values) };
      if (!known) diff.added.push(reference);
      else {
        const fields = differing(known, values).filter((field) => field !== 'rank');
        if (fields.length > 0)
          diff.changed.push({ ...reference, fields, texts: textChanges(known, values, fields) });
      }
    }
    for (const [id, values] of left) {
      if (right.has(id)) continue;
      diff.removed.push({ record, id, identifier: identifierOf(values) });
    }
  }
  return diff;
}

/** Whether two versions say the same. */
export function isEmptyDiff({ added, removed, changed, moved, facts }: DocumentDiff): boolean {
  return [added, removed, changed, moved, facts].every((part) => part.length === 0);
}

type Plain = Readonly<Record<string, unknown>>;
type Records = ReadonlyMap<string, Plain>;

function recordsOf(document: CaseDocument): Record<ComparedKind, Records> {
  const { outcomes, failureConditions } = document.facts;
  const bodies = new Map(Object.entries(document.bodies));
  const nodes = document.nodes.map((node) => ({ ...node, body: bodies.get(node.id) ?? null }));
  return {
    node: byKey(nodes, ({ id }) => id),
    link: byKey(document.links, ({ id }) => id),
    condition: byKey(document.conditions, ({ id }) => id),
    defeater: byKey(document.defeaters, ({ id }) => id),
    'claim-point': byKey(document.claimPoints, ({ id }) => id),
    module: byKey(document.modules, ({ id }) => id),
    interface: byKey(document.interfaces, ({ id }) => id),
    evidence: byKey(document.evidence, ({ id }) => id),
    criterion: byKey(document.criteria, ({ id }) => id),
    indicator: byKey(document.indicators, ({ id }) => id),
    outcome: byKey(outcomes, ({ id }) => id),
    'failure-condition': byKey(failureConditions, ({ id }) => id),
    parameter: byKey(document.parameters, ({ name }) => name),
    citation: byKey(document.contract?.cites ?? [], ({ away }) => away),
    'context-match': byKey(document.contract?.matches ?? [], ({ id }) => id),
    disposition: byKey(document.contract?.dispositions ?? [], ({ condition }) => condition),
  };
}

function byKey<T extends object>(list: readonly T[], key: (item: T) => string): Records {
  return new Map(
    list.map((item): [string, Plain] => [key(item), Object.fromEntries(Object.entries(item))]),
  );
}

function identifierOf(values: Plain): string {
  return typeof values.identifier === 'string' ? values.identifier : '';
}

function factsOf(document: CaseDocument): Plain {
  const facts = Object.entries(flattenFacts(document.facts));
  return {
    title: document.title,
    module: document.module,
    root: document.root,
    ...Object.fromEntries(facts.map(([path, value]) => [`facts.${path}`, value])),
    'facts.notCovered': document.facts.notCovered,
    'contract.baseModule': document.contract?.baseModule ?? '',
    'contract.baseRelease': document.contract?.baseRelease ?? '',
  };
}

function differing(left: Plain, right: Plain): string[] {
  const fields = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...fields].filter((field) => !same(left[field], right[field]));
}

function same(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

/** Nodes of both versions that hang elsewhere, or elsewhere among their siblings. */
function movedNodes(before: CaseDocument, after: CaseDocument): MovedNode[] {
  const [old, now] = [indexArgument(before), indexArgument(after)];
  const reordered = reorderedNodes(old, now);
  return after.nodes.flatMap(({ id, identifier }) => {
    if (!old.nodes.has(id)) return [];
    const [from, to] = [parentsOf(old, id), parentsOf(now, id)];
    const moved = !same(from, to) && from.length > 0 && to.length > 0;
    return moved || reordered.has(id) ? [{ node: id, identifier, from, to }] : [];
  });
}

function parentsOf(index: ArgumentIndex, node: Id): Id[] {
  return (index.parents.get(node) ?? []).map(({ from }) => from).sort(compareText);
}

/** The fewest nodes whose place explains the new order of each parent's children. */
function reorderedNodes(old: ArgumentIndex, now: ArgumentIndex): Set<Id> {
  const reordered = new Set<Id>();
  for (const [parent, links] of now.children) {
    const place = new Map(children(old.children.get(parent)).map((id, at) => [id, at]));
    const kept = children(links).filter((id) => place.has(id));
    const stays = new Set(longestIncreasing(kept.map((id) => place.get(id) ?? 0)));
    for (const [at, id] of kept.entries()) {
      if (!stays.has(at)) reordered.add(id);
    }
  }
  return reordered;
}

function children(links: readonly ArgumentLink[] = []): Id[] {
  return [...new Set(links.map(({ to }) => to))];
}
