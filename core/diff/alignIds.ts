import type { ArgumentLink, ArgumentNode, CaseDocument, Id } from '@/core/argument/document';

/**
 * Gives records of `other` the ids of `document`, as files of a format that keeps none or not all of
 * them need. Records that share their id stay as they are; of the rest nodes are matched by module and
 * identifier, links by their ends, modules by name, conditions, defeaters, claim points, indicators
 * and outcomes by identifier.
 */
export function alignIds(document: CaseDocument, other: CaseDocument): CaseDocument {
  const ids = new Map<Id, Id>();
  const named = ({ identifier }: { identifier: string }) => identifier;
  const pairs: [readonly Named[], readonly Named[], (record: Named) => string][] = [
    [document.conditions, other.conditions, named],
    [document.defeaters, other.defeaters, named],
    [document.claimPoints, other.claimPoints, named],
    [document.indicators, other.indicators, named],
    [document.facts.outcomes, other.facts.outcomes, named],
  ];
  const placed = ({ module, identifier }: ArgumentNode) => `${module}/${identifier}`;
  match(document.nodes, other.nodes, placed, ids);
  // The module of the case itself is the same one, whatever it is called.
  const matched = new Set(ids.values());
  const inModule = (home: string) => (node: ArgumentNode) =>
    `${node.module === home ? '' : node.module}/${node.identifier}`;
  match(
    document.nodes.filter(({ id }) => !matched.has(id)),
    other.nodes.filter(({ id }) => !ids.has(id)),
    inModule(document.module),
    ids,
    inModule(other.module),
  );
  for (const [left, right, name] of pairs) match(left, right, name, ids);
  match(document.modules, other.modules, ({ name }) => name, ids);
  match(document.interfaces, other.interfaces, ({ module, name }) => `${module}/${name}`, ids);
  const ends = (of: (id: Id) => Id) => (link: ArgumentLink) =>
    `${link.kind} ${of(link.from)} ${of(link.to)}`;
  const same = (id: Id) => id;
  match(
    document.links,
    other.links,
    ends(same),
    ids,
    ends((id) => ids.get(id) ?? id),
  );
  return renameIds(other, ids);
}

interface Named {
  id: Id;
  identifier: string;
}

function match<T extends { id: Id }>(
  left: readonly T[],
  right: readonly T[],
  name: (record: T) => string,
  ids: Map<Id, Id>,
  nameOnRight = name,
): void {
  const [before, after] = [left, right].map((list) => new Set(list.map(({ id }) => id)));
  const byName = new Map(
    left.filter(({ id }) => !after?.has(id)).map((record) => [name(record), record.id]),
  );
  for (const record of right) {
    if (before?.has(record.id)) continue;
    const id = byName.get(nameOnRight(record));
    if (id === undefined) continue;
    ids.set(record.id, id);
    byName.delete(nameOnRight(record));
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
        ...node.choice,
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
    interfaces: document.interfaces.map((offered) => ({
      ...own(offered),
      elements: offered.elements.map(of).sort(),
      aliases: Object.fromEntries(
        Object.entries(offered.aliases)
          .map(([id, alias]): [Id, string] => [of(id), alias])
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    })),
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
