const FIRST = 400;
/** Short enough that pages agree again within five seconds of whatever was wrong being healed. */
const LONGEST = 4_000;

/**
 * How long to wait before the next attempt, in milliseconds: twice as long each time, spread so
 * that all pages of a restarted server don't come back in the same moment.
 *
 * @param random a number from 0 to 1
 */
export function waitBefore(attempt: number, random: number): number {
  const whole = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 10));
  return Math.round(whole * (0.5 + random / 2));
}
