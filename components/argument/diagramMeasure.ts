import { useEffect, useState } from 'react';
import { ESTIMATED_TEXT, Labels, type TextMeasure } from '@/core/layout/label';

/** Typefaces of the diagram as in workspace.css; widths are measured in the same. */
const FACES = {
  identifier: '500 11px "IBM Plex Mono", ui-monospace, Menlo, monospace',
  note: '400 11px "IBM Plex Sans Variable", system-ui, sans-serif',
  statement: '400 12px "IBM Plex Serif", Georgia, serif',
};

/** Widths as this browser draws them; estimated ones where there is no canvas. */
function screenMeasure(): TextMeasure {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return ESTIMATED_TEXT;
  const widthIn = (face: string) => (text: string) => {
    if (context.font !== face) context.font = face;
    return context.measureText(text).width;
  };
  return {
    identifier: widthIn(FACES.identifier),
    note: widthIn(FACES.note),
    statement: widthIn(FACES.statement),
    lineHeight: ESTIMATED_TEXT.lineHeight,
  };
}

/** Labels measured in the typefaces of the screen; measured again once those have arrived. */
export function useScreenLabels(): Labels {
  const [labels, setLabels] = useState(() => new Labels(ESTIMATED_TEXT));
  useEffect(() => {
    let left = false;
    const { fonts } = window.document;
    void Promise.allSettled(Object.values(FACES).map((face) => fonts.load(face))).then(() => {
      if (!left) setLabels(new Labels(screenMeasure()));
    });
    return () => {
      left = true;
    };
  }, []);
  return labels;
}
