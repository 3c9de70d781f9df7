import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { layoutArgument } from './layoutArgument';
import { Layouter } from './layouter';
import { type LayoutInput, type Rectangle, SPACING } from './model';
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

/** At least this much lies between one border and the next around it. */
const APART = SPACING.border;

function apart({ x, y, width, height }: Rectangle): Rectangle {
  return { x: x - APART, y: y - APART, width: width + 2 * APART, height: height + 2 * APART };
}

/**
 * Whatever a container touches stands in it, and is of its module or of one that is contained in that.
 * Containers lie apart, or one well within the other.
 */
function expectContained(drawn: LayoutInput, layout = layoutArgument(drawn)): void {
  expectSound(layout);
  const isWithin = (group: string | undefined, module: string): boolean =>
    group === module || (group !== undefined && isWithin(drawn.within?.get(group), module));
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
      if (box.role !== 'challenge')
        expect(isWithin(groups.get(box.id), container.group)).toBe(true);
    }
    for (const other of layout.containers.slice(at + 1)) {
      if (!meet(container, other)) continue;
      expect(encloses(container, apart(other))).toBe(true);
      expect(isWithin(other.group, container.group)).toBe(true);
    }
  }
}

/** Three modules in one another, and one beside them. */
const within = new Map([
  ['c', 'b'],
  ['b', 'a'],
]);
const nestedArb = fc.array(fc.constantFrom('', 'a', 'b', 'c', 'd'), {
  minLength: 1,
  maxLength: 12,
});

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

  it('encloses the borders of modules that it contains, in any argument', () => {
    fc.assert(
      fc.property(graphArb, nestedArb, (graph, groups) =>
        expectContained({ ...grouped(graph, groups), within }),
      ),
      { numRuns: 400 },
    );
  });

  it('does so while modules move into each other', () => {
    fc.assert(
      fc.property(treeArb, nestedArb, nestedArb, (tree, one, other) => {
        const layouter = new Layouter();
        for (const drawn of [
          { ...grouped(tree, one), within },
          grouped(tree, one),
          { ...grouped(tree, other), within },
        ])
          expectContained(drawn, layouter.layout(drawn));
      }),
      { numRuns: 200 },
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

  const plant = input({
    root: 'r',
    nodes: [
      ...['r', 'own', 'deep', 'deeper', 'far', 'farther'].map((id) => ({
        ...node(id),
        group: 'base',
      })),
      { ...node('plant'), group: 'plant' },
      { ...node('cell'), group: 'cell' },
      { ...node('axis'), group: 'axis' },
    ],
    links: supports(
      ['r', 'own'],
      ['own', 'deep'],
      ['deep', 'deeper'],
      ['deeper', 'far'],
      ['far', 'farther'],
      ['r', 'plant'],
      ['plant', 'cell'],
      ['cell', 'axis'],
    ),
    within: new Map([
      ['axis', 'cell'],
      ['cell', 'plant'],
    ]),
  });

  it('stands in the border of the module around it, with a distance at every side', () => {
    const { containers } = layoutArgument(plant);
    expect(containers.map(({ group, top }) => [group, top])).toEqual([
      ['plant', 'plant'],
      ['cell', 'cell'],
      ['axis', 'axis'],
    ]);
    for (const [at, inner] of containers.slice(1).entries()) {
      const outer = containers[at];
      if (outer === undefined) throw new Error('It has one around it.');
      expect(encloses(outer, apart(inner))).toBe(true);
    }
  });

  it('keeps clear of the layer below, however many end together', () => {
    const depth = 9;
    const names = Array.from({ length: depth }, (_, at) => `m${at}`);
    const chain = names.map((name, at): [string, string] => [at === 0 ? 'r' : `m${at - 1}`, name]);
    // A branch that reaches deeper, to pass below all of them.
    const spine = names.map((name, at): [string, string] => [
      at === 0 ? 'r' : `s${at - 1}`,
      `s${at}`,
    ]);
    const wide = Array.from({ length: 9 }, (_, at): [string, string] => [
      `s${depth - 1}`,
      `w${at}`,
    ]);
    const nodes = ['r', ...spine.map(([, id]) => id), ...wide.map(([, id]) => id)];
    const drawn = input({
      root: 'r',
      nodes: [
        ...nodes.map((id) => ({ ...node(id), group: 'base' })),
        ...names.map((id) => ({ ...node(id), group: id })),
      ],
      links: supports(...chain, ...spine, ...wide),
      within: new Map(names.slice(1).map((name, at) => [name, `m${at}`])),
    });
    expectContained(drawn);
    const { containers, boxes } = layoutArgument(drawn);
    expect(containers).toHaveLength(depth);
    const lowest = Math.max(...containers.map(({ y, height }) => y + height));
    const below = boxes.filter(({ id }) => id.startsWith('w'));
    expect(below.every(({ y }) => y > lowest)).toBe(true);
  });

  it('is drawn all the same where people write that modules contain each other', () => {
    const around = new Map([
      ['axis', 'plant'],
      ['cell', 'axis'],
      ['plant', 'cell'],
    ]);
    expectSound(layoutArgument({ ...plant, within: around }));
  });
});
