import { exportCasewrightJson, importCasewrightJson } from '@/core/formats/casewrightJson';
import type { Report } from '../collab/collab';
import { largeCase } from './largeCase';
import { median, timed } from './median';

const NODES = 5_000;
const ROUNDS = 9;

/** Importing a case of 5,000 elements from Casewright JSON, against a plain walk over its nodes. */
export function benchImport(report: Report): void {
  const document = largeCase(NODES);
  const bytes = exportCasewrightJson(document);
  const ours: number[] = [];
  const theirs: number[] = [];
  let read = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    theirs.push(
      timed(() => {
        for (const node of document.nodes) read += node.text.length;
      }),
    );
    ours.push(
      timed(() => {
        if (importCasewrightJson(bytes).document === null) throw new Error('The case is refused.');
      }),
    );
  }
  if (read === 0) throw new Error('The walk read nothing.');
  const [value, reference] = [median(ours), median(theirs)];
  report({
    bench: 'core.import',
    n: NODES,
    value,
    unit: 'ms',
    reference,
    ratio: value / reference,
  });
}
