import type { ArgumentLink, CaseDocument, Choice, ClaimPoint, Defeater, Id } from './document';
import { grouped } from './grouped';
import { identifierCounter, type IdSource } from './ids';
import { indexArgument, type ArgumentIndex } from './outline';
import { tokensOf } from './parameters';
import { byRank, ranksAt } from './rank';
import { nodesBeyond } from './reach';

/**
 * Nodes that depend on an index: those whose text names it, and those between two of them. What
 * hangs below and does not depend on it is shared by all copies.
 */
export function dependentNodes(
  document: CaseDocument,
  name: string,
  index: ArgumentIndex = indexArgument(document),
): Set<Id> {
  const naming = document.nodes.filter(({ text }) => tokensOf(text).includes(name));
  const starts = naming.map(({ id }) => id);
  const below = nodesBeyond(starts, 'below', index);
  const above = nodesBeyond(starts, 'above', index);
  return new Set([...starts, ...[...below].filter((id) => above.has(id))]);
}

/**
 * Repeats the dependent nodes, one copy a value. The first value takes the nodes as they stand,
 * with their ids and everything anchored to them; each further value takes copies. Links from a
 * parent outside are repeated, links to children outside are shared; conditions of use that
 * protect a repeated node protect every copy.
 */
export function repeatOverIndex(
  document: CaseDocument,
  name: string,
  values: readonly string[],
  repeats: ReadonlySet<Id>,
  ids: IdSource,
): CaseDocument {
  const copies = new Map<Id, Id[]>();
  for (const { id } of document.nodes) {
    if (repeats.has(id))
      copies.set(
        id,
        values.map((_, at) => (at === 0 ? id : ids())),
      );
  }
  const naming = new Naming(document, name, values);
  const all = (id: Id): Id[] => copies.get(id) ?? [id];
  const everyCopy = (list: readonly Id[]) => list.flatMap(all);
  const links = repeatLinks(document.links, copies, values.length, ids);
  const nodes = document.nodes.flatMap((node) =>
    (copies.get(node.id) ?? [null]).map((id, at) => {
      const choice = node.choice && repeatChoice(node.choice, id === null ? null : at, copies);
      if (id === null) return { ...node, choice };
      return {
        ...node,
        id,
        identifier: naming.identifier(node.identifier, at),
        text: naming.text(node.text, at),
        localNote: naming.text(node.localNote, at),
        choice,
      };
    }),
  );
  return {
    ...document,
    nodes,
    links: links.all,
    criteria: document.criteria.flatMap((criterion) =>
      (copies.get(criterion.node) ?? [criterion.node]).map((node, at) => ({
        ...criterion,
        id: at === 0 ? criterion.id : ids(),
        node,
        failure: copies.has(criterion.node)
          ? naming.text(criterion.failure, at)
          : criterion.failure,
      })),
    ),
    indicators: document.indicators.flatMap((indicator) =>
      (copies.get(indicator.node) ?? [indicator.node]).map((node, at) => ({
        ...indicator,
        id: at === 0 ? indicator.id : ids(),
        node,
        title: copies.has(indicator.node) ? naming.text(indicator.title, at) : indicator.title,
      })),
    ),
    defeaters: repeatDefeaters(document.defeaters, copies, links.copies, naming, ids),
    claimPoints: repeatClaimPoints(document.claimPoints, copies, links.copies, ids),
    interfaces: document.interfaces.map((offered) => ({
      ...offered,
      elements: everyCopy(offered.elements),
    })),
    conditions: document.conditions.map((condition) => ({
      ...condition,
      protects: everyCopy(condition.protects),
    })),
    contract: document.contract && {
      ...document.contract,
      cites: document.contract.cites.map((cite) => ({
        ...cite,
        localContexts: everyCopy(cite.localContexts),
      })),
      dispositions: document.contract.dispositions.map((disposition) => ({
        ...disposition,
        by: everyCopy(disposition.by),
      })),
    },
  };
}

/** Texts and identifiers of copies. */
class Naming {
  private readonly taken: Set<string>;

  constructor(
    document: CaseDocument,
    private readonly name: string,
    private readonly values: readonly string[],
  ) {
    this.taken = new Set(document.nodes.map(({ identifier }) => identifier));
  }

  text(text: string, at: number): string {
    return text.replaceAll(/\{([^{}\n]{1,200})\}/g, (token: string, inner: string) =>
      inner.trim() === this.name ? (this.values[at] ?? token) : token,
    );
  }

  /** G4 becomes G4.1, G4.2, …; it stays G4 when there is one value only. */
  identifier(identifier: string, at: number): string {
    if (this.values.length === 1) return identifier;
    const stem = identifier.slice(0, 32);
    let candidate = `${stem}.${at + 1}`;
    while (this.taken.has(candidate)) candidate = `${candidate}'`;
    this.taken.add(candidate);
    return candidate;
  }
}

