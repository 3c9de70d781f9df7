/**
 * How an indicator stands: judged at reading time from what was frozen, what was read and the clock.
 * Nothing of it is stored, so a job that stopped keeps nothing green. Silence is a breach, and a
 * breach stands until a person has answered for it (domain rule 36; UL 4600 on silent monitors).
 */

import type { Comparator } from '@/core/argument/document';
import { meets } from '@/core/evidence/criterion';
import { parseDecimal } from '@/core/evidence/decimal';
import { addDuration, parseDuration } from './duration';

/** Limits and rhythm of an indicator, as frozen with a release. */
export interface IndicatorTerms {
  readonly comparator: Comparator;
  /** Decimal strings. */
  readonly amber: string;
  readonly red: string;
  /** ISO 8601 durations. */
  readonly period: string;
  readonly grace: string;
}

export interface IndicatorReading {
  /** Decimal string. */
  readonly value: string;
  /** When it was measured. */
  readonly at: Date;
  /** When it got here: what came late does not undo that nothing had come. */
  readonly receivedAt: Date;
}

export interface IndicatorHistory {
  readonly terms: IndicatorTerms;
  /** From when readings are expected: the publication of the release. */
  readonly expectedFrom: Date;
  /** IANA zone of the release's window. */
  readonly zone: string;
  /** In the order in which they were received. */
  readonly readings: readonly IndicatorReading[];
  /** When the responsible officer last answered for a breach. */
  readonly answeredAt: Date | null;
}

export const LEVELS = ['green', 'amber', 'red'] as const;
export type Level = (typeof LEVELS)[number];

/** A time in which the indicator was red, or nothing was heard of it. */
export interface Breach {
  readonly kind: 'red' | 'silent';
  readonly since: Date;
  /** First reading that ended it; null while it goes on. */
  readonly until: Date | null;
}

export interface Standing {
  /** `waiting`: no reading yet, and none is overdue. */
  readonly state: Level | 'silent' | 'waiting';
  readonly last: IndicatorReading | null;
  /** Level of the last reading, also when it is silent since. */
  readonly lastLevel: Level | null;
  /** From when the absence of a new reading is silence. */
  readonly silentFrom: Date;
  /** The earliest breach that nobody has answered for. */
  readonly unanswered: Breach | null;
}

/** Judges one reading by the limits. What cannot be read is red: doubt keeps nothing in force. */
export function levelOf(value: string, terms: IndicatorTerms): Level {
  const [measured, amber, red] = [value, terms.amber, terms.red].map(parseDecimal);
  if (!measured || !amber || !red) return 'red';
  if (meets(measured, terms.comparator, amber)) return 'green';
  return meets(measured, terms.comparator, red) ? 'amber' : 'red';
}

/** When a reading that follows one at `instant` is overdue. A rhythm nobody can read is overdue. */
export function overdueAfter(instant: Date, terms: IndicatorTerms, zone: string): Date {
  const period = parseDuration(terms.period);
  const grace = parseDuration(terms.grace);
  if (period === null || grace === null) return instant;
  return addDuration(addDuration(instant, period, zone), grace, zone);
}

/** Judges an indicator at `now`. Total; readings received after `now` do not count. */
export function standingAt(history: IndicatorHistory, now: Date): Standing {
  const { terms, zone, answeredAt } = history;
  let silentFrom = overdueAfter(history.expectedFrom, terms, zone);
  let last: IndicatorReading | null = null;
  let redSince: Date | null = null;
  const breaches: Breach[] = [];
  for (const reading of history.readings) {
    if (reading.receivedAt > now) break;
    if (reading.receivedAt >= silentFrom && reading.receivedAt > history.expectedFrom)
      breaches.push({ kind: 'silent', since: silentFrom, until: reading.receivedAt });
    const next = overdueAfter(reading.at, terms, zone);
    if (next > silentFrom) silentFrom = next;
    if (last !== null && reading.at < last.at) continue;
    last = reading;
    const isRed = levelOf(reading.value, terms) === 'red';
    if (isRed) redSince ??= reading.receivedAt;
    else if (redSince !== null) {
      breaches.push({ kind: 'red', since: redSince, until: reading.receivedAt });
      redSince = null;
    }
  }
  if (redSince !== null) breaches.push({ kind: 'red', since: redSince, until: null });
  const silent = now >= silentFrom;
  if (silent) breaches.push({ kind: 'silent', since: silentFrom, until: null });
  const unanswered = breaches
    .filter(({ since, until }) => isUnanswered(since, until, answeredAt, history.expectedFrom))
    .sort((a, b) => +a.since - +b.since)[0];
  const lastLevel = last === null ? null : levelOf(last.value, terms);
  return {
    state: silent ? 'silent' : (lastLevel ?? 'waiting'),
    last,
    lastLevel,
    silentFrom,
    unanswered: unanswered ?? null,
  };
}

/** An answer covers what had begun when it was given; what ended before publication is no matter. */
function isUnanswered(
  since: Date,
  until: Date | null,
  answeredAt: Date | null,
  expectedFrom: Date,
): boolean {
  if (until !== null && until <= expectedFrom) return false;
  return answeredAt === null || since > answeredAt;
}
