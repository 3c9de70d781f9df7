/** The elements and links of an argument as objects that are kept from one reading to the next. */

import type { Id } from '@/core/argument/document';

import { Edge, Item } from './item';
import type { LayoutInput, LayoutLink, LayoutNode } from './model';

export class ArgumentGraph {
  /** Elements that may be drawn: nodes outside folds, and folds; in the order of the input. */
  items: Item[] = [];
  /** Whether modules are told apart. */
  hasGroups = false;
  private edges: Edge[] = [];
  private readonly itemsById = new Map<Id, Item>();
  /** The edges by id, as soon as somebody asks. */
  private edgesById: Map<Id, Edge> | null = null;
  private standsFor = new Map<Id, Item>();
  private reading = 0;

  item(id: Id): Item | undefined {
    return this.itemsById.get(id);
  }

  /** A link between elements that exist, whether or not they are drawn. */
  edge(id: Id): Edge | undefined {
    this.edgesById ??= new Map(this.edges.map((edge) => [edge.id, edge]));
    return this.edgesById.get(id);
  }

  /** Takes over an argument. Linear in it; makes objects only for what is new. */
  read(input: LayoutInput): void {
    this.reading += 1;
    this.readItems(input);
    this.readLinks(input.links);
  }

  private readItems({ nodes, folds = [], collapsed }: LayoutInput): void {
    const before = this.items;
    this.standsFor = new Map();
    this.hasGroups = false;
    const items: Item[] = [];
    for (const fold of folds) {
      const item = this.known(before, -1, fold.id, 'fold') ?? new Item(fold, 'fold');
      item.reshape(fold);
      for (const member of fold.members) this.standsFor.set(member, item);
    }
    // What is new or gone shifts the rest: the next one is looked for right behind the last.
    let expected = 0;
    for (const node of nodes) {
      const fold = this.standsFor.size > 0 ? this.standsFor.get(node.id) : undefined;
      if (node.group !== undefined) this.hasGroups = true;
      let item = fold ?? this.known(before, expected, node.id, 'node');
      if (item === undefined) item = new Item(node, 'node');
      else if (fold === undefined) item.reshape(node);
      if (fold !== undefined) takeGroup(fold, node, this.reading);
      if (item.readIn === this.reading) continue;
      expected = item.position + 1;
      item.position = items.push(item) - 1;
      this.begin(item, fold !== undefined || collapsed.has(node.id));
    }
    for (const item of before) {
      if (item.readIn !== this.reading) this.itemsById.delete(item.id);
    }
    this.items = items;
  }

  private known(before: Item[], expected: number, id: Id, role: Item['role']): Item | undefined {
    const there = before[expected];
    const item = there?.id === id ? there : this.itemsById.get(id);
    return item?.role === role ? item : undefined;
  }

  private begin(item: Item, isCollapsed: boolean): void {
    if (item.readIn === 0) this.itemsById.set(item.id, item);
    item.readIn = this.reading;
    item.isCollapsed = isCollapsed;
    item.supports = null;
    item.contexts = null;
    item.supportsIn = 0;
    item.contextsIn = 0;
    item.beginDrawing();
  }

  private readLinks(links: readonly LayoutLink[]): void {
    const before = this.edges;
    const edges: Edge[] = [];
    const folded = new Set<string>();
    let expected = 0;
    for (const link of links) {
      const there = before[expected];
      const edge =
        there !== undefined && this.isStill(there, link) ? there : this.edgeOf(link, folded);
      if (edge === null || edge.readIn === this.reading) continue;
      expected = edge.position < 0 ? expected : edge.position + 1;
      edge.position = edges.push(edge) - 1;
      edge.readIn = this.reading;
    }
    for (const edge of before) {
      if (edge.readIn !== this.reading && this.edgesById?.get(edge.id) === edge)
        this.edgesById.delete(edge.id);
    }
    this.edges = edges;
    for (let at = edges.length - 1; at >= 0; at -= 1) {
      const edge = edges[at];
      if (edge !== undefined) hang(edge);
    }
  }

  /** Most links are those of before, between the same elements: that needs no looking up. */
  private isStill(edge: Edge, link: LayoutLink): boolean {
    return (
      this.standsFor.size === 0 &&
      edge.id === link.id &&
      edge.kind === link.kind &&
      edge.from.id === link.from &&
      edge.to.id === link.to &&
      edge.from.readIn === this.reading &&
      edge.to.readIn === this.reading
    );
  }

  private edgeOf({ id, kind, from, to }: LayoutLink, folded: Set<string>): Edge | null {
    const above = this.drawnFor(from);
    const below = this.drawnFor(to);
    if (above === undefined || below === undefined) return null;
    if (below.role === 'fold') {
      // One link to the fold stands for those to its members.
      const key = `${above.id} ${below.id}`;
      if (folded.has(key)) return null;
      folded.add(key);
    }
    const known = this.edges.length === 0 ? undefined : this.edge(id);
    if (known?.kind === kind && known.from === above && known.to === below) return known;
    const edge = new Edge(id, kind, above, below);
    this.edgesById?.set(id, edge);
    return edge;
  }

  /** Links of folded elements are those of their fold, which hides what they lead to. */
  private drawnFor(id: Id): Item | undefined {
    const fold = this.standsFor.size > 0 ? this.standsFor.get(id) : undefined;
    const item = fold ?? this.itemsById.get(id);
    // A fold whose members are all gone is no part of the argument.
    return item?.readIn === this.reading ? item : undefined;
  }
}

/** A fold belongs to the module of its members, if that is one. */
function takeGroup(fold: Item, { group = '' }: LayoutNode, reading: number): void {
  if (fold.readIn !== reading) fold.group = group;
  else if (fold.group !== group) fold.group = '';
}

/** Puts a link before those that leave the same element. */
function hang(edge: Edge): void {
  const { from, to, kind } = edge;
  edge.isBack = false;
  edge.legs = null;
  if (kind === 'supported-by') {
    edge.next = from.supports;
    from.supports = edge;
    if (from !== to) to.supportsIn += 1;
  } else {
    edge.next = from.contexts;
    from.contexts = edge;
    if (from !== to) to.contextsIn += 1;
  }
}
