/** Routes of support and context links. */

import { type Gaps, type Leg, legsBetween } from './channels';
import type { Edge, Item } from './item';
import type { Levels } from './levels';
import { type Route, SPACING } from './model';
import type { Pen } from './pen';
import { bottomAt, centreOf, gutterOf, leftOf, rightSide, topAt, topOf } from './sketch';

const ENTRY_STEP = 12;

/** Draws the stretches of a line through the channels. */
export function drawLegs(legs: readonly Leg[], levels: Levels, pen: Pen): void {
  for (const leg of legs) {
    if (leg.from === leg.to) continue;
    const y = levels.trackOf(leg);
    pen.to(leg.from, y).to(leg.to, y);
  }
}

/**
 * Spreads the links that enter an element from elsewhere to both sides of the tree's own link, nearer
 * ones inside, so that each head can be told from the others.
 */
export function spreadEntries(edges: readonly Edge[]): void {
  const incoming = new Map<Item, Edge[]>();
  for (const edge of edges) {
    if (edge.to.owner !== null) continue;
    const list = incoming.get(edge.to);
    if (list === undefined) incoming.set(edge.to, [edge]);
    else list.push(edge);
  }
  for (const [target, entering] of incoming) {
    const centre = target.x;
    const half = target.width / 2 - target.sideInset;
    const room = Math.max(0, target.round ? half * 0.6 : half - 10);
    const distance = (edge: Edge) => centreOf(edge.from) - centre;
    if (entering.length > 1) entering.sort((a, b) => Math.abs(distance(a)) - Math.abs(distance(b)));
    const counts = { left: 0, right: 0 };
    for (const edge of entering) {
      const side = distance(edge) < 0 ? 'left' : 'right';
      counts[side] += 1;
      const offset = Math.min(room, counts[side] * ENTRY_STEP);
      edge.entry = centre + (side === 'left' ? -offset : offset);
    }
  }
}

/** Finds the way of a link that is not the tree's own. */
export function routeAround(edge: Edge, gaps: Gaps): Leg[] {
  const { from, to, kind } = edge;
  const entry = { x: entryOf(edge), channel: to.layer };
  // Support leaves below the element, context at its side.
  const exit =
    kind === 'supported-by'
      ? { x: from.x, channel: from.layer + 1 }
      : { x: gutterOf(from), channel: from.layer };
  return legsBetween(gaps, exit, entry);
}

/** Contexts that stand beside an element are reached along the strip at their right. */
function entryOf({ to, entry }: Edge): number {
  return to.owner === null ? entry : gutterOf(to);
}

export function drawFurtherLink(edge: Edge, legs: readonly Leg[], levels: Levels, pen: Pen): void {
  const { from, to, kind } = edge;
  if (kind === 'supported-by') pen.begin(from.x, bottomAt(from, from.x, levels));
  else {
    const side = rightSide(from, levels);
    pen.begin(side.x, side.y).to(gutterOf(from), side.y);
  }
  drawLegs(legs, levels, pen);
  const x = entryOf(edge);
  if (to.owner === null) pen.to(x, topAt(to, x, levels));
  else {
    const side = rightSide(to, levels);
    pen.to(x, side.y).to(side.x, side.y);
  }
}

/** The link from a parent to a child: along the common horizontal, then straight down. */
export function drawTreeLink({ from, to }: Edge, levels: Levels, pen: Pen): void {
  const bus = levels.busAbove(from.layer + 1);
  pen.begin(from.x, bottomAt(from, from.x, levels)).to(from.x, bus);
  pen.to(to.x, bus).to(to.x, topAt(to, to.x, levels));
}

/** From the element's right side to a context in its own block. */
export function drawOwnContext({ from, to }: Edge, levels: Levels, pen: Pen): void {
  const side = rightSide(from, levels);
  const busX = from.x + from.width / 2 + SPACING.context / 2;
  const y = topOf(to, levels) + to.height / 2;
  const approach = to.place?.approach ?? null;
  pen.begin(side.x, side.y).to(busX, side.y);
  if (approach === null) pen.to(busX, y);
  else {
    const row = levels.topOf(from.layer) + approach.row;
    const strip = from.x + approach.strip;
    pen.to(busX, row).to(strip, row).to(strip, y);
  }
  pen.to(leftOf(to) + to.sideInset, y);
}

/** The route of a link as the pen drew it; the object of before when it is the same. */
export function routeOf(edge: Edge, pen: Pen): Route {
  const points = pen.points(edge.route?.points);
  if (edge.route === null || edge.route.points !== points) {
    const { id, kind, from, to } = edge;
    edge.route = { id, kind, from: from.id, to: to.id, points };
  }
  return edge.route;
}
