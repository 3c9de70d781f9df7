/** What stands on an element beside the decorators of its shape, as path data. */

import type { GsnShape, ShapeKind } from '@/core/layout/gsnShapes';
import type { Point } from '@/core/layout/model';

/** Height of what hangs below an element. */
export const DECORATOR = 16;

/** The contract that a goal waits for, in small, under its middle (GSN v3 Table 1:4-1). */
export function contractMark(x: number, y: number): string {
  return `M${at(x - 9)} ${at(y)}h6v3h12v10h-6v-3h-12z`;
}

/** Claim points stand on the outline at the bottom left, their identifiers beside them. */
export function claimPointPlace(
  shape: GsnShape,
  kind: ShapeKind,
  width: number,
  height: number,
): Point {
  if (shape.round) {
    const half = Math.SQRT1_2 / 2;
    const reach = kind === 'solution' ? Math.min(width, height) : width;
    return { x: width / 2 - reach * half, y: height / 2 + height * half };
  }
  return { x: kind === 'context' ? Math.min(width, height) / 2 : 14, y: height };
}

/** The square of a claim point around a place (GSN v3 1:5.1). */
export function squareMark({ x, y }: Point): string {
  return `M${at(x - 4)} ${at(y - 4)}h8v8h-8z`;
}

/** The cross of what is defeated (GSN v3 Table 1:6-1): within ovals from rim to rim, else from corner to corner. */
export function crossPath(shape: GsnShape, width: number, height: number): string {
  const share = shape.round ? (1 - Math.SQRT1_2) / 2 : 0;
  const [left, top] = [shape.sideInset + (width - 2 * shape.sideInset) * share, height * share];
  const [right, bottom] = [width - left, height - top];
  return `M${at(left)} ${at(top)}L${at(right)} ${at(bottom)}M${at(right)} ${at(top)}L${at(left)} ${at(bottom)}`;
}

function at(value: number): string {
  return String(Math.round(value * 100) / 100);
}
