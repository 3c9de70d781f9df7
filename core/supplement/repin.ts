import type * as Y from 'yjs';
import type { CaseDocument } from '@/core/argument/document';
import { assignRegister, setField, type Origin } from '@/core/argument/fieldEdits';
import { removeRecord, setParameter } from '@/core/argument/recordEdits';
import type { BaseInterface } from './baseInterface';
import { dispositionRecords } from './contractEdits';
import { compareBases, type BaseChange } from './impact';
import { baseWords, pinnedReference } from './pin';

/**
 * Moves a live supplement to another release of its base, in one transaction: contract, away goals and
 * the words that name the base. What was said to a condition or a context that reads otherwise in the
 * new release is taken back, and has to be said anew; everything else stays as its authors left it.
 */
export function repin(
  doc: Y.Doc,
  document: CaseDocument,
  before: BaseInterface | null,
  base: BaseInterface,
  origin: Origin,
): void {
  doc.transact(() => {
    assignRegister(doc, 'contract', 'baseModule', base.module, origin);
    assignRegister(doc, 'contract', 'baseRelease', base.digest, origin);
    for (const { id, away } of document.nodes) {
      if (away !== null) setField(doc, 'nodes', id, 'away', pinnedReference(away, base), origin);
    }
    if (before !== null) takeBackAnswers(doc, document, before, base, origin);
    for (const { name, value } of document.parameters) {
      if (before !== null && value === baseWords(before)) {
        setParameter(doc, name, baseWords(base), origin);
      }
    }
  }, origin);
}

function takeBackAnswers(
  doc: Y.Doc,
  document: CaseDocument,
  before: BaseInterface,
  base: BaseInterface,
  origin: Origin,
): void {
  const changes = compareBases(before, base);
  const changed = (what: BaseChange['what']) =>
    new Set(changes.flatMap((change) => (change.what === what ? [change.id] : [])));
  const [conditions, contexts] = [changed('condition'), changed('context')];
  for (const condition of before.conditions) {
    if (!conditions.has(condition.id)) continue;
    for (const { id } of dispositionRecords(doc, before, condition))
      removeRecord(doc, 'dispositions', id, origin);
  }
  for (const { id, context } of document.contract?.matches ?? []) {
    if (contexts.has(context)) removeRecord(doc, 'matches', id, origin);
  }
}
