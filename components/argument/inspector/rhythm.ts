import { parseDuration } from '@/core/monitor/duration';

export const RHYTHM_UNITS = ['M', 'H', 'D', 'W'] as const;
export type RhythmUnit = (typeof RHYTHM_UNITS)[number];

/** A duration as two fields hold it: how many of which unit. */
export interface Rhythm {
  count: string;
  unit: RhythmUnit;
}

/** "PT6H" → 6 hours; what cannot be read becomes an empty number of days. */
export function rhythmOf(duration: string): Rhythm {
  const match = /^P(?:T(\d+)([HM])|(\d+)([DW]))$/.exec(duration);
  const count = match?.[1] ?? match?.[3] ?? '';
  const unit = RHYTHM_UNITS.find((known) => known === (match?.[2] ?? match?.[4])) ?? 'D';
  return { count, unit };
}

/** 6 hours → "PT6H"; null for what is no number, below `least`, or over two years. */
export function durationOf({ count, unit }: Rhythm, least: 0 | 1): string | null {
  const digits = count.trim();
  if (!/^\d{1,6}$/.test(digits) || Number(digits) < least) return null;
  const number = String(Number(digits));
  const duration = unit === 'M' || unit === 'H' ? `PT${number}${unit}` : `P${number}${unit}`;
  return parseDuration(duration) === null ? null : duration;
}
