'use client';

import { memo, useMemo } from 'react';
import type { Layout } from '@/core/layout/model';
import { TEXT } from './text';
import type { View } from './useViewport';

const WIDTH = 146;
const HEIGHT = 74;
const MARGIN = 6;

/** Small boxes as one path: thousands of them must cost nothing. */
const Boxes = memo(function Boxes(props: { layout: Layout }) {
  const d = useMemo(
    () =>
      props.layout.boxes
        .map(({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h${-width}z`)
        .join(''),
    [props.layout],
  );
  return <path className="box" d={d} />;
});

/** The whole drawing with the window on it; a press moves the window there. */
export function Minimap(props: {
  layout: Layout;
  view: View;
  size: { width: number; height: number };
  onMove: (x: number, y: number) => void;
}) {
  const { layout, view, size, onMove } = props;
  const { bounds } = layout;
  const scale = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max(bounds.width, 1),
    (HEIGHT - 2 * MARGIN) / Math.max(bounds.height, 1),
  );
  const left = (WIDTH - bounds.width * scale) / 2;
  const top = (HEIGHT - bounds.height * scale) / 2;
  return (
    <svg
      className="minimap"
      aria-hidden="true"
      focusable="false"
      onClick={(event) => {
        const area = event.currentTarget.getBoundingClientRect();
        onMove(
          (event.clientX - area.left - left) / scale + bounds.x,
          (event.clientY - area.top - top) / scale + bounds.y,
        );
      }}
    >
      <title>{TEXT.diagramWords.map}</title>
      <g transform={`translate(${left} ${top}) scale(${scale}) translate(${-bounds.x} ${-bounds.y})`}>
        <Boxes layout={layout} />
        <rect
          className="view"
          x={view.x}
          y={view.y}
          width={size.width / view.zoom}
          height={size.height / view.zoom}
          strokeWidth={1.5 / scale}
        />
      </g>
    </svg>
  );
}
