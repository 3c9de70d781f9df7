/** Which readings can be taken: judged before anything is stored. */

import { parseDuration } from './duration';
import { overdueAfter, type IndicatorTerms } from './standing';

/** Digits before and after the point of a reading. */
export const MOST_DIGITS = 30;
/** How far the clocks of those who measure may be ahead. */
const SKEW_MS = 60_000;
const DAY_MINUTES = 1_440;
/** However seldom readings are expected, so many a day are taken: somebody tries things out. */
const FEWEST_A_DAY = 100;

/** The rhythm of an indicator in one of the releases that watch it. */
export interface Rhythm {
  readonly terms: IndicatorTerms;
  /** IANA zone of the release's window. */
  readonly zone: string;
}

/** What is said of a reading that is not written so. */
export const NOT_DECIMAL = 'Write a plain decimal, for example 0.66.';

/** Whether a reading is written out: -12.5, without exponent, plus sign or blanks. */
export function isPlainDecimal(value: string): boolean {
  return /^-?\d{1,30}(?:\.\d{1,30})?$/.test(value);
}

/**
 * Why a reading measured at `at` is not taken now: it is from the future, or so old that it is
 * overdue already in every release that watches the indicator, so that it could fill no silence.
 */
export function refusedFor(
  at: Date,
  now: Date,
  rhythms: readonly Rhythm[],
): 'future' | 'too-old' | null {
  if (at.getTime() > now.getTime() + SKEW_MS) return 'future';
  return rhythms.some(({ terms, zone }) => overdueAfter(at, terms, zone) > now) ? null : 'too-old';
}

/** How many readings of one indicator are taken in 24 hours: twice as many as are expected. */
export function mostReadingsADay(rhythms: readonly Rhythm[]): number {
  const expected = rhythms.map(({ terms }) => {
    const period = parseDuration(terms.period);
    if (period === null || period.count === 0) return 0;
    const minutes = period.unit === 'days' ? period.count * DAY_MINUTES : period.count;
    return Math.ceil(DAY_MINUTES / minutes);
  });
  return Math.max(FEWEST_A_DAY, ...expected.map((count) => 2 * count));
}
