import type { Containment } from '@/core/argument/containment';
import type {
  ArgumentLink,
  ArgumentNode,
  AwayReference,
  CaseDocument,
  CaseModule,
  Criterion,
  Defeater,
  EvidenceReference,
  Id,
  NamedInterface,
} from '@/core/argument/document';
import { grouped } from '@/core/argument/grouped';
import { kindName } from '@/core/argument/kinds';
import type { CheckContext } from './finding';
import { wordsOf, type CaseIndex } from './incremental/caseIndex';
import type { Scope } from './rule';

/**
 * What rules see of a case. Every look is noted while a rule runs, so that it runs again when, and
 * only when, what it saw may have changed: rules have no other way to the document.
 */
export class CaseView {
  private seen: Set<string> | null = null;

  private known: CheckContext = {};

  constructor(private readonly index: CaseIndex) {}

  /** Runs `look` and notes in `seen` what it looked at. */
  noting<T>(seen: Set<string> | null, look: () => T): T {
    this.seen = seen;
    try {
      return look();
    } finally {
      this.seen = null;
    }
  }

  /** @returns what is known otherwise than before */
  setContext(context: CheckContext): string[] {
    const before = this.known;
    this.known = context;
    return [
      ...(before.evidence === context.evidence ? [] : ['known:evidence']),
      ...(before.base === context.base ? [] : ['known:base']),
    ];
  }

  // The case as a whole.

  value<
    K extends
      | 'kind'
      | 'title'
      | 'module'
      | 'root'
      | 'facts'
      | 'contract'
      | 'parameters'
      | 'template',
  >(name: K): CaseDocument[K] {
    this.seen?.add(name);
    return this.index.document[name];
  }

  list<
    K extends
      | 'conditions'
      | 'defeaters'
      | 'claimPoints'
      | 'modules'
      | 'interfaces'
      | 'evidence'
      | 'criteria'
      | 'indicators',
  >(name: K): CaseDocument[K] {
    this.seen?.add(`list:${SCOPE_OF[name]}`);
    return this.index.document[name];
  }

  /** Everything: a rule that looks at it runs again on every change. */
  get document(): CaseDocument {
    this.seen?.add(EVERYTHING);
    return this.index.document;
  }

  get evidenceFacts(): CheckContext['evidence'] {
    this.seen?.add('known:evidence');
    return this.known.evidence;
  }

  get base(): CheckContext['base'] {
    this.seen?.add('known:base');
    return this.known.base;
  }

  // Single records.

  node(id: Id): ArgumentNode | undefined {
    this.seen?.add(id);
    return this.index.graph.place(id)?.node ?? undefined;
  }

  link(id: Id): ArgumentLink | undefined {
    this.seen?.add(id);
    return this.index.graph.link(id);
  }

  defeater(id: Id): Defeater | undefined {
    this.seen?.add(id);
    return this.index.defeaters.get(id);
  }

  /** The module of this case that goes by a name. */
  module(name: string): CaseModule | undefined {
    return this.list('modules').find((module) => module.name === name);
  }

  /** Whether a node stands in a contract module. */
  isInContract({ module }: ArgumentNode): boolean {
    return this.module(module)?.kind === 'contract';
  }

  /** What people call a node: its identifier, or its kind while it has none. */
  name(id: Id): string {
    const node = this.node(id);
    if (!node) return 'a removed node';
    return node.identifier || `the unnamed ${kindName(node.kind)}`;
  }

  // The argument around a node.

  /** Links to what supports a node or is its context, in reading order; ends that exist. */
  *linksBelow(id: Id): Generator<ArgumentLink> {
    this.seen?.add(id);
    for (const { link, to } of this.index.graph.place(id)?.below ?? []) {
      this.seen?.add(to.id);
      if (to.node) yield link;
    }
  }

  /** Links by which a node hangs, by id; ends that exist. */
  *linksAbove(id: Id): Generator<ArgumentLink> {
    this.seen?.add(id);
    for (const { link, from } of this.index.graph.place(id)?.above ?? []) {
      this.seen?.add(from.id);
      if (from.node) yield link;
    }
  }

