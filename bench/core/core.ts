import type { Report } from '../collab/collab';
import { benchChecks } from './checks';

/** The core library, each part against the least that its work could take. */
export async function benchCore(report: Report): Promise<void> {
  await benchChecks(report);
}
