'use client';

import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { IconButton } from '@/components/ui/Button';
import { Button } from '@/components/ui/Button';
import { useActions } from '@/components/shell/useActions';
import type { Id } from '@/core/argument/document';
import { layoutArgument } from '@/core/layout/layoutArgument';
import type { Layout, LayoutInput } from '@/core/layout/model';
import { breakLines, faceOf, forgetMeasures } from './diagramText';
import { DiagramBox, DefeaterBox, EdgeLine } from './DiagramParts';
import { Minimap } from './Minimap';
import type { RowMarks } from './OutlineRowLine';
import { SLANT } from './shapes';
import { useSource } from './source';
import { TEXT } from './text';
import type { Argument } from './useArgument';
import { useViewport } from './useViewport';

export interface DiagramProps {
  argument: Argument;
  selected: Id | null;
  onSelect: (node: Id) => void;
  marks: ReadonlyMap<string, RowMarks>;
  switcher: ReactNode;
}

const DOUBT = { width: 168, text: 148 };

/**
 * The argument drawn: laid out from order and folding, never dragged. A picture for the eyes with
 * the outline as its equal for everything else; the arrow keys walk it all the same.
 */
export function Diagram(props: DiagramProps) {
  const { argument, selected, onSelect, marks, switcher } = props;
  const { document, index } = argument;
  const source = useSource();
  const frame = useRef<HTMLDivElement>(null);
  const [folded, setFolded] = useState<ReadonlySet<Id>>(new Set());
  const fonts = useFontsReady();

  const { layout, doubts } = useMemo(() => {
    // Raised doubts are drawn; what the checklist merely offers is listed in the inspector.
    const drawn = document.defeaters.filter(({ origin }) => origin !== 'checklist');
    const faces = new Map(
      drawn.map((defeater) => {
        const lines = breakLines(defeater.text, DOUBT.text, (text) => text.length * 6.1).slice(0, 5);
        return [defeater.id, { defeater, lines, height: Math.ceil((34 + lines.length * 15) / 4) * 4 }];
      }),
    );
    const input: LayoutInput = {
      root: document.root,
      nodes: document.nodes.map((node) => {
        const { width, height } = faceOf(node, document.parameters);
        return {
          id: node.id,
          width,
          height,
          sideInset: node.kind === 'strategy' ? SLANT / 2 : 0,
          round: node.kind === 'solution' || node.kind === 'assumption' || node.kind === 'justification',
        };
      }),
      links: [...index.children.values()].flat(),
      challenges: drawn.map(({ id, target }) => ({
        id,
        target,
        width: DOUBT.width,
        height: faces.get(id)?.height ?? 64,
      })),
      collapsed: folded,
    };
    return { layout: layoutArgument(input), doubts: faces };
    // `fonts` is a reason to measure again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [document, index, folded, fonts]);

  const viewport = useViewport(frame, layout, selected);
  const { view, size } = viewport;
  const boxOf = useCallback((id: Id) => layout.boxes.find((box) => box.id === id), [layout]);

  // The first look is at what is selected; later selections only come into sight.
  const looked = useRef(false);
  useEffect(() => {
    const box = selected ? boxOf(selected) : undefined;
    if (!box || size.width === 0) return;
    if (looked.current) viewport.reveal(box);
    else {
      looked.current = true;
      viewport.open(box);
    }
    // Only a new selection moves the window.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [selected, size.width > 0]);

  useActions([
    {
      id: 'diagram.fit',
      words: TEXT.actions.fit,
      section: TEXT.actions.section,
      shortcut: 'f',
      run: () => viewport.fit(),
    },
  ]);

  const toggle = (id: Id) =>
    setFolded((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== frame.current || !selected || event.altKey || event.ctrlKey || event.metaKey)
      return;
    const next = neighbour(argument, selected, event.key);
    if (next) onSelect(next);
    else if (event.key === ' ') toggle(selected);
    else if (event.key === '+' || event.key === '=') viewport.zoomBy(1.25);
    else if (event.key === '-') viewport.zoomBy(0.8);
    else return;
    event.preventDefault();
  }

  const seen = visibleBoxes(layout, view, size);
  const routes = layout.routes.filter(
    ({ from, to }) => seen.has(from) || seen.has(to) || layout.boxes.length < 300,
  );
  const node = selected ? index.nodes.get(selected) : undefined;
  const simple = view.zoom < 0.32;
  return (
    <div
      ref={frame}
      className="canvas"
      role="group"
      aria-label={TEXT.diagramWords.label}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <p className="visually-hidden" aria-live="polite">
        {node ? `${node.identifier}, ${TEXT.kinds[node.kind]}: ${node.text}` : ''}
      </p>
      <svg className="plane gsn" aria-hidden="true" focusable="false">
        <g transform={`scale(${view.zoom}) translate(${-view.x} ${-view.y})`}>
          {routes.map((route) => (
            <EdgeLine
              key={`${route.kind}-${route.id}`}
              route={route}
              off={index.nodes.get(route.to)?.claim === 'not-claimed'}
            />
          ))}
          {layout.boxes.map((box) => {
            if (!seen.has(box.id)) return null;
            const doubt = doubts.get(box.id);
            if (doubt)
              return (
                <DefeaterBox key={box.id} box={box} defeater={doubt.defeater} lines={doubt.lines} />
              );
            const drawn = index.nodes.get(box.id);
            if (!drawn) return null;
            return (
              <DiagramBox
                key={box.id}
                box={box}
                node={drawn}
                face={faceOf(drawn, document.parameters)}
                selected={box.id === selected}
                marks={marks.get(box.id)}
                simple={simple}
                visitors={source.colleagues.filter(({ nodeId }) => nodeId === box.id)}
                onSelect={onSelect}
                onToggle={toggle}
              />
            );
          })}
        </g>
      </svg>
      <div className="canvastools nw">{switcher}</div>
      <Minimap layout={layout} view={view} size={size} onMove={viewport.moveTo} />
      <div className="canvastools se">
        <Button look="outlined" keys="f" onClick={() => viewport.fit()}>
          {TEXT.diagramWords.fit}
        </Button>
        <IconButton icon="residual" label={TEXT.diagramWords.zoomOut} onClick={() => viewport.zoomBy(0.8)} />
        <IconButton icon="add" label={TEXT.diagramWords.zoomIn} onClick={() => viewport.zoomBy(1.25)} />
      </div>
    </div>
  );
}

/** Parent, first child, or the sibling to either side. */
function neighbour(argument: Argument, from: Id, key: string): Id | null {
  const { parents, children } = argument.index;
  const up = parents.get(from)?.[0];
  switch (key) {
    case 'ArrowUp':
      return up?.from ?? null;
    case 'ArrowDown': {
      const below = children.get(from) ?? [];
      return (below.find(({ kind }) => kind === 'supported-by') ?? below[0])?.to ?? null;
    }
    case 'ArrowLeft':
    case 'ArrowRight': {
      const siblings = up ? (children.get(up.from) ?? []) : [];
      const at = siblings.findIndex(({ to }) => to === from);
      return siblings[at + (key === 'ArrowLeft' ? -1 : 1)]?.to ?? null;
    }
    default:
      return null;
  }
}

/** Ids of boxes that the window shows, with a margin: nothing else is put into the page. */
function visibleBoxes(
  layout: Layout,
  view: { x: number; y: number; zoom: number },
  size: { width: number; height: number },
): Set<Id> {
  const margin = 240 / view.zoom;
  const right = view.x + size.width / view.zoom + margin;
  const bottom = view.y + size.height / view.zoom + margin;
  const seen = new Set<Id>();
  for (const box of layout.boxes)
    if (
      box.x < right &&
      box.y < bottom &&
      box.x + box.width > view.x - margin &&
      box.y + box.height > view.y - margin
    )
      seen.add(box.id);
  return seen;
}

/** True once the typefaces are there; measures taken before are dropped. */
function useFontsReady(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let left = false;
    void window.document.fonts.load('12px "IBM Plex Serif"').then(() => {
      if (left) return;
      forgetMeasures();
      setReady(true);
    });
    return () => {
      left = true;
    };
  }, []);
  return ready;
}
