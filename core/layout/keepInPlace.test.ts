import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isSameInput } from './keepInPlace';
import { treeArb } from './testing/arguments';

describe('the input of a layout', () => {
  it('is the same for equal structure and sizes, and for nothing else', () => {
    fc.assert(
      fc.property(treeArb, (tree) => {
        expect(isSameInput(tree, structuredClone(tree))).toBe(true);
        const [first, ...rest] = tree.nodes;
        if (first === undefined) return;
        const others = [
          { nodes: [{ ...first, width: first.width + 4 }, ...rest] },
          { nodes: [{ ...first, sideInset: 8 }, ...rest] },
          { nodes: [{ ...first, group: 'module' }, ...rest] },
          { collapsed: new Set([first.id]) },
          { folds: [{ id: 'f', members: [first.id], width: 10, height: 10 }] },
          { links: tree.links.slice(1) },
          { root: null },
        ];
        for (const change of others) expect(isSameInput(tree, { ...tree, ...change })).toBe(false);
      }),
      { numRuns: 50 },
    );
  });
});
