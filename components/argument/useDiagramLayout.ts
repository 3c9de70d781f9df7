import { useMemo, useState } from 'react';
import type { Id } from '@/core/argument/document';
import { diagramOf, type Face } from '@/core/layout/documentLayout';
import type { Labels } from '@/core/layout/label';
import { Layouter } from '@/core/layout/layouter';
import type { Layout, Rectangle } from '@/core/layout/model';
import { patternMarks, type PatternMark } from '@/core/layout/patternMarks';
import { foldsOf, type FoldState } from './diagramFolds';
import type { Argument } from './useArgument';

export interface DrawnLayout {
  layout: Layout;
  faces: ReadonlyMap<Id, Face>;
  marks: PatternMark[];
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
  // It is led on during rendering, so that nothing is ever shown in a place that it leaves at once;
  // asked for the same again, by a render that is thrown away or repeated, it answers the same.
  const [layouter] = useState(() => new Layouter());
  const layout = layouter.layout(input, { wanted: [selected], window });
  const marks = useMemo(() => patternMarks(document, layout), [document, layout]);
  return { layout, faces, marks };
}
