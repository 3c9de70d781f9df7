import type {
  ArgumentLink,
  ArgumentNode,
  CaseDocument,
  CaseModule,
  ClaimPoint,
  ConditionOfUse,
  Criterion,
  Defeater,
  EvidenceReference,
  Id,
  LinkKind,
  NamedInterface,
} from '@/core/argument/document';
import { blankCase } from '@/core/argument/blank';
import { citationsIn, modulesOf, supportIn, type ModuleArguments } from '@/core/argument/citations';
import { Containment, promotionsOf, type Promotions } from '@/core/argument/containment';
import { grouped } from '@/core/argument/grouped';
import { isCitation } from '@/core/argument/kinds';
import {
  NOTHING_BESIDE_NODES,
  textsBesideNodes,
  tokensOf,
  tokensOfNode,
} from '@/core/argument/parameters';
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
   * What a rule that looked at it may now see otherwise: record ids; `list:` with a scope; a
   * grouping's prefix with a key; the names of single values.
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
  document: CaseDocument = blankCase();
  readonly graph = new ArgumentGraph();
  readonly survey = new Survey(this.graph);
  readonly defeaters = new Map<Id, Defeater>();

  readonly defeatersOn = new Grouping<Defeater>('', ({ target }) => [targetId(target)]);
  readonly defeatersBy = new Grouping<Defeater>('', ({ argument }) => idOrNone(argument));
  readonly claimPointsBy = new Grouping<ClaimPoint>('', ({ argument }) => idOrNone(argument));
  readonly evidenceAt = new Grouping<EvidenceReference>('', ({ node }) => [node]);
  readonly criteriaAt = new Grouping<Criterion>('', ({ node }) => [node]);

  readonly nodesNamed = new Grouping<ArgumentNode>('name:', ({ identifier }) => [identifier]);
  readonly sayingAlike = new Grouping<ArgumentNode>('words:', wordsOf);
  readonly naming = new Grouping<ArgumentNode>('token:', tokensOfNode);
  readonly citing = new Grouping<ArgumentNode>('', ({ kind }) =>
    isCitation(kind) ? CITING : NO_KEYS,
  );
  readonly offering = new Grouping<ArgumentNode>('offered:', (node) =>
    node.public ? [node.module] : NO_KEYS,
  );
  readonly judgedNodes = new Grouping<ArgumentNode>('', ({ defeat }) =>
    defeat ? JUDGED : NO_KEYS,
  );
  readonly judgedLinks = new Grouping<ArgumentLink>('', ({ defeat }) =>
    defeat ? JUDGED : NO_KEYS,
  );
  readonly named = {
    defeater: new Grouping<Defeater>('defeater:', ({ identifier }) => [identifier]),
    claimPoint: new Grouping<ClaimPoint>('claimPoint:', ({ identifier }) => [identifier]),
    condition: new Grouping<ConditionOfUse>('condition:', ({ identifier }) => [identifier]),
    module: new Grouping<CaseModule>('module:', ({ name }) => [name]),
    interface: new Grouping<NamedInterface>('interface:', ({ name }) => [name]),
  };

  /** Records beside nodes by the names in braces in their texts. */
  readonly namingBeside = new Grouping<NamingRecord>('beside:', ({ tokens }) => tokens);

  /** Which way support runs along citations (see supportIn). */
  support: readonly (readonly [Id, readonly Id[]])[] = [];

  /** Which modules contain which, and what they offer of those. */
  containment = new Containment([]);
  promotions: Promotions = new Map();

  /** Answers for whole groups, which every member asks for; they hold for one version. */
  private readonly firstAlike = new Map<string, ArgumentNode | null>();
  private readonly namedByModule = new Map<string, ReadonlyMap<string, ArgumentNode[]>>();

  private readonly ofNodes: readonly Grouping<ArgumentNode>[] = [
    this.nodesNamed,
    this.sayingAlike,
    this.naming,
    this.citing,
    this.offering,
    this.judgedNodes,
  ];

  /** @param telling false when nobody asks what was touched */
  update(document: CaseDocument, telling = true): Changes {
    const before = this.document;
    this.document = document;
    this.firstAlike.clear();
    this.namedByModule.clear();
    const touched = new Set<string>();
    const differences = differencesOf(before, document);
    if (telling) tellRecords(before, document, differences, touched);
    const told = telling ? touched : null;
    const reshaped = this.takeNodes(differences.node, told);
    const relinked = this.takeLinks(differences.link, told);
    const remade = this.takeOthers(differences, told);
    const renamed = before.module !== document.module;
    if (before.root !== document.root || renamed || reshaped || relinked || remade) {
      this.renewSurvey(told);
    }
    return { differences, touched };
  }

  /** Position of a node in reading order; -1 for one that does not exist. */
  positionOf(id: Id): number {
    const place = this.graph.place(id);
    return place === undefined ? -1 : this.survey.position(place);
  }

  /** The first in reading order of the nodes in a group of {@link sayingAlike}. */
  firstSaying(words: string): ArgumentNode | null {
    const known = this.firstAlike.get(words);
    if (known !== undefined) return known;
    let first: ArgumentNode | null = null;
    let position = Number.POSITIVE_INFINITY;
    for (const node of this.sayingAlike.of(words)) {
      const at = this.positionOf(node.id);
      if (at >= position) continue;
      first = node;
      position = at;
    }
    this.firstAlike.set(words, first);
    return first;
  }

  /** The nodes that go by an identifier in a module; the case's own module may be left empty. */
  nodesNamedIn(module: string, identifier: string): readonly ArgumentNode[] {
    const home = (name: string) => (name === '' ? this.document.module : name);
    let byModule = this.namedByModule.get(identifier);
    if (byModule === undefined) {
      byModule = grouped(this.nodesNamed.of(identifier), (node) => home(node.module));
      this.namedByModule.set(identifier, byModule);
    }
    return byModule.get(home(module)) ?? NO_NODES;
  }

  private renewSurvey(told: Told): void {
    const { document, graph } = this;
    const { kindOf, moduleOf } = modulesOf(document);
    this.containment = new Containment(document.modules);
    const { containment } = this;
    const nodeOf = (id: Id) => graph.place(id)?.node ?? undefined;
    const promotions = promotionsOf(document, containment, nodeOf, moduleOf);
    this.promotions = promotions;
    const promotedBy = (module: string) =>
      [...(promotions.get(module)?.values() ?? [])].flatMap((id) => nodeOf(id) ?? []);
    let members: Map<string, ArgumentNode[]> | null = null;
    const contents: ModuleArguments = {
      kindOf,
      moduleOf,
      named: (module, name) =>
        this.nodesNamedIn(module, name)[0] ?? nodeOf(promotions.get(module)?.get(name) ?? ''),
      members: (module) => {
        members ??= grouped(document.nodes, moduleOf);
        return members.get(module) ?? NO_NODES;
      },
      promoted: promotedBy,
      inside: (module) => containment.inside(module),
      hangs: (id) => graph.place(id)?.above.some(({ from }) => from.node !== null) === true,
      isDeveloped: (id) =>
        graph.place(id)?.below.some(({ link, to }) => link.kind === SUPPORT && to.node) === true,
    };
    const looked = new Set([document.module]);
    const offered = (beside: ArgumentNode): readonly ArgumentNode[] => {
      const module = moduleOf(beside);
      if (looked.has(module)) return NO_NODES;
      looked.add(module);
      const own = this.offering.of(module);
      return promotions.has(module) ? [...own, ...promotedBy(module)] : own;
    };
    const citing = this.citing.of('citing');
    const asides = [...this.defeatersBy.keys(), ...this.claimPointsBy.keys()];
    const citations = citationsIn(citing, contents);
    this.survey.renew(document.root, asides, citations, offered, told);
    this.support = [...supportIn(citing, contents)];
    if (this.survey.compose(this.support)) told?.add('circles');
  }

  /** @returns whether the survey has to be made anew */
  private takeNodes({ removed, added }: Difference<ArgumentNode>, told: Told): boolean {
    const old = new Map(removed.map((node) => [node.id, node]));
    const kept = new Set(old.size === 0 ? [] : added.map(({ id }) => id));
    let reshaped = old.size !== added.length;
    for (const node of removed) {
      // One that changed keeps its place.
      if (!kept.has(node.id)) this.graph.setNode(node.id, null);
      for (const grouping of this.ofNodes) grouping.remove(node, told);
    }
    for (const node of added) {
      this.graph.setNode(node.id, node);
      for (const grouping of this.ofNodes) grouping.add(node, told);
      const was = old.get(node.id);
      if (!was || STANDING.some((key) => !sameValue(was[key], node[key]))) reshaped = true;
    }
    return reshaped;
  }

  /** @returns whether there is a link more, less or other than before */
  private takeLinks(difference: Difference<ArgumentLink>, told: Told): boolean {
    const { removed, added } = difference;
    this.graph.setLinks(difference);
    for (const { from, to } of removed) told?.add(from).add(to);
    for (const { from, to } of added) told?.add(from).add(to);
    regroup(this.judgedLinks, difference, told);
    return removed.length + added.length > 0;
  }

  /** @returns whether arguments beside the main one may begin elsewhere, or be cited otherwise */
  private takeOthers(differences: Differences, told: Told): boolean {
    const { defeater, claimPoint, evidence, criterion, condition, module } = differences;
    const offered = differences.interface;
    for (const { id } of defeater.removed) this.defeaters.delete(id);
    for (const one of defeater.added) this.defeaters.set(one.id, one);
    regroup(this.defeatersOn, defeater, told);
    regroup(this.defeatersBy, defeater, told);
    regroup(this.claimPointsBy, claimPoint, told);
    regroup(this.evidenceAt, evidence, told);
    regroup(this.criteriaAt, criterion, told);
    regroup(this.named.defeater, defeater, told);
    regroup(this.named.claimPoint, claimPoint, told);
    regroup(this.named.condition, condition, told);
    regroup(this.named.module, module, told);
    regroup(this.named.interface, offered, told);
    const { indicator } = differences;
    const { namingBeside } = this;
    regroup(
      namingBeside,
      naming(module, (one) => ({ modules: [one] })),
      told,
    );
    regroup(
      namingBeside,
      naming(offered, (one) => ({ interfaces: [one] })),
      told,
    );
    regroup(
      namingBeside,
      naming(condition, (one) => ({ conditions: [one] })),
      told,
    );
    regroup(
      namingBeside,
      naming(defeater, (one) => ({ defeaters: [one] })),
      told,
    );
    regroup(
      namingBeside,
      naming(criterion, (one) => ({ criteria: [one] })),
      told,
    );
    regroup(
      namingBeside,
      naming(indicator, (one) => ({ indicators: [one] })),
      told,
    );
    const asides = [defeater, claimPoint].some(({ removed, added }) =>
      [...removed, ...added].some(({ argument }) => argument !== null),
    );
    const divided = [module, offered].some(
      ({ removed, added }) => removed.length + added.length > 0,
    );
    return asides || divided;
  }
}

