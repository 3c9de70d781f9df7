import * as Y from 'yjs';
import type {
  ConditionOfUse,
  ContractCitation,
  ContractDisposition,
  Criterion,
  Defeater,
  EvidenceReference,
  FailureCondition,
  Id,
  Indicator,
  Outcome,
  TemplateParameter,
} from './document';
import { addRecord, setField, type Origin } from './fieldEdits';
import { newId, type IdSource } from './ids';
import { byRank, rankAt } from './rank';
import { rootMap, type EntryRoot, type FieldsOf } from './structureShape';

/**
 * Adding and removing the records around the argument. Their fields are changed with
 * `setField(doc, root, id, field, value, origin)`; ranked lists grow at the end.
 */

type RankedRoot = {
  [R in EntryRoot]: 'rank' extends keyof FieldsOf<R> ? R : never;
}[Exclude<EntryRoot, 'links'>];

export function addCondition(
  doc: Y.Doc,
  condition: Omit<ConditionOfUse, 'id' | 'rank'>,
  origin: Origin,
  ids: IdSource = newId,
): Id {
  const rank = lastRank(doc, 'conditions');
  return addRecord(doc, 'conditions', ids(), { ...condition, rank }, origin);
}

/** Raises a defeater against a node, a link or another defeater. */
export function addDefeater(
  doc: Y.Doc,
  defeater: Omit<Defeater, 'id' | 'response' | 'argument' | 'defeat'>,
  origin: Origin,
  ids: IdSource = newId,
): Id {
  const values = { ...defeater, response: '', argument: null, defeat: null };
  return addRecord(doc, 'defeaters', ids(), values, origin);
}

/** What the authors say to a defeater. */
export function respond(doc: Y.Doc, defeater: Id, response: string, origin: Origin): boolean {
  return setField(doc, 'defeaters', defeater, 'response', response, origin);
}

export function addEvidenceReference(
  doc: Y.Doc,
  reference: Omit<EvidenceReference, 'id'>,
  origin: Origin,
  ids: IdSource = newId,
): Id {
  return addRecord(doc, 'evidence', ids(), reference, origin);
}

export function addCriterion(
  doc: Y.Doc,
  criterion: Omit<Criterion, 'id'>,
  origin: Origin,
  ids: IdSource = newId,
): Id {
  return addRecord(doc, 'criteria', ids(), criterion, origin);
}

export function addIndicator(
  doc: Y.Doc,
  indicator: Omit<Indicator, 'id'>,
  origin: Origin,
  ids: IdSource = newId,
): Id {
  return addRecord(doc, 'indicators', ids(), indicator, origin);
}

/**
 * Changes what an indicator says as one act: undone as one, and where a colleague changed another
 * field meanwhile, both changes stay. False when it is already gone.
 */
export function changeIndicator(
  doc: Y.Doc,
  id: Id,
  { critical, ...words }: Omit<Indicator, 'id' | 'node' | 'identifier'>,
  origin: Origin,
): boolean {
  return doc.transact(() => {
    let found = setField(doc, 'indicators', id, 'critical', critical, origin);
    for (const key of INDICATOR_WORDS) {
      if (!setField(doc, 'indicators', id, key, words[key], origin)) found = false;
    }
    return found;
  }, origin);
}

const INDICATOR_WORDS = [
  'title',
  'definition',
  'source',
  'unit',
  'comparator',
  'amber',
  'red',
  'period',
  'grace',
] as const;

export function addOutcome(
  doc: Y.Doc,
  outcome: Omit<Outcome, 'id'>,
  origin: Origin,
  ids: IdSource = newId,
): Id {
  return addRecord(doc, 'outcomes', ids(), { ...outcome, rank: lastRank(doc, 'outcomes') }, origin);
}

export function addFailureCondition(
  doc: Y.Doc,
  failure: Omit<FailureCondition, 'id'>,
  origin: Origin,
  ids: IdSource = newId,
): Id {
  return addRecord(doc, 'failures', ids(), { ...failure, rank: lastRank(doc, 'failures') }, origin);
}

/** Adds a line to what the case does not cover. */
export function addExclusion(doc: Y.Doc, text: string, origin: Origin, ids: IdSource = newId): Id {
  return addRecord(doc, 'exclusions', ids(), { text, rank: lastRank(doc, 'exclusions') }, origin);
}

export function addCitation(
  doc: Y.Doc,
  cite: ContractCitation,
  origin: Origin,
  ids: IdSource = newId,
): Id {
  return addRecord(doc, 'cites', ids(), { ...cite, rank: lastRank(doc, 'cites') }, origin);
}

export function addDisposition(
  doc: Y.Doc,
  disposition: ContractDisposition,
  origin: Origin,
  ids: IdSource = newId,
): Id {
  const rank = lastRank(doc, 'dispositions');
  return addRecord(doc, 'dispositions', ids(), { ...disposition, rank }, origin);
}

/** Adds a parameter; one of the same name is left as it is. */
export function addParameter(
  doc: Y.Doc,
  { name, ...parameter }: TemplateParameter,
  origin: Origin,
): void {
  if (rootMap(doc, 'parameters').has(name)) return;
  const rank = lastRank(doc, 'parameters');
  addRecord(doc, 'parameters', name, { ...parameter, rank }, origin);
}

/** Fills a parameter; a name that the template does not declare is declared here. */
export function setParameter(doc: Y.Doc, name: string, value: string, origin: Origin): void {
  doc.transact(() => {
    addParameter(doc, { name, description: '', value: '', index: false, type: 'text' }, origin);
    setField(doc, 'parameters', name, 'value', value, origin);
  }, origin);
}

/** Removes a record of one of the lists above. False when it is already gone. */
export function removeRecord(
  doc: Y.Doc,
  root: Exclude<EntryRoot, 'nodes' | 'links' | 'defeaters'>,
  id: string,
  origin: Origin,
): boolean {
  if (!rootMap(doc, root).has(id)) return false;
  doc.transact(() => rootMap(doc, root).delete(id), origin);
  return true;
}

function lastRank(doc: Y.Doc, root: RankedRoot): string {
  const ranks = [...rootMap(doc, root)].flatMap(([id, entry]) => {
    const rank = entry instanceof Y.Map ? entry.get('rank') : undefined;
    return typeof rank === 'string' ? [{ id, rank }] : [];
  });
  return rankAt(ranks.sort(byRank), ranks.length).rank;
}
