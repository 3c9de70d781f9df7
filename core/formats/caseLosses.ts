import type { CaseDocument } from '@/core/argument/document';
import { flattenFacts } from '@/core/argument/facts';
import type { ExportLoss } from './exportFormats';
import { cycleText, supportCycle } from './supportCycle';

/**
 * What formats of arguments alone have no place for: the deployment that a case is about, its
 * conditions of use, its evidence room and its contract.
 */
export function caseLosses(document: CaseDocument): ExportLoss[] {
  const losses: ExportLoss[] = [];
  const lose = (path: string, message: string) => losses.push({ path, message });
  const { facts, contract, template } = document;
  if (document.kind === 'supplement') lose('kind', 'The case is written as a base case.');
  for (const [path, value] of Object.entries(flattenFacts(facts))) {
    if (value !== '') lose(`facts.${path}`, 'The format has no place for facts of the release.');
  }
  const lists = {
    parameters: document.parameters.map(({ name }) => name),
    conditions: document.conditions.map(({ identifier }) => identifier),
    evidence: document.evidence.map(({ evidence }) => evidence),
    criteria: document.criteria.map(({ metric }) => metric),
    indicators: document.indicators.map(({ identifier }) => identifier),
    'facts.outcomes': facts.outcomes.map(({ identifier }) => identifier),
    'facts.failureConditions': facts.failureConditions.map((_, index) => String(index)),
    'facts.notCovered': facts.notCovered.map((_, index) => String(index)),
    'contract.cites': (contract?.cites ?? []).map(({ node }) => node),
    'contract.matches': (contract?.matches ?? []).map((_, index) => String(index)),
    'contract.dispositions': (contract?.dispositions ?? []).map(({ condition }) => condition),
  };
  for (const [list, names] of Object.entries(lists)) {
    for (const name of names) lose(`${list}.${name}`, 'The format has no place for it.');
  }
  if (contract) lose('contract', 'The format has no place for a contract.');
  if (template) lose('template', 'The format has no place for what a template says of itself.');
  const cycle = supportCycle(document);
  if (cycle) {
    const [first] = cycle;
    lose(
      `nodes.${first?.identifier ?? ''}`,
      `The argument supports itself, so that the file is refused where it is read: ${cycleText(cycle)}.`,
    );
  }
  return losses;
}

/**
 * Links that lead nowhere or stand twice, without the others.
 *
 * @param isKindWritten whether two elements can be linked in both ways at once
 */
export function writableLinks(
  document: CaseDocument,
  losses: ExportLoss[],
  isKindWritten: boolean,
): CaseDocument['links'] {
  const named = new Map(document.nodes.map(({ id, identifier }) => [id, identifier]));
  const seen = new Set<string>();
  return document.links.filter(({ id, kind, from, to }) => {
    const [above, below] = [named.get(from), named.get(to)];
    const ends = `${from} ${to} ${isKindWritten ? kind : ''}`;
    const isThere = above !== undefined && below !== undefined;
    if (isThere && !seen.has(ends)) {
      seen.add(ends);
      return true;
    }
    losses.push({
      path: `links.${id}`,
      message: isThere
        ? `The link from ${above} to ${below} stands twice; it is written once.`
        : `The link from ${above ?? from} leads to nothing that exists; it is left out.`,
    });
    return false;
  });
}
