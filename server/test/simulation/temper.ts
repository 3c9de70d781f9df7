import type { Random } from '../random';
import type { DatabaseFaults } from './database';
import { SOUND } from './database';

/** What a schedule holds: drawn from its seed, so that mild and wild ones both occur. */
export interface Temper {
  cases: number;
  processes: number;
  pages: number;
  acts: number;
  /** Milliseconds over which everything happens. */
  span: number;
  /** How often the texts of a case are written anew. */
  rests: number;
  /** How many things go wrong in it. */
  blows: number;
  /**
   * Whether copies of pages take their client ids. What a page then says again under another id
   * would be there twice if an earlier process could still commit it, so that in such a schedule
   * the only process and the database stay whole.
   */
  copies: boolean;
  faults: DatabaseFaults;
}

export function drawTemper(random: Random): Temper {
  const wild = random.next();
  const copies = random.chance(0.15);
  return {
    cases: random.chance(0.25) ? 2 : 1,
    processes: !copies && random.chance(0.5) ? 2 : 1,
    pages: 1 + random.below(3),
    acts: 6 + random.below(18),
    span: random.pick([60, 500, 4_000, 20_000]),
    rests: random.chance(0.5) ? 1 + random.below(4) : 0,
    blows: random.below(8),
    copies,
    faults: copies
      ? SOUND
      : {
          failed: wild * 0.1,
          answerLost: wild * 0.1,
          refused: wild * 0.05,
          slow: wild * 0.3,
          slowest: random.pick([50, 1_000, 9_000]),
        },
  };
}
