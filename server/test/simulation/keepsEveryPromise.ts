import { expect, it } from 'vitest';
import { describeOutcome, firstViolation } from './simulate';

/**
 * Plays schedules one after the other. `SEED=… npm run test:unit -- simulation` plays others;
 * a schedule that breaks a promise is told in full, and its seed alone plays it again.
 */
export function keepsEveryPromise(from: number, schedules: number): void {
  const first = Number(process.env['SEED'] ?? from);
  it(`lose nothing, double nothing and agree, ${schedules} schedules from seed ${first}`, async () => {
    const found = await firstViolation(first, schedules);
    expect(found === null ? null : describeOutcome(found)).toBeNull();
  }, 300_000);
}
