import type { CaseDocument, CaseModule, Id } from '@/core/argument/document';

/**
 * Gives the records of `other` the ids of `document` where the two share no node id, as two files
 * of a format without ids do: nodes are matched by module and identifier, links by their ends,
 * conditions, defeaters, claim points, indicators and outcomes by identifier, modules by name.
 */
export function alignIds(document: CaseDocument, other: CaseDocument): CaseDocument {
  const known = new Set(document.nodes.map(({ id }) => id));
  if (other.nodes.some(({ id }) => known.has(id))) return other;
  const ids = new Map<Id, Id>();
  const named = ({ identifier }: { identifier: string }) => identifier;
  const byName = ({ id, name }: CaseModule): Named => ({ id, identifier: name });
  const pairs: [readonly Named[], readonly Named[], (record: Named) => string][] = [
    [document.nodes, other.nodes, ({ module, identifier }) => `${module}/${identifier}`],
    [document.conditions, other.conditions, named],
    [document.defeaters, other.defeaters, named],
    [document.claimPoints, other.claimPoints, named],
    [document.indicators, other.indicators, named],
    [document.facts.outcomes, other.facts.outcomes, named],
    [document.modules.map(byName), other.modules.map(byName), named],
  ];
  for (const [left, right, name] of pairs) match(left, right, name, ids);
  const ends = (renamed: ReadonlyMap<Id, Id>) => (link: CaseDocument['links'][number]) =>
    [link.kind, renamed.get(link.from) ?? link.from, renamed.get(link.to) ?? link.to].join(' ');
  const links = new Map(document.links.map((link) => [ends(new Map())(link), link.id]));
  for (const link of other.links) {
    const id = links.get(ends(ids)(link));
    if (id !== undefined) ids.set(link.id, id);
  }
  return renameIds(other, ids);
}

interface Named {
  id: Id;
  identifier: string;
  module?: string;
}

function match(
  left: readonly Named[],
  right: readonly Named[],
  name: (record: Named) => string,
  ids: Map<Id, Id>,
): void {
  const byName = new Map(left.map((record) => [name(record), record.id]));
  for (const record of right) {
    const id = byName.get(name(record));
    if (id === undefined) continue;
    ids.set(record.id, id);
    byName.delete(name(record));
  }
}

function renameIds(document: CaseDocument, ids: ReadonlyMap<Id, Id>): CaseDocument {
  const of = (id: Id) => ids.get(id) ?? id;
  const own = <T extends { id: Id }>(record: T): T => ({ ...record, id: of(record.id) });
  return {
    ...document,
    root: document.root && of(document.root),
    nodes: document.nodes.map((node) => ({
      ...own(node),
      choice: node.choice && {
        min: node.choice.min,
        of: node.choice.of.map(of),
        optional: node.choice.optional.map(of),
        supportingOnly: node.choice.supportingOnly.map(of),
      },
    })),
    links: document.links.map((link) => ({ ...own(link), from: of(link.from), to: of(link.to) })),
    conditions: document.conditions.map((condition) => ({
      ...own(condition),
      protects: condition.protects.map(of).sort(),
    })),
    defeaters: document.defeaters.map((defeater) => ({
      ...own(defeater),
      target: renameTarget(defeater.target, of),
      argument: defeater.argument && of(defeater.argument),
    })),
    claimPoints: document.claimPoints.map((point) => ({
      ...own(point),
      target:
        'node' in point.target ? { node: of(point.target.node) } : { link: of(point.target.link) },
      argument: point.argument && of(point.argument),
    })),
    modules: document.modules.map(own),
    evidence: document.evidence.map((one) => ({ ...one, node: of(one.node) })),
    criteria: document.criteria.map((one) => ({ ...one, node: of(one.node) })),
    indicators: document.indicators.map((one) => ({ ...own(one), node: of(one.node) })),
    facts: { ...document.facts, outcomes: document.facts.outcomes.map(own) },
    contract: document.contract && {
      ...document.contract,
      cites: document.contract.cites.map((cite) => ({
        ...cite,
        away: of(cite.away),
        localContexts: cite.localContexts.map(of).sort(),
      })),
      matches: document.contract.matches.map((one) => ({
        ...one,
        away: of(one.away),
        local: of(one.local),
      })),
      dispositions: document.contract.dispositions.map((one) => ({
        ...one,
        by: one.by.map(of).sort(),
      })),
    },
    bodies: Object.fromEntries(Object.entries(document.bodies).map(([id, body]) => [of(id), body])),
  };
}

function renameTarget(
  target: CaseDocument['defeaters'][number]['target'],
  of: (id: Id) => Id,
): CaseDocument['defeaters'][number]['target'] {
  if ('node' in target) return { node: of(target.node) };
  return 'link' in target ? { link: of(target.link) } : { defeater: of(target.defeater) };
}
