import type { Report } from '../collab/collab';
import { benchLayout } from './layout';

/** What the argument itself costs: no server, no browser. */
const PARTS: readonly ((report: Report) => Promise<void>)[] = [benchLayout];

export async function benchCore(report: Report): Promise<void> {
  for (const measure of PARTS) await measure(report);
}
