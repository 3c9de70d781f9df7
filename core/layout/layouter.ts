import { ArgumentGraph } from './argumentGraph';
import { Blocks } from './block';
import { borderFeet } from './borders';
import { Drawing } from './drawing';
import { findWays } from './furtherLines';
import type { Item } from './item';
import { type Look, anchorOf, isSameInput } from './keepInPlace';
import { Levels } from './levels';
import { type Layout, type LayoutInput, SPACING } from './model';
import { Placement } from './placement';
import { leftOf, topOf } from './sketch';
import { visibleGraph } from './visibleGraph';

/** From so many elements on, new families are given room to grow. */
const LARGE = 400;

/**
 * Lays out an argument and goes on doing so while it changes. What is drawn stays where it is wherever
 * it still fits: collapsing and removing leave a hole, which what is added there later fills; what
 * grows pushes only what it would cover, and what is below it when its layer becomes higher. Where most
 * boxes change, as when the typefaces have arrived, all are placed anew. Boxes and routes about which
 * nothing changed are the objects of before.
 *
 * A first layout takes O(n log n) for n elements and links; a changed one takes the same steps and
 * makes new objects only for what moved.
 */
export class Layouter {
  private readonly graph = new ArgumentGraph();
  private readonly blocks = new Blocks();
  private readonly placement = new Placement();
  private levels: Levels | null = null;
  private drawn: { input: LayoutInput; layout: Layout } | null = null;
  private drawing = 0;

  /**
   * The layout of the visible part of an argument. Deterministic in what was laid out before; takes any
   * graph. The very layout of before when nothing changed that it depends on.
   *
   * @param look where given, the whole drawing moves so that what is looked at does not: the first
   *   wanted element that the window shows, else what was nearest to its middle and is still there
   */
  layout(input: LayoutInput, look?: Look): Layout {
    if (this.drawn !== null && isSameInput(this.drawn.input, input)) {
      this.drawn.input = input;
      return this.drawn.layout;
    }
    this.drawing += 1;
    this.graph.read(input);
    const visible = visibleGraph(this.graph, input);
    const { items } = visible;
    for (const item of items) this.blocks.update(item);
    if (mostChanged(items, this.drawing - 1)) {
      this.placement.forget();
      this.levels = null;
    }
    this.placement.place(visible.roots, items, items.length < LARGE ? 0 : SPACING.room);
    const anchor = look === undefined ? null : anchorOf(look, items, this.drawing - 1);
    if (anchor !== null) {
      const dx = Math.round(
        anchor.box.x + anchor.box.width / 2 - (leftOf(anchor.item) + anchor.item.width / 2),
      );
      if (dx !== 0) for (const item of items) item.x += dx;
    }
    const rows = rowsOf(items, visible.layers);
    const lines = findWays(visible, rows);
    const feet = input.within?.size ? borderFeet(items, visible.layers) : [];
    this.levels = new Levels(rows.map(tallestBlock), lines.tracks, feet, this.levels);
    if (anchor !== null)
      this.levels.moveBy(Math.round(anchor.box.y - topOf(anchor.item, this.levels)));
    const layout = new Drawing(this.levels, this.drawing).draw(items, lines);
    this.drawn = { input, layout };
    return layout;
  }
}

/** Whether most of what was in a drawing has another size now. */
function mostChanged(items: readonly Item[], drawing: number): boolean {
  let balance = 0;
  for (const { boxIn, isTouched } of items) if (boxIn === drawing) balance += isTouched ? 1 : -1;
  return balance > 0;
}

/** The elements of each layer, left to right. */
function rowsOf(items: readonly Item[], layers: number): Item[][] {
  const rows = Array.from({ length: layers }, (): Item[] => []);
  for (const item of items) {
    const row = rows[item.layer];
    item.onRight = null;
    item.onLeft = row?.at(-1) ?? null;
    if (item.onLeft !== null) item.onLeft.onRight = item;
    row?.push(item);
  }
  return rows;
}

function tallestBlock(row: readonly Item[]): number {
  let tallest = 0;
  for (const { block } of row) tallest = Math.max(tallest, block.height);
  return tallest;
}
