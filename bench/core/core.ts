import type { Report } from '../collab/collab';
import { benchChecks } from './checks';
import { benchFreeze } from './freeze';
import { benchImport } from './import';
import { benchLayout } from './layout';

/** What the argument itself costs: no server, no browser. */
const PARTS: readonly ((report: Report) => void | Promise<void>)[] = [
  benchImport,
  benchFreeze,
  benchLayout,
  benchChecks,
];

export async function benchCore(report: Report): Promise<void> {
  for (const measure of PARTS) await measure(report);
}
