import type { ArgumentLink, ArgumentNode, CaseDocument, Defeater } from './document';
import { emptyFacts } from './facts';

/*
 * All of these name their members in the order of the schema, whatever order they are given in: files
 * are written in it.
 */

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
    interfaces: [],
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
  const { id, kind, identifier, module, ...rest } = given;
  return {
    id,
    kind,
    identifier,
    text: '',
    module,
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
    instantiation: '',
    defeat: null,
    annotations: {},
    ...rest,
  };
}

/** A link without pattern and without doubt. */
export function blankLink(
  given: Partial<ArgumentLink> & Pick<ArgumentLink, 'id' | 'kind' | 'from' | 'to' | 'rank'>,
): ArgumentLink {
  const { id, kind, from, to, rank, ...rest } = given;
  return { id, kind, from, to, rank, multiplicity: null, defeat: null, ...rest };
}

/** A doubt that nobody answered yet. */
export function blankDefeater(
  given: Partial<Defeater> & Pick<Defeater, 'id' | 'identifier' | 'target'>,
): Defeater {
  const { id, identifier, target, ...rest } = given;
  return {
    id,
    identifier,
    kind: 'rebut',
    text: '',
    origin: 'author',
    target,
    response: '',
    argument: null,
    defeat: null,
    ...rest,
  };
}
