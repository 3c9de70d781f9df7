import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Layouter } from './layouter';
import type { Layout, LayoutInput, LayoutLink } from './model';
import {
  boxOf,
  centre,
  expectLinksApart,
  expectSound,
  graphArb,
  input,
  node,
  supports,
  treeArb,
} from './testing/arguments';

const everything = { x: -1e6, y: -1e6, width: 2e6, height: 2e6 };

/** Ids of boxes that are in both layouts, in another place. */
function moved(before: Layout, after: Layout): string[] {
  const places = new Map(before.boxes.map((box) => [box.id, box]));
  return after.boxes
    .filter((box) => {
      const then = places.get(box.id);
      return then !== undefined && (centre(then) !== centre(box) || then.y !== box.y);
    })
    .map(({ id }) => id);
}

/** An element and all above it, with their contexts. */
function upwards(id: string, links: readonly LayoutLink[]): Set<string> {
  const above = new Set<string>();
  for (let at: string | undefined = id; at !== undefined;) {
    above.add(at);
    at = links.find((link) => link.to === at)?.from;
  }
  for (const { kind, from, to } of links) {
    if (kind === 'in-context-of' && above.has(from)) above.add(to);
  }
  return above;
}

/** One change of a kind: a child, a width, a removal, a fold, a link from elsewhere. */
function edited(now: LayoutInput, choice: number, kind: number): LayoutInput {
  const { nodes, links, collapsed } = now;
  const [at, other] = [nodes[choice % nodes.length], nodes[(choice >> 3) % nodes.length]];
  if (at === undefined || other === undefined) return now;
  const id = `new${nodes.length} ${links.length}`;
  switch (kind) {
    case 0:
      return {
        ...now,
        nodes: [...nodes, node(id)],
        links: [...links, { id, kind: 'supported-by', from: at.id, to: id }],
      };
    case 1:
      return {
        ...now,
        nodes: nodes.map((one) => (one === at ? { ...one, width: 40 + (choice % 300) } : one)),
      };
    case 2:
      return { ...now, nodes: nodes.length > 1 ? nodes.filter((one) => one !== at) : nodes };
    case 3:
      return { ...now, collapsed: new Set(collapsed.has(at.id) ? [] : [at.id]) };
    default:
      return {
        ...now,
        links: [...links, { id, kind: 'supported-by', from: other.id, to: at.id }],
      };
  }
}

/** Three layers below the root, `families` of three leaves each. */
function wideTree(families: number): LayoutInput {
  const links = Array.from({ length: families }, (_, at) => {
    const family = `f${at}`;
    return supports(
      ['root', family],
      ...['a', 'b', 'c'].map((leaf) => [family, family + leaf] as const),
    );
  }).flat();
  const all = new Set(['root', ...links.map(({ to }) => to)]);
  return input({ root: 'root', nodes: [...all].map((id) => node(id)), links });
}

