'use client';

import { memo, useMemo } from 'react';
import type { Id } from '@/core/argument/document';
import { statementOf } from '@/core/argument/statement';
import { claimPointsByTarget, linkSigns } from '@/core/diagram/linkSigns';
import { unclaimedNodes } from '@/core/diagram/unclaimedNodes';
import { isUninstantiated, type Face } from '@/core/layout/documentLayout';
import { gsnShape, movedPath } from '@/core/layout/gsnShapes';
import { overlap } from '@/core/layout/keepInPlace';
import type { Box, Layout, Rectangle, Route } from '@/core/layout/model';
import { elementDoubted } from './diagramClaims';
import { parentOfFold } from './diagramFolds';
import { cornersOf, moduleBorders, type ForeignModule, type ModuleBorder } from './diagramModules';
import { EdgeLine, polyline, Sign } from './DiagramLines';
import { DefeaterBox, DiagramBox, FoldBox, ModuleFrame, SheetBehind } from './DiagramParts';
import { shownIn, type Detail } from './diagramWindow';
import type { RowMarks } from './OutlineRowLine';
import type { Colleague } from './source';
import type { Argument } from './useArgument';
import type { DrawnLayout } from './useDiagramLayout';

interface DiagramSceneProps {
  drawn: DrawnLayout;
  argument: Argument;
  /** What is put into the page. */
  area: Rectangle;
  detail: Detail;
  selected: Id | null;
  marks: ReadonlyMap<string, RowMarks>;
  visitors: ReadonlyMap<Id, readonly Colleague[]>;
  foreign?: ForeignModule | undefined;
  onSelect: (node: Id) => void;
  onToggle: (node: Id) => void;
  onOpenFold: (parent: Id) => void;
}

const NOBODY: readonly Colleague[] = [];

/** The drawing itself. Moving the window over it draws nothing again. */
export const DiagramScene = memo(function DiagramScene(props: DiagramSceneProps) {
  const { drawn, argument, area, detail, selected, marks, visitors, foreign } = props;
  const { document, index } = argument;
  const { layout, faces } = drawn;
  const off = useMemo(() => unclaimedNodes(document, index), [document, index]);
  const shown = useMemo(() => shownIn(layout, area), [layout, area]);
  const defeated = useMemo(
    () =>
      new Set(
        document.defeaters.flatMap(({ id, defeat }) => (defeat?.outcome === 'defeated' ? id : [])),
      ),
    [document.defeaters],
  );
  const points = useMemo(() => claimPointsByTarget(document), [document]);
  const signs = useMemo(
    () => linkSigns(document, layout, drawn.marks, points, off),
    [document, layout, drawn.marks, points, off],
  );
  const modules = useMemo(() => framesOf(layout, argument, foreign), [layout, argument, foreign]);
  if (detail === 'shape')
    return (
      <FarScene {...shown} faces={faces} off={off} selected={selected} onSelect={props.onSelect} />
    );
  return (
    <>
      {modules.map(({ border, name }, at) => (
        <ModuleFrame key={at} border={border} name={name} />
      ))}
      {shown.boxes.map((box) => {
        const kind = faces.get(box.id)?.kind;
        if (box.hides === 0 || kind === undefined || kind === 'fold') return null;
        return <SheetBehind key={box.id} box={box} kind={kind} off={off.has(box.id)} />;
      })}
      {palerFirst(shown.routes, off).map((route) => (
        <EdgeLine
          key={`${route.kind} ${route.id}`}
          route={route}
          off={off.has(route.to)}
          detail={detail}
        />
      ))}
      {signs
        .filter(({ at }) => overlap({ ...at, width: 0, height: 0 }, area))
        .map((sign) => (
          <Sign key={`${sign.kind} ${sign.at.x} ${sign.at.y}`} sign={sign} detail={detail} />
        ))}
      {shown.boxes.map((box) => {
        const { id } = box;
        const face = faces.get(id);
        if (!face) return null;
        const shared = { box, face, detail };
        const parent = parentOfFold(id);
        if (parent !== null)
          return <FoldBox key={id} {...shared} parent={parent} onOpen={props.onOpenFold} />;
        const node = index.nodes.get(id);
        if (!node) {
          const about = elementDoubted(document, id);
          const isDefeated = defeated.has(id);
          return (
            <DefeaterBox
              key={id}
              {...shared}
              about={about}
              isDefeated={isDefeated}
              onSelect={props.onSelect}
            />
          );
        }
        return (
          <DiagramBox
            key={id}
            {...shared}
            node={node}
            statement={statementOf(node, argument.cited)}
            claimPoints={points.get(id)?.join(', ') ?? ''}
            uninstantiated={node.uninstantiated || isUninstantiated(node, document.parameters)}
            selected={id === selected}
            off={off.has(id)}
            foreign={foreign?.ids.has(id) ?? false}
            withheld={foreign?.withheld.has(id) ?? false}
            marks={marks.get(id)}
            visitors={visitors.get(id) ?? NOBODY}
            onSelect={props.onSelect}
            onToggle={props.onToggle}
          />
        );
      })}
    </>
  );
});

