import { durationWords, parseDuration } from '@/core/monitor/duration';
import type { IndicatorView } from '@/server/monitors/present';
import { TEXT } from './text';

/** "93.1 %" */
export function withUnit(value: string, unit: string): string {
  return unit === '' ? value : `${value} ${unit}`;
}

/** "every 7 days, grace 1 day"; what cannot be read is shown as it is. */
export function rhythmWords({ period, grace }: Pick<IndicatorView, 'period' | 'grace'>): string {
  const words = (text: string) => {
    const duration = parseDuration(text);
    return duration === null ? text : durationWords(duration);
  };
  const hasGrace = parseDuration(grace)?.count !== 0;
  return hasGrace
    ? `${TEXT.every(words(period))}, ${TEXT.grace(words(grace))}`
    : TEXT.every(words(period));
}

/** "amber under 94 %, red under 90 %" */
export function limitWords(
  { comparator, amber, red, unit }: Pick<IndicatorView, 'comparator' | 'amber' | 'red' | 'unit'>,
  level?: 'amber' | 'red',
): string {
  const one = (which: 'amber' | 'red', limit: string) =>
    TEXT.beyond(which, comparator, withUnit(limit, unit));
  if (level !== undefined) return one(level, level === 'amber' ? amber : red);
  return `${one('amber', amber)}, ${one('red', red)}`;
}

type Counted = Pick<IndicatorView, 'state' | 'critical' | 'unanswered'>;
export type CountKey = Exclude<keyof typeof TEXT.counts, 'takesOut'>;

const ORDER: readonly CountKey[] = [
  'criticalRed',
  'criticalSilent',
  'criticalUnanswered',
  'red',
  'silent',
  'unanswered',
  'amber',
  'waiting',
  'green',
];

function countKey({ state, critical, unanswered }: Counted): CountKey {
  switch (state) {
    case 'red':
      return critical ? 'criticalRed' : 'red';
    case 'silent':
      return critical ? 'criticalSilent' : 'silent';
    case 'amber':
    case 'waiting':
    case 'green':
      if (unanswered === null) return state;
      return critical ? 'criticalUnanswered' : 'unanswered';
  }
}

/** How many there are of each kind, the worst first; kinds without any are left out. */
export function countsOf(indicators: readonly Counted[]): { key: CountKey; count: number }[] {
  const found = Map.groupBy(indicators, countKey);
  return ORDER.flatMap((key) => {
    const count = found.get(key)?.length ?? 0;
    return count === 0 ? [] : [{ key, count }];
  });
}
