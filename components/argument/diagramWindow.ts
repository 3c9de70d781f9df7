import type { Box, Layout, Rectangle, Route } from '@/core/layout/model';
import { overlap } from '@/core/layout/keepInPlace';

/** Where the window stands over the drawing: screen = (drawing − origin) × zoom. */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

export interface Size {
  width: number;
  height: number;
}

/** How much of a box can be read: all of it, its identifier, or its shape alone. */
export const DETAILS = ['text', 'identifier', 'shape'] as const;
export type Detail = (typeof DETAILS)[number];

export function detailAt(zoom: number): Detail {
  if (zoom >= 0.5) return 'text';
  return zoom >= 0.18 ? 'identifier' : 'shape';
}

/** The part of the drawing that a window shows. */
export function windowOf(view: View, size: Size): Rectangle {
  return { x: view.x, y: view.y, width: size.width / view.zoom, height: size.height / view.zoom };
}

/**
 * The window with a margin, in coarse steps: it stays the same while somebody pans a little, so that
 * moving the window costs no drawing.
 */
export function areaAround(view: View, size: Size): Rectangle {
  const shown = windowOf(view, size);
  const step = 2 ** Math.ceil(Math.log2(Math.max(shown.width, shown.height, 1) / 3));
  const [left, top] = [
    Math.floor(shown.x / step - 0.5) * step,
    Math.floor(shown.y / step - 0.5) * step,
  ];
  return {
    x: left,
    y: top,
    width: Math.ceil((shown.x + shown.width) / step + 0.5) * step - left,
    height: Math.ceil((shown.y + shown.height) / step + 0.5) * step - top,
  };
}

/** Boxes and links that an area shows: nothing else is put into the page. */
export function shownIn(layout: Layout, area: Rectangle): { boxes: Box[]; routes: Route[] } {
  return {
    boxes: layout.boxes.filter((box) => overlap(box, area)),
    routes: layout.routes.filter(({ points }) => overlap(aroundPoints(points), area)),
  };
}

function aroundPoints(points: Route['points']): Rectangle {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The origin nearest to `at` from which [start, start + length] can be seen. */
export function clampInto(
  at: number,
  extent: number,
  start: number,
  length: number,
  margin: number,
): number {
  const most = start - margin;
  const least = start + length + margin - extent;
  if (least > most) return most;
  return Math.min(most, Math.max(least, at));
}

/** The area that boxes take up together; null for none. */
export function areaOf(boxes: readonly Rectangle[]): Rectangle | null {
  const [first] = boxes;
  if (first === undefined) return null;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}
