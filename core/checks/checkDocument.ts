import type { CaseDocument } from '@/core/argument/document';
import { CaseView } from './caseView';
import type { CheckContext, Finding } from './finding';
import { RULES } from './rules';

/**
 * Runs every rule over a case document. Total: whatever the document holds, findings come back.
 * Time is linear in the document. Findings come in the order of RULES, within a rule in reading
 * order.
 */
export function checkDocument(document: CaseDocument, context: CheckContext = {}): Finding[] {
  const view = new CaseView(document, context);
  return RULES.flatMap(({ id, severity, clause, blocks, run }) =>
    Array.from(run(view), (observation) => ({
      rule: id,
      severity,
      clause,
      blocks,
      ...observation,
    })),
  );
}

/** The findings that refuse a freeze. */
export function blocksFreeze(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ blocks }) => blocks === 'freeze');
}

/** The findings that have to be accepted by name before an approval. */
export function blocksApproval(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ blocks }) => blocks === 'approval');
}
