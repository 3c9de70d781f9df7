import { describe } from 'vitest';
import { keepsEveryPromise } from './keepsEveryPromise';

/** Apart from the first half, so that both run at once. */
describe('pages, processes and a database on a clock of their own, further schedules', () => {
  keepsEveryPromise(100_000, 2_600);
});
