import type { CaseDocument } from '@/core/argument/document';
import type { CheckContext, Finding } from './finding';
import { IncrementalChecker } from './incrementalChecker';

/**
 * Runs every rule over a case document. Total: whatever the document holds, findings come back.
 * Time is linear in the document. Findings come in the order of RULES; within a rule, those about
 * nodes in reading order, then those about other records by id.
 */
export function checkDocument(document: CaseDocument, context: CheckContext = {}): Finding[] {
  return new IncrementalChecker(false).check(document, context);
}

/** The findings that refuse a freeze. */
export function blocksFreeze(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ blocks }) => blocks === 'freeze');
}

/** The findings that have to be accepted by name before an approval. */
export function blocksApproval(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ blocks }) => blocks === 'approval');
}
