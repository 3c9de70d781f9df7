import { describe, expect, it } from 'vitest';
import { blankCase, blankLink, blankNode } from '@/core/argument/blank';
import type { ArgumentNode, CaseDocument } from '@/core/argument/document';
import { diagramSvg } from './diagramSvg';
import { drawingOf } from './drawing';

const node = (identifier: string, kind: ArgumentNode['kind'], more: Partial<ArgumentNode> = {}) =>
  blankNode({ ...more, id: identifier, identifier, kind, module: 'main' });

function pattern(strategy: Partial<ArgumentNode>): CaseDocument {
  const goals = ['G2', 'G3', 'G4'].map((identifier) => node(identifier, 'goal'));
  const nodes = [node('G1', 'goal'), node('S1', 'strategy', strategy), ...goals];
  const link = (from: string, to: string) =>
    blankLink({ id: `${from} ${to}`, kind: 'supported-by', from, to, rank: to });
  return blankCase({
    root: 'G1',
    nodes,
    links: [link('G1', 'S1'), ...goals.map(({ id }) => link('S1', id))],
    parameters: [{ name: 'plant', description: '', value: 'Nord', index: false, type: 'text' }],
  });
}

const svgOf = (document: CaseDocument) => diagramSvg(drawingOf(document));

describe('a pattern as a picture', () => {
  it('says what an element is instantiated from, beside its table and in its title', () => {
    const svg = svgOf(pattern({ instantiation: 'hazards of {plant} & yard' }));
    expect(svg).toMatch(/<text class="note"[^>]*>hazards of Nord &amp; yard<\/text>/);
    expect(svg).toContain('Strategy S1\nInstantiated from hazards of Nord &amp; yard</title>');
    expect(svg.match(/class="detail shade"/g)).toHaveLength(1);
  });

  it('bears no table where nothing is referred to', () => {
    const svg = svgOf(pattern({}));
    expect(svg).not.toContain('Instantiated from');
    expect(svg).not.toContain('class="detail shade"');
  });

  it('makes room for the table', () => {
    const heightOf = (document: CaseDocument) =>
      drawingOf(document).boxes.find(({ box }) => box.id === 'S1')?.box.height ?? 0;
    expect(heightOf(pattern({ instantiation: 'hazards' }))).toBeGreaterThan(heightOf(pattern({})));
  });

  it('writes what stands for the number of a choice', () => {
    const choice = {
      min: 0,
      label: '{m}',
      of: ['G2', 'G3', 'G4'],
      optional: [],
      supportingOnly: [],
    };
    expect(svgOf(pattern({ choice }))).toContain('>m of 3</text>');
  });
});

describe('modules as a picture', () => {
  it('have their borders and names, one within the other', () => {
    const document = pattern({});
    const moduleOf = new Map([
      ['S1', 'plant'],
      ['G2', 'plant'],
      ['G3', 'cell & yard'],
      ['G4', 'plant'],
    ]);
    const module = { kind: 'module' as const, title: '', description: '', annotations: {} };
    const drawing = drawingOf({
      ...document,
      nodes: document.nodes.map((one) => ({ ...one, module: moduleOf.get(one.id) ?? 'main' })),
      modules: [{ ...module, id: 'm', name: 'cell & yard', within: 'plant' }],
    });
    expect(drawing.frames.map(({ group }) => group)).toEqual(['plant', 'cell & yard']);
    const svg = diagramSvg(drawing);
    expect(svg.match(/<rect class="frame"/g)).toHaveLength(2);
    expect(svg).toContain('>cell &amp; yard</text>');
  });
});
