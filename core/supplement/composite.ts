import { blankLink, blankNode } from '@/core/argument/blank';
import type {
  ArgumentLink,
  ArgumentNode,
  AuthorClaim,
  CaseDocument,
  Id,
  LinkKind,
  NodeKind,
  Reach,
} from '@/core/argument/document';
import { ranksFrom } from '@/core/argument/rank';
import type { BaseInterface } from './baseInterface';
import { citationsOf } from './citations';

/** One line of the base's argument as its public view discloses it, in reading order. */
export type BaseLine =
  | {
      entry: 'node';
      id: Id;
      depth: number;
      relation: 'root' | LinkKind | 'unconnected';
      kind: NodeKind;
      identifier: string;
      /** Null when the words are withheld. */
      statement: string | null;
      withheld: { class: string; reason: string } | null;
      public: boolean;
      reach: Reach | null;
      claim: AuthorClaim;
      openProblem: boolean;
      undeveloped: boolean;
    }
  | { entry: 'withheld'; depth: number; count: number; class: string; reason: string }
  | { entry: 'repeat'; depth: number; id: Id; identifier: string };

/** A supplement's argument with what it cites of its base below it, to be read and not written. */
export interface Composite {
  document: CaseDocument;
  /** Elements that are the base's, withheld places among them. */
  base: ReadonlySet<Id>;
  /** What stands where the base withholds something. */
  withheld: ReadonlyMap<Id, Withheld>;
}

export interface Withheld {
  class: string;
  reason: string;
  count: number;
}

/**
 * Merges a supplement's argument with the disclosed part of its base: below each away goal the goal
 * that it cites, with the contexts in its scope and everything that supports it. A goal that is cited
 * twice stands once. Nothing of either side is changed, and what the view withholds is a place without
 * words.
 */
export function compositeOf(
  document: CaseDocument,
  base: BaseInterface,
  lines: readonly BaseLine[],
): Composite {
  const argument = new BaseArgument(lines, base.module);
  const cited = citationsOf(document, base).flatMap(({ away, goal }) =>
    goal === null || !argument.nodes.has(goal.id) ? [] : [{ away, goal }],
  );
  const taken = argument.below(cited.map(({ goal }) => goal.id));
  const links = cited.map(({ away, goal }) =>
    blankLink({ ...between(away, goal.id), kind: 'supported-by' }),
  );
  // What is inherited as absolute holds whatever the contexts are.
  const bounded = new Map(
    cited.flatMap(({ goal }) => (goal.reach === 'absolute' ? [] : [[goal.id, goal] as const])),
  );
  for (const goal of bounded.values()) {
    const chain = argument.chainAbove(goal.id, taken);
    const drawn = new Set(
      chain.flatMap((id) => [
        ...(argument.links.get(id) ?? []).map(({ to }) => to),
        ...((id !== goal.id && bounded.get(id)?.inScope) || []),
      ]),
    );
    for (const context of goal.inScope) {
      if (drawn.has(context) || !argument.nodes.has(context)) continue;
      links.push(blankLink({ ...between(goal.id, context), kind: 'in-context-of' }));
      taken.add(context);
    }
  }
  links.push(...[...taken].flatMap((id) => argument.links.get(id) ?? []));
  const nodes = [...taken].flatMap((id) => argument.nodes.get(id) ?? []);
  return {
    document: {
      ...document,
      nodes: [...document.nodes, ...nodes],
      links: [...document.links, ...links],
    },
    base: taken,
    withheld: new Map([...argument.withheld].filter(([id]) => taken.has(id))),
  };
}

function between(from: Id, to: Id): Pick<ArgumentLink, 'id' | 'from' | 'to' | 'rank'> {
  return { id: `${from} ${to}`, from, to, rank: FIRST };
}

const [FIRST = ''] = ranksFrom(1);

/** The lines of an outline as elements and links. */
class BaseArgument {
  readonly nodes = new Map<Id, ArgumentNode>();
  readonly links = new Map<Id, ArgumentLink[]>();
  readonly withheld = new Map<Id, Withheld>();

  constructor(lines: readonly BaseLine[], module: string) {
    const path: Id[] = [];
    const relations = new Map(
      lines.flatMap((line) => (line.entry === 'node' ? [[line.id, line.relation] as const] : [])),
    );
    const ranks = ranksFrom(lines.length);
    for (const [at, line] of lines.entries()) {
      const rank = ranks[at] ?? FIRST;
      const above = path[line.depth - 1];
      const id = line.entry === 'withheld' ? `withheld ${at}` : line.id;
      path.length = line.depth;
      path.push(id);
      if (line.entry === 'node') this.nodes.set(id, nodeOf(line, module));
      if (line.entry === 'node' && line.withheld !== null) {
        this.withheld.set(id, { ...line.withheld, count: 1 });
      }
      if (line.entry === 'withheld') {
        this.nodes.set(id, placeOf(id, line, module));
        this.withheld.set(id, { class: line.class, reason: line.reason, count: line.count });
      }
      const relation = relations.get(id);
      const kind = relation === 'in-context-of' ? relation : 'supported-by';
      if (above !== undefined) this.add(blankLink({ ...between(above, id), rank, kind }));
    }
  }

  /** These elements and everything below them. */
  below(starts: readonly Id[]): Set<Id> {
    const found = new Set<Id>();
    const open = [...starts];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (found.has(id)) continue;
      found.add(id);
      open.push(...(this.links.get(id) ?? []).map(({ to }) => to));
    }
    return found;
  }

  /** An element and those above it, as far as they are taken. */
  chainAbove(start: Id, taken: ReadonlySet<Id>): Id[] {
    const above = new Map<Id, Id[]>();
    for (const { kind, from, to } of [...this.links.values()].flat()) {
      if (kind === 'supported-by') above.set(to, [...(above.get(to) ?? []), from]);
    }
    const chain = new Set<Id>();
    const open = [start];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (chain.has(id) || !taken.has(id)) continue;
      chain.add(id);
      open.push(...(above.get(id) ?? []));
    }
    return [...chain];
  }

  private add(link: ArgumentLink): void {
    const known = this.links.get(link.from);
    if (known) known.push(link);
    else this.links.set(link.from, [link]);
  }
}

function nodeOf(line: Extract<BaseLine, { entry: 'node' }>, module: string): ArgumentNode {
  return blankNode({
    id: line.id,
    kind: line.kind,
    identifier: line.identifier,
    text: line.statement ?? '',
    module,
    undeveloped: line.undeveloped,
    public: line.public,
    reach: line.reach,
    claim: line.claim,
    openProblem: line.openProblem ? 'unstated' : null,
  });
}

function placeOf(
  id: Id,
  { count }: Extract<BaseLine, { entry: 'withheld' }>,
  module: string,
): ArgumentNode {
  return blankNode({
    id,
    kind: 'goal',
    identifier: count === 1 ? 'withheld' : `${count} withheld`,
    module,
    claim: 'claimed',
  });
}
