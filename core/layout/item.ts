/**
 * Elements, relations and challenges on their way from the argument to the drawing. They live as long
 * as their {@link Layouter}: what one drawing found out is where the next one begins. Lists are chains
 * of pointers, because ten thousand small arrays at every keystroke are more work than the layout.
 */

import type { Id, LinkKind } from '@/core/argument/document';

import type { Leg } from './channels';
import type { Box, LayoutChallenge, Route } from './model';

interface Shape {
  id: Id;
  width: number;
  height: number;
  sideInset?: number;
  round?: boolean;
  group?: string;
}

export type ItemRole = 'node' | 'fold' | 'stray';

const NO_ITEMS: readonly Item[] = [];
const NO_CHALLENGES: readonly ChallengeItem[] = [];
const NO_BLOCK: Block = {
  ownHeight: 0,
  isRound: false,
  left: 0,
  right: 0,
  height: 0,
  contexts: [],
  challenges: [],
  challengeRow: 0,
  railDown: 0,
  sideY: 0,
};

/** An element, drawn or not. */
export class Item {
  readonly id: Id;
  /** A stray is a challenge whose target does not exist, drawn by itself. */
  readonly role: ItemRole;
  width = 0;
  height = 0;
  sideInset = 0;
  round = false;
  /** The module it belongs to; '' for none. */
  group = '';
  isCollapsed = false;
  /** The reading in which it was last part of the argument, and its place in that. */
  readIn = 0;
  position = -1;
  /** Links that leave it, in reading order. */
  supports: Edge | null = null;
  contexts: Edge | null = null;
  /** How many links lead to it from other elements. */
  supportsIn = 0;
  contextsIn = 0;

  /** Position in reading order; -1 while it is no part of the tree. */
  order = -1;
  /** Marks of the passes over the graph, and the link at which one of them stands. */
  isReached = false;
  isShown = false;
  isOpen = false;
  cursor: Edge | null = null;
  layer = 0;
  /** The link by which it was first read. */
  reachedBy: Edge | null = null;
  parent: Item | null = null;
  firstChild: Item | null = null;
  lastChild: Item | null = null;
  nextSibling: Item | null = null;
  /** The element beside which it is drawn; null for elements of the tree. */
  owner: Item | null = null;
  satellites: readonly Item[] = NO_ITEMS;
  challenges: readonly ChallengeItem[] = NO_CHALLENGES;
  /** Elements that it keeps out of sight. */
  hides = 0;
  /** The innermost module that holds it and all below and beside it; '' for none. */
  spans = '';
  /** It stands on top of a branch that has a border, and how far that reaches from its centre line. */
  hasBorder = false;
  border: { left: number; right: number } | null = null;

  block: Block = NO_BLOCK;
  /** Where it stands in its owner's block. */
  place: ContextPlace | null = null;
  /** Centre line. */
  x = 0;
  /** Something about it or below it is not as it was in the drawing before. */
  isTouched = false;
  /** The drawing in which it was last placed, below which parent, and with how many children. */
  placedIn = -1;
  placedUnder: Item | null = null;
  placedChildren = 0;
  /** Its neighbours in the layer, when it was last placed. */
  onLeft: Item | null = null;
  onRight: Item | null = null;
  /** Where it would stay, when it has a place. */
  wanted = 0;
  hasPlace = false;
  /** From the parent's centre line to its own. */
  offset = 0;
  /** Outermost extents of what hangs below it; null for nothing. */
  contour: Contour | null = null;
  /** Its box in the last drawing that it was in, which one that was, and since when it is that box. */
  box: Box | null = null;
  boxIn = -1;
  boxSince = -1;

  constructor(shape: Shape, role: ItemRole) {
    this.id = shape.id;
    this.role = role;
    this.reshape(shape);
  }

