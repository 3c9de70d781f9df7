import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anchorOf, isSameInput, keepInPlace, reuseUnchanged } from './keepInPlace';
import { layoutArgument } from './layoutArgument';
import type { LayoutInput } from './model';

/** A tree: every element below an earlier one. */
const trees = fc
  .array(fc.record({ above: fc.nat(30), width: fc.constantFrom(60, 100, 140) }), {
    minLength: 1,
    maxLength: 30,
  })
  .map((nodes): LayoutInput => ({
    root: '0',
    nodes: nodes.map(({ width }, at) => ({ id: String(at), width, height: 60 })),
    links: nodes.slice(1).map(({ above }, at) => ({
      id: `l${at + 1}`,
      kind: 'supported-by',
      from: String(above % (at + 1)),
      to: String(at + 1),
    })),
    challenges: [],
    collapsed: new Set(),
  }));

const everything = { x: -1e6, y: -1e6, width: 2e6, height: 2e6 };

describe('a layout that is kept in place', () => {
  it('leaves the top and the middle of the anchor where they were, whatever else changed', () => {
    fc.assert(
      fc.property(trees, fc.nat(), fc.constantFrom(60, 100, 180), (tree, pick, width) => {
        const anchor = tree.nodes[pick % tree.nodes.length]?.id ?? '0';
        const before = layoutArgument(tree);
        const changed = tree.nodes.map((node) =>
          node.id === anchor ? { ...node, width } : { ...node, height: node.height + 30 },
        );
        const after = keepInPlace(layoutArgument({ ...tree, nodes: changed }), before, anchor);
        const [then, now] = [before, after].map(({ boxes }) =>
          boxes.find(({ id }) => id === anchor),
        );
        if (then === undefined || now === undefined) throw new Error('The anchor is not drawn.');
        expect(now.y).toBe(then.y);
        expect(now.x + now.width / 2).toBe(then.x + then.width / 2);
      }),
    );
  });

  it('takes the wanted element while the window shows it, else what is nearest to its middle', () => {
    const tree: LayoutInput = {
      root: 'a',
      nodes: ['a', 'b', 'c'].map((id) => ({ id, width: 100, height: 60 })),
      links: ['b', 'c'].map((to) => ({ id: to, kind: 'supported-by', from: 'a', to })),
      challenges: [],
      collapsed: new Set(),
    };
    const layout = layoutArgument(tree);
    expect(anchorOf(layout, layout, ['b'], everything)).toBe('b');
    const c = layout.boxes.find(({ id }) => id === 'c') ?? everything;
    expect(anchorOf(layout, layout, ['b'], c)).toBe('c');
    const without = layoutArgument({ ...tree, nodes: tree.nodes.slice(0, 2) });
    expect(anchorOf(without, layout, ['c'], c)).not.toBe('c');
    expect(anchorOf({ ...layout, boxes: [] }, layout, ['a'], everything)).toBeNull();
  });

  it('is made of the very objects of the one before where nothing changed', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const before = layoutArgument(tree);
        const after = reuseUnchanged(layoutArgument(tree), before);
        for (const [at, box] of after.boxes.entries()) expect(box).toBe(before.boxes[at]);
        for (const [at, route] of after.routes.entries()) expect(route).toBe(before.routes[at]);
      }),
    );
  });
});

describe('the input of a layout', () => {
  it('is the same for equal structure and sizes, and for nothing else', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        expect(isSameInput(tree, structuredClone(tree))).toBe(true);
        const [first, ...rest] = tree.nodes;
        if (first === undefined) return;
        const wider = [{ ...first, width: first.width + 4 }, ...rest];
        expect(isSameInput(tree, { ...tree, nodes: wider })).toBe(false);
        expect(isSameInput(tree, { ...tree, collapsed: new Set(['0']) })).toBe(false);
        const fold = { id: 'f', members: ['0'], width: 10, height: 10 };
        expect(isSameInput(tree, { ...tree, folds: [fold] })).toBe(false);
        if (tree.links.length > 0) expect(isSameInput(tree, { ...tree, links: [] })).toBe(false);
      }),
    );
  });
});
