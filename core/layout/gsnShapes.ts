/**
 * The shapes of the notation as path data (GSN v3 1:2, Table 1:2-1, Table 1:4-1, 1:3.3), for SVG and
 * canvas (`new Path2D(path)`) alike. Coordinates start at the box's top left corner.
 */

import type { NodeKind } from '@/core/argument/document';

import { standTable } from './instantiationMark';
import type { Point, Rectangle } from './model';
import { SPACING } from './model';

export type ShapeKind = NodeKind | 'challenge' | 'fold';

export interface Decorators {
  undeveloped?: boolean;
  uninstantiated?: boolean;
  /** May be cited from elsewhere. */
  public?: boolean;
  /** Refers to instantiation data. */
  instantiation?: boolean;
}

/** What is drawn over the outline. Paper: filled with the ground's colour, so that lines end there. */
export interface ShapeDetail {
  path: string;
  fill: 'none' | 'paper' | 'shade';
  /** So small that its lines must become thinner with it. */
  isFine?: boolean;
}

export interface GsnShape {
  /** Closed; filled and stroked. */
  outline: string;
  details: ShapeDetail[];
  /** A or J, outside the oval at its bottom right; the point is the letter's start on its baseline. */
  letter: { text: 'A' | 'J'; x: number; y: number } | null;
  /** Where text may stand. */
  text: Rectangle;
  /** Away goals: where the module's name stands. */
  module: Rectangle | null;
  /** The upper left corner of the table that stands for instantiation data. */
  table: Point | null;
  /** How far the outline lies inside the box at half height. */
  sideInset: number;
  /** The outline touches the top and the bottom of the box in the middle only. */
  round: boolean;
}

/** Size of the decorators. */
const MARK = 8;
const BAND = 24;
/** Height of the tabs of modules and contracts, and how far the top of an away context is rounded. */
const TAB = 8;
const ROUNDED = 18;
const PADDING = { x: 12, y: 10 };
const ROOT_HALF = Math.SQRT1_2;

/** The shape of an element that is drawn in a box of this size. */
export function gsnShape(
  kind: ShapeKind,
  width: number,
  height: number,
  decorators: Decorators = {},
): GsnShape {
  const sides = sidesOf(kind, width, height);
  const base = { details: [], letter: null, module: null, table: null, ...sides };
  const shape = ((): GsnShape => {
    switch (kind) {
      case 'goal':
      case 'challenge':
        return { ...base, outline: rectangle(0, 0, width, height), text: inner(width, height) };
      case 'strategy': {
        const slant = slantOf(height);
        const outline = `M${n(slant)} 0H${n(width)}L${n(width - slant)} ${n(height)}H0Z`;
        const text = inset(0, 0, width, height, slant + 6, PADDING.y);
        return { ...base, outline, text };
      }
      case 'solution': {
        const radius = Math.min(width, height) / 2;
        const side = 2 * radius * ROOT_HALF;
        const text = centred(width, height, side, side);
        const outline = ellipse(width / 2, height / 2, radius, radius);
        return { ...base, outline, text };
      }
      case 'context': {
        const radius = Math.min(height, width) / 2;
        const textHeight = height - 2 * PADDING.y;
        const x = stadiumInset(radius, textHeight);
        const outline = stadium(width, height, radius);
        return { ...base, outline, text: inset(0, 0, width, height, x, PADDING.y) };
      }
      case 'assumption':
      case 'justification':
        return {
          ...base,
          outline: ellipse(width / 2, height / 2, width / 2, height / 2),
          text: centred(width, height, width * ROOT_HALF, height * ROOT_HALF),
          letter: {
            text: kind === 'assumption' ? 'A' : 'J',
            x: width * 0.5 * (1 + ROOT_HALF) + 4,
            y: height * 0.5 * (1 + ROOT_HALF) + 10,
          },
        };
      case 'away-goal': {
        const outline = rectangle(0, 0, width, height);
        return { ...base, outline, ...onBand(width, height), text: inner(width, height - BAND) };
      }
      case 'away-solution': {
        const line = height - BAND;
        const outline = dome(width, height, width / 2, line);
        return { ...base, outline, ...onBand(width, height), text: underDome(width, line) };
      }
      case 'away-context': {
        const line = height - BAND;
        const outline = dome(width, height, Math.min(ROUNDED, width / 2), Math.min(ROUNDED, line));
        return { ...base, outline, ...onBand(width, height), text: inner(width, line) };
      }
      case 'away-assumption':
      case 'away-justification': {
        const line = height - BAND;
        return {
          ...base,
          outline: dome(width, height, width / 2, line),
          ...onBand(width, height),
          text: underDome(width, line),
          letter: { text: kind === 'away-assumption' ? 'A' : 'J', x: width + 4, y: line },
        };
      }
      case 'module':
      case 'contract':
        return {
          ...base,
          outline: tabbed(width, height, kind === 'contract'),
          text: inset(0, TAB, width, height - 2 * TAB, PADDING.x, PADDING.y),
        };
      case 'fold':
        return {
          ...base,
          outline: rectangle(0, 0, width, height),
          details: [{ path: secondSheet(width, height), fill: 'none' }],
          text: inner(width, height),
        };
    }
  })();
  shape.details.push(...decorations(kind, width, height, decorators));
  if (decorators.instantiation === true) standTable(kind, shape);
  return shape;
}

