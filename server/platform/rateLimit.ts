import { RateLimiterMemory } from 'rate-limiter-flexible';
import { AppError } from './errors';

/** Named budgets: points per window of seconds, counted per key. */
export const RATE_LIMITS = {
  /** Per account and per address, failures and successes alike. */
  signIn: { points: 10, duration: 60 },
  /** Uses of one-time links by address: a whole office joins from one, at some four a person. */
  token: { points: 60, duration: 60 },
  /** Any call of one person. */
  call: { points: 1_200, duration: 60 },
  /** Invitations and engagements: people outside learn of these. */
  outreach: { points: 30, duration: 3_600 },
  ceremony: { points: 30, duration: 60 },
  upload: { points: 60, duration: 3_600 },
  /** What one gets e-mail about, switched by oneself or by a link of one's mail. */
  choice: { points: 60, duration: 60 },
  /** Readings of one token, or by hand of one person. */
  reading: { points: 120, duration: 60 },
  /** Calls of machines from one address, before anybody knows whose token it is. */
  bearer: { points: 1_200, duration: 60 },
  /** API tokens made by one person. */
  apiToken: { points: 20, duration: 3_600 },
  comment: { points: 60, duration: 60 },
  freeze: { points: 20, duration: 600 },
  /** Bundles of public releases, per address. */
  bundle: { points: 60, duration: 60 },
} as const;

export type RateLimitName = keyof typeof RATE_LIMITS;

export interface RateLimiter {
  /** Counts one act. @throws AppError `rate-limited` when the budget is spent. */
  spend(name: RateLimitName, key: string): Promise<void>;
}

export function createRateLimiter(): RateLimiter {
  const limiters = new Map(
    Object.entries(RATE_LIMITS).map(([name, options]) => [name, new RateLimiterMemory(options)]),
  );
  return {
    async spend(name, key) {
      try {
        await limiters.get(name)?.consume(key);
      } catch (refusal) {
        if (refusal instanceof Error) throw refusal;
        const wait =
          typeof refusal === 'object' && refusal !== null && 'msBeforeNext' in refusal
            ? Math.ceil(Number(refusal.msBeforeNext) / 1000)
            : 60;
        throw new AppError('rate-limited', `Too many attempts. Try again in ${wait} seconds.`);
      }
    },
  };
}
