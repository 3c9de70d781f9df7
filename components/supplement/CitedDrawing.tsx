import type { Citation } from '@/core/supplement/citations';
import { TEXT } from './text';

const ROW = 38;
const BOX = { width: 92, height: 28 };
const GOAL = { left: 163, width: 76 };
const MODULE = { left: 150, width: 101 };

/**
 * The contract drawn: each away goal points at the goal it cites, inside the dashed border of the
 * base's module (GSN v3 1:4.2). A picture beside the list that says the same in words.
 */
export function CitedDrawing(props: { citations: readonly Citation[] }) {
  const { citations } = props;
  const goals = [
    ...new Set(citations.map(({ goal, reference }) => goal?.identifier ?? reference.node)),
  ];
  const height = Math.max(citations.length, goals.length) * ROW + 10;
  return (
    <svg
      className="gsn citeddrawing"
      viewBox={`0 0 252 ${height}`}
      width={252}
      height={height}
      role="img"
      aria-label={TEXT.citations.drawing}
    >
      <rect className="module" x={MODULE.left} y={1} width={MODULE.width} height={height - 2} />
      {goals.map((identifier, at) => (
        <g key={identifier} transform={`translate(${GOAL.left} ${at * ROW + 10})`}>
          <path className="sh" d={`M0 0h${GOAL.width}v${BOX.height}h-${GOAL.width}z`} />
          <text className="tid" x={8} y={18}>
            {identifier}
          </text>
        </g>
      ))}
      {citations.map(({ away, identifier, goal, reference }, at) => {
        const to = goals.indexOf(goal?.identifier ?? reference.node);
        const y = at * ROW + 10;
        const line = `M${BOX.width + 1} ${y + 14}L${GOAL.left - 8} ${to * ROW + 24}`;
        return (
          <g key={away}>
            <path className="sh" d={`M1 ${y}h${BOX.width}v${BOX.height}h-${BOX.width}z`} />
            <path className="e" d={`M1 ${y + 22}h${BOX.width}`} />
            <text className="tid" x={9} y={y + 15}>
              {identifier}
            </text>
            <path className={goal === null ? 'e off' : 'e'} d={line} />
            <path className="head" d={`M${GOAL.left} ${to * ROW + 24}l-8 -3.5v7z`} />
          </g>
        );
      })}
    </svg>
  );
}
