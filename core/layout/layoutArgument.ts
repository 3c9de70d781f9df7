import { Layouter } from './layouter';
import type { Layout, LayoutInput } from './model';

/**
 * The diagram of an argument: boxes and orthogonal links, derived from structure, reading order and
 * sizes alone. Trees are packed by contour within common layers; whatever does not fit into a tree
 * (shared elements, shared contexts, cycles while people edit) is routed through the channels between
 * layers. No two boxes overlap and no line crosses a box.
 *
 * Pure and deterministic; takes any graph. The first root's centre is x = 0 and the top of the first
 * layer y = 0. {@link Layouter} lays out what changes.
 */
export function layoutArgument(input: LayoutInput): Layout {
  return new Layouter().layout(input);
}