  /** Links that lead from one node to another, looked up at the end that has fewer. */
  linksBetween(from: Id, to: Id): ArgumentLink[] {
    this.seen?.add(from);
    this.seen?.add(to);
    const below = this.index.graph.place(from)?.below ?? [];
    const above = this.index.graph.place(to)?.above ?? [];
    const found: ArgumentLink[] = [];
    for (const { link } of below.length < above.length ? below : above) {
      if (link.from === from && link.to === to) found.push(link);
    }
    return found;
  }

  /** Nodes that support this one, by rank. */
  supporters(id: Id): ArgumentNode[] {
    return this.children(id, 'supported-by');
  }

  children(id: Id, kind: ArgumentLink['kind']): ArgumentNode[] {
    this.seen?.add(id);
    const found: ArgumentNode[] = [];
    for (const { link, to } of this.index.graph.place(id)?.below ?? []) {
      if (link.kind !== kind) continue;
      this.seen?.add(to.id);
      if (to.node) found.push(to.node);
    }
    return found;
  }

  /** Whether the argument rests on a node (see claimedNodes). */
  isClaimed(id: Id): boolean {
    this.seen?.add(id);
    const place = this.index.graph.place(id);
    return place !== undefined && this.index.survey.isClaimed(place);
  }

  /** Whether a node is no part of the case (see connectedNodes). */
  isParked(id: Id): boolean {
    this.seen?.add(id);
    const place = this.index.graph.place(id);
    return place !== undefined && this.index.survey.isParked(place);
  }

  /** Whether a node is part of an argument that makes a challenge or argues confidence. */
  isAside(id: Id): boolean {
    this.seen?.add(id);
    const place = this.index.graph.place(id);
    return place !== undefined && this.index.survey.isAside(place);
  }

  // What is attached to a record.

  defeatersOn(id: Id): readonly Defeater[] {
    this.seen?.add(id);
    return this.index.defeatersOn.of(id);
  }

  evidenceAt(id: Id): readonly EvidenceReference[] {
    this.seen?.add(id);
    return this.index.evidenceAt.of(id);
  }

  criteriaAt(id: Id): readonly Criterion[] {
    this.seen?.add(id);
    return this.index.criteriaAt.of(id);
  }

  // Records by what they say.

  nodesNamed(module: string, identifier: string): readonly ArgumentNode[] {
    const { index } = this;
    this.seen?.add(index.nodesNamed.prefix + identifier).add('module');
    return index.nodesNamedIn(module, identifier);
  }

  /** The nodes that go by the identifier of one in its module, if they are several. */
  namesakes({ module, identifier }: ArgumentNode): readonly ArgumentNode[] {
    const { nodesNamed } = this.index;
    this.seen?.add(nodesNamed.prefix + identifier).add('module');
    if (nodesNamed.sharing(identifier).length === 0) return [];
    return this.index.nodesNamedIn(module, identifier);
  }

  /** The node that a citation of this case means: see ModuleContents.named. */
  cited({ module, node }: AwayReference): ArgumentNode | undefined {
    const [own] = this.nodesNamed(module, node);
    if (own || this.list('interfaces').length === 0) return own;
    const home = module === '' ? this.value('module') : module;
    for (const { module: of, elements } of this.list('interfaces')) {
      if (of === home || of === '') for (const id of elements) this.seen?.add(id);
    }
    this.list('modules');
    const promoted = this.index.promotions.get(home)?.get(node);
    return promoted === undefined ? undefined : this.node(promoted);
  }

  /** Interfaces of whatever module that go by a name. */
  interfacesNamed(name: string): readonly NamedInterface[] {
    const { interface: named } = this.index.named;
    this.seen?.add(named.prefix + name);
    return named.of(name);
  }

  /** Which modules contain which. */
  get containment(): Containment {
    this.list('modules');
    return this.index.containment;
  }

  /** How many records of a kind that modules do not divide share a name: none if one has it alone. */
  countSharing(scope: keyof CaseIndex['named'], name: string): number {
    const named = this.index.named[scope];
    this.seen?.add(named.prefix + name);
    return named.sharing(name).length;
  }

