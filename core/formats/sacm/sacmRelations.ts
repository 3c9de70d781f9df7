import type { ArgumentLink, ArgumentNode, CaseDocument, Id } from '@/core/argument/document';
import { byRank } from '@/core/argument/rank';
import { compareText } from '@/core/argument/text';
import { ownRecord, xmlId } from './carried';
import type { RelationType } from './sacmModel';
import { assetTypeOf } from './sacmReading';
import type { XmlOut } from './writeXml';

/** A relationship to be written, and the links that it embodies. */
export interface RelationOut {
  type: RelationType;
  id: string;
  sources: Id[];
  target: Id;
  reasoning: Id | null;
  links: ArgumentLink[];
}

export interface RelationsOut {
  relations: RelationOut[];
  /** Links to a strategy that nothing supports: an inference would have no source. */
  ofStrategies: ReadonlyMap<Id, readonly ArgumentLink[]>;
  /** XML id of what embodies a link. */
  embodied: ReadonlyMap<Id, string>;
}

/**
 * The relationships of a case: one inference for each argument below a claim, because an inference is
 * indivisible (GSN 1:5.3.3); one of evidence and one of context for each element.
 *
 * @param links of elements that exist, none twice
 */
export function sacmRelations(
  nodes: ReadonlyMap<Id, ArgumentNode>,
  links: readonly ArgumentLink[],
): RelationsOut {
  const below = new Map<Id, ArgumentLink[]>();
  const reasonedFrom = new Set<Id>();
  for (const link of [...links].sort(byRank)) {
    const siblings = below.get(link.from);
    if (siblings) siblings.push(link);
    else below.set(link.from, [link]);
    if (link.kind === 'supported-by' && typeOf(link.from) !== 'argumentreasoning') {
      reasonedFrom.add(link.to);
    }
  }
  const relations: RelationOut[] = [];
  const ofStrategies = new Map<Id, ArgumentLink[]>();
  const embodied = new Map<Id, string>();
  const told = new Set<Id>();
  for (const parent of [...below.keys()].sort(compareText)) {
    const children = below.get(parent) ?? [];
    const support = children.filter(({ kind }) => kind === 'supported-by');
    const strategies = support.filter(({ to }) => typeOf(to) === 'argumentreasoning');
    const isStrategy = typeOf(parent) === 'argumentreasoning';
    const direct = [
      // The claims below a strategy are sources of the inferences that reason with it.
      ...(isStrategy && reasonedFrom.has(parent) ? [] : claimsOf(support)),
      ...(isStrategy ? strategies : []),
    ];
    add('assertedinference', `i${xmlId(parent)}`, parent, direct);
    add(
      'assertedevidence',
      `e${xmlId(parent)}`,
      parent,
      support.filter(({ to }) => typeOf(to) === 'artifactreference'),
    );
    add(
      'assertedcontext',
      `x${xmlId(parent)}`,
      parent,
      children.filter(({ kind }) => kind === 'in-context-of'),
    );
    if (!isStrategy) for (const link of strategies) addReasoning(link);
  }
  return { relations, ofStrategies, embodied };

  function typeOf(id: Id) {
    return assetTypeOf(nodes.get(id)?.kind ?? 'goal');
  }

  function claimsOf(list: readonly ArgumentLink[]): ArgumentLink[] {
    return list.filter(({ kind, to }) => kind === 'supported-by' && typeOf(to) === 'claim');
  }

  function add(type: RelationType, id: string, target: Id, list: readonly ArgumentLink[]): void {
    if (list.length === 0) return;
    for (const link of list) embodied.set(link.id, id);
    const sources = list.map(({ to }) => to);
    relations.push({ type, id, sources, target, reasoning: null, links: [...list] });
  }

  function addReasoning(link: ArgumentLink): void {
    const strategy = link.to;
    const claims = claimsOf(below.get(strategy) ?? []);
    if (claims.length === 0) {
      ofStrategies.set(strategy, [...(ofStrategies.get(strategy) ?? []), link]);
      embodied.set(link.id, xmlId(strategy));
      return;
    }
    const id = xmlId(link.id);
    embodied.set(link.id, id);
    for (const claim of claims) if (!embodied.has(claim.id)) embodied.set(claim.id, id);
    relations.push({
      type: 'assertedinference',
      id,
      sources: claims.map(({ to }) => to),
      target: link.from,
      reasoning: strategy,
      links: [link, ...(told.has(strategy) ? [] : claims)],
    });
    told.add(strategy);
  }
}

const NAMES: Readonly<Record<RelationType, string>> = {
  assertedinference: 'assertedInference',
  assertedevidence: 'assertedEvidence',
  assertedcontext: 'assertedContext',
  assertedartifactsupport: 'assertedArtifactSupport',
  assertedartifactcontext: 'assertedArtifactContext',
};

/** A relationship as XML; its links travel in it with the fields that SACM has nothing for. */
export function relationXml(
  { type, id, sources, target, reasoning, links }: RelationOut,
  metaClaims: readonly Id[],
): XmlOut {
  const isDefeated = links.every(({ defeat }) => defeat?.outcome === 'defeated');
  const isAbstract = links.some(({ multiplicity }) => multiplicity !== null);
  return {
    name: NAMES[type],
    attributes: {
      id,
      assertionDeclaration: isDefeated ? 'defeated' : 'asserted',
      isAbstract: isAbstract ? 'true' : null,
    },
    children: [
      ...links.map((link) => ownRecord('link', 'links', link)),
      ...metaClaims.map((claim) => hrefXml('metaClaim', xmlId(claim))),
      ...(reasoning === null ? [] : [hrefXml('reasoning', xmlId(reasoning))]),
      ...sources.map((source) => hrefXml('source', xmlId(source))),
      hrefXml('target', xmlId(target)),
    ],
  };
}

/** An element that names another one by its id. */
export function hrefXml(name: string, id: string): XmlOut {
  return { name, attributes: { href: `#${id}` } };
}

/** A challenge as a counter relationship: what argues it is the source, its claim when it has no other. */
export function counterXml(
  defeater: CaseDocument['defeaters'][number],
  nodes: ReadonlyMap<Id, ArgumentNode>,
  embodied: ReadonlyMap<Id, string>,
  name: string,
): XmlOut {
  const { id, argument, target, defeat } = defeater;
  const kind = argument === null ? undefined : nodes.get(argument)?.kind;
  const isEvidence = kind !== undefined && assetTypeOf(kind) === 'artifactreference';
  const aim =
    'node' in target
      ? xmlId(target.node)
      : 'link' in target
        ? (embodied.get(target.link) ?? xmlId(target.link))
        : xmlId(target.defeater);
  return {
    name: isEvidence ? 'assertedEvidence' : 'assertedInference',
    attributes: {
      id: xmlId(id),
      name,
      assertionDeclaration: defeat?.outcome === 'defeated' ? 'defeated' : 'asserted',
      isCounter: 'true',
    },
    children: [
      ownRecord('defeater', 'defeaters', defeater),
      hrefXml('source', argument === null ? `d${xmlId(id)}` : xmlId(argument)),
      hrefXml('target', aim),
    ],
  };
}
