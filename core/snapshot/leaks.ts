import type { RecordKind } from './records';
import type { ParsedView, WithholdClass } from './view';

/** What a reader of a view still learns about what it withholds. */
export interface Leaks {
  /** Records in the release: public in the manifest. */
  total: number;
  disclosed: Partial<Record<RecordKind, number>>;
  withheld: Partial<Record<WithholdClass, number>>;
  /** Elements whose place in the argument shows although their words are withheld. */
  textsWithheld: number;
  /** Withheld records that a disclosed one names. */
  listedEdges: number;
  /** Elements with a gap in the order of their children: a withheld link shows there. */
  gaps: number;
}

/**
 * Counts what a view still gives away: sizes and the shape of the argument. Shown to the officer
 * before the disclosure statement is signed.
 */
export function leaks(view: ParsedView): Leaks {
  const found: Leaks = {
    total: view.leaves.length,
    disclosed: {},
    withheld: {},
    textsWithheld: 0,
    listedEdges: view.edges.length,
    gaps: 0,
  };
  const withheld = new Set<string>();
  const positions = new Map<string, number[]>();
  for (const leaf of view.leaves) {
    if (!leaf.disclosed) {
      withheld.add(leaf.leaf);
      found.withheld[leaf.class] = (found.withheld[leaf.class] ?? 0) + 1;
      continue;
    }
    const { record } = leaf;
    found.disclosed[record.kind] = (found.disclosed[record.kind] ?? 0) + 1;
    if (record.kind === 'link' && record.type !== 'rests-on') {
      const key = `${record.from} ${record.type}`;
      positions.set(key, [...(positions.get(key) ?? []), record.position]);
    }
  }
  for (const leaf of view.leaves) {
    if (leaf.disclosed && leaf.record.kind === 'node' && withheld.has(leaf.record.textLeaf)) {
      found.textsWithheld++;
    }
  }
  for (const taken of positions.values()) {
    if (Math.max(...taken) + 1 > taken.length) found.gaps++;
  }
  return found;
}