/** Where to say what was touched; null when nobody asks. */
type Told = Set<string> | null;

function differencesOf(before: CaseDocument, after: CaseDocument): Differences {
  return {
    node: differenceOf(before.nodes, after.nodes),
    link: differenceOf(before.links, after.links),
    defeater: differenceOf(before.defeaters, after.defeaters),
    claimPoint: differenceOf(before.claimPoints, after.claimPoints),
    module: differenceOf(before.modules, after.modules),
    interface: differenceOf(before.interfaces, after.interfaces),
    condition: differenceOf(before.conditions, after.conditions),
    criterion: differenceOf(before.criteria, after.criteria),
    evidence: differenceOf(before.evidence, after.evidence),
    indicator: differenceOf(before.indicators, after.indicators),
  };
}

function tellRecords(
  before: CaseDocument,
  after: CaseDocument,
  differences: Differences,
  touched: Set<string>,
): void {
  for (const value of VALUES) if (!sameValue(before[value], after[value])) touched.add(value);
  for (const scope of SCOPES) {
    const { removed, added } = differences[scope];
    for (const { id } of removed) touched.add(id);
    for (const { id } of added) touched.add(id);
    if (removed.length + added.length > 0) touched.add(`list:${scope}`);
  }
}

/**
 * What two nodes share that say the same in the same part, whatever the case of letters and the spaces
 * between.
 */
