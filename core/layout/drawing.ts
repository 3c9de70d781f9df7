/** What is drawn in the end: boxes and routes. What did not change is the object of before. */

import type { FurtherLines } from './furtherLines';
import { type Edge, type Item, isDrawn } from './item';
import type { Levels } from './levels';
import { drawDetour, drawOwnContext, drawTreeLink, routeOf } from './linkRoutes';
import type { Box, BoxRole, Rectangle, Route } from './model';
import type { Pen } from './pen';
import { leftOf, topOf } from './sketch';

const ROLES = { node: 'node', fold: 'fold', stray: 'challenge' } as const;

/** All boxes in reading order; contexts and challenges behind their element. */
export function drawnBoxes(items: readonly Item[], levels: Levels, drawing: number): Box[] {
  const boxes: Box[] = [];
  for (const item of items) {
    boxes.push(boxOf(item, ROLES[item.role], levels, drawing));
    for (const context of item.satellites) boxes.push(boxOf(context, 'context', levels, drawing));
    for (const { entry, x, y, width, height } of item.block.challenges) {
      boxes.push({
        id: entry.challenge.id,
        role: 'challenge',
        layer: item.layer,
        hides: 0,
        x: item.x + x,
        y: levels.topOf(item.layer) + y,
        width,
        height,
      });
    }
  }
  return boxes;
}

function boxOf(item: Item, role: BoxRole, levels: Levels, drawing: number): Box {
  const { id, box, width, height, layer, hides } = item;
  const x = leftOf(item);
  const y = topOf(item, levels);
  item.boxIn = drawing;
  if (
    box !== null &&
    box.x === x &&
    box.y === y &&
    box.width === width &&
    box.height === height &&
    box.layer === layer &&
    box.hides === hides &&
    box.role === role
  )
    return box;
  item.box = { id, role, layer, hides, x, y, width, height };
  return item.box;
}

/** All routes, those that leave an element together. */
export function drawnRoutes(
  items: readonly Item[],
  lines: FurtherLines,
  levels: Levels,
  pen: Pen,
): Route[] {
  const routes: Route[] = [];
  const draw = (edge: Edge) => {
    const detour = lines.detourOf(edge);
    if (detour !== undefined) drawDetour(detour, levels, pen);
    else if (edge.kind === 'supported-by') drawTreeLink(edge, levels, pen);
    else drawOwnContext(edge, levels, pen);
    routes.push(routeOf(edge, pen));
  };
  const drawLinks = ({ isCollapsed, supports, contexts }: Item) => {
    if (isCollapsed) return;
    for (let edge = supports; edge !== null; edge = edge.next) draw(edge);
    for (let edge = contexts; edge !== null; edge = edge.next) if (isDrawn(edge.to)) draw(edge);
  };
  for (const item of items) {
    drawLinks(item);
    for (const context of item.satellites) drawLinks(context);
    for (const line of lines.challengesOf(item)) {
      drawDetour(line, levels, pen);
      const { id, to } = line;
      routes.push({ id, kind: 'challenges', from: id, to, points: pen.points(undefined) });
    }
  }
  return routes;
}

/** The area that all of it takes up. */
export function boundsOf(boxes: readonly Box[], routes: readonly Route[]): Rectangle {
  if (boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  for (const { points } of routes) {
    for (const { x, y } of points) {
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
    }
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
