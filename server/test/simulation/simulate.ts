import { Random } from '../random';
import { NONE, type Sabotage } from './sabotage';
import { Schedule } from './schedule';
import type { Violation } from './invariants';

export interface Outcome {
  seed: number;
  violations: Violation[];
  /** Marks typed, and those that were shown as saved. */
  typed: number;
  promised: number;
  /** What happened, in order; empty unless it was asked for. */
  story: string[];
}

/** Plays one schedule to its end. The same seed is the same schedule, on any machine. */
export async function simulate(
  seed: number,
  options: { sabotage?: Sabotage; tell?: boolean } = {},
): Promise<Outcome> {
  const schedule = new Schedule(new Random(seed), options.sabotage ?? NONE, options.tell ?? false);
  return { seed, ...(await schedule.play()) };
}

/**
 * The first schedule from `seed` on that breaks a promise, told in full; null when none does.
 *
 * @param kind looks for this kind alone
 */
export async function firstViolation(
  seed: number,
  schedules: number,
  sabotage: Sabotage = NONE,
  kind?: Violation['kind'],
): Promise<Outcome | null> {
  for (let next = seed; next < seed + schedules; next += 1) {
    const { violations } = await simulate(next, { sabotage });
    if (violations.some((one) => kind === undefined || one.kind === kind))
      return simulate(next, { sabotage, tell: true });
  }
  return null;
}

/** What to print of a schedule that broke a promise. */
export function describeOutcome({ seed, violations, story }: Outcome): string {
  return [
    `schedule ${seed} breaks ${violations.length} promises:`,
    ...violations.map(({ kind, what }) => `  ${kind}: ${what}`),
    ...story.map((line) => `    ${line}`),
  ].join('\n');
}