export function wordsOf({ kind, text, module }: ArgumentNode): readonly string[] {
  const trimmed = text.trim();
  if (trimmed === '' || isCitation(kind)) return NO_KEYS;
  const words = UNEVEN.test(trimmed) ? trimmed.replaceAll(SPACES, ' ') : trimmed;
  // Contexts and assumptions hold for all below, whatever module they stand in.
  const isScope = kind === 'context' || kind === 'assumption';
  return [`${isScope ? 'scope' : `${kind}:${module}`}\n${words.toLowerCase()}`];
}
const SPACES = /\s+/g;
const UNEVEN = /\s\s|[^\S ]/;

/** A record that is no node, with the node that its texts belong to and the names in them. */
interface NamingRecord {
  id: Id;
  node: Id | null;
  tokens: readonly string[];
}

function naming<R extends { id: Id }>(
  { removed, added }: Difference<R>,
  alone: (record: R) => Partial<typeof NOTHING_BESIDE_NODES>,
): Difference<NamingRecord> {
  const records = (list: readonly R[]): NamingRecord[] =>
    list.filter(holdsBrace).map((one) => {
      const texts = [...textsBesideNodes({ ...NOTHING_BESIDE_NODES, ...alone(one) })];
      const tokens = new Set(texts.flatMap(({ text }) => tokensOf(text)));
      return { id: one.id, node: texts[0]?.node ?? null, tokens: [...tokens] };
    });
  return { removed: records(removed), added: records(added) };
}

/** Whether a record may name something: its texts are strings of its own, and few hold a brace. */
function holdsBrace(record: object): boolean {
  return Object.values(record).some((value) => typeof value === 'string' && value.includes('{'));
}

/** What of a node may change how the argument hangs together and in which order it is read. */
const STANDING = [
  'claim',
  'identifier',
  'kind',
  'module',
  'public',
  'away',
  'toBeSupportedByContract',
] as const satisfies readonly (keyof ArgumentNode)[];

const SUPPORT: LinkKind = 'supported-by';
const NO_NODES: readonly ArgumentNode[] = [];
const NO_KEYS: readonly string[] = [];
const CITING = ['citing'];
const JUDGED = ['judged'];

function targetId(target: Defeater['target'] | ClaimPoint['target']): Id {
  if ('node' in target) return target.node;
  return 'link' in target ? target.link : target.defeater;
}

function idOrNone(id: Id | null): readonly Id[] {
  return id === null ? NO_KEYS : [id];
}

function regroup<R extends { id: Id }>(
  grouping: Grouping<R>,
  { removed, added }: Difference<R>,
  told: Told,
): void {
  for (const record of removed) grouping.remove(record, told);
  for (const record of added) grouping.add(record, told);
}
