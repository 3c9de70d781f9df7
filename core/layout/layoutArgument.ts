/**
 * The diagram of an argument: boxes and orthogonal links, derived from structure, reading order and
 * sizes alone. Trees are packed by contour within common layers; whatever does not fit into a tree
 * (shared elements, shared contexts, cycles while people edit) is routed through the channels between
 * layers. No two boxes overlap and no line crosses a box.
 */

import { draftChallenges } from './challengeRoutes';
import { Gaps, type Levels, assignTracks, levelsOf } from './channels';
import { type Item } from './item';
import { draftLinks, spreadEntries } from './linkRoutes';
import {
  type Box,
  type Layout,
  type LayoutInput,
  type Point,
  type Rectangle,
  type Route,
  SPACING,
} from './model';
import { type Draft, Sketch } from './sketch';
import { tidyTree } from './tidyTree';
import { visibleGraph } from './visibleGraph';

/**
 * Lays out the visible part of an argument. Pure and deterministic; takes any graph. The first root's
 * centre is x = 0 and the top of the first layer y = 0, so an edit moves as little as it must.
 *
 * O(n log n) for n elements and links, further links beyond a few hundred in one channel aside.
 */
export function layoutArgument(input: LayoutInput): Layout {
  const graph = visibleGraph(input);
  const sketch = new Sketch(graph.items);
  sketch.moveTo(
    tidyTree(graph.roots, {
      children: (item) => item.children,
      left: (item) => sketch.block(item).left,
      right: (item) => sketch.block(item).right,
      siblingGap: SPACING.sibling,
      subtreeGap: SPACING.subtree,
    }),
  );

  const byLayer = Array.from({ length: graph.layers }, (): Item[] => []);
  for (const item of graph.items) byLayer[item.layer]?.push(item);
  const gaps = new Gaps(
    byLayer.map((items) =>
      items.map((item) => {
        const { left, right } = sketch.block(item);
        return { left: sketch.centre(item) + left, right: sketch.centre(item) + right };
      }),
    ),
  );
  const entries = spreadEntries(graph.items, sketch);
  const drafts = graph.items.flatMap((item) => [
    ...[item, ...item.satellites].flatMap((one) => draftLinks(one, sketch, gaps, entries)),
    ...draftChallenges(item, sketch, gaps, entries),
  ]);
  const tracks = assignTracks(
    drafts.flatMap((draft) => draft.legs),
    graph.layers + 1,
  );
  const heights = byLayer.map((items) =>
    items.reduce((most, item) => Math.max(most, sketch.block(item).height), 0),
  );
  const levels = levelsOf(heights, tracks);
  const boxes = graph.items.flatMap((item) => boxesOf(item, sketch, levels));
  const routes = drafts.map((draft) => routeOf(draft, levels));
  return { boxes, routes, bounds: boundsOf(boxes, routes) };
}

function boxesOf(item: Item, sketch: Sketch, levels: Levels): Box[] {
  const { layer } = item;
  const own: Box = {
    ...sketch.box(item, levels),
    id: item.id,
    role: item.isFold ? 'fold' : item.isStray ? 'challenge' : 'node',
    layer,
    hides: item.hides,
  };
  const contexts = item.satellites.map((context): Box => ({
    ...sketch.box(context, levels),
    id: context.id,
    role: 'context',
    layer,
    hides: context.hides,
  }));
  const challenges = sketch.block(item).challenges.map(({ entry, x, y, width, height }): Box => ({
    id: entry.challenge.id,
    role: 'challenge',
    layer,
    hides: 0,
    x: sketch.centre(item) + x,
    y: (levels.layerTops[layer] ?? 0) + y,
    width,
    height,
  }));
  return [own, ...contexts, ...challenges];
}

function routeOf(draft: Draft, levels: Levels): Route {
  const { id, kind, from, to, legs } = draft;
  const middle = legs.flatMap((leg) => {
    if (leg.from === leg.to) return [];
    const y = levels.trackAt(leg);
    return [
      { x: leg.from, y },
      { x: leg.to, y },
    ];
  });
  const points = simplified([...draft.start(levels), ...middle, ...draft.end(levels)]);
  return { id, kind, from, to, points };
}

/** Without repeated points and without points in the middle of a straight stretch. */
function simplified(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    if (last !== undefined && last.x === point.x && last.y === point.y) continue;
    const before = kept.at(-2);
    if (before !== undefined && last !== undefined) {
      const straightDown = before.x === last.x && last.x === point.x;
      const straightAcross = before.y === last.y && last.y === point.y;
      if (straightDown || straightAcross) kept.pop();
    }
    kept.push(point);
  }
  return kept;
}

function boundsOf(boxes: readonly Box[], routes: readonly Route[]): Rectangle {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const include = (x: number, y: number) => {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  };
  for (const box of boxes) {
    include(box.x, box.y);
    include(box.x + box.width, box.y + box.height);
  }
  for (const { points } of routes) for (const point of points) include(point.x, point.y);
  if (boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  return { x: left, y: top, width: right - left, height: bottom - top };
}