/** What links need to know of an outline, without drawing it. */
export function sidesOf(
  kind: ShapeKind,
  width: number,
  height: number,
): Pick<GsnShape, 'sideInset' | 'round'> {
  switch (kind) {
    case 'strategy':
      return { sideInset: slantOf(height) / 2, round: false };
    case 'solution':
      return { sideInset: (width - Math.min(width, height)) / 2, round: true };
    case 'assumption':
    case 'justification':
      return { sideInset: 0, round: true };
    case 'goal':
    case 'away-goal':
    case 'away-solution':
    case 'away-context':
    case 'away-assumption':
    case 'away-justification':
    case 'module':
    case 'contract':
    case 'context':
    case 'challenge':
    case 'fold':
      return { sideInset: 0, round: false };
  }
}

/** The box that an element needs around text of this size. */
export function boxAround(
  kind: ShapeKind,
  text: { width: number; height: number },
): { width: number; height: number } {
  const { width, height } = text;
  switch (kind) {
    case 'goal':
    case 'challenge':
    case 'fold':
      return { width: width + 2 * PADDING.x, height: height + 2 * PADDING.y };
    case 'away-goal':
    case 'away-context':
      return { width: width + 2 * PADDING.x, height: height + 2 * PADDING.y + BAND };
    case 'away-solution':
    case 'away-assumption':
    case 'away-justification':
      return { width: width / ROOT_HALF + 4, height: height / ROOT_HALF + 8 + BAND };
    case 'module':
    case 'contract':
      return { width: width + 2 * PADDING.x, height: height + 2 * PADDING.y + 2 * TAB };
    case 'strategy': {
      const boxHeight = height + 2 * PADDING.y;
      return { width: width + 2 * (slantOf(boxHeight) + 6), height: boxHeight };
    }
    case 'solution': {
      const side = Math.hypot(width, height) + 6;
      return { width: side, height: side };
    }
    case 'context': {
      const boxHeight = height + 2 * PADDING.y;
      const boxWidth = width + 2 * stadiumInset(boxHeight / 2, height);
      return { width: Math.max(boxWidth, boxHeight), height: boxHeight };
    }
    case 'assumption':
    case 'justification':
      return { width: width / ROOT_HALF + 4, height: height / ROOT_HALF + 4 };
  }
}

/** The further sheet behind a folded box, sticking out at the top and the right. */
export function secondSheet(width: number, height: number): string {
  const out = SPACING.sheet;
  return `M${n(out)} 0V${-out}H${n(width + out)}V${n(height - out)}H${n(width)}`;
}

/** Heads of links, pointing right with the tip at (10, 4) of a box of 10 by 8. */
export const ARROW_HEADS = {
  'supported-by': { path: 'M0 0L10 4L0 8Z', fill: 'ink' },
  'in-context-of': { path: 'M0.5 0.5L9.5 4L0.5 7.5Z', fill: 'paper' },
  challenges: { path: 'M0 0L10 4L0 8', fill: 'none' },
} as const;

/** A diamond, for undeveloped elements (hollow) and for choices on links (solid). */
export function diamond(x: number, y: number, size: number): string {
  return `M${n(x)} ${n(y - size)}L${n(x + size)} ${n(y)}L${n(x)} ${n(y + size)}L${n(x - size)} ${n(y)}Z`;
}

/** A path of this file moved to another place: many shapes are drawn fastest as one path. */
export function movedPath(path: string, x: number, y: number): string {
  return path.replace(/([MLHVA])([^MLHVAZ]*)/g, (_, command: string, written: string) => {
    const numbers = written
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    const moved = numbers.map((value, at) => {
      if (command === 'H') return n(value + x);
      if (command === 'V') return n(value + y);
      // The end point of an arc comes after its radii and flags.
      const place = command === 'A' ? (at % 7) - 5 : at % 2;
      return n(place < 0 ? value : value + (place === 0 ? x : y));
    });
    return command + moved.join(' ');
  });
}

