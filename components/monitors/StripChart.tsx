import { useId } from 'react';
import { cx } from '@/components/ui/cx';
import { formatDate } from '@/components/ui/dates';
import { monthTicks, STRIP, stripOf, type StripSource } from './strip';
import { TEXT } from './text';

const BOX = `0 0 ${STRIP.width} ${STRIP.height}`;

/** Readings over time with both limits drawn in; a time without readings is hatched. */
export function StripChart(props: {
  title: string;
  source: StripSource;
  from: string;
  until: string;
  critical: boolean;
}) {
  const { title, source, from, until, critical } = props;
  const { runs, points, amber, red, gaps } = stripOf(source, from, until);
  const hatch = useId();
  const bottom = STRIP.height - 2;
  return (
    <svg className="chart strip" viewBox={BOX} role="img" aria-label={TEXT.table.chartOf(title)}>
      <defs>
        <pattern
          id={hatch}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path className="hatching" d="M0 0V6" />
        </pattern>
      </defs>
      {gaps.map((gap) => (
        <g key={gap.silentFrom}>
          <rect fill={`url(#${hatch})`} x={gap.x} y={2} width={gap.width} height={bottom - 2} />
          <path
            className={cx('bar', !gap.over && (critical ? 'bad' : 'warn'))}
            d={`M${gap.silentFrom} 2V${bottom}`}
          />
        </g>
      ))}
      <path className="amber" d={`M0 ${amber}H${STRIP.width}`} />
      <path className="red" d={`M0 ${red}H${STRIP.width}`} />
      {runs.map((run) => (
        <path key={run} className="sig" d={run} />
      ))}
      {points.map((point) => (
        <circle
          key={`${point.x} ${point.y}`}
          className="pt"
          cx={point.x}
          cy={point.y}
          r={point.last ? 2.5 : 1.2}
        />
      ))}
    </svg>
  );
}

/** The axis that all strips share: first day, months, today. */
export function StripAxis(props: { from: string; until: string }) {
  const { from, until } = props;
  return (
    <svg className="chart axis" viewBox={`0 0 ${STRIP.width} 16`} aria-hidden>
      <text x="0" y="11">
        {formatDate(from, 'day')}
      </text>
      {monthTicks(from, until).map(({ x, at }) => (
        <text key={at} x={x} y="11" textAnchor="middle">
          {formatDate(at, 'day').split(' ')[1]}
        </text>
      ))}
      <text className="k" x={STRIP.width} y="11" textAnchor="end">
        {TEXT.table.today}
      </text>
    </svg>
  );
}
