import { describe, expect, it } from 'vitest';
import { indexArgument } from '@/core/argument/outline';
import { builtInTemplate } from '@/core/templates/templates';
import {
  firstFolds,
  foldsOf,
  NOTHING_FOLDED,
  parentOfFold,
  revealed,
  siblingsToggled,
  toggled,
  unfoldedAside,
} from './diagramFolds';

const document = builtInTemplate('scheming');
const index = indexArgument(document);
const idOf = (identifier: string) =>
  document.nodes.find((node) => node.identifier === identifier)?.id ?? '';

describe('folding in the diagram', () => {
  it('starts with branches that are not claimed, and keeps their tops in sight', () => {
    const nodes = document.nodes.map((node) =>
      node.identifier === 'SI0' ? { ...node, claim: 'not-claimed' as const } : node,
    );
    expect(firstFolds(document.nodes, index).collapsed).toEqual(new Set());
    expect(firstFolds(nodes, index).collapsed).toEqual(new Set([idOf('SI0')]));
  });

  it('folds and unfolds what has something below, and leaves what has nothing', () => {
    const folded = toggled(NOTHING_FOLDED, idOf('HC4'), index);
    expect(folded.collapsed).toEqual(new Set([idOf('HC4')]));
    expect(toggled(folded, idOf('HC4'), index).collapsed.size).toBe(0);
    expect(toggled(NOTHING_FOLDED, idOf('HC5'), index)).toBe(NOTHING_FOLDED);
  });

  it('puts the siblings of one element into one box, and brings them back', () => {
    const aside = siblingsToggled(NOTHING_FOLDED, idOf('HC4'), index);
    const [fold] = foldsOf(aside, index);
    expect(fold?.members).toHaveLength(6);
    expect(fold?.members).not.toContain(idOf('HC4'));
    expect(parentOfFold(fold?.id ?? '')).toBe(idOf('HC-S'));
    expect(parentOfFold(idOf('HC4'))).toBeNull();
    expect(foldsOf(siblingsToggled(aside, idOf('HC4'), index), index)).toEqual([]);
    expect(foldsOf(unfoldedAside(aside, idOf('HC-S')), index)).toEqual([]);
  });

  it('drops a box when the siblings in it are gone', () => {
    const aside = siblingsToggled(NOTHING_FOLDED, idOf('HC4'), index);
    const left = document.nodes.filter(({ identifier }) => !/^HC[1235]$/.test(identifier));
    const [fold] = foldsOf(aside, indexArgument({ ...document, nodes: left }));
    expect(fold?.members.map((id) => index.nodes.get(id)?.identifier)).toEqual(['HC6', 'HC7']);
    const fewer = left.filter(({ identifier }) => identifier !== 'HC6');
    expect(foldsOf(aside, indexArgument({ ...document, nodes: fewer }))).toEqual([]);
  });

  it('unfolds on the way down to an element and nowhere else', () => {
    const folds = toggled(toggled(NOTHING_FOLDED, idOf('HC0'), index), idOf('AL0'), index);
    const aside = siblingsToggled(folds, idOf('HC4'), index);
    const shown = revealed(aside, idOf('HC1a'), index);
    expect(shown.collapsed).toEqual(new Set([idOf('AL0')]));
    expect(foldsOf(shown, index)).toEqual([]);
    expect(foldsOf(revealed(aside, idOf('HC4a'), index), index)).toHaveLength(1);
  });
});
