/** Where a strip chart draws what: pure geometry, the same on server and in the browser. */

export const STRIP = { width: 488, height: 60, margin: 4 } as const;

export interface StripSource {
  /** Decimal strings. */
  amber: string;
  red: string;
  /** In the order of measurement. */
  readings: readonly { value: string; at: string }[];
  breaches: readonly { kind: 'red' | 'silent'; since: string; until: string | null }[];
  /** The newest reading, which may lie before the time that is drawn. */
  last: { at: string } | null;
}

export interface Strip {
  /** Path data, one for each run of readings without a silence in between. */
  runs: string[];
  points: { x: number; y: number; last: boolean }[];
  amber: number;
  red: number;
  /** Times without a reading: from the last one on, with the instant at which that was silence. */
  gaps: { x: number; width: number; silentFrom: number; over: boolean }[];
}

/** Above this many readings the line alone is drawn. */
const MOST_POINTS = 40;
const round = (value: number): number => Math.round(value * 10) / 10;

export function stripOf(source: StripSource, from: string, until: string): Strip {
  const [start, end] = [Date.parse(from), Date.parse(until)];
  const x = (time: number) =>
    round((Math.min(Math.max(time, start), end) - start) * (STRIP.width / (end - start)));
  const y = scaleOf(source);
  const readings = source.readings.map(({ value, at }) => ({
    time: Date.parse(at),
    value: Number(value),
  }));
  const silences = source.breaches
    .filter(({ kind }) => kind === 'silent')
    .map(({ since, until: ended }) => ({
      since: Date.parse(since),
      until: ended === null ? null : Date.parse(ended),
    }));
  return {
    runs: runsOf(readings, silences).map((run) =>
      run.map(({ time, value }, at) => `${at === 0 ? 'M' : 'L'}${x(time)} ${y(value)}`).join(''),
    ),
    points: readings
      .map(({ time, value }, at) => ({
        x: x(time),
        y: y(value),
        last: at === readings.length - 1,
      }))
      .filter(({ last }) => last || readings.length <= MOST_POINTS),
    amber: y(Number(source.amber)),
    red: y(Number(source.red)),
    gaps: silences.map(({ since, until: ended }) => {
      const before = readings.findLast(({ time }) => time < since)?.time;
      const known = source.last === null ? since : Math.min(Date.parse(source.last.at), since);
      const left = x(before ?? known);
      return {
        x: left,
        width: round(x(ended ?? end) - left),
        silentFrom: x(since),
        over: ended !== null,
      };
    }),
  };
}

type Point = { time: number; value: number };

function runsOf(readings: readonly Point[], silences: readonly { since: number }[]): Point[][] {
  const runs: Point[][] = [];
  let previous: Point | undefined;
  for (const reading of readings) {
    const before = previous;
    const isParted =
      before === undefined ||
      silences.some(({ since }) => since > before.time && since < reading.time);
    if (isParted) runs.push([reading]);
    else runs.at(-1)?.push(reading);
    previous = reading;
  }
  return runs.filter((run) => run.length > 1);
}

/** Readings and both limits fit in, with a little air. */
function scaleOf({ readings, amber, red }: StripSource): (value: number) => number {
  const values = [...readings.map(({ value }) => value), amber, red]
    .map(Number)
    .filter(Number.isFinite);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high - low || 1;
  const top = STRIP.margin + 4;
  const inside = STRIP.height - 2 * top;
  return (value) =>
    Number.isFinite(value) ? round(top + inside * (1 - (value - low) / span)) : STRIP.height / 2;
}

const DAY_MS = 86_400_000;

/** First days of months in the time that is drawn, far enough from both ends to be written. */
export function monthTicks(from: string, until: string): { x: number; at: string }[] {
  const [start, end] = [Date.parse(from), Date.parse(until)];
  const ticks: { x: number; at: string }[] = [];
  const month = new Date(start);
  month.setUTCDate(1);
  month.setUTCHours(0, 0, 0, 0);
  for (;;) {
    month.setUTCMonth(month.getUTCMonth() + 1);
    const time = month.getTime();
    if (time > end - 9 * DAY_MS) return ticks;
    if (time < start + 9 * DAY_MS) continue;
    ticks.push({
      x: round((time - start) * (STRIP.width / (end - start))),
      at: month.toISOString(),
    });
  }
}
