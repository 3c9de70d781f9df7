/**
 * From any graph to what is drawn of it: a forest of elements with layers, contexts beside their
 * element, challenges below theirs, and the links that remain between trees. Total: cycles, several
 * roots, dangling and parallel links all have a drawing, because people edit at the same time.
 */

import type { Id } from '@/core/argument/document';

import { placeChallenges } from './challengePlaces';
import { type Edge, type Item, isDrawn, newItem } from './item';
import type { LayoutInput, LayoutLink } from './model';

export interface VisibleGraph {
  readonly roots: Item[];
  /** Elements of the tree in reading order: each layer comes left to right. */
  readonly items: Item[];
  readonly layers: number;
}

export function visibleGraph(input: LayoutInput): VisibleGraph {
  const { items, links } = readGraph(input);
  const { entered, finished } = depthFirst(findRoots(input.root, items));
  assignLayers(finished);
  buildTree(entered);
  const roots = entered.filter((item) => item.parent === null);
  const tree = readingOrder(roots);
  placeSatellites(tree);
  const strays = placeChallenges(input, items, links);
  for (const stray of strays) stray.order = tree.length;
  countHidden(input, items);
  const all = [...tree, ...strays];
  return {
    roots: [...roots, ...strays],
    items: all,
    layers: all.reduce((most, item) => Math.max(most, item.layer + 1), 0),
  };
}

function readGraph(input: LayoutInput): { items: Map<Id, Item>; links: Map<Id, Edge> } {
  const items = new Map<Id, Item>();
  const standsFor = new Map<Id, Item>();
  for (const fold of input.folds ?? []) {
    const item = newItem(fold, { fold: true, collapsed: true });
    for (const member of fold.members) standsFor.set(member, item);
  }
  for (const node of input.nodes) {
    const fold = standsFor.get(node.id);
    if (fold !== undefined) items.set(fold.id, fold);
    else items.set(node.id, newItem(node, { collapsed: input.collapsed.has(node.id) }));
  }
  const links = new Map<Id, Edge>();
  const folded = new Set<string>();
  for (const link of input.links) {
    const edge = readLink(link, items, standsFor);
    if (edge === null) continue;
    if (edge.to.isFold) {
      // One link to the fold stands for those to its members.
      const key = `${edge.from.id} ${edge.to.id}`;
      if (folded.has(key)) continue;
      folded.add(key);
    }
    links.set(link.id, edge);
    if (link.kind === 'supported-by') {
      edge.from.supports.push(edge);
      if (edge.from !== edge.to) edge.to.incoming.support += 1;
    } else {
      edge.from.contexts.push(edge);
      if (edge.from !== edge.to) edge.to.incoming.context += 1;
    }
  }
  return { items, links };
}

function readLink(
  link: LayoutLink,
  items: ReadonlyMap<Id, Item>,
  standsFor: ReadonlyMap<Id, Item>,
): Edge | null {
  // Links of folded elements leave their fold, which hides what they lead to.
  const from = standsFor.get(link.from) ?? items.get(link.from);
  const to = standsFor.get(link.to) ?? items.get(link.to);
  if (from === undefined || to === undefined) return null;
  return { id: link.id, from, to, isTree: false, isBack: false };
}

/** Drawn beside the elements it is context of, and not as part of the tree. */
function isSatellite(item: Item, root: Id | null): boolean {
  return (
    item.id !== root &&
    item.incoming.context > 0 &&
    item.incoming.support === 0 &&
    item.supports.length === 0
  );
}

/** The root first, then elements that nothing rests on, then one of each cycle that has none. */
function findRoots(root: Id | null, items: ReadonlyMap<Id, Item>): Item[] {
  const roots: Item[] = [];
  const reached = new Set<Item>();
  const add = (item: Item) => {
    if (reached.has(item)) return;
    roots.push(item);
    const open = [item];
    while (open.length > 0) {
      const next = open.pop();
      if (next === undefined || reached.has(next)) continue;
      reached.add(next);
      for (const edge of next.supports) open.push(edge.to);
    }
  };
  const first = root === null ? undefined : items.get(root);
  if (first !== undefined) add(first);
  const others = [...items.values()].filter((item) => !isSatellite(item, root));
  for (const item of others) if (item.incoming.support === 0) add(item);
  for (const item of others) add(item);
  return [...roots, ...contextsOfEachOther(items.values(), reached)];
}

