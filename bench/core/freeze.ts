import { createHash } from 'node:crypto';
import { freezeRelease } from '@/core/snapshot/digest';
import { recordsOf } from '@/core/snapshot/recordsOf';
import type { Report } from '../collab/collab';
import { largeCase } from './largeCase';
import { median, timed } from './median';

const NODES = 10_000;
const ROUNDS = 9;
const HEAD = { case: 'bench/case', kind: 'base', number: 1, window: null, base: null } as const;

/**
 * Freezing a case of 10,000 elements, from document to release digest, against the least that any
 * such digest costs: one JSON.stringify of the document, and a native SHA-256 of each record and of
 * each interior node of the tree.
 */
export function benchFreeze(report: Report): void {
  const document = largeCase(NODES);
  const secret = new Uint8Array(32).fill(7);
  const freeze = () => freezeRelease(recordsOf(document), secret, HEAD);
  const records = freeze().leaves.map(({ salt, bytes }) => Buffer.concat([salt, bytes]));
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    theirs.push(
      timed(() => {
        JSON.stringify(document);
        treeOf(records);
      }),
    );
    ours.push(timed(freeze));
  }
  const [value, reference] = [median(ours), median(theirs)];
  report({
    bench: 'core.freeze',
    n: NODES,
    value,
    unit: 'ms',
    reference,
    ratio: value / reference,
  });
}

function treeOf(records: readonly Uint8Array[]): void {
  let level = records.map((record) => createHash('sha256').update(record).digest());
  while (level.length > 1) {
    const above: typeof level = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at], level[at + 1]];
      if (left && right) above.push(createHash('sha256').update(left).update(right).digest());
      else if (left) above.push(left);
    }
    level = above;
  }
}
