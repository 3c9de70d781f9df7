import { useCallback, useEffect, useMemo, useState, type RefObject } from 'react';
import type { Rectangle } from '@/core/layout/model';
import { clampInto, type Size, type View } from './diagramWindow';

const LEAST_ZOOM = 0.005;
const MOST_ZOOM = 2;
const MARGIN = 48;
/** The tools and the map stand over the top of the drawing. */
const TOOLS = 96;
/** Where boxes of one's own choosing begin: words at their designed size. */
const FIRST_ZOOM = 1;

export interface Viewport {
  view: View;
  /** Zero until the frame has been measured. */
  size: Size;
  /** The window goes where it is told, rather than under somebody's hand: it may glide. */
  glides: boolean;
  fit(area: Rectangle): void;
  zoomBy(factor: number): void;
  zoomTo(zoom: number): void;
  /** Moves the window so that a box can be seen, and not at all when it can already. */
  reveal(box: Rectangle): void;
  /** The first look at a box: with what it supports above it. */
  open(box: Rectangle, bounds: Rectangle): void;
  moveTo(x: number, y: number): void;
}

interface State {
  view: View;
  glides: boolean;
}

/** Pan and zoom, by wheel, drag, pinch and command. */
export function useViewport(frame: RefObject<HTMLDivElement | null>): Viewport {
  const [{ view, glides }, setState] = useState<State>({
    view: { x: 0, y: 0, zoom: FIRST_ZOOM },
    glides: false,
  });
  const size = useFrameSize(frame);

  const byHand = useCallback((change: (old: View) => View) => {
    setState((old) => ({ view: change(old.view), glides: false }));
  }, []);
  useWheel(frame, byHand);
  useDrag(frame, byHand);

  const acts = useMemo(() => {
    const glide = (change: (old: View) => View) =>
      setState((old) => ({ view: change(old.view), glides: true }));
    const middle = { x: size.width / 2, y: size.height / 2 };
    return {
      fit(area: Rectangle) {
        glide(() => fitted(area, size));
      },
      zoomBy(factor: number) {
        glide((old) => zoomed(old, old.zoom * factor, middle.x, middle.y));
      },
      zoomTo(zoom: number) {
        glide((old) => zoomed(old, zoom, middle.x, middle.y));
      },
      reveal(box: Rectangle) {
        glide((old) => {
          const margin = MARGIN / old.zoom;
          // Clear of the tools.
          const above = TOOLS / old.zoom - margin;
          const [top, height] = [box.y - above, box.height + above];
          return {
            ...old,
            x: clampInto(old.x, size.width / old.zoom, box.x, box.width, margin),
            y: clampInto(old.y, size.height / old.zoom, top, height, margin),
          };
        });
      },
      open(box: Rectangle, bounds: Rectangle) {
        byHand(() => ({
          zoom: FIRST_ZOOM,
          x: box.x + box.width / 2 - middle.x,
          // A root has nothing above it; everything else is shown in the lower half.
          y: Math.max(bounds.y - TOOLS, box.y + box.height / 2 - size.height * 0.6),
        }));
      },
      moveTo(x: number, y: number) {
        byHand((old) => ({ ...old, x: x - middle.x / old.zoom, y: y - middle.y / old.zoom }));
      },
    };
  }, [size, byHand]);
  return { view, glides, size, ...acts };
}

/** The view in which an area fills the window; never larger than life. */
function fitted(area: Rectangle, size: Size): View {
  const across = (size.width - 2 * MARGIN) / Math.max(area.width, 1);
  const along = (size.height - MARGIN - TOOLS) / Math.max(area.height, 1);
  const zoom = Math.min(1, Math.max(LEAST_ZOOM, Math.min(across, along)));
  return {
    zoom,
    x: area.x + area.width / 2 - size.width / 2 / zoom,
    y: area.y + area.height / 2 - (size.height + TOOLS - MARGIN) / 2 / zoom,
  };
}

/** Zoom about a point of the screen, which stays over the same point of the drawing. */
function zoomed(old: View, wanted: number, px: number, py: number): View {
  const zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, wanted));
  return { zoom, x: old.x + px / old.zoom - px / zoom, y: old.y + py / old.zoom - py / zoom };
}

function useFrameSize(frame: RefObject<HTMLDivElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return size;
}

type Change = (change: (old: View) => View) => void;

/** React's wheel listener is passive: the page would scroll and zoom along. */
function useWheel(frame: RefObject<HTMLDivElement | null>, change: Change): void {
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const area = element.getBoundingClientRect();
      // Mice report lines, trackpads pixels.
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      const [dx, dy] = event.shiftKey
        ? [event.deltaX + event.deltaY, 0]
        : [event.deltaX, event.deltaY];
      if (event.ctrlKey || event.metaKey) {
        const factor = Math.exp((-event.deltaY * unit) / 240);
        const [px, py] = [event.clientX - area.left, event.clientY - area.top];
        change((old) => zoomed(old, old.zoom * factor, px, py));
      } else {
        change((old) => ({
          ...old,
          x: old.x + (dx * unit) / old.zoom,
          y: old.y + (dy * unit) / old.zoom,
        }));
      }
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [frame, change]);
}

interface Finger {
  x: number;
  y: number;
}

/** One pointer pans, two pinch. */
function useDrag(frame: RefObject<HTMLDivElement | null>, change: Change): void {
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const down = new Map<number, Finger>();
    let moved = false;
    const onDown = (event: PointerEvent) => {
      if (event.button !== 0 || !(event.target instanceof Element)) return;
      if (event.target.closest('button, a, input, label, .minimap')) return;
      if (down.size === 0) moved = false;
      down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    };
    const onMove = (event: PointerEvent) => {
      const from = down.get(event.pointerId);
      if (!from) return;
      const to = { x: event.clientX, y: event.clientY };
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      // A click that trembles is still a click.
      if (!moved && Math.hypot(dx, dy) < 4) return;
      if (!moved) element.setPointerCapture(event.pointerId);
      moved = true;
      const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
      down.set(event.pointerId, to);
      if (!other) {
        change((old) => ({ ...old, x: old.x - dx / old.zoom, y: old.y - dy / old.zoom }));
        return;
      }
      const area = element.getBoundingClientRect();
      const factor = distance(to, other) / Math.max(1, distance(from, other));
      const [px, py] = [(to.x + other.x) / 2 - area.left, (to.y + other.y) / 2 - area.top];
      change((old) => {
        const panned = { ...old, x: old.x - dx / 2 / old.zoom, y: old.y - dy / 2 / old.zoom };
        return zoomed(panned, old.zoom * factor, px, py);
      });
    };
    const onUp = (event: PointerEvent) => down.delete(event.pointerId);
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onUp);
    return () => {
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onUp);
    };
  }, [frame, change]);
}

function distance(a: Finger, b: Finger): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
