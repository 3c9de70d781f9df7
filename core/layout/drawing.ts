/** What is drawn in the end: boxes and routes. What did not change is the object of before. */

import { drawChallenge } from './challengeRoutes';
import type { FurtherLines } from './furtherLines';
import { type Edge, type Item, isDrawn } from './item';
import type { Levels } from './levels';
import { drawFurtherLink, drawOwnContext, drawTreeLink, routeOf } from './linkRoutes';
import {
  type Box,
  type BoxRole,
  type Container,
  type Layout,
  type Point,
  type Rectangle,
  type Route,
  SPACING,
} from './model';
import { Pen } from './pen';
import { leftOf, topOf } from './sketch';

const ROLES = { node: 'node', fold: 'fold', stray: 'challenge' } as const;

/** Draws what has its place. */
export class Drawing {
  private readonly boxes: Box[] = [];
  private readonly routes: Route[] = [];
  private readonly containers: Container[] = [];
  private readonly pen = new Pen();
  private left = Infinity;
  private top = Infinity;
  private right = -Infinity;
  private bottom = -Infinity;

  /** @param drawing counts drawings: boxes and routes of the one before are known */
  constructor(
    private readonly levels: Levels,
    private readonly drawing: number,
  ) {}

  /** Boxes and routes in reading order, contexts and challenges with their element. */
  draw(items: readonly Item[], lines: FurtherLines): Layout {
    for (const item of items) {
      this.addBox(item, ROLES[item.role]);
      for (const context of item.satellites) this.addBox(context, 'context');
      this.addChallenges(item);
    }
    for (const item of items) {
      this.addLinks(item);
      for (const context of item.satellites) this.addLinks(context);
      for (const line of lines.challenges.get(item) ?? []) {
        drawChallenge(line, this.levels, this.pen);
        const { id, to } = line;
        const points = this.pen.points(undefined);
        this.routes.push({ id, kind: 'challenges', from: id, to, points });
        this.includeLine(points);
      }
    }
    this.addContainers(items);
    const { boxes, routes, containers } = this;
    return { boxes, routes, containers, bounds: this.bounds() };
  }

  /** Inner ones first, because those around them reach below them; in reading order in the end. */
  private addContainers(items: readonly Item[]): void {
    const bottoms = new Map<Item, number>();
    for (let at = items.length - 1; at >= 0; at -= 1) {
      const item = items[at];
      if (item === undefined || item.border === null) continue;
      const bottom = this.bottomBelow(item, bottoms) + SPACING.border;
      bottoms.set(item, bottom);
      this.addContainer(item, item.border, bottom);
    }
    this.containers.reverse();
  }

  /** The lowest of all that stands in a branch, borders included. */
  private bottomBelow(top: Item, bottoms: ReadonlyMap<Item, number>): number {
    let bottom = -Infinity;
    const open = [top];
    for (let item = open.pop(); item !== undefined; item = open.pop()) {
      const own = this.levels.topOf(item.layer) + item.block.height;
      bottom = Math.max(bottom, bottoms.get(item) ?? own);
      if (bottoms.has(item)) continue;
      for (let child = item.firstChild; child !== null; child = child.nextSibling) open.push(child);
    }
    return bottom;
  }

  private addContainer(top: Item, border: { left: number; right: number }, bottom: number): void {
    const y = this.levels.topOf(top.layer) - SPACING.borderHead;
    const container = {
      group: top.group,
      top: top.id,
      x: top.x + border.left,
      y,
      width: border.right - border.left,
      height: bottom - y,
    };
    this.containers.push(container);
    this.include(container);
  }

  private addBox(item: Item, role: BoxRole): void {
    const { id, width, height, layer, hides } = item;
    const x = leftOf(item);
    const y = topOf(item, this.levels);
    let { box } = item;
    if (
      box === null ||
      box.x !== x ||
      box.y !== y ||
      box.width !== width ||
      box.height !== height ||
      box.layer !== layer ||
      box.hides !== hides ||
      box.role !== role
    ) {
      box = { id, role, layer, hides, x, y, width, height };
      item.box = box;
      item.boxSince = this.drawing;
    }
    item.boxIn = this.drawing;
    this.boxes.push(box);
    this.include(box);
  }

  private addChallenges({ block, layer, x: centre }: Item): void {
    for (const { entry, x, y, width, height } of block.challenges) {
      const { id } = entry.challenge;
      const place = { x: centre + x, y: this.levels.topOf(layer) + y, width, height };
      this.boxes.push({ id, role: 'challenge', layer, hides: 0, ...place });
      this.include(place);
    }
  }

  private addLinks({ isCollapsed, supports, contexts }: Item): void {
    if (isCollapsed) return;
    for (let edge = supports; edge !== null; edge = edge.next) this.addLink(edge);
    for (let edge = contexts; edge !== null; edge = edge.next)
      if (isDrawn(edge.to)) this.addLink(edge);
  }

  private addLink(edge: Edge): void {
    const { levels, pen } = this;
    if (edge.legs !== null) {
      drawFurtherLink(edge, edge.legs, levels, pen);
      const route = routeOf(edge, pen);
      this.routes.push(route);
      this.includeLine(route.points);
    } else this.routes.push(this.ownRoute(edge));
  }

  /** Between two boxes that are those of before runs the link of before. */
  private ownRoute(edge: Edge): Route {
    const { from, to, route, treeIn, leftBlock } = edge;
    const { drawing, levels, pen } = this;
    edge.treeIn = drawing;
    edge.leftBlock = from.block;
    const isAsBefore = treeIn === drawing - 1 && leftBlock === from.block;
    if (route !== null && isAsBefore && from.boxSince < drawing && to.boxSince < drawing)
      return route;
    if (edge.kind === 'supported-by') drawTreeLink(edge, levels, pen);
    else drawOwnContext(edge, levels, pen);
    return routeOf(edge, pen);
  }

  private include({ x, y, width, height }: Rectangle): void {
    if (x < this.left) this.left = x;
    if (y < this.top) this.top = y;
    if (x + width > this.right) this.right = x + width;
    if (y + height > this.bottom) this.bottom = y + height;
  }

  /** Only lines through the channels reach beyond the boxes. */
  private includeLine(points: readonly Point[]): void {
    for (const { x, y } of points) this.include({ x, y, width: 0, height: 0 });
  }

  private bounds(): Rectangle {
    const { left, top, right, bottom } = this;
    if (this.boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
    return { x: left, y: top, width: right - left, height: bottom - top };
  }
}
