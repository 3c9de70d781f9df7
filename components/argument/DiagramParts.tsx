'use client';

import { memo } from 'react';
import { cx } from '@/components/ui/cx';
import type { ArgumentNode, Defeater, Id } from '@/core/argument/document';
import type { Box, Route } from '@/core/layout/model';
import type { NodeFace } from './diagramText';
import type { RowMarks } from './OutlineRowLine';
import { Head, PublicMark, Shape, textPlace, Undeveloped, Uninstantiated } from './shapes';
import type { Colleague } from './source';
import { TEXT } from './text';

/** A word beside the identifier: what a reader must not miss. */
function noteOf(node: ArgumentNode, marks: RowMarks | undefined): string {
  if (node.claim === 'not-claimed') return TEXT.marks.notClaimed;
  if (node.openProblem) return TEXT.marks.openLong.split(':')[0]?.toLowerCase() ?? '';
  if (marks?.supportingOnly) return TEXT.marks.supports;
  return '';
}

interface DiagramBoxProps {
  box: Box;
  node: ArgumentNode;
  face: NodeFace;
  selected: boolean;
  marks: RowMarks | undefined;
  /** Far away: shape and identifier are all that can be read. */
  simple: boolean;
  visitors: Colleague[];
  onSelect: (node: Id) => void;
  onToggle: (node: Id) => void;
}

export const DiagramBox = memo(function DiagramBox(props: DiagramBoxProps) {
  const { box, node, face, selected, marks, simple, visitors, onSelect, onToggle } = props;
  const { width: w, height: h } = box;
  const place = textPlace(node.kind, w, h, face.lines.length);
  const note = noteOf(node, marks);
  const anchor = place.centred ? 'middle' : 'start';
  const context =
    node.kind === 'context' || node.kind === 'assumption' || node.kind === 'justification';
  const uninstantiated = /\{[^{}]+\}/.test(node.text) && face.lines.join(' ').includes('{');
  return (
    <g
      className={cx(
        'node',
        context && 'cx',
        selected && 'sel',
        node.claim === 'not-claimed' && 'off',
      )}
      transform={`translate(${box.x} ${box.y})`}
      data-node={node.identifier}
      onClick={() => onSelect(node.id)}
      onDoubleClick={() => onToggle(node.id)}
    >
      {box.hides > 0 && <rect className="sh" x={6} y={-6} width={w} height={h} />}
      <Shape kind={node.kind} width={w} height={h} />
      {simple ? (
        <text className="tid far" x={w / 2} y={h / 2 + 10} textAnchor="middle">
          {node.identifier}
        </text>
      ) : (
        <text x={place.x} y={place.y + 11} textAnchor={anchor}>
          <tspan className="tid">{node.identifier}</tspan>
          {note && (
            <tspan className="tnote" dx={6}>
              {note}
            </tspan>
          )}
          {face.lines.map((line, at) => (
            <tspan key={at} className="tx" x={place.x} dy={at === 0 ? 16 : 15}>
              {line}
            </tspan>
          ))}
        </text>
      )}
      {node.public && <PublicMark width={w} />}
      {node.undeveloped && <Undeveloped width={w} height={h} />}
      {uninstantiated && !node.undeveloped && <Uninstantiated width={w} height={h} />}
      {box.hides > 0 && (
        <text className="tnote" x={w / 2} y={h + 14} textAnchor="middle">
          {TEXT.diagramWords.folded(box.hides)}
        </text>
      )}
      {visitors[0] && <Visitor visitor={visitors[0]} width={w} height={h} more={visitors.length - 1} />}
    </g>
  );
});

function Visitor(props: { visitor: Colleague; width: number; height: number; more: number }) {
  const { visitor, width, height, more } = props;
  const words = more > 0 ? `${visitor.name} +${more}` : visitor.name;
  const tag = words.length * 6.2 + 12;
  return (
    <g>
      <rect className={`halo w${visitor.colour}`} x={-4} y={-4} width={width + 8} height={height + 8} />
      <rect className={`halotag w${visitor.colour}`} x={width + 4 - tag} y={-20} width={tag} height={16} />
      <text className="haloname" x={width + 10 - tag} y={-8}>
        {words}
      </text>
    </g>
  );
}

export const DefeaterBox = memo(function DefeaterBox(props: {
  box: Box;
  defeater: Defeater;
  lines: string[];
}) {
  const { box, defeater, lines } = props;
  return (
    <g className="doubt" transform={`translate(${box.x} ${box.y})`}>
      <rect className="sh" width={box.width} height={box.height} />
      <text x={10} y={20}>
        <tspan className="tid">{defeater.identifier}</tspan>
        <tspan className="tnote" dx={6}>
          defeater
        </tspan>
        {lines.map((line, at) => (
          <tspan key={at} className="tx" x={10} dy={at === 0 ? 16 : 15}>
            {line}
          </tspan>
        ))}
      </text>
    </g>
  );
});

export const EdgeLine = memo(function EdgeLine(props: { route: Route; off: boolean }) {
  const { route, off } = props;
  const { points } = route;
  const [last, before] = [points.at(-1), points.at(-2)];
  if (!last || !before) return null;
  const d = points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return (
    <g>
      <path className={cx('e', route.kind === 'challenges' && 'chal', off && 'off')} d={d} />
      <Head kind={route.kind} from={before} at={last} />
    </g>
  );
});
