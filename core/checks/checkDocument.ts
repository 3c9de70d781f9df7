import type { CaseDocument, Id } from '@/core/argument/document';
import { compareText } from '@/core/argument/text';
import { byRule } from './byRule';
import { CaseView } from './caseView';
import type { CheckContext, Finding } from './finding';
import { CaseIndex } from './incremental/caseIndex';
import { ask, findingOf, type Found } from './incremental/questions';
import type { Scope, ScopedRecords } from './rule';
import { QUESTIONS } from './rules';

/**
 * Runs every rule over a case document. Total: whatever the document holds, findings come back.
 * Time is linear in the document. Findings come in the order of RULES; within a rule, those about
 * nodes in reading order, then those about conditions in their authors' order and about all other
 * records by id.
 */
export function checkDocument(document: CaseDocument, context: CheckContext = {}): Finding[] {
  const index = new CaseIndex();
  index.update(document, false);
  const view = new CaseView(index);
  view.setContext(context);
  const found: Found[] = [];
  for (const slot of index.survey.reading) {
    const node = index.graph.at(slot)?.node;
    if (node) ask(QUESTIONS.aboutNode(node.kind), node, view, found);
  }
  const askAll = <S extends Scope>(scope: S, records: readonly ScopedRecords[S][]): void => {
    const questions = QUESTIONS.about(scope);
    for (const record of records) ask(questions, record, view, found);
  };
  askAll('link', byId(document.links));
  askAll('defeater', byId(document.defeaters));
  askAll('claimPoint', byId(document.claimPoints));
  askAll('module', byId(document.modules));
  askAll('interface', byId(document.interfaces));
  askAll('condition', document.conditions);
  askAll('criterion', byId(document.criteria));
  askAll('evidence', byId(document.evidence));
  askAll('indicator', byId(document.indicators));
  for (const { at, rule, check } of QUESTIONS.aboutDocument) {
    for (const observation of check(view))
      found.push({ at, finding: findingOf(rule, observation) });
  }
  return byRule([found]);
}

function byId<R extends { id: Id }>(records: readonly R[]): readonly R[] {
  return records.toSorted((a, b) => compareText(a.id, b.id));
}

/** The findings that refuse a freeze. */
export function blocksFreeze(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ blocks }) => blocks === 'freeze');
}

/** The findings that have to be accepted by name before an approval. */
export function blocksApproval(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ blocks }) => blocks === 'approval');
}
