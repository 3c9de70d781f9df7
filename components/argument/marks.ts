import { isRaised } from '@/core/argument/isRaised';
import type { Finding } from '@/core/checks/finding';
import type { CaseDocument, Id } from '@/core/argument/document';
import type { RowMarks } from './OutlineRowLine';

/** What stands behind each node's line: evidence, unanswered doubts, findings that stop a freeze. */
export function marksOf(document: CaseDocument, findings: readonly Finding[]): Map<Id, RowMarks> {
  const marks = new Map<Id, RowMarks>();
  const at = (node: Id): RowMarks => {
    const known = marks.get(node);
    if (known) return known;
    const made = { evidence: 0, doubts: 0, stops: 0, supportingOnly: false };
    marks.set(node, made);
    return made;
  };
  for (const { node } of document.evidence) at(node).evidence += 1;
  for (const doubt of document.defeaters) {
    const { target, response } = doubt;
    // What is only offered is listed in the inspector alone.
    if ('node' in target && response === '' && isRaised(doubt)) at(target.node).doubts += 1;
  }
  for (const finding of findings)
    if (finding.node && finding.blocks === 'freeze') at(finding.node).stops += 1;
  for (const { choice } of document.nodes)
    for (const branch of choice?.supportingOnly ?? []) at(branch).supportingOnly = true;
  return marks;
}
