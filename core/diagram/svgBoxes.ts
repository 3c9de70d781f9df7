/** The boxes of a diagram as SVG: outline, decorators, text, claim points, the cross of defeat. */

import type { ArgumentNode } from '@/core/argument/document';
import { filledText } from '@/core/argument/parameters';
import { statementOf } from '@/core/argument/statement';
import { isUninstantiated } from '@/core/layout/documentLayout';
import { gsnShape, type GsnShape, type ShapeKind } from '@/core/layout/gsnShapes';
import { wordsPlace } from '@/core/layout/instantiationMark';
import type { Label } from '@/core/layout/label';
import type { Point } from '@/core/layout/model';
import { DIAGRAM_TEXT as text } from './diagramText';
import type { DrawnBox, Drawing } from './drawing';
import { claimPointPlace, contractMark, crossPath, DECORATOR, squareMark } from './elementMarks';
import { PLEX_TEXT } from './plexText';
import { escapeXml } from './xml';

/** Baselines from the top of the text, as in the workspace. */
const ASCENT = 11;
const LINE = 15;
const HEAD_GAP = 1;
const NOTE_GAP = 6;

const CENTRED: ReadonlySet<ShapeKind> = new Set(['solution', 'assumption', 'justification']);
const CONTEXTUAL: ReadonlySet<ShapeKind> = new Set(['context', 'assumption', 'justification']);

export function boxSvg(drawn: DrawnBox, drawing: Drawing): string {
  const { box, face, of } = drawn;
  const { kind } = face;
  const { width, height } = box;
  const node = 'node' in of ? of.node : null;
  const { parameters } = drawing.document;
  const undeveloped = node?.undeveloped === true;
  const uninstantiated =
    node !== null && (node.uninstantiated || isUninstantiated(node, parameters));
  const isPublic = node?.public === true;
  const instantiation = node !== null && node.instantiation !== '';
  const shape = gsnShape(kind, width, height, {
    undeveloped,
    uninstantiated,
    public: isPublic,
    instantiation,
  });
  const hangs = undeveloped || uninstantiated;
  const classes = [
    CONTEXTUAL.has(kind) ? 'cx' : kind === 'challenge' ? 'doubt' : '',
    drawn.isOff ? 'off' : '',
  ].filter(Boolean);
  const isDefeated = ('node' in of ? of.node : of.defeater).defeat?.outcome === 'defeated';
  return (
    `<g${classes.length > 0 ? ` class="${classes.join(' ')}"` : ''} transform="translate(${at(box.x)} ${at(box.y)})">` +
    `<title>${escapeXml(titleOf(drawn, drawing))}</title>` +
    outlineSvg(shape) +
    (node?.toBeSupportedByContract === true
      ? `<path class="detail paper" d="${contractMark(width / 2, height + (hangs ? DECORATOR : 0))}"/>`
      : '') +
    labelSvg(kind, labelOf(drawn, width), shape) +
    (shape.table ? referenceSvg(face.label, shape.table) : '') +
    (node?.away && shape.module ? bandSvg(node.away, shape.module) : '') +
    (drawn.claimPoints.length > 0
      ? pointSvg(claimPointPlace(shape, kind, width, height), drawn)
      : '') +
    (isDefeated ? `<path class="cross" d="${crossPath(shape, width, height)}"/>` : '') +
    '</g>'
  );
}

