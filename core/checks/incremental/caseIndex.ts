import type {
  ArgumentLink,
  ArgumentNode,
  CaseDocument,
  ClaimPoint,
  ConditionOfUse,
  Criterion,
  Defeater,
  EvidenceReference,
  Id,
} from '@/core/argument/document';
import { emptyFacts } from '@/core/argument/facts';
import { isCitation } from '@/core/argument/kinds';
import { textsOfNode, tokensOf } from '@/core/argument/parameters';
import { SCOPES, type Scope, type ScopedRecords } from '../rule';
import { differenceOf, type Difference } from './difference';
import { ArgumentGraph } from './graph';
import { Grouping } from './grouping';
import { sameValue } from './sameValue';
import { Survey } from './survey';

export type Differences = { readonly [S in Scope]: Difference<ScopedRecords[S]> };

/** What became of a case between two versions. */
export interface Changes {
  differences: Differences;
  /**
   * What a rule that looked at it may now see otherwise: record ids; `list:` with a scope; `name:`
   * and `words:` with a key; the names of single values.
   */
  touched: ReadonlySet<string>;
}

/** Single values of a document, read anew each time: compared by what they say. */
const VALUES = [
  'kind',
  'title',
  'module',
  'root',
  'facts',
  'contract',
  'parameters',
  'template',
] as const satisfies readonly (keyof CaseDocument)[];

/** A case document with what rules look up in it, kept up to date from version to version. */
export class CaseIndex {
  document: CaseDocument = EMPTY;
  readonly graph = new ArgumentGraph();
  readonly survey = new Survey(this.graph);
  readonly defeaters = new Map<Id, Defeater>();

  readonly defeatersOn = new Grouping<Defeater>(({ target }) => [targetId(target)]);
  readonly defeatersBy = new Grouping<Defeater>(({ argument }) => idOrNone(argument));
  readonly claimPointsOn = new Grouping<ClaimPoint>(({ target }) => [targetId(target)]);
  readonly claimPointsBy = new Grouping<ClaimPoint>(({ argument }) => idOrNone(argument));
  readonly evidenceAt = new Grouping<EvidenceReference>(({ node }) => [node]);
  readonly criteriaAt = new Grouping<Criterion>(({ node }) => [node]);
  readonly nodesNamed = new Grouping<ArgumentNode>(({ module, identifier }) => [
    nameKey('node', identifier, module),
  ]);
  readonly othersNamed = new Grouping<NamedRecord>(({ key }) => [key]);
  readonly sayingAlike = new Grouping<ArgumentNode>((node) => wordsKeys(node));
  readonly naming = new Grouping<ArgumentNode>((node) => tokenKeys(node));
  readonly citing = new Grouping<ArgumentNode>(({ kind }) => (isCitation(kind) ? ['citing'] : []));
  readonly judgedNodes = new Grouping<ArgumentNode>(({ defeat }) => (defeat ? ['judged'] : []));
  readonly judgedLinks = new Grouping<ArgumentLink>(({ defeat }) => (defeat ? ['judged'] : []));

  update(document: CaseDocument): Changes {
    const before = this.document;
    this.document = document;
    const touched = new Set<string>();
    for (const value of VALUES) {
      if (!sameValue(before[value], document[value])) touched.add(value);
    }
    const differences = this.differences(before, document);
    for (const scope of SCOPES) {
      const { removed, added } = differences[scope];
      for (const { id } of removed) touched.add(id);
      for (const { id } of added) touched.add(id);
      if (removed.length + added.length > 0) touched.add(`list:${scope}`);
    }
    const reshaped = this.takeNodes(differences.node, touched);
    const relinked = this.takeLinks(differences.link, touched);
    const remade = this.takeOthers(differences, touched);
    if (touched.has('root') || reshaped || relinked || remade) {
      const asides = [...this.defeatersBy.keys(), ...this.claimPointsBy.keys()];
      for (const found of this.survey.renew(document.root, asides)) touched.add(found);
    }
    return { differences, touched };
  }

  /** Position of a node in reading order; -1 for one that does not exist. */
  positionOf(id: Id): number {
    return this.graph.place(id)?.position ?? -1;
  }

  private differences(before: CaseDocument, after: CaseDocument): Differences {
    return {
      node: differenceOf(before.nodes, after.nodes),
      link: differenceOf(before.links, after.links),
      defeater: differenceOf(before.defeaters, after.defeaters),
      claimPoint: differenceOf(before.claimPoints, after.claimPoints),
      module: differenceOf(before.modules, after.modules),
      condition: differenceOf(before.conditions, after.conditions),
      criterion: differenceOf(before.criteria, after.criteria),
      evidence: differenceOf(before.evidence, after.evidence),
      indicator: differenceOf(before.indicators, after.indicators),
    };
  }

