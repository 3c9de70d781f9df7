'use client';

import { memo } from 'react';
import { cx } from '@/components/ui/cx';
import { Icon } from '@/components/ui/Icon';
import type { ArgumentNode, Id } from '@/core/argument/document';
import {
  claimPointPlace,
  contractMark,
  crossPath,
  DECORATOR,
  squareMark,
} from '@/core/diagram/elementMarks';
import type { Face } from '@/core/layout/documentLayout';
import { gsnShape, type GsnShape, type ShapeKind } from '@/core/layout/gsnShapes';
import { wordsPlace } from '@/core/layout/instantiationMark';
import { SPACING, type Box } from '@/core/layout/model';
import { polyline } from './DiagramLines';
import type { ModuleBorder } from './diagramModules';
import type { Detail } from './diagramWindow';
import type { RowMarks } from './OutlineRowLine';
import type { Colleague } from './source';
import { TEXT } from './text';

/** Baselines from the top of the text: of the identifier, and from line to line. */
const ASCENT = 11;
const LINE = 15;
const HEAD_GAP = 1;

const CENTRED: ReadonlySet<ShapeKind> = new Set(['solution', 'assumption', 'justification']);
const CONTEXTUAL: ReadonlySet<ShapeKind> = new Set(['context', 'assumption', 'justification']);

interface DiagramBoxProps {
  box: Box;
  node: ArgumentNode;
  face: Face;
  uninstantiated: boolean;
  /** Identifiers of the claim points on it, in a line. */
  claimPoints: string;
  selected: boolean;
  /** The argument does not rest on it: it, or all above it, is not claimed. */
  off: boolean;
  /** What it says, or what it cites says. */
  statement: string;
  /** Of another module: read only here. */
  foreign: boolean;
  /** A place whose words are withheld. */
  withheld: boolean;
  marks: RowMarks | undefined;
  detail: Detail;
  visitors: readonly Colleague[];
  onSelect: (node: Id) => void;
  onToggle: (node: Id) => void;
}

/** One element of the argument. */
export const DiagramBox = memo(function DiagramBox(props: DiagramBoxProps) {
  const { box, node, face, selected, off, foreign, withheld, marks, detail, visitors } = props;
  const { width, height } = box;
  const { kind, label } = face;
  const { undeveloped } = node;
  const shape = gsnShape(kind, width, height, {
    undeveloped,
    uninstantiated: props.uninstantiated,
    public: node.public,
    instantiation: node.instantiation !== '',
  });
  // A decorator hangs where the count would stand.
  const hangs = undeveloped || props.uninstantiated;
  const point = props.claimPoints === '' ? null : claimPointPlace(shape, kind, width, height);
  return (
    <g
      className={cx(
        'node',
        CONTEXTUAL.has(kind) && 'cx',
        selected && 'sel',
        off && 'off',
        foreign && 'foreign',
        withheld && 'withheld',
      )}
      transform={`translate(${box.x} ${box.y})`}
      data-node={node.identifier}
      onClick={() => props.onSelect(node.id)}
      onDoubleClick={() => props.onToggle(node.id)}
    >
      {(label.isCut || node.instantiation !== '') && (
        <title>{wholeWords(node, props.statement)}</title>
      )}
      <Outline shape={shape} />
      {node.toBeSupportedByContract && (
        <path
          className="detail paper"
          d={contractMark(width / 2, height + (hangs ? DECORATOR : 0))}
        />
      )}
      {detail === 'text' ? (
        <LabelText face={face} shape={shape} />
      ) : (
        <FarIdentifier face={face} width={width} height={height} />
      )}
      {shape.table && detail === 'text' && (
        <text className="tnote" {...wordsPlace(shape.table)}>
          {label.instantiation}
        </text>
      )}
      {point && <path className="mark" d={squareMark(point)} />}
      {point && detail === 'text' && (
        <text className="tid" x={point.x + 8} y={point.y + 13}>
          {props.claimPoints}
        </text>
      )}
      {node.defeat?.outcome === 'defeated' && (
        <path className="cross" d={crossPath(shape, width, height)} />
      )}
      {shape.module && node.away && detail === 'text' && (
        <text className="tid" x={shape.module.x} y={shape.module.y + ASCENT}>
          {node.away.module} {node.away.node}
        </text>
      )}
      {detail === 'text' && marks && (
        <Corner kind={kind} shape={shape} box={box} node={node} stops={marks.stops} />
      )}
      {box.hides > 0 && detail === 'text' && (
        <text
          className="tnote below"
          x={width / 2 + (hangs ? 14 : 0)}
          y={height + 15}
          textAnchor={hangs ? 'start' : 'middle'}
        >
          {TEXT.diagramWords.folded(box.hides)}
        </text>
      )}
      {visitors[0] && (
        <Visitor visitor={visitors[0]} kind={kind} box={box} more={visitors.length - 1} />
      )}
    </g>
  );
});

/** What the box may have cut short, and what its table stands for. */
function wholeWords({ instantiation }: ArgumentNode, statement: string): string {
  if (instantiation === '') return statement;
  return [statement, TEXT.diagramWords.instantiatedFrom(instantiation)].filter(Boolean).join('\n');
}

/** The dashed border of a module around what is read of it (GSN v3 1:4.2). */
export const ModuleFrame = memo(function ModuleFrame(props: {
  border: ModuleBorder;
  name: string;
}) {
  const { border, name } = props;
  const [corner] = border;
  if (!corner) return null;
  return (
    <g>
      <path className="module" d={`${polyline(border)}z`} />
      <text className="tnote" x={corner.x + 8} y={corner.y + ASCENT + 4}>
        {name}
      </text>
    </g>
  );
});

