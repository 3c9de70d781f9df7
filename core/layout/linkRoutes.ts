/** Routes of support and context links. */

import { type Gaps, legsBetween } from './channels';
import type { Edge, Item } from './item';
import { SPACING } from './model';
import type { Draft, Sketch } from './sketch';

const ENTRY_STEP = 12;

/** Where links that are not the tree's own enter an element, as x. */
export type Entries = ReadonlyMap<Edge, number>;

/** All drawn links out of an element. */
export function draftLinks(item: Item, sketch: Sketch, gaps: Gaps, entries: Entries): Draft[] {
  if (item.isCollapsed) return [];
  const drafts = item.supports.map((edge) =>
    edge.isTree ? treeLink(edge, sketch) : furtherSupport(edge, sketch, gaps, entries),
  );
  const beside = new Set<Item>();
  for (const edge of item.contexts) {
    const isOwn = edge.to.owner === item && !beside.has(edge.to);
    beside.add(edge.to);
    drafts.push(isOwn ? ownContext(edge, sketch) : furtherContext(edge, sketch, gaps, entries));
  }
  return drafts;
}

/**
 * Spreads the links that enter an element from elsewhere to both sides of the tree's own link, nearer
 * ones inside, so that each head can be told from the others.
 */
export function spreadEntries(items: readonly Item[], sketch: Sketch): Map<Edge, number> {
  const incoming = new Map<Item, Edge[]>();
  for (const item of items) {
    for (const edge of furtherLinks(item)) {
      const list = incoming.get(edge.to) ?? [];
      list.push(edge);
      incoming.set(edge.to, list);
    }
  }
  const entries = new Map<Edge, number>();
  for (const [target, edges] of incoming) {
    const centre = sketch.centre(target);
    const half = target.width / 2 - target.sideInset;
    const room = Math.max(0, target.round ? half * 0.6 : half - 10);
    const distance = (edge: Edge) => sketch.centre(edge.from) - centre;
    const nearFirst = edges.toSorted((a, b) => Math.abs(distance(a)) - Math.abs(distance(b)));
    const counts = { left: 0, right: 0 };
    for (const edge of nearFirst) {
      const side = distance(edge) < 0 ? 'left' : 'right';
      counts[side] += 1;
      const offset = Math.min(room, counts[side] * ENTRY_STEP);
      entries.set(edge, centre + (side === 'left' ? -offset : offset));
    }
  }
  return entries;
}

/** Links that enter the target from above and are not the tree's own. */
function furtherLinks(item: Item): Edge[] {
  if (item.isCollapsed) return [];
  return [
    ...item.supports.filter((edge) => !edge.isTree),
    ...item.contexts.filter((edge) => edge.to.owner === null),
  ];
}

function treeLink(edge: Edge, sketch: Sketch): Draft {
  const { from, to } = edge;
  const fromX = sketch.centre(from);
  const toX = sketch.centre(to);
  return {
    id: edge.id,
    kind: 'supported-by',
    from: from.id,
    to: to.id,
    legs: [],
    start: (levels) => [
      sketch.bottomAt(from, fromX, levels),
      { x: fromX, y: levels.busAt(to.layer) },
    ],
    end: (levels) => [{ x: toX, y: levels.busAt(to.layer) }, sketch.topAt(to, toX, levels)],
  };
}

function furtherSupport(edge: Edge, sketch: Sketch, gaps: Gaps, entries: Entries): Draft {
  const { from, to } = edge;
  const fromX = sketch.centre(from);
  const toX = entries.get(edge) ?? sketch.centre(to);
  return {
    id: edge.id,
    kind: 'supported-by',
    from: from.id,
    to: to.id,
    legs: legsBetween(gaps, { x: fromX, channel: from.layer + 1 }, { x: toX, channel: to.layer }),
    start: (levels) => [sketch.bottomAt(from, fromX, levels)],
    end: (levels) => [sketch.topAt(to, toX, levels)],
  };
}

/** From the element's right side to a context in its own block. */
function ownContext(edge: Edge, sketch: Sketch): Draft {
  const { from, to } = edge;
  const place = sketch.contextPlace(to);
  const busX = sketch.centre(from) + from.width / 2 + SPACING.context / 2;
  return {
    id: edge.id,
    kind: 'in-context-of',
    from: from.id,
    to: to.id,
    legs: [],
    start: (levels) => {
      const side = sketch.rightSide(from, levels);
      return [side, { x: busX, y: side.y }];
    },
    end: (levels) => {
      const box = sketch.box(to, levels);
      const y = box.y + box.height / 2;
      const head = { x: box.x + to.sideInset, y };
      const approach = place?.approach ?? null;
      if (approach === null) return [{ x: busX, y }, head];
      const row = (levels.layerTops[from.layer] ?? 0) + approach.row;
      const strip = sketch.centre(from) + approach.strip;
      return [{ x: busX, y: row }, { x: strip, y: row }, { x: strip, y }, head];
    },
  };
}

/** To a context that stands beside another element, or to an element of the tree. */
function furtherContext(edge: Edge, sketch: Sketch, gaps: Gaps, entries: Entries): Draft {
  const { from, to } = edge;
  const exitX = sketch.gutter(from);
  const isBeside = to.owner !== null;
  const entryX = isBeside ? sketch.gutter(to) : (entries.get(edge) ?? sketch.centre(to));
  return {
    id: edge.id,
    kind: 'in-context-of',
    from: from.id,
    to: to.id,
    legs: legsBetween(gaps, { x: exitX, channel: from.layer }, { x: entryX, channel: to.layer }),
    start: (levels) => {
      const side = sketch.rightSide(from, levels);
      return [side, { x: exitX, y: side.y }];
    },
    end: (levels) => {
      if (!isBeside) return [sketch.topAt(to, entryX, levels)];
      const side = sketch.rightSide(to, levels);
      return [{ x: entryX, y: side.y }, side];
    },
  };
}
