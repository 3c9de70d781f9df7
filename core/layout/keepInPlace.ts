/**
 * Keeps the drawing still under a reader: what somebody looks at does not move when others type, fold
 * or add.
 */

import type { Id } from '@/core/argument/document';

import type { Box, Layout, LayoutInput, Point, Rectangle, Route } from './model';

/**
 * The layout moved so that an element's top stays where it was before, wherever it grew; as it is when
 * the element was not there.
 */
export function keepInPlace(layout: Layout, before: Layout, id: Id): Layout {
  const now = layout.boxes.find((box) => box.id === id);
  const then = before.boxes.find((box) => box.id === id);
  if (now === undefined || then === undefined) return layout;
  const dx = then.x + then.width / 2 - (now.x + now.width / 2);
  const dy = then.y - now.y;
  const moved = <Place extends Point>(place: Place): Place => ({
    ...place,
    x: place.x + dx,
    y: place.y + dy,
  });
  return {
    boxes: layout.boxes.map(moved),
    routes: layout.routes.map((route) => ({ ...route, points: route.points.map(moved) })),
    bounds: moved(layout.bounds),
  };
}

/**
 * The element to keep in place: the first wanted one that the window shows, else the one that was
 * nearest to the middle of the window and is still there.
 */
export function anchorOf(
  layout: Layout,
  before: Layout,
  wanted: readonly (Id | null)[],
  window: Rectangle,
): Id | null {
  const still = new Set(layout.boxes.map(({ id }) => id));
  const left = new Map(before.boxes.filter(({ id }) => still.has(id)).map((box) => [box.id, box]));
  for (const id of wanted) {
    const box = id === null ? undefined : left.get(id);
    if (box !== undefined && overlap(box, window)) return box.id;
  }
  let nearest: Id | null = null;
  let least = Infinity;
  for (const box of left.values()) {
    const away = Math.hypot(
      box.x + box.width / 2 - window.x - window.width / 2,
      box.y + box.height / 2 - window.y - window.height / 2,
    );
    if (away < least) [nearest, least] = [box.id, away];
  }
  return nearest;
}

/** The layout with the boxes and routes of the one before wherever nothing about them changed. */
export function reuseUnchanged(layout: Layout, before: Layout): Layout {
  const boxes = new Map(before.boxes.map((box) => [box.id, box]));
  const routes = new Map(before.routes.map((route) => [`${route.kind} ${route.id}`, route]));
  return {
    ...layout,
    boxes: layout.boxes.map((box) => {
      const old = boxes.get(box.id);
      return old !== undefined && isSameBox(old, box) ? old : box;
    }),
    routes: layout.routes.map((route) => {
      const old = routes.get(`${route.kind} ${route.id}`);
      return old !== undefined && isSameRoute(old, route) ? old : route;
    }),
  };
}

/** Whether two inputs give the same layout: most typing changes words and no box. */
export function isSameInput(a: LayoutInput, b: LayoutInput): boolean {
  return (
    a.root === b.root &&
    isSameList(
      a.nodes,
      b.nodes,
      (one, other) =>
        one.id === other.id &&
        one.width === other.width &&
        one.height === other.height &&
        one.round === other.round,
    ) &&
    isSameList(
      a.links,
      b.links,
      (one, other) =>
        one.id === other.id &&
        one.kind === other.kind &&
        one.from === other.from &&
        one.to === other.to,
    ) &&
    isSameList(
      a.challenges,
      b.challenges,
      (one, other) =>
        one.id === other.id &&
        one.width === other.width &&
        one.height === other.height &&
        JSON.stringify(one.target) === JSON.stringify(other.target),
    ) &&
    isSameList(
      a.folds ?? [],
      b.folds ?? [],
      (one, other) =>
        one.id === other.id &&
        one.width === other.width &&
        one.height === other.height &&
        isSameList(one.members, other.members, (member, another) => member === another),
    ) &&
    a.collapsed.size === b.collapsed.size &&
    [...a.collapsed].every((id) => b.collapsed.has(id))
  );
}

/** Whether two areas share a point. */
export function overlap(a: Rectangle, b: Rectangle): boolean {
  return (
    a.x <= b.x + b.width && a.y <= b.y + b.height && a.x + a.width >= b.x && a.y + a.height >= b.y
  );
}

function isSameBox(a: Box, b: Box): boolean {
  return (
    a.x === b.x &&
    a.y === b.y &&
    a.width === b.width &&
    a.height === b.height &&
    a.hides === b.hides &&
    a.role === b.role &&
    a.layer === b.layer
  );
}

function isSameRoute(a: Route, b: Route): boolean {
  return (
    a.from === b.from &&
    a.to === b.to &&
    isSameList(a.points, b.points, (one, other) => one.x === other.x && one.y === other.y)
  );
}

function isSameList<Item>(
  a: readonly Item[],
  b: readonly Item[],
  isSame: (one: Item, other: Item) => boolean,
): boolean {
  return (
    a.length === b.length &&
    a.every((one, at) => {
      const other = b[at];
      return other !== undefined && isSame(one, other);
    })
  );
}
