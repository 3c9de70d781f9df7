import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Defeater } from '@/core/argument/document';
import { indexArgument } from '@/core/argument/outline';
import { nodesBeyond } from '@/core/argument/reach';
import { builtInTemplate } from '@/core/templates/templates';

import { diagramOf } from './documentLayout';
import { gsnShape } from './gsnShapes';
import { ESTIMATED_TEXT, Labels } from './label';
import { layoutArgument } from './layoutArgument';
import { expectSound } from './testing/arguments';

const scheming = builtInTemplate('scheming');
const options = { labels: new Labels(ESTIMATED_TEXT), doubts: 'none' } as const;

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
    const { input } = diagramOf(scheming, { ...options, doubts: 'all' });
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

  it('has room for instantiation data, whatever refers to them', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.subarray([...scheming.nodes]), words, (marked, instantiation) => {
        const nodes = scheming.nodes.map((one) =>
          marked.includes(one) ? { ...one, instantiation } : one,
        );
        const { input, faces } = diagramOf({ ...scheming, nodes }, options);
        // Links end on outlines, which lie within the boxes of all but rectangles.
        const boxed = input.nodes.map(({ id, width, height }) => ({ id, width, height }));
        const layout = layoutArgument({ ...input, nodes: boxed });
        expectSound(layout);
        for (const { id, width, height } of layout.boxes) {
          const kind = faces.get(id)?.kind;
          if (kind === undefined || !marked.some((one) => one.id === id)) continue;
          const { table, text } = gsnShape(kind, width, height, { instantiation: true });
          expect(table && table.y + 14).toBeLessThanOrEqual(height);
          expect(table?.y).toBeGreaterThanOrEqual(text.y + text.height);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('draws a border around a branch of another module', () => {
    const own = diagramOf(scheming, options).input;
    expect(layoutArgument(own).containers).toEqual([]);
    const [solution] = scheming.nodes.filter(({ kind }) => kind === 'solution');
    const nodes = scheming.nodes.map((one) =>
      one === solution ? { ...one, module: 'measurements' } : one,
    );
    const { input } = diagramOf({ ...scheming, nodes }, options);
    expect(layoutArgument(input).containers).toMatchObject([
      { group: 'measurements', top: solution?.id },
    ]);
  });

  it('draws the border of a module in that of the one that contains it', () => {
    const top = scheming.nodes.find(({ identifier }) => identifier === 'HC1');
    if (top === undefined) throw new Error('no HC1');
    const below = nodesBeyond([top.id], 'below', indexArgument(scheming));
    const nodes = scheming.nodes.map((one) =>
      one === top
        ? { ...one, module: 'plant' }
        : below.has(one.id)
          ? { ...one, module: 'cell' }
          : one,
    );
    const groupsIn = (within: string) => {
      const module = { kind: 'module' as const, title: '', description: '', annotations: {} };
      const modules = [
        { ...module, id: '1', name: 'plant', within: '' },
        { ...module, id: '2', name: 'cell', within },
      ];
      const { input } = diagramOf({ ...scheming, nodes, modules }, options);
      return new Set(layoutArgument(input).containers.map(({ group }) => group));
    };
    expect(groupsIn('plant')).toEqual(new Set(['plant', 'cell']));
    expect(groupsIn('')).toEqual(new Set(['cell']));
  });

  it('leaves out what a checklist merely offers', () => {
    const [first, ...others] = scheming.defeaters;
    if (first === undefined) throw new Error('The template has a checklist.');
    const defeaters: Defeater[] = [{ ...first, origin: 'author' }, ...others];
    const { input } = diagramOf({ ...scheming, defeaters }, { ...options, doubts: 'raised' });
    expect(input.challenges.map(({ id }) => id)).toEqual([first.id]);
  });

  it('draws siblings that were put aside as one box that names them', () => {
    const named = new Map(scheming.nodes.map((node) => [node.identifier, node.id]));
    const members = ['HC2', 'HC3', 'HC5'].map((name) => named.get(name) ?? '');
    const { input, faces } = diagramOf(scheming, { ...options, folds: [{ id: 'fold', members }] });
    expect(faces.get('fold')?.label).toMatchObject({
      identifier: '3 folded',
      lines: ['HC2 HC3 HC5'],
    });
    const { boxes } = layoutArgument(input);
    expect(boxes.find(({ id }) => id === 'fold')).toMatchObject({ role: 'fold' });
    expect(boxes.some(({ id }) => members.includes(id))).toBe(false);
  });

  it('says behind the identifier what a reader must not miss', () => {
    const noteOf = (identifier: string) => {
      const { id } = scheming.nodes.find((node) => node.identifier === identifier) ?? { id: '' };
      return diagramOf(scheming, options).faces.get(id)?.label.note;
    };
    expect(noteOf('HC6')).toBe('open problem');
    expect(noteOf('AL0')).toBe('supports');
    expect(noteOf('G0')).toBe('');
  });
});