/** One of each cycle of contexts that no element of a tree refers to: nothing else would show it. */
function contextsOfEachOther(items: Iterable<Item>, reached: ReadonlySet<Item>): Item[] {
  const shown = new Set<Item>();
  const show = (start: Item) => {
    const open = [start];
    for (let item = open.pop(); item !== undefined; item = open.pop()) {
      if (shown.has(item)) continue;
      shown.add(item);
      for (const { to } of item.contexts) open.push(to);
    }
  };
  for (const item of reached) show(item);
  const first: Item[] = [];
  for (const item of items) {
    if (shown.has(item)) continue;
    first.push(item);
    show(item);
  }
  return first;
}

interface Visit {
  entered: Item[];
  /** In the order in which everything below was done. */
  finished: Item[];
}

/** Depth first in reading order, not into collapsed elements; without recursion: chains are long. */
function depthFirst(roots: readonly Item[]): Visit {
  const entered: Item[] = [];
  const finished: Item[] = [];
  const open = new Set<Item>();
  for (const root of roots) {
    if (root.order >= 0) continue;
    const path: { item: Item; next: number }[] = [];
    const enter = (item: Item) => {
      item.order = entered.push(item) - 1;
      open.add(item);
      path.push({ item, next: 0 });
    };
    enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const edge = top.item.isCollapsed ? undefined : top.item.supports[top.next];
      if (edge === undefined) {
        open.delete(top.item);
        finished.push(top.item);
        path.pop();
        continue;
      }
      top.next += 1;
      if (open.has(edge.to)) edge.isBack = true;
      else if (edge.to.order < 0) enter(edge.to);
    }
  }
  return { entered, finished };
}

/** Each element below all that rest on it: the longest way from a root. */
function assignLayers(finished: readonly Item[]): void {
  for (const item of finished.toReversed()) {
    if (item.isCollapsed) continue;
    for (const edge of item.supports) {
      if (!edge.isBack) edge.to.layer = Math.max(edge.to.layer, item.layer + 1);
    }
  }
}

/** An element is drawn under the first of its parents in the layer above it. */
function buildTree(items: readonly Item[]): void {
  for (const item of items) {
    if (item.isCollapsed) continue;
    for (const edge of item.supports) {
      const { to } = edge;
      if (edge.isBack || to.parent !== null || to.layer !== item.layer + 1) continue;
      to.parent = item;
      edge.isTree = true;
      item.children.push(to);
    }
  }
}

/** The trees in preorder. Every layer comes out left to right. */
function readingOrder(roots: readonly Item[]): Item[] {
  const tree: Item[] = [];
  const open = roots.toReversed();
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    item.order = tree.push(item) - 1;
    for (const child of item.children.toReversed()) open.push(child);
  }
  return tree;
}

/** A context is drawn once, beside the first drawn element that refers to it. */
function placeSatellites(items: readonly Item[]): void {
  for (const owner of items) {
    const from = [owner];
    for (const item of from) {
      if (item.isCollapsed) continue;
      for (const { to } of item.contexts) {
        if (to.order >= 0 || to.owner !== null || to.incoming.support > 0) continue;
        if (to.supports.length > 0) continue;
        to.owner = owner;
        to.layer = owner.layer;
        owner.satellites.push(to);
        from.push(to);
      }
    }
  }
}

/** How many elements each drawn, collapsed element or fold keeps out of sight. */
function countHidden(input: LayoutInput, items: ReadonlyMap<Id, Item>): void {
  const count = (id: Id, own: number) => {
    const start = items.get(id);
    if (start === undefined || !isDrawn(start)) return;
    const seen = new Set<Item>([start]);
    for (const item of seen) {
      for (const { to } of [...item.supports, ...item.contexts]) if (!isDrawn(to)) seen.add(to);
    }
    start.hides = seen.size - 1 + own;
  };
  for (const id of input.collapsed) count(id, 0);
  for (const fold of input.folds ?? []) count(fold.id, fold.members.length);
}
