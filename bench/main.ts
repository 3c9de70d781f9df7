/**
 * `npm run bench -- [GROUP…]`: one JSON object a line. Ratios are against a reference that runs in
 * the same process run, because machines are noisy and seconds alone say little.
 */
import { benchCollab, type Measured } from './collab/collab';
import { benchCore } from './core/core';
import { benchEvidence } from './evidence/evidence';
import { benchSupplements } from './supplements/supplements';

const GROUPS: Record<string, (report: (measured: Measured) => void) => Promise<void>> = {
  core: benchCore,
  collab: benchCollab,
  evidence: benchEvidence,
  supplements: benchSupplements,
};

const wanted = process.argv.slice(2);
for (const [name, run] of Object.entries(GROUPS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  await run((measured) => process.stdout.write(`${JSON.stringify(measured)}\n`));
}
