/**
 * The symbol of an instantiation data reference (GSN v3 Table 1:3-3): a little table at the lower edge
 * of an element, which says that what is argued below is filled from data. It stands within the
 * outline, so that no line and no decorator can be where it is.
 */

import type { GsnShape, ShapeDetail, ShapeKind } from './gsnShapes';
import type { Point, Rectangle } from './model';

/** Size of the table, and the height of its head and of its rows. */
const TABLE = { width: 20, height: 14, head: 5, row: 4.5, column: 7 };
/** Between the table and the statement above it, or the words behind it. */
const GAP = 5;
/** From the left of a box, so that a claim point on its lower edge stands free. */
const BESIDE_POINT = 22;
/** How far to the right of the text that may be, at most. */
const SHIFT = 10;

/** How far the outline lies below the text of the kind, where that is level. */
const FLOORS: Partial<Record<ShapeKind, number>> = {
  goal: 10,
  strategy: 10,
  module: 10,
  contract: 10,
  'away-goal': 10,
  'away-context': 10,
  'away-solution': 2,
  'away-assumption': 2,
  'away-justification': 2,
};

/** In the middle of what tapers, where words would have no room. */
const CENTRED: ReadonlySet<ShapeKind> = new Set([
  'solution',
  'assumption',
  'justification',
  'away-solution',
  'away-assumption',
  'away-justification',
]);

/** How much higher the text of an element is for the table below it. */
export function tableRoom(kind: ShapeKind): number {
  return TABLE.height + GAP - (FLOORS[kind] ?? 0);
}

/** The words beside the table need this much beside their own width; null where none stand. */
export function wordsRoom(kind: ShapeKind): number | null {
  return CENTRED.has(kind) ? null : TABLE.width + GAP + (kind in FLOORS ? SHIFT : 0);
}

/** Stands the table below the text of a shape that was sized with {@link tableRoom}. */
export function standTable(kind: ShapeKind, shape: GsnShape): void {
  shape.table = tablePlace(kind, shape.text);
  shape.details.push(...tableDetails(shape.table));
  shape.text.height = Math.max(0, shape.text.height - tableRoom(kind));
}

/** Where the words beside a table begin, on their baseline. */
export function wordsPlace({ x, y }: Point): Point {
  return { x: x + TABLE.width + GAP, y: y + 10.5 };
}

/**
 * The upper left corner of the table, at the left of the box: links and decorators leave in the middle,
 * challenges arrive at the right.
 */
function tablePlace(kind: ShapeKind, { x, y, width, height }: Rectangle): Point {
  const left = kind in FLOORS ? Math.max(x, BESIDE_POINT) : x;
  return {
    x: CENTRED.has(kind) ? x + (width - TABLE.width) / 2 : left,
    y: y + height + (FLOORS[kind] ?? 0) - TABLE.height,
  };
}

/** The table: its head, two rows and two columns. */
function tableDetails({ x, y }: Point): ShapeDetail[] {
  const { width, height, head, row, column } = TABLE;
  const at = (value: number) => String(Math.round(value * 100) / 100);
  const box = (top: number, tall: number) =>
    `M${at(x)} ${at(top)}H${at(x + width)}V${at(top + tall)}H${at(x)}Z`;
  const rules =
    `M${at(x)} ${at(y + head + row)}H${at(x + width)}` +
    `M${at(x + column)} ${at(y + head)}V${at(y + height)}`;
  return [
    { path: box(y, height), fill: 'paper', isFine: true },
    { path: box(y, head), fill: 'shade', isFine: true },
    { path: rules, fill: 'none', isFine: true },
  ];
}
