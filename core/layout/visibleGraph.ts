/**
 * From any graph to what is drawn of it: a forest of elements with layers, contexts beside their
 * element, challenges below theirs, and the links that remain between trees. Total: cycles, several
 * roots, dangling and parallel links all have a drawing, because people edit at the same time.
 */

import type { Id } from '@/core/argument/document';

import type { ArgumentGraph } from './argumentGraph';
import { type Containment, findBorders } from './borders';
import { placeChallenges } from './challengePlaces';
import { type Edge, type Item, isDrawn } from './item';
import type { LayoutInput } from './model';

export interface VisibleGraph {
  readonly roots: readonly Item[];
  /** Elements of the trees in preorder: each layer comes left to right. */
  readonly items: readonly Item[];
  /** Links between drawn elements that are no tree's own. */
  readonly further: readonly Edge[];
  readonly layers: number;
}

const NOTHING_WITHIN: Containment = new Map();

export function visibleGraph(graph: ArgumentGraph, input: LayoutInput): VisibleGraph {
  const { entered, finished } = depthFirst(findRoots(input.root, graph));
  assignLayers(finished);
  const further: Edge[] = [];
  for (const item of entered) hangChildren(item, further);
  const roots = entered.filter((item) => item.parent === null);
  const items = readingOrder(roots);
  for (const item of items) placeSatellites(item, further);
  for (const stray of placeChallenges(input, graph)) {
    stray.order = items.push(stray) - 1;
    roots.push(stray);
  }
  countHidden(input, graph);
  if (graph.hasGroups) findBorders(items, input.within ?? NOTHING_WITHIN);
  let layers = 0;
  for (const item of items) if (item.layer >= layers) layers = item.layer + 1;
  return { roots, items, further, layers };
}

/** Drawn beside the elements it is context of, and not as part of the tree. */
function isSatellite(item: Item, root: Id | null): boolean {
  return item.id !== root && item.contextsIn > 0 && item.supportsIn === 0 && item.supports === null;
}

/** The root first, then elements that nothing rests on, then one of each cycle that has none. */
function findRoots(root: Id | null, graph: ArgumentGraph): Item[] {
  const { items } = graph;
  const roots: Item[] = [];
  const add = (item: Item | undefined) => {
    if (item === undefined || item.isReached) return;
    roots.push(item);
    reach(item);
  };
  add(root === null ? undefined : graph.item(root));
  for (const item of items) if (item.supportsIn === 0 && !isSatellite(item, root)) add(item);
  for (const item of items) if (!item.isReached && !isSatellite(item, root)) add(item);
  // One of each cycle of contexts that no element of a tree refers to: nothing else would show it.
  for (const item of items) if (item.isReached) show(item);
  for (const item of items) {
    if (item.isShown) continue;
    roots.push(item);
    show(item);
  }
  return roots;
}

function reach(item: Item): void {
  item.isReached = true;
  const open = [item];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (let edge = next.supports; edge !== null; edge = edge.next) {
      if (edge.to.isReached) continue;
      edge.to.isReached = true;
      open.push(edge.to);
    }
  }
}

function show(item: Item): void {
  item.isShown = true;
  if (item.contexts === null) return;
  const open = [item];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (let edge = next.contexts; edge !== null; edge = edge.next) {
      if (edge.to.isShown) continue;
      edge.to.isShown = true;
      open.push(edge.to);
    }
  }
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
  const enter = (item: Item) => {
    item.order = entered.push(item) - 1;
    item.isOpen = true;
    item.cursor = item.isCollapsed ? null : item.supports;
  };
  for (const root of roots) {
    if (root.order >= 0) continue;
    enter(root);
    for (let item: Item | null = root; item !== null;) {
      const edge: Edge | null = item.cursor;
      if (edge === null) {
        item.isOpen = false;
        finished.push(item);
        item = item.reachedBy?.from ?? null;
        continue;
      }
      item.cursor = edge.next;
      if (edge.to.isOpen) edge.isBack = true;
      else if (edge.to.order < 0) {
        item = edge.to;
        item.reachedBy = edge;
        enter(item);
      }
    }
  }
  return { entered, finished };
}

/** Each element below all that rest on it: the longest way from a root. */
function assignLayers(finished: readonly Item[]): void {
  for (let at = finished.length - 1; at >= 0; at -= 1) {
    const item = finished[at];
    if (item === undefined || item.isCollapsed) continue;
    const below = item.layer + 1;
    for (let edge = item.supports; edge !== null; edge = edge.next) {
      if (!edge.isBack && edge.to.layer < below) edge.to.layer = below;
    }
  }
}

/** An element is drawn under the first of its parents in the layer above it. */
function hangChildren(parent: Item, further: Edge[]): void {
  if (parent.isCollapsed) return;
  for (let edge = parent.supports; edge !== null; edge = edge.next) {
    const { to } = edge;
    if (edge.isBack || to.parent !== null || to.layer !== parent.layer + 1) further.push(edge);
    else parent.addChild(to);
  }
}

/** The trees in preorder. Every layer comes out left to right. */
function readingOrder(roots: readonly Item[]): Item[] {
  const items: Item[] = [];
  for (const root of roots) {
    for (let item: Item | null = root; item !== null; item = nextInTree(item)) {
      item.order = items.push(item) - 1;
    }
  }
  return items;
}

function nextInTree(item: Item): Item | null {
  if (item.firstChild !== null) return item.firstChild;
  let above: Item | null = item;
  while (above !== null && above.nextSibling === null) above = above.parent;
  return above?.nextSibling ?? null;
}

/** A context is drawn once, beside the first drawn element that refers to it. */
function placeSatellites(owner: Item, further: Edge[]): void {
  if (owner.contexts === null) return;
  const satellites: Item[] = [];
  const from = [owner];
  for (const item of from) {
    if (item.isCollapsed) continue;
    for (let edge = item.contexts; edge !== null; edge = edge.next) {
      const { to } = edge;
      if (isDrawn(to)) {
        further.push(edge);
        continue;
      }
      // Hidden below a collapsed element.
      if (to.supportsIn > 0 || to.supports !== null) continue;
      to.owner = owner;
      to.layer = owner.layer;
      satellites.push(to);
      from.push(to);
      if (item !== owner) further.push(edge);
    }
  }
  if (satellites.length > 0) owner.satellites = satellites;
}

/** How many elements each drawn, collapsed element or fold keeps out of sight. */
function countHidden(input: LayoutInput, graph: ArgumentGraph): void {
  const count = (id: Id, own: number) => {
    const start = graph.item(id);
    if (start === undefined || !isDrawn(start)) return;
    const seen = new Set<Item>([start]);
    for (const item of seen) {
      for (let edge = item.supports; edge !== null; edge = edge.next) {
        if (!isDrawn(edge.to)) seen.add(edge.to);
      }
      for (let edge = item.contexts; edge !== null; edge = edge.next) {
        if (!isDrawn(edge.to)) seen.add(edge.to);
      }
    }
    start.hides = seen.size - 1 + own;
  };
  for (const id of input.collapsed) count(id, 0);
  for (const fold of input.folds ?? []) count(fold.id, fold.members.length);
}
