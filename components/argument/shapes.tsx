import type { ReactNode } from 'react';
import type { NodeKind } from '@/core/argument/document';

/** How far a strategy's slanted sides lean, in pixels. */
export const SLANT = 14;

/**
 * The outline of a GSN element in a box of the given size (GSN v3 Table 1:2-1 and 1:4-1).
 * Shape carries the type; the stroke's weight comes from the style.
 */
export function Shape(props: { kind: NodeKind; width: number; height: number }): ReactNode {
  const { kind, width: w, height: h } = props;
  switch (kind) {
    case 'goal':
      return <rect className="sh" width={w} height={h} />;
    case 'away-goal':
      return (
        <>
          <rect className="sh" width={w} height={h} />
          <path className="sh" d={`M0 ${h - 20}H${w}`} />
          <path className="decoration" d={`M8 ${h - 14}h6v3h8v7h-14z`} />
        </>
      );
    case 'strategy':
      return <path className="sh" d={`M${SLANT} 0H${w}L${w - SLANT} ${h}H0z`} />;
    case 'solution':
      return <circle className="sh" cx={w / 2} cy={h / 2} r={w / 2} />;
    case 'context':
      return <rect className="sh" width={w} height={h} rx={Math.min(h / 2, 24)} />;
    case 'assumption':
    case 'justification':
      return (
        <>
          <ellipse className="sh" cx={w / 2} cy={h / 2} rx={w / 2} ry={h / 2} />
          <text className="aj" x={w - 6} y={h - 2}>
            {kind === 'assumption' ? 'A' : 'J'}
          </text>
        </>
      );
  }
}

/** Where the text of a shape starts, and whether it is centred. */
export function textPlace(
  kind: NodeKind,
  width: number,
  height: number,
  lines: number,
): { x: number; y: number; centred: boolean } {
  const block = 14 + lines * 15;
  switch (kind) {
    case 'goal':
      return { x: 10, y: (height - block) / 2, centred: false };
    case 'away-goal':
      return { x: 10, y: (height - 20 - block) / 2, centred: false };
    case 'strategy':
      return { x: SLANT + 8, y: (height - block) / 2, centred: false };
    case 'context':
      return { x: 16, y: (height - block) / 2, centred: false };
    case 'solution':
    case 'assumption':
    case 'justification':
      return { x: width / 2, y: (height - block) / 2, centred: true };
  }
}

/** Hollow diamond at the bottom centre: undeveloped (GSN Table 1:2-1). */
export function Undeveloped(props: { width: number; height: number }): ReactNode {
  const x = props.width / 2;
  const y = props.height;
  return <path className="decoration" d={`M${x} ${y}l7 7-7 7-7-7z`} />;
}

/** Hollow triangle at the bottom centre: uninstantiated (GSN 1:3.3). */
export function Uninstantiated(props: { width: number; height: number }): ReactNode {
  const x = props.width / 2;
  return <path className="decoration" d={`M${x - 7} ${props.height + 11}l7-11 7 11z`} />;
}

/** Miniature module at the top right: public, may be cited (GSN Table 1:4-1). */
export function PublicMark(props: { width: number }): ReactNode {
  return <path className="decoration" d={`M${props.width - 22} 4h6v3h8v7h-14z`} />;
}

/** Arrow heads: solid for support, hollow for context, open for a challenge (GSN Table 1:2-2, 1:6-2). */
export function Head(props: {
  kind: 'supported-by' | 'in-context-of' | 'challenges';
  from: { x: number; y: number };
  at: { x: number; y: number };
}): ReactNode {
  const { kind, from, at } = props;
  const angle = (Math.atan2(at.y - from.y, at.x - from.x) * 180) / Math.PI;
  const place = `translate(${at.x} ${at.y}) rotate(${angle})`;
  switch (kind) {
    case 'supported-by':
      return <path className="head solid" transform={place} d="M0 0L-9 -4V4z" />;
    case 'in-context-of':
      return <path className="head hollow" transform={place} d="M0 0L-9 -4V4z" />;
    case 'challenges':
      return <path className="head open" transform={place} d="M-8 -4L0 0L-8 4" />;
  }
}