  /** @returns whether the survey has to be made anew */
  private takeNodes({ removed, added }: Difference<ArgumentNode>, touched: Set<string>): boolean {
    const old = new Map(removed.map((node) => [node.id, node]));
    let reshaped = old.size !== added.length;
    for (const node of removed) {
      this.graph.setNode(node.id, null);
      for (const grouping of this.nodeGroupings()) regroup(grouping, 'remove', node, touched);
    }
    for (const node of added) {
      this.graph.setNode(node.id, node);
      for (const grouping of this.nodeGroupings()) regroup(grouping, 'add', node, touched);
      const was = old.get(node.id);
      if (was?.claim !== node.claim || was.identifier !== node.identifier) reshaped = true;
    }
    return reshaped;
  }

  private *nodeGroupings(): Generator<Grouping<ArgumentNode>> {
    yield this.nodesNamed;
    yield this.sayingAlike;
    yield this.naming;
    yield this.citing;
    yield this.judgedNodes;
  }

  private takeLinks({ removed, added }: Difference<ArgumentLink>, touched: Set<string>): boolean {
    for (const link of removed) {
      this.graph.removeLink(link.id);
      touched.add(link.from).add(link.to);
      regroup(this.judgedLinks, 'remove', link, touched);
    }
    for (const link of added) {
      this.graph.addLink(link);
      touched.add(link.from).add(link.to);
      regroup(this.judgedLinks, 'add', link, touched);
    }
    return removed.length + added.length > 0;
  }

  /** @returns whether arguments beside the main one begin elsewhere */
  private takeOthers(differences: Differences, touched: Set<string>): boolean {
    const { defeater, claimPoint, evidence, criterion, condition, module } = differences;
    for (const { id } of defeater.removed) this.defeaters.delete(id);
    for (const one of defeater.added) this.defeaters.set(one.id, one);
    const named = (scope: NamedScope) => (one: { id: Id; identifier: string }) => ({
      id: one.id,
      key: nameKey(scope, one.identifier, ''),
    });
    regroupAll(this.defeatersOn, defeater, touched);
    regroupAll(this.claimPointsOn, claimPoint, touched);
    regroupAll(this.evidenceAt, evidence, touched);
    regroupAll(this.criteriaAt, criterion, touched);
    regroupAll(this.othersNamed, mapped(defeater, named('defeater')), touched);
    regroupAll(this.othersNamed, mapped(claimPoint, named('claimPoint')), touched);
    regroupAll(this.othersNamed, mapped<ConditionOfUse, NamedRecord>(condition, named('condition')), touched);
    regroupAll(
      this.othersNamed,
      mapped(module, ({ id, name }) => ({ id, key: nameKey('module', name, '') })),
      touched,
    );
    const begun = new Set<string>();
    regroupAll(this.defeatersBy, defeater, begun);
    regroupAll(this.claimPointsBy, claimPoint, begun);
    for (const id of begun) touched.add(id);
    return begun.size > 0;
  }
}

type NamedScope = 'node' | 'defeater' | 'claimPoint' | 'condition' | 'module';

interface NamedRecord {
  id: Id;
  key: string;
}

export function nameKey(scope: NamedScope, name: string, module: string): string {
  return `name:${scope}\u0000${module}\u0000${name}`;
}

/** What two nodes share that say the same, whatever the case of letters and the spaces between. */
export function wordsKeys({ kind, module, text }: ArgumentNode): string[] {
  const words = text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
  if (words === '' || isCitation(kind)) return [];
  const where = kind === 'context' || kind === 'assumption' ? 'context' : `${kind}\u0000${module}`;
  return [`words:${where}\u0000${words}`];
}

function tokenKeys(node: ArgumentNode): string[] {
  const tokens = new Set<string>();
  for (const { text } of textsOfNode(node)) {
    if (text.includes('{')) for (const token of tokensOf(text)) tokens.add(token);
  }
  return tokens.size === 0 ? [] : ['tokens', ...Array.from(tokens, (token) => `token:${token}`)];
}

function targetId(target: Defeater['target'] | ClaimPoint['target']): Id {
  if ('node' in target) return target.node;
  return 'link' in target ? target.link : target.defeater;
}

function idOrNone(id: Id | null): Id[] {
  return id === null ? [] : [id];
}

function regroup<R extends { id: Id }>(
  grouping: Grouping<R>,
  step: 'add' | 'remove',
  record: R,
  touched: Set<string>,
): void {
  for (const key of grouping[step](record)) touched.add(key);
}

function regroupAll<R extends { id: Id }>(
  grouping: Grouping<R>,
  { removed, added }: Difference<R>,
  touched: Set<string>,
): void {
  for (const record of removed) regroup(grouping, 'remove', record, touched);
  for (const record of added) regroup(grouping, 'add', record, touched);
}

function mapped<A, B>({ removed, added }: Difference<A>, make: (one: A) => B): Difference<B> {
  return { removed: removed.map(make), added: added.map(make) };
}

const EMPTY: CaseDocument = {
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
};
