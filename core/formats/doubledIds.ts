import type { CaseDocument } from '@/core/argument/document';

/** Where in a document an id stands that stood before in the same list: `nodes[3].id`. */
export function* doubledIds(document: CaseDocument): Generator<string> {
  const { outcomes, failureConditions } = document.facts;
  const lists = {
    nodes: document.nodes,
    links: document.links,
    conditions: document.conditions,
    defeaters: document.defeaters,
    claimPoints: document.claimPoints,
    modules: document.modules,
    interfaces: document.interfaces,
    evidence: document.evidence,
    criteria: document.criteria,
    indicators: document.indicators,
    parameters: document.parameters.map(({ name }) => ({ id: name })),
    'facts.outcomes': outcomes,
    'facts.failureConditions': failureConditions,
    'contract.matches': document.contract?.matches ?? [],
  };
  for (const [list, records] of Object.entries(lists)) {
    const seen = new Set<string>();
    for (const [index, { id }] of records.entries()) {
      if (seen.has(id)) yield `${list}[${index}].${list === 'parameters' ? 'name' : 'id'}`;
      seen.add(id);
    }
  }
}
