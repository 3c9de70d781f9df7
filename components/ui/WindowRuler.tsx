import { cx } from './cx';
import { daysBetween, formatDate } from './dates';
import { TEXT } from './text';

const WIDTH = 108;
/** From here on the ruler is drawn in the colour of a warning. */
export const WINDOW_ENDS_SOON_DAYS = 30;

/** A validity window as a ruler: what has passed in ink, today's tick, the days left. */
export function WindowRuler(props: {
  /** Local dates, inclusive; empty while not set. */
  from: string;
  until: string;
  /** Today in the window's time zone, as a local date. */
  today: string;
}) {
  const { from, until, today } = props;
  if (!from || !until) return <span className="ink3">{TEXT.window.notSet}</span>;
  const length = daysBetween(from, until) + 1;
  const passed = daysBetween(from, today);
  const left = daysBetween(today, until);
  const over = left < 0;
  const share = Math.min(1, Math.max(0, passed / length));
  const x = Math.round(share * WIDTH);
  const words = over
    ? TEXT.window.ended
    : passed < 0
      ? TEXT.window.startsIn(-passed)
      : TEXT.window.left(left);
  return (
    <span className={cx('win', over && 'over', !over && left <= WINDOW_ENDS_SOON_DAYS && 'ending')}>
      <span className="num span">
        {formatDate(from, 'short')} – {formatDate(until, 'short')}
      </span>
      <svg viewBox={`0 0 ${WIDTH} 10`} aria-hidden="true" focusable="false">
        <path className="track" d={`M0 5.5H${WIDTH}M.5 2v7M${WIDTH - 0.5} 2v7`} fill="none" />
        <rect className="run" x="0" y="4" width={over ? WIDTH : x} height="3" />
        {!over && passed >= 0 && <path className="today" d={`M${x + 0.5} 0v10`} />}
      </svg>
      <span className="left num">{words}</span>
    </span>
  );
}
