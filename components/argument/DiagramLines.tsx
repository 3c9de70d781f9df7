'use client';

import { memo } from 'react';
import { cx } from '@/components/ui/cx';
import { squareMark } from '@/core/diagram/elementMarks';
import type { LinkSign } from '@/core/diagram/linkSigns';
import { ARROW_HEADS, diamond } from '@/core/layout/gsnShapes';
import type { Point, Route } from '@/core/layout/model';
import type { Detail } from './diagramWindow';
import { TEXT } from './text';

/** A link or a challenge, with its head at the last point. */
export const EdgeLine = memo(function EdgeLine(props: {
  route: Route;
  off: boolean;
  detail: Detail;
}) {
  const { route, off, detail } = props;
  const { kind, points } = route;
  const [before, last] = points.slice(-2);
  if (!last || !before) return null;
  const angle = Math.round((Math.atan2(last.y - before.y, last.x - before.x) * 180) / Math.PI);
  return (
    <g className={cx('edge', kind, off && 'off')}>
      <path className="e" d={polyline(points)} />
      <path
        className={`head ${ARROW_HEADS[kind].fill}`}
        transform={`translate(${last.x} ${last.y}) rotate(${angle}) translate(-9.5 -4)`}
        d={ARROW_HEADS[kind].path}
      />
      {kind === 'challenges' && detail === 'text' && <ChallengeWord from={before} to={last} />}
    </g>
  );
});

/** The relation's name, where the line is long enough to carry it. */
function ChallengeWord({ from, to }: { from: Point; to: Point }) {
  if (from.x !== to.x || Math.abs(from.y - to.y) < 24) return null;
  return (
    <text className="mk" x={to.x - 7} y={(from.y + to.y) / 2 + 8} textAnchor="end">
      {TEXT.diagramWords.challenges}
    </text>
  );
}

/** What stands on a link: choice, optional and repeated branches, claim points, the cross of defeat. */
export const Sign = memo(function Sign(props: { sign: LinkSign; detail: Detail }) {
  const { sign, detail } = props;
  const { kind, words, isLevel, isOff } = sign;
  const { x, y } = sign.at;
  return (
    <g className={cx('pattern', isOff && 'off')}>
      {kind === 'choice' ? (
        <path className="solid" d={diamond(x, y, 7)} />
      ) : kind === 'claim-point' ? (
        <path className="solid" d={squareMark({ x, y })} />
      ) : kind === 'cross' ? (
        <path className="cross" d={`M${x - 6} ${y - 6}l12 12m0 -12l-12 12`} />
      ) : (
        <circle className={kind === 'repeated' ? 'solid' : 'hollow'} cx={x} cy={y} r={4} />
      )}
      {words && detail === 'text' && (
        <text
          className="tnote"
          x={isLevel ? x : x + 11}
          y={isLevel ? y - 9 : kind === 'choice' ? y - 5 : y + 4}
          textAnchor={isLevel ? 'middle' : 'start'}
        >
          {words}
        </text>
      )}
    </g>
  );
});

export function polyline(points: readonly Point[]): string {
  return points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}
