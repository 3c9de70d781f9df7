/** Arguments for tests of the layout, and what every drawing must be. */

import fc from 'fast-check';
import { expect } from 'vitest';

import type { Box, Layout, LayoutInput, LayoutLink, Point, Rectangle } from '../model';

export const input = (changed: Partial<LayoutInput> = {}): LayoutInput => ({
  root: null,
  nodes: [],
  links: [],
  challenges: [],
  collapsed: new Set(),
  ...changed,
});
export const node = (id: string, width = 100, height = 60) => ({ id, width, height });
export const supports = (...pairs: readonly (readonly [string, string])[]): LayoutLink[] =>
  pairs.map(([from, to]) => ({ id: `${from}>${to}`, kind: 'supported-by', from, to }));
export const contexts = (...pairs: readonly (readonly [string, string])[]): LayoutLink[] =>
  pairs.map(([from, to]) => ({ id: `${from}~${to}`, kind: 'in-context-of', from, to }));
export const boxOf = (layout: Layout, id: string): Box => {
  const box = layout.boxes.find((one) => one.id === id);
  if (box === undefined) throw new Error(`no box ${id}`);
  return box;
};
export const centre = (box: Rectangle) => box.x + box.width / 2;
export const ids = (layout: Layout) => layout.boxes.map((box) => box.id).sort();

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether the stretch runs through the inside of the box. */
function crosses(from: Point, to: Point, box: Rectangle): boolean {
  const edge = 0.01;
  const stretch = {
    x: Math.min(from.x, to.x) - edge / 2,
    y: Math.min(from.y, to.y) - edge / 2,
    width: Math.abs(from.x - to.x) + edge,
    height: Math.abs(from.y - to.y) + edge,
  };
  const inside = {
    x: box.x + edge,
    y: box.y + edge,
    width: box.width - 2 * edge,
    height: box.height - 2 * edge,
  };
  return overlap(stretch, inside);
}

export function expectSound(layout: Layout): void {
  const { boxes, routes, bounds } = layout;
  for (const [index, box] of boxes.entries()) {
    expect(Number.isFinite(box.x) && Number.isFinite(box.y)).toBe(true);
    for (const other of boxes.slice(index + 1)) {
      if (overlap(box, other)) throw new Error(`${box.id} and ${other.id} overlap`);
    }
    expect(overlap(box, bounds)).toBe(true);
  }
  for (const { id, points } of routes) {
    expect(points.length).toBeGreaterThan(1);
    for (const [index, to] of points.entries()) {
      const from = points[index - 1];
      if (from === undefined) continue;
      if (from.x !== to.x && from.y !== to.y) throw new Error(`${id} runs aslant`);
      for (const box of boxes) {
        if (crosses(from, to, box)) throw new Error(`${id} runs through ${box.id}`);
      }
    }
  }
}

/** No two elements' links run on top of each other sideways, where it could not be told whose is whose. */
export function expectLinksApart(layout: Layout): void {
  const levels = new Map<number, { from: string; left: number; right: number }[]>();
  for (const { kind, from, points } of layout.routes) {
    if (kind !== 'supported-by') continue;
    for (const [index, to] of points.entries()) {
      const before = points[index - 1];
      if (before === undefined || before.y !== to.y || before.x === to.x) continue;
      const level = levels.get(to.y) ?? [];
      levels.set(to.y, level);
      const stretch = { left: Math.min(before.x, to.x), right: Math.max(before.x, to.x) };
      for (const other of level) {
        if (other.from === from || stretch.left >= other.right || other.left >= stretch.right)
          continue;
        throw new Error(`links of ${from} and ${other.from} run on top of each other`);
      }
      level.push({ from, ...stretch });
    }
  }
}

/** Any graph at all: shared elements, cycles, self-support, dangling links, odd kinds. */
export const graphArb = fc
  .record({
    sizes: fc.array(
      fc.record({
        width: fc.integer({ min: 24, max: 320 }),
        height: fc.integer({ min: 20, max: 200 }),
      }),
      { minLength: 1, maxLength: 40 },
    ),
    links: fc.array(
      fc.record({
        from: fc.nat(40),
        to: fc.nat(40),
        isContext: fc.integer({ min: 0, max: 3 }).map((choice) => choice === 0),
      }),
      { maxLength: 70 },
    ),
    challenges: fc.array(
      fc.record({
        kind: fc.constantFrom('node' as const, 'link' as const, 'defeater' as const),
        at: fc.nat(70),
        width: fc.integer({ min: 30, max: 200 }),
        height: fc.integer({ min: 20, max: 120 }),
      }),
      { maxLength: 12 },
    ),
    collapsed: fc.array(fc.nat(40), { maxLength: 4 }),
    fold: fc.option(fc.uniqueArray(fc.nat(40), { minLength: 1, maxLength: 3 }), { nil: null }),
    root: fc.option(fc.nat(40), { nil: null }),
  })
  .map(({ sizes, links, challenges, collapsed, fold, root }): LayoutInput => ({
    root: root === null ? null : `n${root}`,
    nodes: sizes.map((size, index) => ({ id: `n${index}`, ...size })),
    links: links.map(({ from, to, isContext }, index) => ({
      id: `l${index}`,
      kind: isContext ? 'in-context-of' : 'supported-by',
      from: `n${from}`,
      to: `n${to}`,
    })),
    challenges: challenges.map(({ kind, at, width, height }, index) => ({
      id: `d${index}`,
      width,
      height,
      target:
        kind === 'node'
          ? { node: `n${at}` }
          : kind === 'link'
            ? { link: `l${at}` }
            : { defeater: `d${at % 12}` },
    })),
    collapsed: new Set(collapsed.map((index) => `n${index}`)),
    folds:
      fold === null
        ? []
        : [{ id: 'f', members: fold.map((at) => `n${at}`), width: 90, height: 50 }],
  }));

/** A well-formed argument: a tree with contexts, and some further links downwards. */
export const treeArb = fc
  .array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 2, maxLength: 60 })
  .map((parents): LayoutInput => {
    const links: LayoutLink[] = [];
    const goals = ['n0'];
    for (const [index, [choice, isContext]] of parents.entries()) {
      const id = `n${index + 1}`;
      const from = goals[choice % goals.length] ?? 'n0';
      links.push(...(isContext && index % 3 === 0 ? contexts([from, id]) : supports([from, id])));
      if (!(isContext && index % 3 === 0)) goals.push(id);
    }
    const nodes = [{ id: 'n0' }, ...parents.map((_, index) => ({ id: `n${index + 1}` }))];
    return input({
      root: 'n0',
      nodes: nodes.map(({ id }, index) => node(id, 80 + (index % 5) * 30, 40 + (index % 4) * 20)),
      links,
    });
  });