  /** Takes over the size and outline. */
  reshape(shape: Shape): void {
    this.width = shape.width;
    this.height = shape.height;
    this.sideInset = shape.sideInset ?? 0;
    this.round = shape.round ?? false;
    this.group = shape.group ?? '';
  }

  /** Forgets what the last drawing made of it, and keeps where it stood. */
  beginDrawing(): void {
    this.order = -1;
    this.isReached = false;
    this.isShown = false;
    this.isOpen = false;
    this.cursor = null;
    this.layer = 0;
    this.reachedBy = null;
    this.parent = null;
    this.firstChild = null;
    this.lastChild = null;
    this.nextSibling = null;
    this.owner = null;
    if (this.satellites.length > 0) this.satellites = NO_ITEMS;
    if (this.challenges.length > 0) this.challenges = NO_CHALLENGES;
    this.hides = 0;
    this.hasBorder = false;
    this.place = null;
    this.isTouched = false;
  }

  addChild(child: Item): void {
    child.parent = this;
    if (this.lastChild === null) this.firstChild = child;
    else this.lastChild.nextSibling = child;
    this.lastChild = child;
  }
}

export function isDrawn(item: Item): boolean {
  return item.order >= 0 || item.owner !== null;
}

/** The element of the tree beside which an element is drawn; itself when it is one. */
export function ownerOf(item: Item): Item {
  return item.owner ?? item;
}

/** A relation between two elements. */
export class Edge {
  readonly id: Id;
  readonly kind: LinkKind;
  readonly from: Item;
  readonly to: Item;
  /** The next one of this kind that leaves the same element. */
  next: Edge | null = null;
  readIn = 0;
  position = -1;
  /** Closes a cycle: its target is not below its source. */
  isBack = false;
  /** Where it enters its target, as x, when it is not the tree's own. */
  entry = 0;
  /** Its way through the channels; null for a link to one's own child or context. */
  legs: Leg[] | null = null;
  route: Route | null = null;
  /** The last drawing in which it was drawn as the tree's own, and the block that it left then. */
  treeIn = -1;
  leftBlock: Block | null = null;

  constructor(id: Id, kind: LinkKind, from: Item, to: Item) {
    this.id = id;
    this.kind = kind;
    this.from = from;
    this.to = to;
  }
}

export interface ChallengeItem {
  readonly challenge: LayoutChallenge;
  readonly target:
    | { readonly kind: 'item'; readonly item: Item }
    | { readonly kind: 'link'; readonly edge: Edge }
    | { readonly kind: 'challenge'; readonly challenge: ChallengeItem };
  readonly answers: ChallengeItem[];
}

/** A box within a block; x counts from the element's centre line, y from the block's top. */
interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface ContextPlace extends Place {
  item: Item;
  /** A free vertical strip right of it, open to the top of the layer and to the row below. */
  gutter: number;
  /** A free way from the element: first up to this row, then to this column strip; null if straight. */
  approach: { row: number; strip: number } | null;
}

export interface ChallengePlace extends Place {
  entry: ChallengeItem;
  /** The vertical at its left along which it reaches what it aims at. */
  rail: number;
}

/**
 * Outermost extents by layer, deepest first, relative to the centre line of the element above. Shifts
 * are still to be added to every entry.
 */
export interface Contour {
  left: number[];
  right: number[];
  leftShift: number;
  rightShift: number;
}

/**
 * An element's own box with its contexts at the right and its challenges below, measured from the
 * element's centre line and top. Blocks are what the tree is packed from.
 */
export interface Block {
  /** Of the element itself, for which the block was made. */
  ownHeight: number;
  isRound: boolean;
  left: number;
  right: number;
  height: number;
  contexts: readonly ContextPlace[];
  challenges: readonly ChallengePlace[];
  /** A free horizontal between the boxes above and the challenges. */
  challengeRow: number;
  /** A free vertical from the challenges down to the next layer. */
  railDown: number;
  /** Where context links leave the element, from the block's top. */
  sideY: number;
}
