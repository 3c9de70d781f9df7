import { describe, expect, it } from 'vitest';

import { builtInTemplate } from '@/core/templates/templates';

import { diagramOf } from './documentLayout';
import { ESTIMATED_TEXT } from './label';
import { layoutArgument } from './layoutArgument';

const scheming = builtInTemplate('scheming');
const options = { measure: ESTIMATED_TEXT, challenges: false };

describe('the diagram of the scheming template', () => {
  it('draws its 80 elements once, contexts beside their goals', () => {
    const { boxes, routes } = layoutArgument(diagramOf(scheming, options).input);
    expect(boxes).toHaveLength(80);
    expect(routes).toHaveLength(scheming.links.length);
    const contexts = scheming.nodes.filter((node) =>
      ['context', 'assumption', 'justification'].includes(node.kind),
    );
    expect(
      boxes
        .filter((box) => box.role === 'context')
        .map((box) => box.id)
        .sort(),
    ).toEqual(contexts.map((node) => node.id).sort());
  });

  it('shows every doubt when asked to', () => {
    const { input } = diagramOf(scheming, { ...options, challenges: true });
    const { boxes, routes } = layoutArgument(input);
    expect(boxes).toHaveLength(80 + scheming.defeaters.length);
    expect(routes.filter((route) => route.kind === 'challenges')).toHaveLength(
      scheming.defeaters.length,
    );
  });

  it('keeps the order in which the template lists the children', () => {
    const { boxes } = layoutArgument(diagramOf(scheming, options).input);
    const named = new Map(scheming.nodes.map((node) => [node.identifier, node.id]));
    const xs = ['SI0', 'HI0', 'HC0', 'AL0'].map(
      (name) => boxes.find((box) => box.id === named.get(name))?.x ?? Number.NaN,
    );
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
  });

  it('hides what hangs below a collapsed element and says how much', () => {
    const s2 = scheming.nodes.find((node) => node.identifier === 'S2');
    if (s2 === undefined) throw new Error('no S2');
    const collapsed = new Set([s2.id]);
    const { boxes } = layoutArgument(diagramOf(scheming, { ...options, collapsed }).input);
    const hides = boxes.find((box) => box.id === s2.id)?.hides ?? 0;
    expect(hides).toBeGreaterThan(0);
    expect(boxes).toHaveLength(80 - hides);
  });
});
