import type { Report } from '../collab/collab';
import { benchFreeze } from './freeze';
import { benchImport } from './import';

/** The argument core: what happens to a whole case at once. */
export function benchCore(report: Report): Promise<void> {
  for (const bench of [benchImport, benchFreeze]) bench(report);
  return Promise.resolve();
}
