/**
 * `npm run bench -- [GROUP…] [TIMES]`: one JSON object a line. Ratios are against a reference that runs in
 * the same process run, because machines are noisy and seconds alone say little.
 */
import { benchCollab, type Measured } from './collab/collab';
import { benchCore } from './core/core';
import { benchEvidence } from './evidence/evidence';
import { benchFaults } from './faults/faults';
import { benchSupplements } from './supplements/supplements';

type Group = (report: (measured: Measured) => void, times?: number) => Promise<void>;
const GROUPS: Record<string, Group> = {
  core: benchCore,
  collab: benchCollab,
  evidence: benchEvidence,
  faults: benchFaults,
  supplements: benchSupplements,
};

const args = process.argv.slice(2);
const wanted = args.filter((arg) => Number.isNaN(Number(arg)));
/** How often, for groups that repeat something. */
const times = args.map(Number).find((number) => number > 0);
for (const [name, run] of Object.entries(GROUPS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  await run((measured) => process.stdout.write(`${JSON.stringify(measured)}\n`), times);
}
