import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { layoutArgument } from './layoutArgument';
import type { Box, Layout } from './model';
import {
  boxOf,
  centre,
  contexts,
  expectLinksApart,
  expectSound,
  graphArb,
  ids,
  input,
  node,
  supports,
  treeArb,
} from './testing/arguments';

describe('any argument', () => {
  it('has no overlapping boxes and no line through a box', () => {
    fc.assert(
      fc.property(graphArb, (graph) => {
        const layout = layoutArgument(graph);
        expectSound(layout);
        expectLinksApart(layout);
      }),
      { numRuns: 1500 },
    );
  });

  it('is drawn whole when nothing is folded, each element once and each link between them', () => {
    fc.assert(
      fc.property(graphArb, (graph) => {
        const whole = { ...graph, collapsed: new Set<string>(), folds: [] };
        const layout = layoutArgument(whole);
        const expected = [...whole.nodes, ...whole.challenges].map((one) => one.id);
        expect(ids(layout)).toEqual(expected.sort());
        const known = new Set(whole.nodes.map((one) => one.id));
        const links = whole.links.filter((link) => known.has(link.from) && known.has(link.to));
        const drawn = layout.routes.filter((route) => route.kind !== 'challenges');
        expect(drawn.map((route) => route.id).sort()).toEqual(links.map((link) => link.id).sort());
      }),
      { numRuns: 500 },
    );
  });

  it('is drawn when two elements are context of each other and of nothing else', () => {
    const layout = layoutArgument({
      root: 'c',
      nodes: [node('a'), node('b'), node('c')],
      links: contexts(['a', 'b'], ['b', 'a']),
      challenges: [],
      collapsed: new Set(),
    });
    expect(ids(layout)).toEqual(['a', 'b', 'c']);
    expect(layout.routes).toHaveLength(2);
  });

  it('comes out the same every time', () => {
    fc.assert(
      fc.property(graphArb, (graph) => {
        expect(layoutArgument(graph)).toEqual(layoutArgument(graph));
      }),
      { numRuns: 100 },
    );
  });
});