describe('an argument that changes', () => {
  it('has no overlapping boxes and no line through a box, whatever it becomes', () => {
    fc.assert(
      fc.property(fc.array(graphArb, { minLength: 2, maxLength: 4 }), (graphs) => {
        const layouter = new Layouter();
        for (const graph of graphs) expectSound(layouter.layout(graph));
      }),
      { numRuns: 600 },
    );
  });

  it('is sound however deep it is', () => {
    const deepArb = fc.array(fc.nat(3), { minLength: 90, maxLength: 160 });
    const widthArb = fc.array(fc.integer({ min: 20, max: 300 }), {
      minLength: 160,
      maxLength: 160,
    });
    fc.assert(
      fc.property(deepArb, fc.array(widthArb, { minLength: 2, maxLength: 3 }), (above, changes) => {
        const layouter = new Layouter();
        for (const widths of changes) {
          const nodes = widths.slice(0, above.length + 1).map((width, at) => node(`n${at}`, width));
          const pairs = above.map((up, at) => [`n${Math.max(0, at - up)}`, `n${at + 1}`] as const);
          expectSound(layouter.layout(input({ root: 'n0', nodes, links: supports(...pairs) })));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('is sound after every edit of a long session', () => {
    fc.assert(
      fc.property(
        treeArb,
        fc.array(fc.tuple(fc.nat(), fc.nat(4)), { maxLength: 12 }),
        (tree, edits) => {
          const layouter = new Layouter();
          layouter.layout(tree);
          let now = tree;
          for (const [choice, kind] of edits) {
            now = edited(now, choice, kind);
            const layout = layouter.layout(now);
            expectSound(layout);
            expectLinksApart(layout);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('comes out the same for the same history', () => {
    fc.assert(
      fc.property(graphArb, graphArb, (one, other) => {
        const [layouter, again] = [new Layouter(), new Layouter()];
        for (const graph of [one, other, one])
          expect(layouter.layout(graph)).toEqual(again.layout(graph));
      }),
      { numRuns: 100 },
    );
  });

  it('is the very layout of before when nothing changed', () => {
    fc.assert(
      fc.property(graphArb, (graph) => {
        const layouter = new Layouter();
        const layout = layouter.layout(graph);
        expect(layouter.layout(structuredClone(graph))).toBe(layout);
      }),
      { numRuns: 100 },
    );
  });

  it('moves nothing when an element is collapsed, and nothing when it is opened again', () => {
    fc.assert(
      fc.property(treeArb, fc.nat(), (tree, choice) => {
        const chosen = tree.nodes[choice % tree.nodes.length]?.id ?? 'n0';
        const layouter = new Layouter();
        const before = layouter.layout(tree);
        const closed = layouter.layout({ ...tree, collapsed: new Set([chosen]) });
        expect(moved(before, closed)).toEqual([]);
        expectSound(closed);
        const open = layouter.layout({ ...tree, collapsed: new Set() });
        const below = new Set(before.boxes.map(({ id }) => id));
        for (const { id } of closed.boxes) below.delete(id);
        for (const id of moved(before, open)) expect(below).toContain(id);
      }),
      { numRuns: 300 },
    );
  });

  it('moves only what is above an element when it is taken away', () => {
    fc.assert(
      fc.property(treeArb, (tree) => {
        const last = tree.nodes.at(-1)?.id ?? '';
        const layouter = new Layouter();
        const before = layouter.layout(tree);
        const after = layouter.layout({ ...tree, nodes: tree.nodes.slice(0, -1) });
        const above = upwards(last, tree.links);
        for (const id of moved(before, after)) expect(above).toContain(id);
        expectSound(after);
      }),
      { numRuns: 300 },
    );
  });

  it('has room for one more in a large drawing: only its siblings and what is above make way', () => {
    const tree = wideTree(120);
    const layouter = new Layouter();
    const before = layouter.layout(tree);
    const after = layouter.layout({
      ...tree,
      nodes: [...tree.nodes, node('new')],
      links: [...tree.links, ...supports(['f60', 'new'])],
    });
    expect(boxOf(after, 'new').x).toBe(boxOf(before, 'f60c').x + 128);
    expect(moved(before, after)).toEqual(['f60']);
  });

  it('draws in the order in which siblings are now', () => {
    const layouter = new Layouter();
    const nodes = ['a', 'b', 'c', 'd'].map((id) => node(id));
    const ordered = (...children: string[]) =>
      layouter.layout(
        input({ root: 'a', nodes, links: supports(...children.map((id) => ['a', id] as const)) }),
      );
    ordered('b', 'c', 'd');
    const layout = ordered('d', 'b', 'c');
    const xs = ['d', 'b', 'c'].map((id) => boxOf(layout, id).x);
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
    expectSound(layout);
  });

  it('is made of the very objects of before where nothing changed', () => {
    const tree = wideTree(120);
    const layouter = new Layouter();
    const before = layouter.layout(tree);
    const nodes = tree.nodes.map((one) => (one.id === 'f3b' ? { ...one, height: 50 } : one));
    const after = layouter.layout({ ...tree, nodes });
    const changed = after.boxes.filter((box) => !before.boxes.includes(box));
    expect(changed.map(({ id }) => id)).toEqual(['f3b']);
    const redrawn = after.routes.filter((route) => !before.routes.includes(route));
    expect(redrawn.length).toBeLessThanOrEqual(1);
  });

  it('is placed anew where most boxes have another size', () => {
    fc.assert(
      fc.property(treeArb, fc.integer({ min: 1, max: 60 }), (tree, more) => {
        const nodes = tree.nodes.map((one) => ({ ...one, width: one.width + more }));
        const layouter = new Layouter();
        layouter.layout(tree);
        const measured = { ...tree, nodes };
        expect(layouter.layout(measured)).toEqual(new Layouter().layout(measured));
      }),
      { numRuns: 100 },
    );
  });

  it('forgets what is no longer part of it', () => {
    const layouter = new Layouter();
    const tree = wideTree(3);
    layouter.layout(tree);
    layouter.layout(input());
    expect(layouter.layout(tree)).toEqual(new Layouter().layout(tree));
  });
});

describe('what somebody looks at', () => {
  it('stays where it was, its top and its middle, whatever else changes', () => {
    fc.assert(
      fc.property(treeArb, treeArb, fc.nat(), (tree, other, pick) => {
        const layouter = new Layouter();
        const before = layouter.layout(tree);
        const wanted = before.boxes[pick % before.boxes.length]?.id ?? '';
        const after = layouter.layout(other, { wanted: [wanted], window: everything });
        const [then, now] = [before, after].map(({ boxes }) =>
          boxes.find(({ id }) => id === wanted),
        );
        if (then === undefined || now === undefined) return;
        expect(Math.abs(now.y - then.y)).toBeLessThan(1);
        expect(Math.abs(centre(now) - centre(then))).toBeLessThan(1);
        expectSound(after);
      }),
      { numRuns: 300 },
    );
  });

  it('is what was wanted while the window shows it, else what is nearest to its middle', () => {
    const nodes = ['a', 'b', 'c'].map((id) => node(id));
    const links = supports(['a', 'b'], ['a', 'c']);
    const tree = input({ root: 'a', nodes, links });
    const wider = { ...tree, nodes: nodes.map((one) => ({ ...one, width: one.width + 200 })) };
    const staying = (wanted: string, shownBox: string | null) => {
      const layouter = new Layouter();
      const before = layouter.layout(tree);
      const shown = shownBox === null ? everything : boxOf(before, shownBox);
      const after = layouter.layout(wider, { wanted: [wanted], window: shown });
      return nodes.filter(({ id }) => !moved(before, after).includes(id)).map(({ id }) => id);
    };
    expect(staying('c', null)).toContain('c');
    expect(staying('c', 'b')).toContain('b');
    expect(staying('gone', 'c')).toContain('c');
  });
});
