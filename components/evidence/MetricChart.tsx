import { cx } from '@/components/ui/cx';
import { formatDate } from '@/components/ui/dates';
import type { Point, Series } from './series';
import { ticksFor } from './series';
import { shortDecimal } from './shortDecimal';
import { TEXT } from './text';

interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const LARGE: Frame = { width: 872, height: 236, left: 48, right: 96, top: 12, bottom: 40 };
const SMALL: Frame = { width: 204, height: 72, left: 0, right: 8, top: 6, bottom: 14 };

/** Where values and versions are drawn in a frame. */
function scales(series: Series, frame: Frame) {
  const ticks = ticksFor(series);
  const low = ticks[0] ?? 0;
  const high = ticks.at(-1) ?? 1;
  const height = frame.height - frame.top - frame.bottom;
  const width = frame.width - frame.left - frame.right;
  const slot = width / Math.max(1, series.points.length);
  return {
    ticks,
    slot,
    x: (at: number) => round(frame.left + slot * (at + 0.5)),
    y: (value: number) => round(frame.top + height * (1 - (value - low) / (high - low))),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** One metric over the versions, with its limit drawn in: point, margin, hollow where not met. */
export function MetricChart(props: { series: Series; current: number | null }) {
  const { series, current } = props;
  const frame = LARGE;
  const { ticks, slot, x, y } = scales(series, frame);
  const end = frame.width - frame.right;
  const bottom = frame.height - frame.bottom;
  const { limit, points } = series;
  const shown = points.findIndex(({ version }) => version === current);
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      role="img"
      aria-label={TEXT.artefact.chart(series.metric, limit?.words ?? null)}
    >
      {shown >= 0 && (
        <rect
          className="now"
          x={x(shown) - Math.min(slot, 68) / 2}
          y={frame.top}
          width={Math.min(slot, 68)}
          height={bottom - frame.top}
        />
      )}
      {ticks.map((tick) => (
        <g key={tick}>
          <path className="ax" d={`M${frame.left} ${y(tick)}H${end}`} />
          <text x={frame.left - 8} y={y(tick) + 4} textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      {limit && (
        <>
          <path className="crit" d={`M${frame.left} ${y(limit.value)}H${end}`} />
          <text className="crit l" x={end + 6} y={y(limit.value) - 2}>
            {limit.words}
          </text>
          <text className="l" x={end + 6} y={y(limit.value) + 12}>
            {limit.identifier}, crit. {limit.position}
          </text>
        </>
      )}
      <path className="ser" d={line(points, x, y)} />
      {points.map((point, at) => (
        <g key={point.version}>
          <Mark point={point} x={x(at)} y={y} radius={3.5} cap={5} />
          <text className="k" x={x(at)} y={bottom + 18} textAnchor="middle">
            v{point.version}
          </text>
          {point.at && (
            <text x={x(at)} y={bottom + 33} textAnchor="middle">
              {formatDate(point.at, 'day')}
            </text>
          )}
          {at === shown && (
            <text className="k" x={x(at) + 12} y={y(point.value) + 4}>
              {shortDecimal(point.text)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

/** The same in small, one of several side by side. */
export function SmallChart(props: { series: Series }) {
  const { series } = props;
  const frame = SMALL;
  const { x, y } = scales(series, frame);
  const { limit, points } = series;
  const bottom = frame.height - frame.bottom;
  const first = points[0];
  const last = points.at(-1);
  return (
    <figure>
      <figcaption>
        <span title={series.metric}>{series.metric}</span>
        <span className={cx('num', last?.met === false && 'c-bad')}>
          {last && <span title={last.text}>{shortDecimal(last.text)}</span>}
          {limit && <span className="ink3"> / {limit.criterion.value}</span>}
        </span>
      </figcaption>
      <svg
        className="chart"
        viewBox={`0 0 ${frame.width} ${frame.height}`}
        role="img"
        aria-label={TEXT.artefact.chart(series.metric, limit?.words ?? null)}
      >
        <path className="ax" d={`M0 ${bottom}H${frame.width}`} />
        {limit && <path className="crit" d={`M0 ${y(limit.value)}H${frame.width}`} />}
        <path className="ser" d={line(points, x, y)} />
        {points.map((point, at) => (
          <Mark key={point.version} point={point} x={x(at)} y={y} radius={2.5} cap={0} />
        ))}
        {first && last && first !== last && (
          <>
            <text x={x(0)} y={frame.height - 1} textAnchor="middle">
              v{first.version}
            </text>
            <text x={x(points.length - 1)} y={frame.height - 1} textAnchor="middle">
              v{last.version}
            </text>
          </>
        )}
      </svg>
    </figure>
  );
}

function Mark(props: {
  point: Point;
  x: number;
  y: (value: number) => number;
  radius: number;
  cap: number;
}) {
  const { point, x, y, radius, cap } = props;
  const { value, margin, met } = point;
  const fail = met === false && 'fail';
  return (
    <>
      {margin !== null && margin > 0 && (
        <path
          className={cx('ci', fail)}
          d={whisker(x, y(value - margin), y(value + margin), cap)}
        />
      )}
      <circle className={cx('pt', fail)} cx={x} cy={y(value)} r={radius} />
    </>
  );
}

function whisker(x: number, low: number, high: number, cap: number): string {
  const caps = cap === 0 ? '' : `M${x - cap} ${low}h${2 * cap}M${x - cap} ${high}h${2 * cap}`;
  return `M${x} ${low}V${high}${caps}`;
}

function line(
  points: readonly Point[],
  x: (at: number) => number,
  y: (v: number) => number,
): string {
  return points.map(({ value }, at) => `${at === 0 ? 'M' : 'L'}${x(at)} ${y(value)}`).join('');
}