/** What is folded lies behind its element as a second sheet, and under the links that lead to it. */
export const SheetBehind = memo(function SheetBehind(props: {
  box: Box;
  kind: ShapeKind;
  off: boolean;
}) {
  const { box, kind, off } = props;
  const out = SPACING.sheet;
  return (
    <path
      className={cx('sh moves', off && 'off')}
      transform={`translate(${box.x + out} ${box.y - out})`}
      d={gsnShape(kind, box.width, box.height).outline}
    />
  );
});

/** Several siblings as one box; a press brings them back. */
export const FoldBox = memo(function FoldBox(props: {
  box: Box;
  face: Face;
  parent: Id;
  detail: Detail;
  onOpen: (parent: Id) => void;
}) {
  const { box, face, parent, detail, onOpen } = props;
  const shape = gsnShape('fold', box.width, box.height);
  return (
    <g
      className="node fold"
      transform={`translate(${box.x} ${box.y})`}
      onClick={() => onOpen(parent)}
    >
      <title>{TEXT.diagramWords.unfold}</title>
      <Outline shape={shape} />
      {detail === 'text' ? (
        <LabelText face={face} shape={shape} />
      ) : (
        <FarIdentifier face={face} width={box.width} height={box.height} />
      )}
    </g>
  );
});

/** A raised doubt; a press selects the element it is about, where it is answered. */
export const DefeaterBox = memo(function DefeaterBox(props: {
  box: Box;
  face: Face;
  detail: Detail;
  about: Id | null;
  isDefeated: boolean;
  onSelect: (node: Id) => void;
}) {
  const { box, face, detail, about, isDefeated, onSelect } = props;
  const shape = gsnShape('challenge', box.width, box.height);
  return (
    <g
      className="node doubt"
      transform={`translate(${box.x} ${box.y})`}
      onClick={() => about !== null && onSelect(about)}
    >
      <Outline shape={shape} />
      {detail === 'text' ? (
        <LabelText face={face} shape={shape} />
      ) : (
        <FarIdentifier face={face} width={box.width} height={box.height} />
      )}
      {isDefeated && <path className="cross" d={crossPath(shape, box.width, box.height)} />}
    </g>
  );
});

function Outline({ shape }: { shape: GsnShape }) {
  return (
    <>
      <path className="sh" d={shape.outline} />
      {shape.details.map(({ path, fill, isFine }) => (
        <path key={path} className={cx('detail', fill, isFine && 'fine')} d={path} />
      ))}
      {shape.letter && (
        <text className="aj" x={shape.letter.x} y={shape.letter.y}>
          {shape.letter.text}
        </text>
      )}
    </>
  );
}

function LabelText({ face, shape }: { face: Face; shape: GsnShape }) {
  const { kind, label } = face;
  const { text } = shape;
  const centred = CENTRED.has(kind);
  const x = centred ? text.x + text.width / 2 : text.x;
  const block = (label.lines.length + 1) * LINE;
  const y = text.y + Math.round((text.height - block) / 2);
  return (
    <text x={x} y={y + ASCENT} textAnchor={centred ? 'middle' : 'start'}>
      <tspan className="tid">{label.identifier}</tspan>
      {label.note && (
        <tspan className="tnote" dx={6}>
          {label.note}
        </tspan>
      )}
      {label.lines.map((line, at) => (
        <tspan key={at} className="tx" x={x} dy={at === 0 ? LINE + HEAD_GAP : LINE}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

/** From further away an identifier is all that can be read: as large as its box allows. */
function FarIdentifier(props: { face: Face; width: number; height: number }) {
  const { identifier } = props.face.label;
  const size = Math.min(34, (props.width * 0.8) / Math.max(1, identifier.length * 0.6));
  return (
    <text
      className="far"
      x={props.width / 2}
      y={props.height / 2 + size * 0.35}
      fontSize={size}
      textAnchor="middle"
    >
      {identifier}
    </text>
  );
}

const MARK = 13;

/** At the top right: what stands against the element. Beside an oval, which has no corner. */
function Corner(props: {
  kind: ShapeKind;
  shape: GsnShape;
  box: Box;
  node: ArgumentNode;
  stops: number;
}) {
  const { kind, shape, box, node, stops } = props;
  if (stops === 0) return null;
  const inset = (kind === 'context' ? box.height * 0.28 : 5) + (node.public ? 22 : 0);
  const x = box.width - MARK - (shape.round ? 0 : inset);
  return (
    <svg x={x} y={shape.round ? 0 : 5} width={MARK} height={MARK} overflow="visible">
      <Icon name="fail" className="c-bad" label={TEXT.checks.freeze(stops)} />
    </svg>
  );
}

const TAG_LETTER = 6.1;

function Visitor(props: { visitor: Colleague; kind: ShapeKind; box: Box; more: number }) {
  const { visitor, kind, more } = props;
  const [width, height] = [props.box.width + 8, props.box.height + 8];
  const words = more > 0 ? `${visitor.name} +${more}` : visitor.name;
  const tag = words.length * TAG_LETTER + 10;
  const right = width - 4;
  return (
    <g className={`visitor w${visitor.colour}`}>
      <path
        className="halo"
        d={gsnShape(kind, width, height).outline}
        transform="translate(-4 -4)"
      />
      <rect className="halotag" x={right - tag} y={-20} width={tag} height={16} />
      <text className="haloname" x={right - tag / 2} y={-8} textAnchor="middle">
        {words}
      </text>
    </g>
  );
}
