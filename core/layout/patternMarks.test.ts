import { describe, expect, it } from 'vitest';

import type { CaseDocument } from '@/core/argument/document';
import { builtInTemplate } from '@/core/templates/templates';

import { diagramOf } from './documentLayout';
import { ESTIMATED_TEXT, Labels } from './label';
import { layoutArgument } from './layoutArgument';
import { patternMarks } from './patternMarks';

const scheming = builtInTemplate('scheming');
const layout = layoutArgument(
  diagramOf(scheming, { labels: new Labels(ESTIMATED_TEXT), doubts: 'none' }).input,
);
const idOf = (identifier: string) =>
  scheming.nodes.find((node) => node.identifier === identifier)?.id ?? '';

describe('the marks of a pattern', () => {
  const marks = patternMarks(scheming, layout);

  it('stand where the branches of a choice part, with how many are to be kept', () => {
    const choice = marks.find(({ kind, id }) => kind === 'choice' && id === idOf('S2'));
    expect(choice?.words).toBe('1 of 3');
    const strategy = layout.boxes.find(({ id }) => id === idOf('S2'));
    const branch = layout.boxes.find(({ id }) => id === idOf('SI0'));
    if (!choice || !strategy || !branch) throw new Error('S2 and its branches are drawn.');
    expect(choice.at.x).toBe(strategy.x + strategy.width / 2);
    expect(choice.at.y).toBeGreaterThan(strategy.y + strategy.height);
    expect(choice.at.y).toBeLessThan(branch.y);
  });

  it('say what stands for the number while that is open, and the number once it is filled', () => {
    const ofMany = {
      ...scheming,
      nodes: scheming.nodes.map((node) =>
        node.id === idOf('S2') && node.choice
          ? { ...node, choice: { ...node.choice, min: 0, label: '{m}' } }
          : node,
      ),
    };
    const wordsOf = (document: CaseDocument) =>
      patternMarks(document, layout).find(({ kind, id }) => kind === 'choice' && id === idOf('S2'))
        ?.words;
    expect(wordsOf(ofMany)).toBe('m of 3');
    const m = { name: 'm', description: '', value: '2', index: false, type: 'number' as const };
    expect(wordsOf({ ...ofMany, parameters: [m] })).toBe('2 of 3');
  });

  it('name branches that may be left out and branches that are repeated', () => {
    const linkTo = (identifier: string) =>
      scheming.links.filter(({ to }) => to === idOf(identifier)).map(({ id }) => id);
    expect(marks.filter(({ kind }) => kind === 'optional').map(({ id }) => id)).toEqual(
      linkTo('SI4'),
    );
    const repeated = marks.filter(({ kind }) => kind === 'repeated');
    expect(repeated.map(({ id, words }) => [id, words])).toContainEqual([
      linkTo('G4')[0],
      'each k',
    ]);
  });

  it('are gone once nothing is left to choose or to repeat', () => {
    const settled = {
      ...scheming,
      parameters: [],
      nodes: scheming.nodes.map((node) => ({
        ...node,
        choice: node.choice && { ...node.choice, min: node.choice.of.length, optional: [] },
      })),
    };
    expect(patternMarks(settled, layout)).toEqual([]);
  });
});
