'use client';

import { memo, useMemo, useRef, type PointerEvent } from 'react';
import type { Layout, Rectangle } from '@/core/layout/model';
import type { Size, View } from './diagramWindow';
import { TEXT } from './text';

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

/** The whole drawing with the window on it; a press or a drag moves the window there. */
export function Minimap(props: {
  layout: Layout;
  view: View;
  size: Size;
  selected: Rectangle | null;
  onMove: (x: number, y: number) => void;
}) {
  const { layout, view, size, selected, onMove } = props;
  const { bounds } = layout;
  const held = useRef(false);
  const scale = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max(bounds.width, 1),
    (HEIGHT - 2 * MARGIN) / Math.max(bounds.height, 1),
  );
  const left = (WIDTH - bounds.width * scale) / 2;
  const top = (HEIGHT - bounds.height * scale) / 2;
  const move = (event: PointerEvent<SVGSVGElement>) => {
    const area = event.currentTarget.getBoundingClientRect();
    onMove(
      (event.clientX - area.left - left) / scale + bounds.x,
      (event.clientY - area.top - top) / scale + bounds.y,
    );
  };
  return (
    <svg
      className="minimap"
      aria-hidden="true"
      focusable="false"
      onPointerDown={(event) => {
        held.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        move(event);
      }}
      onPointerMove={(event) => held.current && move(event)}
      onPointerUp={() => (held.current = false)}
      onPointerCancel={() => (held.current = false)}
    >
      <title>{TEXT.diagramWords.map}</title>
      <g
        transform={`translate(${left} ${top}) scale(${scale}) translate(${-bounds.x} ${-bounds.y})`}
      >
        <Boxes layout={layout} />
        {selected && <rect className="box sel" {...rectangleOf(selected)} />}
        <rect
          className="view"
          x={view.x}
          y={view.y}
          width={size.width / view.zoom}
          height={size.height / view.zoom}
        />
      </g>
    </svg>
  );
}

function rectangleOf({ x, y, width, height }: Rectangle): Rectangle {
  return { x, y, width, height };
}