  /** The first in reading order of the nodes with the same words in the same part, if it is another. */
  firstSayingAlike(node: ArgumentNode): ArgumentNode | null {
    const [words] = wordsOf(node);
    const { sayingAlike } = this.index;
    if (words === undefined) return null;
    this.seen?.add(sayingAlike.prefix + words);
    if (sayingAlike.sharing(words).length === 0) return null;
    this.seen?.add('order');
    const first = this.index.firstSaying(words);
    return first?.id === node.id ? null : first;
  }

  /** Names in braces in the texts of nodes. */
  tokens(): Iterable<string> {
    this.seen?.add(this.index.naming.prefix);
    return this.index.naming.keys();
  }

  nodesNaming(token: string): readonly ArgumentNode[] {
    const { naming } = this.index;
    this.seen?.add(naming.prefix + token);
    return naming.of(token);
  }

  /** Names in braces in the texts of other records, with the node that each belongs to. */
  *tokensOfRecords(): Generator<{ token: string; node: Id | null }> {
    const { namingBeside } = this.index;
    this.seen?.add(namingBeside.prefix);
    for (const token of namingBeside.keys()) {
      for (const { node } of namingBeside.of(token)) yield { token, node };
    }
  }

  /** Away elements, module and contract references, in reading order. */
  citingNodes(): ArgumentNode[] {
    this.seen?.add('citing');
    return this.inReadingOrder(this.index.citing.of('citing'));
  }

  /** Nodes and links about which somebody decided whether they are defeated. */
  judged(): { nodes: readonly ArgumentNode[]; links: readonly ArgumentLink[] } {
    this.seen?.add('judged');
    const { judgedNodes, judgedLinks } = this.index;
    return { nodes: judgedNodes.of('judged'), links: judgedLinks.of('judged') };
  }

  // The reading order.

  inReadingOrder(nodes: readonly ArgumentNode[]): ArgumentNode[] {
    this.seen?.add('order');
    const { index } = this;
    return nodes.toSorted((a, b) => index.positionOf(a.id) - index.positionOf(b.id));
  }

  /** How many of the nodes that the argument rests on are drafts, and the first of them. */
  get drafts(): { count: number; first: Id | null } {
    this.seen?.add('drafts');
    const { drafts, firstDraft } = this.index.survey;
    return { count: drafts, first: firstDraft };
  }

  get hasNodes(): boolean {
    this.seen?.add('list:node');
    return this.index.document.nodes.length > 0;
  }

  /** Nodes in reading order when something supports itself; null when nothing does. */
  get knotted(): readonly Id[] | null {
    this.seen?.add('cycles');
    return this.index.survey.hasCycle ? this.allInOrder() : null;
  }

  private allInOrder(): readonly Id[] {
    const { survey, graph } = this.index;
    return Array.from(survey.reading).flatMap((slot) => graph.at(slot)?.id ?? []);
  }

  /**
   * The same for the argument that modules make together by their citations, and what rests on what
   * there: an element on what it is linked to and on what it cites, which is a list.
   */
  get circular(): { nodes: readonly Id[]; below: (of: Rests) => readonly Rests[] } | null {
    this.seen?.add('circles');
    const { survey, support } = this.index;
    if (!survey.isCircular) return null;
    const cited = grouped(support, ([from]) => from);
    return {
      nodes: this.allInOrder(),
      below: (of) => {
        if (typeof of !== 'string') return of;
        const linked = Array.from(this.linksBelow(of), ({ to }) => to);
        return [...linked, ...(cited.get(of) ?? []).map(([, list]) => list)];
      },
    };
  }
}

/** An element, or all that a citation leads to. */
export type Rests = Id | readonly Id[];

/** Touched by every change. */
export const EVERYTHING = '*';

const SCOPE_OF = {
  conditions: 'condition',
  defeaters: 'defeater',
  claimPoints: 'claimPoint',
  modules: 'module',
  interfaces: 'interface',
  evidence: 'evidence',
  criteria: 'criterion',
  indicators: 'indicator',
} as const satisfies Partial<Record<keyof CaseDocument, Scope>>;

/** "G1, G2 and G3"; above `most`, "G1, G2 and 5 more". */
export function listed(names: readonly string[], most = 5): string {
  const shown = names.slice(0, names.length > most ? most - 1 : most);
  const rest = names.length - shown.length;
  if (rest > 0) shown.push(`${rest} more`);
  const last = shown.pop() ?? '';
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : last;
}
