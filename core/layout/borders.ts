/**
 * Which branches have the border of a module around them (GSN v3 1:4.2), modules in modules included
 * (1:4.6.5, 1:4.7.4): then a border stands within the border of the module that contains it.
 */

import type { Item } from './item';
import { SPACING } from './model';

/** Modules by name, each with the one that contains it. */
export type Containment = ReadonlyMap<string, string>;

/**
 * Finds the tops of branches that belong to a module of their own, with all below and beside them, or
 * to modules that it contains.
 *
 * @param items the elements of the trees in preorder
 */
export function findBorders(items: readonly Item[], within: Containment): void {
  const paper = items[0]?.group;
  for (let at = items.length - 1; at >= 0; at -= 1) {
    const item = items[at];
    if (item === undefined) continue;
    const { group, satellites, parent } = item;
    item.spans = group;
    for (const satellite of satellites) item.spans = common(item.spans, satellite.group, within);
    for (let child = item.firstChild; child !== null; child = child.nextSibling)
      item.spans = common(item.spans, child.spans, within);
    const above = parent?.group ?? paper;
    item.hasBorder = item.spans === group && group !== '' && group !== above;
  }
}

/**
 * How much further than one border the borders in one another reach below the layers that they end in,
 * by layer.
 */
export function borderFeet(items: readonly Item[], layers: number): number[] {
  const feet = Array.from({ length: layers }, () => 0);
  // By element: the deepest layer at or below it, and how many borders end there.
  const ends = new Map<Item, { layer: number; borders: number }>();
  for (const item of items.toReversed()) {
    const end = { layer: item.layer, borders: 0 };
    for (let child = item.firstChild; child !== null; child = child.nextSibling) {
      const below = ends.get(child);
      if (below === undefined || below.layer < end.layer) continue;
      end.borders = below.layer > end.layer ? below.borders : Math.max(end.borders, below.borders);
      end.layer = below.layer;
    }
    if (item.hasBorder) end.borders += 1;
    ends.set(item, end);
    feet[end.layer] = Math.max(feet[end.layer] ?? 0, (end.borders - 1) * SPACING.border);
  }
  return feet;
}

/** The innermost module that is or contains both; '' for none. */
function common(one: string, other: string, within: Containment): string {
  if (one === other) return one;
  const around = chainOf(one, within);
  for (const module of chainOf(other, within)) if (around.has(module)) return module;
  return '';
}

/** A module and all that contain it, the innermost first; people may write a circle. */
function chainOf(module: string, within: Containment): Set<string> {
  const chain = new Set<string>();
  for (let at = module; at !== '' && !chain.has(at); at = within.get(at) ?? '') chain.add(at);
  return chain;
}
