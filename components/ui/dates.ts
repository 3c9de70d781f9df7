const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAY_MS = 86_400_000;

/**
 * Dates are set by this table and not by the browser's locale, so that server and browser agree to
 * the letter. All are read in UTC: a local date (2027-03-01) has no time to shift.
 */
export type DateStyle = 'long' | 'full' | 'short' | 'day';

/** Milliseconds since the epoch of an ISO date or instant; null when it is none. */
export function instant(iso: string): number | null {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? null : at;
}

/**
 * long: 24 February 2026; full: 24 Feb 2026; short: 24 Feb 26; day: 24 Feb.
 * A value that is no date is given back unchanged, so that nothing is lost on screen.
 */
export function formatDate(iso: string, style: DateStyle = 'full'): string {
  const at = instant(iso);
  if (at === null) return iso;
  const date = new Date(at);
  const day = date.getUTCDate();
  const month = MONTHS[date.getUTCMonth()];
  const year = String(date.getUTCFullYear());
  switch (style) {
    case 'long':
      return `${day}\u00a0${LONG_MONTHS[date.getUTCMonth()]}\u00a0${year}`;
    case 'full':
      return `${day} ${month} ${year}`;
    case 'short':
      return `${day} ${month} ${year.slice(2)}`;
    case 'day':
      return `${day} ${month}`;
  }
}

/** 23 Nov 2026, 09:04 UTC. */
export function formatInstant(iso: string): string {
  const at = instant(iso);
  if (at === null) return iso;
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${formatDate(iso)}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;
}

/** Whole days from one local date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  const start = instant(from.slice(0, 10));
  const end = instant(to.slice(0, 10));
  if (start === null || end === null) return Number.NaN;
  return Math.round((end - start) / DAY_MS);
}

/**
 * How long ago, or how far ahead: "just now", "20 min ago", "3 h ago", "yesterday", "4 days ago",
 * "in 9 days". Beyond a month it is the date itself.
 */
export function relativeTime(iso: string, now: string): string {
  const at = instant(iso);
  const today = instant(now);
  if (at === null || today === null) return iso;
  const passed = today - at;
  const minutes = Math.round(Math.abs(passed) / 60_000);
  const ago = passed >= 0;
  if (minutes < 1) return 'just now';
  if (minutes < 60) return ago ? `${minutes} min ago` : `in ${minutes} min`;
  if (minutes < 24 * 60) {
    const hours = Math.round(minutes / 60);
    return ago ? `${hours} h ago` : `in ${hours} h`;
  }
  const days = Math.round(Math.abs(passed) / DAY_MS);
  if (days === 1) return ago ? 'yesterday' : 'tomorrow';
  if (days <= 30) return ago ? `${days} days ago` : `in ${days} days`;
  return formatDate(iso);
}