/** Around what is read of another module every part of it, interwoven or not; else the layout's own. */
function framesOf(
  { boxes, containers }: Layout,
  argument: Argument,
  foreign: ForeignModule | undefined,
): { border: ModuleBorder; name: string }[] {
  if (foreign === undefined)
    return containers.map((container) => ({
      border: cornersOf(container),
      name: container.group,
    }));
  const borders = moduleBorders(boxes, argument, foreign.ids);
  return borders.map((border) => ({ border, name: foreign.name }));
}

/** Lines that leave an element together: the paler must not cover the others. */
function palerFirst(routes: readonly Route[], off: ReadonlySet<Id>): Route[] {
  return routes.toSorted((a, b) => Number(off.has(b.to)) - Number(off.has(a.to)));
}

/** From far away: shapes and lines alone, many as one path, so that thousands can be moved about. */
function FarScene(props: {
  boxes: readonly Box[];
  routes: readonly Route[];
  faces: ReadonlyMap<Id, Face>;
  off: ReadonlySet<Id>;
  selected: Id | null;
  onSelect: (node: Id) => void;
}) {
  const { boxes, routes, faces, off, selected, onSelect } = props;
  const paths = useMemo(() => {
    const made = { on: '', off: '', doubt: '', lines: '', offLines: '', challenges: '' };
    for (const box of boxes) {
      const kind = faces.get(box.id)?.kind ?? 'goal';
      const path = movedPath(gsnShape(kind, box.width, box.height).outline, box.x, box.y);
      made[kind === 'challenge' ? 'doubt' : off.has(box.id) ? 'off' : 'on'] += path;
    }
    for (const { kind, points, to } of routes) {
      const path = polyline(points);
      made[kind === 'challenges' ? 'challenges' : off.has(to) ? 'offLines' : 'lines'] += path;
    }
    return made;
  }, [boxes, routes, faces, off]);
  const chosen = boxes.find(({ id }) => id === selected);
  const face = chosen && faces.get(chosen.id);
  return (
    <g
      className="farscene"
      onClick={(event) => {
        const area = event.currentTarget.getScreenCTM()?.inverse();
        if (!area) return;
        const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(area);
        const hit = boxes.find((box) => overlap(box, { x: at.x, y: at.y, width: 0, height: 0 }));
        if (hit && parentOfFold(hit.id) === null && faces.get(hit.id)?.kind !== 'challenge')
          onSelect(hit.id);
      }}
    >
      <path className="e" d={paths.lines} />
      <path className="e off" d={paths.offLines} />
      <path className="e challenges" d={paths.challenges} />
      <path className="sh" d={paths.on} />
      <path className="sh off" d={paths.off} />
      <path className="sh doubt" d={paths.doubt} />
      {chosen && face && (
        <path
          className="sh sel"
          d={gsnShape(face.kind, chosen.width, chosen.height).outline}
          transform={`translate(${chosen.x} ${chosen.y})`}
        />
      )}
    </g>
  );
}
