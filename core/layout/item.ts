/** An element, relation or challenge on its way from the argument to the drawing. */

import type { Id } from '@/core/argument/document';

import type { LayoutChallenge } from './model';

/** An element that is drawn. */
export interface Item {
  readonly id: Id;
  readonly width: number;
  readonly height: number;
  readonly sideInset: number;
  readonly round: boolean;
  readonly isFold: boolean;
  readonly isCollapsed: boolean;
  /** A challenge whose target does not exist, drawn by itself. */
  readonly isStray: boolean;
  hides: number;
  /** All links that leave it, in reading order. */
  readonly supports: Edge[];
  readonly contexts: Edge[];
  incoming: { support: number; context: number };
  /** Position in reading order; -1 while not drawn. */
  order: number;
  layer: number;
  parent: Item | null;
  readonly children: Item[];
  /** The element beside which it is drawn; null for elements of the tree. */
  owner: Item | null;
  readonly satellites: Item[];
  readonly challenges: ChallengeItem[];
}

export interface Edge {
  readonly id: Id;
  readonly from: Item;
  readonly to: Item;
  /** Drawn as the parent's own link, on the shared horizontal. */
  isTree: boolean;
  /** Closes a cycle: its target is not below its source. */
  isBack: boolean;
}

export interface ChallengeItem {
  readonly challenge: LayoutChallenge;
  readonly target:
    | { readonly kind: 'item'; readonly item: Item }
    | { readonly kind: 'support'; readonly edge: Edge }
    | { readonly kind: 'context'; readonly edge: Edge }
    | { readonly kind: 'challenge'; readonly challenge: ChallengeItem };
  readonly answers: ChallengeItem[];
}

interface Shape {
  id: Id;
  width: number;
  height: number;
  sideInset?: number;
  round?: boolean;
}

export function newItem(
  shape: Shape,
  is: { fold?: boolean; collapsed?: boolean; stray?: boolean } = {},
): Item {
  return {
    id: shape.id,
    width: shape.width,
    height: shape.height,
    sideInset: shape.sideInset ?? 0,
    round: shape.round ?? false,
    isFold: is.fold ?? false,
    isCollapsed: is.collapsed ?? false,
    isStray: is.stray ?? false,
    hides: 0,
    supports: [],
    contexts: [],
    incoming: { support: 0, context: 0 },
    order: -1,
    layer: 0,
    parent: null,
    children: [],
    owner: null,
    satellites: [],
    challenges: [],
  };
}

export function isDrawn(item: Item): boolean {
  return item.order >= 0 || item.owner !== null;
}

/** The element of the tree beside which an element is drawn; itself when it is one. */
export function ownerOf(item: Item): Item {
  return item.owner ?? item;
}
