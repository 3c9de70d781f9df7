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
  /** The newest by the time of measurement. */
  readonly last: IndicatorReading | null;
  /** Level of the last reading, also when it is silent since. */
  readonly lastLevel: Level | null;
  /** From when the absence of a new reading is silence. */
  readonly silentFrom: Date;
  /** Every breach since publication, the earliest first. */
  readonly breaches: readonly Breach[];
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
  const { terms, expectedFrom, zone, answeredAt } = history;
  let silentFrom = overdueAfter(expectedFrom, terms, zone);
  let last: IndicatorReading | null = null;
  let redSince: Date | null = null;
  const breaches: Breach[] = [];
  for (const reading of history.readings) {
    const { at, receivedAt, value } = reading;
    if (receivedAt > now) break;
    // Clocks differ: what was measured "later" than it came is as fresh as its arrival and no more.
    const next = overdueAfter(at < receivedAt ? at : receivedAt, terms, zone);
    if (receivedAt < silentFrom) silentFrom = later(silentFrom, next);
    // What is overdue as it arrives says nothing of today and ends no silence.
    else if (next > receivedAt) {
      breaches.push({ kind: 'silent', since: silentFrom, until: receivedAt });
      silentFrom = next;
    }
    const isRed = levelOf(value, terms) === 'red';
    if (last !== null && at < last.at) {
      // It was red all the same, though a newer reading is known already.
      if (isRed) breaches.push({ kind: 'red', since: receivedAt, until: receivedAt });
      continue;
    }
    last = reading;
    if (isRed) redSince ??= receivedAt;
    else if (redSince !== null) {
      breaches.push({ kind: 'red', since: redSince, until: receivedAt });
      redSince = null;
    }
  }
  if (redSince !== null) breaches.push({ kind: 'red', since: redSince, until: null });
  const silent = now >= silentFrom;
  if (silent) breaches.push({ kind: 'silent', since: silentFrom, until: null });
  const counted = sincePublication(breaches, expectedFrom);
  const lastLevel = last === null ? null : levelOf(last.value, terms);
  return {
    state: silent ? 'silent' : (lastLevel ?? 'waiting'),
    last,
    lastLevel,
    silentFrom,
    breaches: counted,
    // An answer covers what had begun when it was given.
    unanswered: counted.find(({ since }) => answeredAt === null || since > answeredAt) ?? null,
  };
}

/** What ended before publication is no matter; what went on is a breach from publication on. */
function sincePublication(breaches: readonly Breach[], expectedFrom: Date): Breach[] {
  return breaches
    .filter(({ until }) => until === null || until > expectedFrom)
    .map((breach) => ({ ...breach, since: later(breach.since, expectedFrom) }))
    .toSorted((a, b) => +a.since - +b.since);
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
