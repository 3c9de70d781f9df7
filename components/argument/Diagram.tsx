'use client';

import {
  memo,
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { useActions } from '@/components/shell/useActions';
import { Button, IconButton } from '@/components/ui/Button';
import type { Id } from '@/core/argument/document';
import { nodesBeyond } from '@/core/argument/reach';
import { filledText } from '@/core/argument/parameters';
import { useDiagramFolds } from './diagramFolds';
import type { ForeignModule } from './diagramModules';
import { useScreenLabels } from './diagramMeasure';
import { DiagramScene } from './DiagramScene';
import { neighbourOf } from './diagramWalk';
import { areaAround, areaOf, detailAt, windowOf } from './diagramWindow';
import { Minimap } from './Minimap';
import type { RowMarks } from './OutlineRowLine';
import { useSource, type Colleague } from './source';
import { TEXT } from './text';
import type { Argument } from './useArgument';
import { useDiagramLayout } from './useDiagramLayout';
import { useViewport } from './useViewport';

export interface DiagramProps {
  argument: Argument;
  selected: Id | null;
  onSelect: (node: Id) => void;
  marks: ReadonlyMap<string, RowMarks>;
  switcher: ReactNode;
  /** What belongs to another module and is only read here. */
  foreign?: ForeignModule | undefined;
}

/** A step of zooming in by key or button; out is its inverse. */
const ZOOM_STEP = 1.25;

/**
 * The argument drawn: laid out from order and folding, never dragged. A picture for the eyes with
 * the outline as its equal for everything else; the arrow keys walk it all the same.
 */
export const Diagram = memo(function Diagram(props: DiagramProps) {
  const { argument, selected, onSelect, marks, switcher, foreign } = props;
  const { document, index } = argument;
  const frame = useRef<HTMLDivElement>(null);
  const help = useId();
  const folds = useDiagramFolds(document.nodes, index);
  const viewport = useViewport(frame);
  const { view, size } = viewport;
  const drawn = useDiagramLayout(
    argument,
    folds.state,
    useScreenLabels(),
    selected,
    windowOf(view, size),
  );
  const { layout } = drawn;
  const visitors = useVisitors();
  const boxes = useMemo(() => new Map(layout.boxes.map((box) => [box.id, box])), [layout]);

  // What was pressed in the drawing is in sight already: a second press must find it in its place.
  const pressed = useRef<Id | null>(null);
  const press = useCallback(
    (node: Id) => {
      pressed.current = node;
      onSelect(node);
    },
    [onSelect],
  );

  // The first look is at what is selected; later selections only come into sight.
  const looked = useRef(false);
  const box = selected === null ? undefined : boxes.get(selected);
  const isDrawn = box !== undefined;
  const isMeasured = size.width > 0;
  useEffect(() => {
    if (selected === null || !isMeasured) return;
    if (!box) {
      if (index.nodes.has(selected)) folds.reveal(selected);
      return;
    }
    if (!looked.current) viewport.open(box, layout.bounds);
    else if (pressed.current !== selected) viewport.reveal(box);
    looked.current = true;
    pressed.current = null;
    // Only a new selection moves the window.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [selected, isDrawn, isMeasured]);

  const fitAll = () => viewport.fit(layout.bounds);
  const fitBelow = () => {
    if (selected === null) return;
    const below = nodesBeyond([selected], 'below', index).add(selected);
    const area = areaOf(layout.boxes.filter(({ id }) => below.has(id)));
    if (area) viewport.fit(area);
  };
  useActions([
    {
      id: 'diagram.fit',
      words: TEXT.actions.fit,
      section: TEXT.actions.section,
      shortcut: 'f',
      run: fitAll,
    },
    {
      id: 'diagram.fit-below',
      words: TEXT.actions.fitBelow,
      section: TEXT.actions.section,
      shortcut: 'shift+f',
      run: fitBelow,
    },
    {
      id: 'diagram.fold',
      words: TEXT.actions.fold,
      section: TEXT.actions.section,
      run: () => selected !== null && folds.toggle(selected),
    },
    {
      id: 'diagram.fold-siblings',
      words: TEXT.actions.foldSiblings,
      section: TEXT.actions.section,
      run: () => selected !== null && folds.toggleSiblings(selected),
    },
  ]);

  function onKeyDown(event: KeyboardEvent): void {
    const { target, key } = event;
    if (target !== frame.current || event.altKey || event.ctrlKey || event.metaKey) return;
    const next =
      selected === null ? null : neighbourOf(index, selected, key, (id) => boxes.has(id));
    if (next !== null) onSelect(next);
    else if (key === '+' || key === '=') viewport.zoomBy(ZOOM_STEP);
    else if (key === '-') viewport.zoomBy(1 / ZOOM_STEP);
    else if (key === ' ' && selected !== null) {
      if (event.shiftKey) folds.toggleSiblings(selected);
      else folds.toggle(selected);
    } else return;
    event.preventDefault();
  }

  const node = selected === null ? undefined : index.nodes.get(selected);
  const around = areaAround(view, size);
  const area = useMemo(
    () => around,
    // The same area, not the same object.
    // oxlint-disable-next-line react/exhaustive-deps
    [around.x, around.y, around.width, around.height],
  );
  return (
    // An ARIA application is interactive by definition: its keys are the drawing's own.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={frame}
      className="canvas"
      role="application"
      aria-label={TEXT.diagramWords.label}
      aria-describedby={help}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <p className="visually-hidden" id={help}>
        {TEXT.diagramWords.help}
      </p>
      <p className="visually-hidden" aria-live="polite">
        {node &&
          `${node.identifier}, ${TEXT.kinds[node.kind]}: ${filledText(node.text, document.parameters)}`}
        {node &&
          node.instantiation !== '' &&
          ` ${TEXT.diagramWords.instantiatedFrom(filledText(node.instantiation, document.parameters))}`}
        {box && box.hides > 0 && ` ${TEXT.diagramWords.folded(box.hides)}`}
      </p>
      <svg className={`plane gsn ${detailAt(view.zoom)}`} aria-hidden="true" focusable="false">
        <g
          className={viewport.glides ? 'glides' : undefined}
          transform={`translate(${Math.round(-view.x * view.zoom)} ${Math.round(-view.y * view.zoom)}) scale(${view.zoom})`}
        >
          {isMeasured && (
            <DiagramScene
              drawn={drawn}
              argument={argument}
              area={area}
              detail={detailAt(view.zoom)}
              selected={selected}
              marks={marks}
              visitors={visitors}
              foreign={foreign}
              onSelect={press}
              onToggle={folds.toggle}
              onOpenFold={folds.openAside}
            />
          )}
        </g>
      </svg>
      <div className="canvastools nw">{switcher}</div>
      <Minimap
        layout={layout}
        view={view}
        size={size}
        selected={box ?? null}
        onMove={viewport.moveTo}
      />
      <div className="canvastools se">
        <Button look="outlined" keys="f" onClick={fitAll}>
          {TEXT.diagramWords.fit}
        </Button>
        <span className="zoom">
          <IconButton
            icon="less"
            label={TEXT.diagramWords.zoomOut}
            onClick={() => viewport.zoomBy(1 / ZOOM_STEP)}
          />
          <button
            type="button"
            className="percent"
            title={TEXT.diagramWords.actual}
            onClick={() => viewport.zoomTo(1)}
          >
            {Math.round(view.zoom * 100)} %
          </button>
          <IconButton
            icon="add"
            label={TEXT.diagramWords.zoomIn}
            onClick={() => viewport.zoomBy(ZOOM_STEP)}
          />
        </span>
      </div>
    </div>
  );
});

/** Who looks at which element now. */
function useVisitors(): ReadonlyMap<Id, readonly Colleague[]> {
  const { colleagues } = useSource();
  return useMemo(() => {
    const visitors = new Map<Id, Colleague[]>();
    for (const colleague of colleagues) {
      if (colleague.nodeId === null) continue;
      const here = visitors.get(colleague.nodeId);
      if (here) here.push(colleague);
      else visitors.set(colleague.nodeId, [colleague]);
    }
    return visitors;
  }, [colleagues]);
}
