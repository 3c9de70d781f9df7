import type * as Y from 'yjs';
import type { CaseDocument } from '@/core/argument/document';
import { assignRegister, setField, type Origin } from '@/core/argument/fieldEdits';
import { setParameter } from '@/core/argument/recordEdits';
import type { BaseInterface } from './baseInterface';
import { baseWords, pinnedReference } from './pin';

/**
 * Moves a live supplement to another release of its base, in one transaction: contract, away goals and
 * the words that name the base. Citations, matches and dispositions stay as their authors left them;
 * the checks say which of them the new release asks for again.
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
    for (const { name, value } of document.parameters) {
      if (before !== null && value === baseWords(before)) {
        setParameter(doc, name, baseWords(base), origin);
      }
    }
  }, origin);
}
