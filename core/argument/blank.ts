import type { ArgumentLink, ArgumentNode, CaseDocument, Defeater } from './document';
import { emptyFacts } from './facts';

/** A case about which nothing is said but what is given: a base without an argument. */
export function blankCase(given: Partial<CaseDocument> = {}): CaseDocument {
  return {
    schema: 'casewright/1',
    kind: 'base',
    title: '',
    module: '',
    root: null,
    parameters: [],
    nodes: [],
    links: [],
    conditions: [],
    defeaters: [],
    claimPoints: [],
    modules: [],
    evidence: [],
    criteria: [],
    indicators: [],
    facts: emptyFacts(),
    contract: null,
    template: null,
    bodies: {},
    ...given,
  };
}

/** A node with nothing said of it but what is given: a draft of one kind. */
export function blankNode(
  given: Partial<ArgumentNode> & Pick<ArgumentNode, 'id' | 'kind' | 'identifier' | 'module'>,
): ArgumentNode {
  return {
    text: '',
    undeveloped: false,
    public: false,
    reach: null,
    claim: 'draft',
    openProblem: null,
    evidenceNeeded: '',
    sourceSection: '',
    provenance: null,
    notes: '',
    choice: null,
    away: null,
    localNote: '',
    collapsed: false,
    uninstantiated: false,
    toBeSupportedByContract: false,
    defeat: null,
    annotations: {},
    ...given,
  };
}

/** A link without pattern and without doubt. */
export function blankLink(
  given: Partial<ArgumentLink> & Pick<ArgumentLink, 'id' | 'kind' | 'from' | 'to' | 'rank'>,
): ArgumentLink {
  return { multiplicity: null, defeat: null, ...given };
}

/** A doubt that nobody answered yet. */
export function blankDefeater(
  given: Partial<Defeater> & Pick<Defeater, 'id' | 'identifier' | 'target'>,
): Defeater {
  return {
    kind: 'rebut',
    text: '',
    origin: 'author',
    response: '',
    argument: null,
    defeat: null,
    ...given,
  };
}