describe('a tree', () => {
  it('keeps reading order, layers and puts parents over the middle of their children', () => {
    fc.assert(
      fc.property(treeArb, (tree) => {
        const layout = layoutArgument(tree);
        expectSound(layout);
        const children = new Map<string, Box[]>();
        for (const { kind, from, to } of tree.links) {
          if (kind !== 'supported-by') continue;
          children.set(from, [...(children.get(from) ?? []), boxOf(layout, to)]);
        }
        for (const [parent, boxes] of children) {
          const above = boxOf(layout, parent);
          const xs = boxes.map(centre);
          expect(xs).toEqual(xs.toSorted((a, b) => a - b));
          const middle = ((xs[0] ?? 0) + (xs.at(-1) ?? 0)) / 2;
          expect(Math.abs(centre(above) - middle)).toBeLessThanOrEqual(11);
          for (const box of boxes) expect(box.layer).toBe(above.layer + 1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps the order of what stays when an element is collapsed, and the shape of what is beside it', () => {
    fc.assert(
      fc.property(treeArb, fc.nat(), (tree, choice) => {
        const chosen = tree.nodes[choice % tree.nodes.length]?.id ?? 'n0';
        const before = layoutArgument(tree);
        const after = layoutArgument({ ...tree, collapsed: new Set([chosen]) });
        expect(boxOf(after, chosen).hides).toBe(before.boxes.length - after.boxes.length);
        const order = (layout: Layout, layer: number) =>
          layout.boxes
            .filter((box) => box.layer === layer && after.boxes.some((one) => one.id === box.id))
            .toSorted((a, b) => a.x - b.x)
            .map((box) => box.id);
        for (const { layer } of after.boxes)
          expect(order(after, layer)).toEqual(order(before, layer));
        const above = new Set<string>();
        for (let id: string | undefined = chosen; id !== undefined;) {
          above.add(id);
          id = tree.links.find((link) => link.to === id)?.from;
        }
        const drawn = new Set(ids(after));
        for (const { from, to } of tree.links) {
          if (above.has(from) || !drawn.has(from)) continue;
          const apart = (layout: Layout) => boxOf(layout, to).x - boxOf(layout, from).x;
          expect(Math.abs(apart(after) - apart(before))).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the drawing', () => {
  it('puts contexts at the right of their element, level with it', () => {
    const layout = layoutArgument(
      input({ root: 'g', nodes: [node('g'), node('c', 80, 40)], links: contexts(['g', 'c']) }),
    );
    expect(boxOf(layout, 'c')).toMatchObject({ role: 'context', x: 80, y: 10 });
    expect(layout.routes[0]?.points).toEqual([
      { x: 50, y: 30 },
      { x: 80, y: 30 },
    ]);
  });

  it('draws a shared element once, below all that rest on it, with a head for each', () => {
    const layout = layoutArgument(
      input({
        root: 'a',
        nodes: ['a', 'b', 'c', 's'].map((id) => node(id)),
        links: supports(['a', 'b'], ['a', 'c'], ['b', 's'], ['c', 's'], ['a', 's']),
      }),
    );
    expectSound(layout);
    expect(boxOf(layout, 's').layer).toBe(2);
    const heads = layout.routes
      .filter((route) => route.to === 's')
      .map((route) => route.points.at(-1)?.x);
    expect(new Set(heads).size).toBe(3);
  });

  it('ends links on the outline of circles', () => {
    const layout = layoutArgument(
      input({
        root: 'a',
        nodes: [...['a', 'b', 'c'].map((id) => node(id)), { ...node('s', 80, 80), round: true }],
        links: supports(['a', 'b'], ['a', 'c'], ['b', 's'], ['c', 's']),
      }),
    );
    const circle = boxOf(layout, 's');
    for (const { points, to } of layout.routes) {
      const head = points.at(-1);
      if (to !== 's' || head === undefined) continue;
      const radius = Math.hypot(head.x - centre(circle), head.y - (circle.y + 40));
      expect(radius).toBeCloseTo(40);
    }
  });

  it('draws a context of two goals once', () => {
    const layout = layoutArgument(
      input({
        root: 'a',
        nodes: ['a', 'b', 'c', 'x'].map((id) => node(id)),
        links: [...supports(['a', 'b'], ['a', 'c']), ...contexts(['b', 'x'], ['c', 'x'])],
      }),
    );
    expectSound(layout);
    expect(layout.routes.filter((route) => route.to === 'x')).toHaveLength(2);
    expect(boxOf(layout, 'x').x).toBeLessThan(boxOf(layout, 'c').x);
  });

  it('puts a challenge below what it aims at, its head on it', () => {
    const challenge = (
      id: string,
      target: { node: string } | { link: string } | { defeater: string },
    ) => ({
      id,
      width: 90,
      height: 40,
      target,
    });
    const layout = layoutArgument(
      input({
        root: 'a',
        nodes: ['a', 'b', 'x'].map((id) => node(id)),
        links: [...supports(['a', 'b']), ...contexts(['a', 'x'])],
        challenges: [
          challenge('d1', { node: 'a' }),
          challenge('d2', { defeater: 'd1' }),
          challenge('d3', { link: 'a>b' }),
          challenge('d4', { link: 'a~x' }),
          challenge('d5', { node: 'x' }),
          challenge('d6', { node: 'nowhere' }),
        ],
      }),
    );
    expectSound(layout);
    const head = (id: string) => {
      const point = layout.routes.find((route) => route.id === id)?.points.at(-1);
      if (point === undefined) throw new Error(`no route ${id}`);
      return point;
    };
    const a = boxOf(layout, 'a');
    expect(head('d1').y).toBe(a.y + a.height);
    expect(boxOf(layout, 'd1').y).toBeGreaterThan(a.y + a.height);
    const d1 = boxOf(layout, 'd1');
    expect(head('d2').y).toBe(d1.y + d1.height);
    const b = boxOf(layout, 'b');
    expect(head('d3')).toEqual({ x: centre(b), y: b.y - 10 });
    expect(head('d4').y).toBe(a.y + a.height / 2);
    const x = boxOf(layout, 'x');
    expect(head('d5')).toEqual({ x: x.x + x.width, y: x.y + x.height / 2 });
    expect(layout.routes.some((route) => route.id === 'd6')).toBe(false);
    expect(boxOf(layout, 'd6').role).toBe('challenge');
  });

  it('draws folded children as one box in place of the first', () => {
    const layout = layoutArgument(
      input({
        root: 'a',
        nodes: ['a', 'b', 'c', 'd', 'e'].map((id) => node(id)),
        links: supports(['a', 'b'], ['a', 'c'], ['a', 'd'], ['c', 'e']),
        folds: [{ id: 'f', members: ['b', 'c'], width: 80, height: 50 }],
      }),
    );
    expect(ids(layout)).toEqual(['a', 'd', 'f']);
    expect(boxOf(layout, 'f')).toMatchObject({ role: 'fold', hides: 3, layer: 1 });
    expect(boxOf(layout, 'f').x).toBeLessThan(boxOf(layout, 'd').x);
  });

  it('is empty for an empty argument', () => {
    expect(layoutArgument(input())).toEqual({
      boxes: [],
      routes: [],
      containers: [],
      bounds: { x: 0, y: 0, width: 0, height: 0 },
    });
  });

  it('takes a chain of ten thousand without running out of stack', () => {
    const chain = Array.from({ length: 10_000 }, (_, index) => `n${index}`);
    const links = chain.slice(1).map((to, index) => [`n${index}`, to] as const);
    const layout = layoutArgument(
      input({ root: 'n0', nodes: chain.map((id) => node(id)), links: supports(...links) }),
    );
    expect(layout.boxes).toHaveLength(10_000);
    expect(layout.bounds.width).toBe(100);
  });
});
