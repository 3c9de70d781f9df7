/**
 * How often something is expected, as an ISO 8601 duration of one unit: P7D, P2W, PT6H, PT30M. Days
 * are days of the calendar: seven days after Monday 10:00 it is Monday 10:00 on the wall clock of the
 * zone, also when the clocks changed in between.
 */

export interface Duration {
  readonly unit: 'days' | 'minutes';
  readonly count: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Two years: longer than any validity window here. */
const MOST_DAYS = 730;

/** The duration that the text writes; null for anything else, or for more than two years. */
export function parseDuration(text: string): Duration | null {
  const match = /^P(?:(\d{1,4})([DW])|T(\d{1,6})([HM]))$/.exec(text);
  if (match === null) return null;
  const [, calendar, calendarUnit, clock, clockUnit] = match;
  if (calendar !== undefined) {
    const count = Number(calendar) * (calendarUnit === 'W' ? 7 : 1);
    return count > MOST_DAYS ? null : { unit: 'days', count };
  }
  const count = Number(clock) * (clockUnit === 'H' ? 60 : 1);
  return count > MOST_DAYS * 1_440 ? null : { unit: 'minutes', count };
}

/**
 * The instant that lies a duration after another, on the clocks of an IANA zone. Of a wall clock time
 * that comes twice it is the first; one that the clocks skip lies as far behind the skip, as in
 * RFC 5545, 3.3.5.
 */
export function addDuration(instant: Date, duration: Duration, zone: string): Date {
  if (duration.unit === 'minutes') return new Date(instant.getTime() + duration.count * MINUTE_MS);
  const wall = instant.getTime() + offsetAt(instant, zone) + duration.count * DAY_MS;
  // Offsets stay within a day of UTC, so the day before and the day after are on either side.
  const before = offsetAt(new Date(wall - DAY_MS), zone);
  const after = offsetAt(new Date(wall + DAY_MS), zone);
  const shown = [wall - before, wall - after].filter(
    (time) => time + offsetAt(new Date(time), zone) === wall,
  );
  return new Date(shown.length === 0 ? wall - before : Math.min(...shown));
}

/** "7 days", "6 hours", "30 minutes": as people say it. */
export function durationWords(duration: Duration): string {
  const { unit, count } = duration;
  if (unit === 'days') return counted(count, 'day');
  return count % 60 === 0 && count > 0 ? counted(count / 60, 'hour') : counted(count, 'minute');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

const HOUR_MS = 3_600_000;

/**
 * Offsets that an hour begins and ends with, by zone and hour: asking the calendar is slow, and a
 * thousand indicators are judged at once. No zone changes its clocks twice within an hour.
 */
const hours = new Map<string, { first: number; last: number }>();
const KEPT_HOURS = 20_000;

/** Milliseconds that the zone's wall clock is ahead of UTC; a zone nobody knows counts as UTC. */
function offsetAt(instant: Date, zone: string): number {
  const hour = Math.floor(instant.getTime() / HOUR_MS);
  const key = `${hour} ${zone}`;
  const { first, last } = hours.get(key) ?? keepHour(key, hour, zone);
  return first === last ? first : exactOffset(instant, zone);
}

function keepHour(key: string, hour: number, zone: string): { first: number; last: number } {
  const made = {
    first: exactOffset(new Date(hour * HOUR_MS), zone),
    last: exactOffset(new Date((hour + 1) * HOUR_MS), zone),
  };
  hours.set(key, made);
  const oldest = hours.size > KEPT_HOURS ? hours.keys().next().value : undefined;
  if (oldest !== undefined) hours.delete(oldest);
  return made;
}

function exactOffset(instant: Date, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const wall = Date.UTC(
    of('year'),
    of('month') - 1,
    of('day'),
    of('hour'),
    of('minute'),
    of('second'),
  );
  return wall - Math.floor(instant.getTime() / 1_000) * 1_000;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = makeFormat(zone) ?? formatOf('UTC');
  formats.set(zone, made);
  return made;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
