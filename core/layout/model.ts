/**
 * What goes into a diagram's layout and what comes out. Sizes are in the caller's units (CSS pixels);
 * y grows downwards. Order and folding are the only author input: positions are always derived.
 */

import type { Defeater, Id, LinkKind } from '@/core/argument/document';

export interface LayoutNode {
  id: Id;
  /** Measured size of the drawn shape's bounding box. */
  width: number;
  height: number;
  /** How far the outline lies inside the box at half height (parallelograms). */
  sideInset?: number;
  /** Circles and ovals: links end on the outline, not on the box's edge. */
  round?: boolean;
  /** The module it belongs to; not given where there is but one. */
  group?: string;
}

/** Links of one element in reading order; dangling ones are left out. */
export interface LayoutLink {
  id: Id;
  kind: LinkKind;
  from: Id;
  to: Id;
}

export interface LayoutChallenge {
  id: Id;
  width: number;
  height: number;
  target: Defeater['target'];
}

/** Several children of one element, drawn as one box in place of the first of them. */
export interface LayoutFold {
  id: Id;
  members: readonly Id[];
  width: number;
  height: number;
}

export interface LayoutInput {
  root: Id | null;
  nodes: readonly LayoutNode[];
  links: readonly LayoutLink[];
  challenges: readonly LayoutChallenge[];
  /** Elements drawn alone, as a box with a second sheet: what hangs below and beside is hidden. */
  collapsed: ReadonlySet<Id>;
  folds?: readonly LayoutFold[];
  /** Modules by name that stand in another one, with its name. */
  within?: ReadonlyMap<string, string>;
}

export interface Point {
  x: number;
  y: number;
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const BOX_ROLES = ['node', 'context', 'challenge', 'fold'] as const;
export type BoxRole = (typeof BOX_ROLES)[number];

export interface Box extends Rectangle {
  id: Id;
  role: BoxRole;
  /** Depth from the top, 0 for roots. Contexts and challenges have the depth of their element. */
  layer: number;
  /** Elements that a collapsed element or a fold hides; 0 for all others. */
  hides: number;
}

export const ROUTE_KINDS = ['supported-by', 'in-context-of', 'challenges'] as const;
export type RouteKind = (typeof ROUTE_KINDS)[number];

/** An orthogonal polyline; its head is at the last point. */
export interface Route {
  /** Id of the link, or of the defeater whose challenge it is. */
  id: Id;
  kind: RouteKind;
  from: Id;
  /** Id of an element, a defeater or (challenges only) a link. */
  to: Id;
  points: Point[];
}

/** The border of a module around one of its branches. */
export interface Container extends Rectangle {
  /** The module, and the element on top of the branch. */
  group: string;
  top: Id;
}

export interface Layout {
  boxes: Box[];
  routes: Route[];
  /**
   * Around every branch that belongs to another module than what it hangs under, with all below it and
   * all beside that: no other box lies in it, and those of modules that it contains stand in it with
   * their own borders. Where modules are interwoven no rectangle could say that,
   * and there is none; the module of the root is the paper.
   */
  containers: Container[];
  bounds: Rectangle;
}

/** Distances of the drawing. */
export const SPACING = {
  /** Between neighbours under one parent; further links pass through it. */
  sibling: 28,
  /** Between neighbours under different parents. */
  subtree: 44,
  /** Between an element and its contexts. */
  context: 30,
  contextRow: 14,
  contextColumn: 28,
  /** Between an element and its challenges, and between those. */
  challenge: 30,
  challengeRow: 12,
  challengeIndent: 24,
  /** Free strip at the right of contexts and challenges. */
  gutter: 14,
  /** From the bottom of one layer to the top of the next, without further links. */
  channel: 48,
  /** From the horizontal of a tree's links to the children. */
  drop: 26,
  track: 7,
  /** The most that is kept free behind the children of one element in a large drawing. */
  room: 240,
  /** Between the border of a module and what stands in it; above, room for its name. */
  border: 12,
  borderHead: 22,
  /** How much the second sheet of a folded box sticks out. */
  sheet: 6,
} as const;
