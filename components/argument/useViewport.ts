import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Layout, Rectangle } from '@/core/layout/model';

/** Where the window stands over the drawing: screen = (drawing − origin) × zoom. */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

const LEAST_ZOOM = 0.08;
const MOST_ZOOM = 2;
const MARGIN = 48;
const FIRST_ZOOM = 0.8;

export interface Viewport {
  view: View;
  size: { width: number; height: number };
  fit(area?: Rectangle): void;
  zoomBy(factor: number): void;
  /** Moves the window so that a box can be seen, and not at all when it can already. */
  reveal(box: Rectangle): void;
  /** The first look at a box: a little away, so that what it supports is seen above it. */
  open(box: Rectangle): void;
  moveTo(x: number, y: number): void;
}

/**
 * Pan and zoom. When the layout changes under a reader, the anchor (what is selected) keeps its
 * place on the screen: what I look at does not move when others type.
 */
export function useViewport(
  frame: RefObject<HTMLDivElement | null>,
  layout: Layout,
  anchor: string | null,
): Viewport {
  const [view, setView] = useState<View>({ x: 0, y: 0, zoom: 1 });
  const [size, setSize] = useState({ width: 800, height: 600 });

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);

  const last = useRef<{ id: string; box: Rectangle } | null>(null);
  useLayoutEffect(() => {
    const box = layout.boxes.find(({ id }) => id === anchor);
    const before = last.current;
    last.current = box ? { id: box.id, box } : null;
    if (!box || before?.id !== box.id) return;
    const dx = box.x - before.box.x;
    const dy = box.y - before.box.y;
    if (dx !== 0 || dy !== 0) setView((old) => ({ ...old, x: old.x + dx, y: old.y + dy }));
  }, [layout, anchor]);

  const zoomAt = useCallback((factor: number, px: number, py: number) => {
    setView((old) => {
      const zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, old.zoom * factor));
      return {
        zoom,
        x: old.x + px / old.zoom - px / zoom,
        y: old.y + py / old.zoom - py / zoom,
      };
    });
  }, []);

  // React's wheel listener is passive: the page would scroll and zoom along.
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const area = element.getBoundingClientRect();
      if (event.ctrlKey || event.metaKey)
        zoomAt(Math.exp(-event.deltaY / 240), event.clientX - area.left, event.clientY - area.top);
      else
        setView((old) => ({
          ...old,
          x: old.x + event.deltaX / old.zoom,
          y: old.y + event.deltaY / old.zoom,
        }));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [frame, zoomAt]);

  useDrag(frame, setView);

  return {
    view,
    size,
    fit(area = layout.bounds) {
      const zoom = Math.min(
        1,
        Math.max(
          LEAST_ZOOM,
          Math.min(
            (size.width - 2 * MARGIN) / Math.max(area.width, 1),
            (size.height - 2 * MARGIN) / Math.max(area.height, 1),
          ),
        ),
      );
      setView({
        zoom,
        x: area.x + area.width / 2 - size.width / 2 / zoom,
        y: area.y + area.height / 2 - size.height / 2 / zoom,
      });
    },
    zoomBy(factor) {
      zoomAt(factor, size.width / 2, size.height / 2);
    },
    reveal(box) {
      setView((old) => {
        const width = size.width / old.zoom;
        const height = size.height / old.zoom;
        const margin = MARGIN / old.zoom;
        return {
          ...old,
          x: clampInto(old.x, width, box.x, box.width, margin),
          y: clampInto(old.y, height, box.y, box.height, margin),
        };
      });
    },
    open(box) {
      setView({
        zoom: FIRST_ZOOM,
        x: box.x + box.width / 2 - size.width / 2 / FIRST_ZOOM,
        // A root has nothing above it; everything else is shown in the lower half.
        y: Math.max(
          layout.bounds.y - MARGIN / FIRST_ZOOM,
          box.y + box.height / 2 - (size.height * 0.6) / FIRST_ZOOM,
        ),
      });
    },
    moveTo(x, y) {
      setView((old) => ({
        ...old,
        x: x - size.width / 2 / old.zoom,
        y: y - size.height / 2 / old.zoom,
      }));
    },
  };
}

/** The origin nearest to `at` from which [start, start + length] can be seen. */
export function clampInto(
  at: number,
  extent: number,
  start: number,
  length: number,
  margin: number,
): number {
  const most = start - margin;
  const least = start + length + margin - extent;
  if (least > most) return most;
  return Math.min(most, Math.max(least, at));
}

function useDrag(
  frame: RefObject<HTMLDivElement | null>,
  setView: (change: (old: View) => View) => void,
): void {
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let from: { x: number; y: number; pointer: number; moved: boolean } | null = null;
    const down = (event: PointerEvent) => {
      if (event.button !== 0 || !(event.target instanceof Element)) return;
      if (event.target.closest('button, a, input, label')) return;
      from = { x: event.clientX, y: event.clientY, pointer: event.pointerId, moved: false };
    };
    const move = (event: PointerEvent) => {
      if (!from || from.pointer !== event.pointerId) return;
      const dx = event.clientX - from.x;
      const dy = event.clientY - from.y;
      // A click that trembles is still a click.
      if (!from.moved && Math.hypot(dx, dy) < 4) return;
      if (!from.moved) element.setPointerCapture(event.pointerId);
      from = { x: event.clientX, y: event.clientY, pointer: event.pointerId, moved: true };
      setView((old) => ({ ...old, x: old.x - dx / old.zoom, y: old.y - dy / old.zoom }));
    };
    const up = () => (from = null);
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', up);
    return () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', up);
    };
  }, [frame, setView]);
}