function repeatChoice(choice: Choice, at: number | null, copies: Map<Id, Id[]>): Choice {
  const repeated = (list: Id[]) =>
    list.flatMap((id) => {
      const made = copies.get(id);
      if (!made) return [id];
      return at === null ? made : [made[at] ?? id];
    });
  const of = repeated(choice.of);
  const wasSettled = choice.label === undefined && choice.min >= choice.of.length;
  return {
    ...choice,
    min: wasSettled ? of.length : choice.min,
    of,
    optional: repeated(choice.optional),
    supportingOnly: repeated(choice.supportingOnly),
  };
}

function repeatLinks(
  links: readonly ArgumentLink[],
  copies: ReadonlyMap<Id, Id[]>,
  count: number,
  ids: IdSource,
): { all: ArgumentLink[]; copies: Map<Id, Id[]> } {
  const made = new Map<Id, Id[]>();
  const all = new Map(links.map((link) => [link.id, link]));
  const families = grouped(links, ({ from, kind }) => `${kind} ${from}`);
  for (const link of links) {
    const from = copies.get(link.from);
    const to = copies.get(link.to);
    if (!from && !to) continue;
    const own = Array.from({ length: count - 1 }, (_, at) => ({
      ...link,
      id: ids(),
      from: from?.[at + 1] ?? link.from,
      to: to?.[at + 1] ?? link.to,
    }));
    if (!from) {
      const siblings = (families.get(`${link.kind} ${link.from}`) ?? [])
        .map(({ id }) => all.get(id) ?? link)
        .sort(byRank);
      const behind = siblings.findIndex(({ id }) => id === link.id) + 1;
      const { ranks, renumbered } = ranksAt(siblings, behind, own.length);
      for (const [id, rank] of renumbered) all.set(id, { ...(all.get(id) ?? link), rank });
      own.forEach((copy, at) => (copy.rank = ranks[at] ?? ''));
      families.get(`${link.kind} ${link.from}`)?.push(...own);
    }
    for (const copy of own) all.set(copy.id, copy);
    made.set(link.id, [link.id, ...own.map(({ id }) => id)]);
  }
  return { all: [...all.values()], copies: made };
}

/** Claim points of repeated nodes and links, one for each copy. */
function repeatClaimPoints(
  points: readonly ClaimPoint[],
  nodeCopies: ReadonlyMap<Id, Id[]>,
  linkCopies: ReadonlyMap<Id, Id[]>,
  ids: IdSource,
): ClaimPoint[] {
  const next = identifierCounter(points.map(({ identifier }) => identifier));
  return points.flatMap((point) => {
    const { target } = point;
    const targets =
      'node' in target
        ? (nodeCopies.get(target.node) ?? [target.node]).map((node) => ({ node }))
        : (linkCopies.get(target.link) ?? [target.link]).map((link) => ({ link }));
    return targets.map((aim, at) => {
      if (at === 0) return { ...point, target: aim };
      const identifier = next('claim-point');
      const argument = copyOf(point.argument, at, nodeCopies);
      return { ...point, id: ids(), identifier, target: aim, argument };
    });
  });
}

/** The copy that belongs to the same value, where the node is repeated; else the node itself. */
function copyOf(node: Id | null, at: number, copies: ReadonlyMap<Id, Id[]>): Id | null {
  return node === null ? null : (copies.get(node)?.[at] ?? node);
}

/** Defeaters of repeated nodes and links, and those that answer them, one for each copy. */
function repeatDefeaters(
  defeaters: readonly Defeater[],
  nodeCopies: ReadonlyMap<Id, Id[]>,
  linkCopies: ReadonlyMap<Id, Id[]>,
  naming: Naming,
  ids: IdSource,
): Defeater[] {
  const next = identifierCounter(defeaters.map(({ identifier }) => identifier));
  const result = new Map<Id, Defeater>();
  const answers = new Map<Id, Defeater[]>();
  for (const defeater of defeaters) {
    result.set(defeater.id, defeater);
    if (!('defeater' in defeater.target)) continue;
    const known = answers.get(defeater.target.defeater) ?? [];
    answers.set(defeater.target.defeater, [...known, defeater]);
  }
  const open: { defeater: Defeater; targets: Defeater['target'][] }[] = [];
  for (const defeater of defeaters) {
    const { target } = defeater;
    const nodes = 'node' in target ? (nodeCopies.get(target.node) ?? []) : [];
    const links = 'link' in target ? (linkCopies.get(target.link) ?? []) : [];
    const targets = [...nodes.map((node) => ({ node })), ...links.map((link) => ({ link }))];
    if (targets.length > 0) open.push({ defeater, targets });
  }
  // Grows while it is read.
  for (const { defeater, targets } of open) {
    const own = targets.map((target, at) => {
      const identifier = at === 0 ? defeater.identifier : next('defeater');
      const id = at === 0 ? defeater.id : ids();
      const text = naming.text(defeater.text, at);
      const argument = copyOf(defeater.argument, at, nodeCopies);
      result.set(id, { ...defeater, id, identifier, text, target, argument });
      return id;
    });
    for (const answer of answers.get(defeater.id) ?? []) {
      open.push({ defeater: answer, targets: own.map((id) => ({ defeater: id })) });
    }
  }
  return [...result.values()];
}
