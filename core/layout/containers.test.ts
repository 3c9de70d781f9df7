import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { layoutArgument } from './layoutArgument';
import { Layouter } from './layouter';
import type { LayoutInput, Rectangle } from './model';
import {
  contexts,
  expectSound,
  graphArb,
  input,
  node,
  supports,
  treeArb,
} from './testing/arguments';

const grouped = (tree: LayoutInput, groups: readonly string[]): LayoutInput => ({
  ...tree,
  nodes: tree.nodes.map((one, at) => ({ ...one, group: groups[at % groups.length] ?? '' })),
});

const groupsArb = fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 12 });

function meet(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function encloses(a: Rectangle, b: Rectangle): boolean {
  return (
    a.x <= b.x && a.y <= b.y && a.x + a.width >= b.x + b.width && a.y + a.height >= b.y + b.height
  );
}

/** Whatever a container touches stands in it, and is of its module. */
function expectContained(drawn: LayoutInput, layout = layoutArgument(drawn)): void {
  expectSound(layout);
  const own = new Map(drawn.nodes.map(({ id, group }) => [id, group]));
  // A fold is of a module when all that it stands for is; one that is drawn as a context too.
  const folded = (drawn.folds ?? []).map(({ id, members }) => {
    const groups = new Set(members.flatMap((member) => own.get(member) ?? []));
    return [id, groups.size === 1 ? [...groups][0] : ''] as const;
  });
  const groups = new Map([...own, ...folded]);
  for (const [at, container] of layout.containers.entries()) {
    for (const box of layout.boxes) {
      if (!meet(container, box)) continue;
      expect(encloses(container, box)).toBe(true);
      if (box.role !== 'challenge') expect(groups.get(box.id)).toBe(container.group);
    }
    for (const other of layout.containers.slice(at + 1)) expect(meet(container, other)).toBe(false);
  }
}

describe('the border of a module', () => {
  it('encloses its branch and nothing foreign, in any argument', () => {
    fc.assert(
      fc.property(graphArb, groupsArb, (graph, groups) => expectContained(grouped(graph, groups))),
      { numRuns: 400 },
    );
  });

  it('does so while the argument changes', () => {
    fc.assert(
      fc.property(treeArb, groupsArb, groupsArb, fc.nat(), (tree, one, other, pick) => {
        const layouter = new Layouter();
        const folded = tree.nodes[pick % tree.nodes.length]?.id ?? '';
        for (const drawn of [
          grouped(tree, one),
          grouped({ ...tree, collapsed: new Set([folded]) }, one),
          grouped(tree, other),
        ])
          expectContained(drawn, layouter.layout(drawn));
      }),
      { numRuns: 300 },
    );
  });

  const tree = input({
    root: 'r',
    nodes: ['r', 'own', 'm', 'n', 'c'].map((id) => ({
      ...node(id),
      group: id === 'r' || id === 'own' ? 'base' : 'module',
    })),
    links: [...supports(['r', 'own'], ['r', 'm'], ['m', 'n']), ...contexts(['m', 'c'])],
  });

  it('is drawn around the top of the branch, its contexts and all below', () => {
    const { containers, boxes } = layoutArgument(tree);
    expect(containers.map(({ group, top }) => [group, top])).toEqual([['module', 'm']]);
    const [container] = containers;
    const inside = boxes.filter((box) => container !== undefined && encloses(container, box));
    expect(inside.map(({ id }) => id).sort()).toEqual(['c', 'm', 'n']);
  });

  it('is not drawn where modules are interwoven, nor around the module of the root', () => {
    const nodes = tree.nodes.map((one) => (one.id === 'n' ? { ...one, group: 'base' } : one));
    const { containers } = layoutArgument({ ...tree, nodes });
    expect(containers.map(({ top }) => top)).toEqual(['n']);
    expect(layoutArgument(grouped(tree, ['base'])).containers).toEqual([]);
  });
});
