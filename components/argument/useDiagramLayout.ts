import { useMemo, useState } from 'react';
import type { Id } from '@/core/argument/document';
import { diagramOf, type Face } from '@/core/layout/documentLayout';
import { anchorOf, isSameInput, keepInPlace, reuseUnchanged } from '@/core/layout/keepInPlace';
import type { Labels } from '@/core/layout/label';
import { layoutArgument } from '@/core/layout/layoutArgument';
import type { Layout, LayoutInput, Rectangle } from '@/core/layout/model';
import { patternMarks, type PatternMark } from '@/core/layout/patternMarks';
import { foldsOf, type FoldState } from './diagramFolds';
import type { Argument } from './useArgument';

export interface DrawnLayout {
  layout: Layout;
  faces: ReadonlyMap<Id, Face>;
  marks: PatternMark[];
}

interface Placed {
  input: LayoutInput;
  layout: Layout;
}

/**
 * The layout of an argument that keeps still: when the argument, the folding or the typefaces change,
 * what is selected stays where it is on the screen, or else what stands in the middle of the window.
 */
export function useDiagramLayout(
  { document, index }: Argument,
  folds: FoldState,
  labels: Labels,
  selected: Id | null,
  window: Rectangle,
): DrawnLayout {
  const { input, faces } = useMemo(
    () =>
      diagramOf(document, {
        labels,
        doubts: 'raised',
        collapsed: folds.collapsed,
        folds: foldsOf(folds, index),
        index,
      }),
    [document, index, folds, labels],
  );
  const [placed, setPlaced] = useState<Placed>(() => ({ input, layout: layoutArgument(input) }));
  let { layout } = placed;
  if (placed.input !== input) {
    if (!isSameInput(placed.input, input)) {
      const made = layoutArgument(input);
      const anchor = anchorOf(made, layout, [selected], window);
      const kept = anchor === null ? made : keepInPlace(made, layout, anchor);
      layout = reuseUnchanged(kept, layout);
    }
    // During rendering, so that nothing is ever shown in a place that it leaves at once.
    setPlaced({ input, layout });
  }
  const marks = useMemo(() => patternMarks(document, layout), [document, layout]);
  return { layout, faces, marks };
}
