/** The drawing while heights are still open: x is settled, y follows once all tracks are known. */

import type { Id } from '@/core/argument/document';

import { type Block, type ContextPlace, blockOf } from './block';
import type { Leg, Levels } from './channels';
import { type Item, ownerOf } from './item';
import type { Point, Rectangle, RouteKind } from './model';
import { SPACING } from './model';

/** A line before heights are known. */
export interface Draft {
  id: Id;
  kind: RouteKind;
  from: Id;
  to: Id;
  legs: Leg[];
  /** Points before the first and after the last leg. */
  start: (levels: Levels) => Point[];
  end: (levels: Levels) => Point[];
}

/** Where everything stands sideways, and in its block. */
export class Sketch {
  private readonly blocks = new Map<Item, Block>();
  private readonly contexts = new Map<Item, ContextPlace>();
  private xs: ReadonlyMap<Item, number> = new Map();

  constructor(items: readonly Item[]) {
    for (const item of items) {
      const block = blockOf(item);
      this.blocks.set(item, block);
      for (const place of block.contexts) this.contexts.set(place.item, place);
    }
  }

  /** Whole pixels, so that lines are drawn crisply. */
  moveTo(xs: ReadonlyMap<Item, number>): void {
    this.xs = new Map([...xs].map(([item, x]) => [item, Math.round(x)]));
  }

  block(item: Item): Block {
    const block = this.blocks.get(item);
    if (block === undefined) throw new Error(`No block was made for ${item.id}.`);
    return block;
  }

  /** Where a context stands in its element's block; undefined for elements of the tree. */
  contextPlace(item: Item): ContextPlace | undefined {
    return this.contexts.get(item);
  }

  /** The centre line of the block an element stands in. */
  centre(item: Item): number {
    return this.xs.get(ownerOf(item)) ?? 0;
  }

  box(item: Item, levels: Levels): Rectangle {
    const top = levels.layerTops[item.layer] ?? 0;
    const { width, height } = item;
    const place = this.contexts.get(item);
    const x = this.centre(item);
    return place === undefined
      ? { x: x - width / 2, y: top, width, height }
      : { x: x + place.x, y: top + place.y, width, height };
  }

  /** A free vertical at the right of the element, up to the top of its layer. */
  gutter(item: Item): number {
    const place = this.contexts.get(item);
    const offset = place === undefined ? item.width / 2 + SPACING.context / 2 : place.gutter;
    return this.centre(item) + offset;
  }

  /** Where links leave the outline at the right, and enter it from there. */
  rightSide(item: Item, levels: Levels): Point {
    const box = this.box(item, levels);
    const y = this.contexts.has(item) ? item.height / 2 : this.block(item).sideY;
    // A parallelogram's side leans: in by twice the inset from top to bottom.
    const inset = item.round ? item.sideInset : (item.sideInset * 2 * y) / item.height;
    return { x: box.x + box.width - inset, y: box.y + y };
  }

  /** The outline's top at this x. */
  topAt(item: Item, x: number, levels: Levels): Point {
    return { x, y: this.box(item, levels).y + this.dip(item, x) };
  }

  /** The outline's bottom at this x. */
  bottomAt(item: Item, x: number, levels: Levels): Point {
    const box = this.box(item, levels);
    return { x, y: box.y + box.height - this.dip(item, x) };
  }

  /** How far an oval's outline lies from the box's edge away from its middle. */
  private dip(item: Item, x: number): number {
    if (!item.round) return 0;
    const across = (x - this.centre(item)) / Math.max(1, item.width / 2 - item.sideInset);
    return (item.height / 2) * (1 - Math.sqrt(Math.max(0, 1 - across * across)));
  }
}
