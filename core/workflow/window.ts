/**
 * Validity windows. Both dates are local dates in the window's IANA time zone and both belong to the
 * window: it begins with the first instant of `from` and ends with the last instant of `until`.
 */

export interface ValidityWindow {
  /** Local date: 2027-03-01. Empty while not set. */
  from: string;
  until: string;
  /** IANA time zone: Europe/Berlin. */
  zone: string;
}

export type WindowBounds =
  | { readonly ok: true; readonly opens: Date; readonly closes: Date }
  | { readonly ok: false; readonly sentence: string };

/** Whether the text is a date of the calendar, written 2027-03-01. */
export function isLocalDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dateText(new Date(`${text}T00:00:00Z`)) === text;
}

export function isTimeZone(zone: string): boolean {
  return zone !== '' && dateFormat(zone) !== null;
}

/** The calendar date that a wall clock in `zone` shows at `instant`; null when the zone is unknown. */
export function localDate(instant: Date, zone: string): string | null {
  const format = dateFormat(zone);
  return format === null ? null : readDate(format, instant);
}

/**
 * The first instant of a local date. Where clocks skip midnight, the first instant that shows the
 * date; where the zone skipped the whole day, the first instant of the next one. Null when the date
 * or the zone does not exist.
 */
export function startOfLocalDate(date: string, zone: string): Date | null {
  const format = dateFormat(zone);
  if (format === null || !isLocalDate(date)) return null;
  // Offsets stay within a day of UTC and change on whole seconds, so the edge is searched in seconds.
  const middle = Date.parse(`${date}T00:00:00Z`) / 1000;
  let before = middle - 93_600;
  let after = middle + 93_600;
  while (after - before > 1) {
    const half = Math.floor((before + after) / 2);
    if (readDate(format, new Date(half * 1000)) >= date) after = half;
    else before = half;
  }
  return new Date(after * 1000);
}

/** The first instant after the local date has ended. */
export function endOfLocalDate(date: string, zone: string): Date | null {
  if (!isLocalDate(date)) return null;
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000);
  return startOfLocalDate(dateText(next), zone);
}

/**
 * The edges of a window never change, and finding one asks the calendar many times: those asked for
 * last are kept, so that a thousand releases are judged in the time of a few.
 */
const known = new Map<string, WindowBounds>();
const KEPT = 5_000;

/** When a window opens and the first instant after it has closed. */
export function windowBounds(window: ValidityWindow): WindowBounds {
  const key = `${window.from} ${window.until} ${window.zone}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const bounds = boundsOf(window);
  known.set(key, bounds);
  const oldest = known.size > KEPT ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
  return bounds;
}

function boundsOf(window: ValidityWindow): WindowBounds {
  const { from, until, zone } = window;
  if (from === '' || until === '') return refuse('The window is not set.');
  if (!isTimeZone(zone)) return refuse(`The window's time zone ‘${zone}’ is not known.`);
  const opens = startOfLocalDate(from, zone);
  const closes = endOfLocalDate(until, zone);
  if (opens === null || closes === null)
    return refuse('The window has a date that does not exist.');
  if (until < from) return refuse('The window ends before it begins.');
  return { ok: true, opens, closes };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  try {
    const made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(zone, made);
    return made;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function readDate(format: Intl.DateTimeFormat, instant: Date): string {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const part of format.formatToParts(instant)) parts[part.type] = part.value;
  return `${(parts.year ?? '').padStart(4, '0')}-${parts.month}-${parts.day}`;
}

function dateText(instant: Date): string {
  return Number.isNaN(instant.getTime()) ? '' : instant.toISOString().slice(0, 10);
}

function refuse(sentence: string): WindowBounds {
  return { ok: false, sentence };
}
