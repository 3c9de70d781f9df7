import { describe, expect, it } from 'vitest';

import { layoutArgument } from './layoutArgument';
import { type LayoutInput, type LayoutLink, type LayoutNode, SPACING } from './model';
import { boxOf, centre, expectSound, input } from './testing/arguments';

/** Elements of a tree with one to six children each and a link across to every tenth. */
function argument(n: number): LayoutInput {
  let state = 7;
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const nodes: LayoutNode[] = [{ id: 'n0', width: 180, height: 80 }];
  const links: LayoutLink[] = [];
  for (let parent = 0; nodes.length < n; parent += 1) {
    for (let child = random(6); child >= 0 && nodes.length < n; child -= 1) {
      const id = `n${nodes.length}`;
      nodes.push({ id, width: 120 + random(5) * 20, height: 60 + random(4) * 16 });
      links.push({ id: `t${id}`, kind: 'supported-by', from: `n${parent}`, to: id });
      const other = random(parent + 1);
      if (random(10) === 0 && other !== parent)
        links.push({ id: `x${id}`, kind: 'supported-by', from: `n${other}`, to: id });
    }
  }
  return input({ root: 'n0', nodes, links });
}

const treeLinks = ({ links }: LayoutInput) => links.filter(({ id }) => id.startsWith('t'));

/** Width of the tidy tree of the same boxes and distances (Reingold & Tilford 1981). */
function tidyWidth(tree: LayoutInput): number {
  const widths = new Map(tree.nodes.map(({ id, width }) => [id, width]));
  const children = Map.groupBy(treeLinks(tree), ({ from }) => from);
  const contour = (id: string): { left: number[]; right: number[] } => {
    const half = (widths.get(id) ?? 0) / 2;
    const left: number[] = [];
    const right: number[] = [];
    let [first, place] = [0, 0];
    for (const [at, { to }] of (children.get(id) ?? []).entries()) {
      const below = contour(to);
      place = at === 0 ? 0 : -Infinity;
      for (const [depth, reach] of right.slice(0, below.left.length).entries()) {
        const gap = depth === 0 ? SPACING.sibling : SPACING.subtree;
        place = Math.max(place, reach + gap - (below.left[depth] ?? 0));
      }
      if (at === 0) first = place;
      for (const [depth, x] of below.left.entries()) left[depth] ??= place + x;
      for (const [depth, x] of below.right.entries()) right[depth] = place + x;
    }
    const middle = (first + place) / 2;
    return {
      left: [-half, ...left.map((x) => x - middle)],
      right: [half, ...right.map((x) => x - middle)],
    };
  };
  const { left, right } = contour(tree.root ?? '');
  return Math.max(...right) - Math.min(...left);
}

describe('a drawing of many elements', () => {
  for (const n of [60, 300, 1_200]) {
    const tree = argument(n);
    const layout = layoutArgument(tree);

    it(`is not much wider than the tidy tree: ${n} elements`, () => {
      expect(layout.bounds.width).toBeLessThanOrEqual(1.5 * tidyWidth(tree));
    });

    it(`has children near their parents: ${n} elements`, () => {
      const boxes = new Map(layout.boxes.map((box) => [box.id, box]));
      const lengths = treeLinks(tree).map(({ from, to }) => {
        const [above, below] = [boxes.get(from), boxes.get(to)];
        return above && below ? Math.abs(centre(above) - centre(below)) : Infinity;
      });
      const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
      // A list, one below the other and indented, has links as long as what stands between.
      expect(mean).toBeLessThan(layout.bounds.width / Math.log2(n));
    });
  }

  it('has no overlapping boxes and no line through a box', () => {
    expectSound(layoutArgument(argument(300)));
  });

  it('gives each layer its own row, the root on top', () => {
    const layout = layoutArgument(argument(300));
    for (const { from, to } of treeLinks(argument(300)))
      expect(boxOf(layout, to).y).toBeGreaterThan(boxOf(layout, from).y);
  });
});
