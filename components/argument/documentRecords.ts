import { demandWords } from '@/core/argument/choiceDemand';
import { isRaised } from '@/core/argument/isRaised';
import type {
  ArgumentNode,
  CaseDocument,
  Criterion,
  Defeater,
  EvidenceReference,
  Id,
} from '@/core/argument/document';
import { filledText } from '@/core/argument/parameters';
import { isOpenChoice } from '@/core/argument/reach';
import { TEXT } from './documentText';

/** What a document says below a statement. */
export interface NodeRecords {
  criteria: Criterion[];
  evidence: EvidenceReference[];
  /** Raised ones; a checklist's doubts are offered, and listed where they are taken up. */
  doubts: Defeater[];
}

/** Criteria, evidence and raised doubts by the node that they are about. */
export function recordsByNode(
  document: Pick<CaseDocument, 'criteria' | 'evidence' | 'defeaters'>,
): Map<Id, NodeRecords> {
  const records = new Map<Id, NodeRecords>();
  const at = (node: Id): NodeRecords => {
    const made = records.get(node) ?? { criteria: [], evidence: [], doubts: [] };
    records.set(node, made);
    return made;
  };
  for (const criterion of document.criteria) at(criterion.node).criteria.push(criterion);
  for (const reference of document.evidence) at(reference.node).evidence.push(reference);
  for (const defeater of document.defeaters)
    if ('node' in defeater.target && isRaised(defeater))
      at(defeater.target.node).doubts.push(defeater);
  return records;
}

/** What a reader must know of a statement, in grey behind it. Nothing here says that it is good. */
export function notesOf(
  node: ArgumentNode,
  identifiers: ReadonlyMap<Id, Pick<ArgumentNode, 'identifier'>>,
  isSupportingOnly: boolean,
  parameters: CaseDocument['parameters'],
): string[] {
  const { choice, away, instantiation } = node;
  const named = (ids: readonly Id[]) =>
    ids.map((id) => identifiers.get(id)?.identifier ?? '').filter((name) => name !== '');
  return [
    node.claim === 'not-claimed' ? TEXT.notClaimed : '',
    node.openProblem === null ? '' : TEXT.openProblem,
    node.undeveloped ? TEXT.undeveloped : '',
    isSupportingOnly ? TEXT.supports : '',
    node.public ? TEXT.citable : '',
    choice !== null && isOpenChoice(choice)
      ? TEXT.keep(demandWords(choice, parameters), named(choice.of).join(', '))
      : '',
    instantiation === '' ? '' : TEXT.instantiatedFrom(filledText(instantiation, parameters)),
    away === null ? '' : TEXT.cites(away.module, away.node),
  ].filter((note) => note !== '');
}