function decorations(
  kind: ShapeKind,
  width: number,
  height: number,
  decorators: Decorators,
): ShapeDetail[] {
  const details: ShapeDetail[] = [];
  const x = width / 2;
  const y = height + MARK;
  if (decorators.undeveloped === true) {
    details.push({ path: diamond(x, y, MARK), fill: 'paper' });
    // Both at once: the diamond crossed by a line.
    if (decorators.uninstantiated === true) {
      details.push({ path: `M${n(x - MARK)} ${n(y)}H${n(x + MARK)}`, fill: 'none' });
    }
  } else if (decorators.uninstantiated === true) {
    const base = height + 1.5 * MARK;
    details.push({
      path: `M${n(x)} ${n(height)}L${n(x + MARK)} ${n(base)}H${n(x - MARK)}Z`,
      fill: 'paper',
    });
  }
  if (decorators.public === true) {
    // Rounded ends leave no corner to stand in.
    const end = kind === 'context' ? Math.min(width, height) * 0.28 : 0;
    details.push({ path: moduleSymbol(width - 20 - end, 6, 14, 10), fill: 'paper' });
  }
  return details;
}

/** The strip of an away element that carries its module: a line, the module in small, its name. */
function onBand(width: number, height: number): Pick<GsnShape, 'details' | 'module'> {
  const line = height - BAND;
  return {
    details: [
      { path: `M0 ${n(line)}H${n(width)}`, fill: 'none' },
      { path: moduleSymbol(PADDING.x, line + 8, 14, 10), fill: 'shade' },
    ],
    module: { x: PADDING.x + 20, y: line + 4, width: width - 32 - PADDING.x, height: 16 },
  };
}

/** A box with the upper corners rounded: half an ellipse when rx is half its width. */
function dome(width: number, height: number, rx: number, ry: number): string {
  const arc = `A${n(rx)} ${n(ry)} 0 0 1`;
  return (
    `M0 ${n(height)}V${n(ry)}${arc} ${n(rx)} 0H${n(width - rx)}` +
    `${arc} ${n(width)} ${n(ry)}V${n(height)}Z`
  );
}

/** Text under a half ellipse stands low, where it is wide. */
function underDome(width: number, line: number): Rectangle {
  return inset(
    0,
    line * (1 - ROOT_HALF),
    width,
    line * ROOT_HALF,
    (width * (1 - ROOT_HALF)) / 2,
    2,
  );
}

/** A module: a tab at the top left; a contract has a second one at the bottom right. */
function tabbed(width: number, height: number, isContract: boolean): string {
  const tab = Math.min(28, width / 3);
  const bottom = height - TAB;
  const foot = isContract ? `V${n(height)}H${n(width - tab)}V${n(bottom)}` : `V${n(bottom)}`;
  return `M0 0H${n(tab)}V${TAB}H${n(width)}${foot}H0Z`;
}

/** A module in small: a rectangle with a tab at its top left. */
function moduleSymbol(x: number, y: number, width: number, height: number): string {
  const tab = height * 0.3;
  return `M${n(x)} ${n(y)}H${n(x + width * 0.45)}V${n(y + tab)}H${n(x + width)}V${n(y + height)}H${n(x)}Z`;
}

function slantOf(height: number): number {
  return Math.min(16, height / 3);
}

/** How far text of this height must keep from the ends of a stadium. */
function stadiumInset(radius: number, textHeight: number): number {
  const half = Math.min(Math.max(textHeight, 0) / 2, radius);
  return radius - Math.sqrt(radius * radius - half * half) + 6;
}

function rectangle(x: number, y: number, width: number, height: number): string {
  return `M${n(x)} ${n(y)}H${n(x + width)}V${n(y + height)}H${n(x)}Z`;
}

function ellipse(x: number, y: number, rx: number, ry: number): string {
  const arc = `A${n(rx)} ${n(ry)} 0 0 1`;
  return `M${n(x - rx)} ${n(y)}${arc} ${n(x + rx)} ${n(y)}${arc} ${n(x - rx)} ${n(y)}Z`;
}

function stadium(width: number, height: number, radius: number): string {
  const r = n(radius);
  const [right, bottom] = [n(width - radius), n(height - radius)];
  return (
    `M${r} 0H${right}A${r} ${r} 0 0 1 ${n(width)} ${r}V${bottom}A${r} ${r} 0 0 1 ${right} ${n(height)}` +
    `H${r}A${r} ${r} 0 0 1 0 ${bottom}V${r}A${r} ${r} 0 0 1 ${r} 0Z`
  );
}

function inner(width: number, height: number): Rectangle {
  return inset(0, 0, width, height, PADDING.x, PADDING.y);
}

function inset(
  x: number,
  y: number,
  width: number,
  height: number,
  dx: number,
  dy: number,
): Rectangle {
  return {
    x: x + dx,
    y: y + dy,
    width: Math.max(0, width - 2 * dx),
    height: Math.max(0, height - 2 * dy),
  };
}

function centred(
  width: number,
  height: number,
  innerWidth: number,
  innerHeight: number,
): Rectangle {
  return {
    x: (width - innerWidth) / 2,
    y: (height - innerHeight) / 2,
    width: innerWidth,
    height: innerHeight,
  };
}

/** At most two decimals: half the bytes and no visible difference. */
function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}