/** What a pointer or a screen reader finds at a box: everything that it stands for, uncut. */
function titleOf({ face, of, claimPoints }: DrawnBox, { document, cited }: Drawing): string {
  const { parameters } = document;
  const element = 'node' in of ? of.node : of.defeater;
  const statement = 'node' in of ? statementOf(of.node, cited) : of.defeater.text;
  const marks = 'node' in of ? marksOf(of.node) : [];
  if (element.defeat?.outcome === 'defeated') marks.push(text.defeated);
  const heads = [`${text.kinds[face.kind]} ${element.identifier}`, ...marks].join(', ');
  const { away, instantiation } = 'node' in of ? of.node : { away: null, instantiation: '' };
  return [
    statement === '' ? heads : `${heads}: ${filledText(statement, parameters)}`,
    instantiation === '' ? '' : text.instantiatedFrom(filledText(instantiation, parameters)),
    away === null ? '' : `${text.cites} ${away.module} ${away.node}`.trim(),
    claimPoints.length === 0 ? '' : `${text.claimPoint} ${claimPoints.join(', ')}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function marksOf(node: ArgumentNode): string[] {
  return [
    node.undeveloped ? text.undeveloped : '',
    node.uninstantiated ? text.uninstantiated : '',
    node.public ? text.public : '',
    node.toBeSupportedByContract ? text.byContract : '',
  ].filter((mark) => mark !== '');
}

function outlineSvg({ outline, details, letter }: GsnShape): string {
  return (
    `<path class="sh" d="${outline}"/>` +
    details
      .map(
        ({ path, fill }) =>
          `<path class="detail${fill === 'none' ? '' : ` ${fill}`}" d="${path}"/>`,
      )
      .join('') +
    (letter ? `<text class="aj" x="${at(letter.x)}" y="${at(letter.y)}">${letter.text}</text>` : '')
  );
}

/** A reference to a module or contract as a whole has no text of its own: its name stands in. */
function labelOf({ face, of }: DrawnBox, width: number): Label {
  const { kind, label } = face;
  const away = 'node' in of ? of.node.away : null;
  if ((kind !== 'module' && kind !== 'contract') || !away || label.lines.length > 0) return label;
  const room = width - 30 - PLEX_TEXT.identifier(label.identifier);
  return { ...label, note: fitted(away.module, room) };
}

function labelSvg(kind: ShapeKind, label: Label, { text: room }: GsnShape): string {
  const centred = CENTRED.has(kind);
  const x = at(centred ? room.x + room.width / 2 : room.x);
  const block = (label.lines.length + 1) * LINE;
  const y = at(room.y + Math.round((room.height - block) / 2) + ASCENT);
  const note = label.note
    ? `<tspan class="note" dx="${NOTE_GAP}">${escapeXml(label.note)}</tspan>`
    : '';
  const lines = label.lines.map(
    (line, row) =>
      `<tspan class="tx" x="${x}" dy="${row === 0 ? LINE + HEAD_GAP : LINE}">${escapeXml(line)}</tspan>`,
  );
  return (
    `<text x="${x}" y="${y}"${centred ? ' text-anchor="middle"' : ''}>` +
    `<tspan class="tid">${escapeXml(label.identifier)}</tspan>${note}${lines.join('')}</text>`
  );
}

/** What the instantiation data are, beside the table that stands for them. */
function referenceSvg({ instantiation }: Label, table: Point): string {
  if (instantiation === '') return '';
  const { x, y } = wordsPlace(table);
  return `<text class="note" x="${at(x)}" y="${at(y)}">${escapeXml(instantiation)}</text>`;
}

function bandSvg(
  { module, node }: NonNullable<ArgumentNode['away']>,
  room: NonNullable<GsnShape['module']>,
): string {
  const target = node === '' ? '' : ` ${node}`;
  const words = fitted(module, room.width - PLEX_TEXT.identifier(target)) + target;
  return `<text class="tid" x="${at(room.x)}" y="${at(room.y + ASCENT)}">${escapeXml(words)}</text>`;
}

/** As much of a text in the identifiers' type as there is room for. */
function fitted(words: string, width: number): string {
  const characters = Array.from(words);
  const most = Math.max(1, Math.floor(width / PLEX_TEXT.identifier('x')));
  return characters.length <= most ? words : `${characters.slice(0, most - 1).join('')}…`;
}

function pointSvg({ x, y }: Point, { claimPoints }: DrawnBox): string {
  return (
    `<path class="ink" d="${squareMark({ x, y })}"/>` +
    `<text class="aj said" x="${at(x + 8)}" y="${at(y + 13)}">${escapeXml(claimPoints.join(', '))}</text>`
  );
}

function at(value: number): string {
  return String(Math.round(value * 100) / 100);
}
