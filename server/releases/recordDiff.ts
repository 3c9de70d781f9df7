import { canonicalBytes } from '@/core/snapshot/canonical';
import type { RecordKind, ReleaseRecord, SnapshotRecord } from '@/core/snapshot/records';
import { fromUtf8 } from '@/core/snapshot/bytes';

/** What changed between a frozen release and what would be frozen now, in counts. */
export interface RecordDiff {
  added: number;
  removed: number;
  changed: number;
  /** The same by kind of record; kinds without a change are left out. */
  byKind: { kind: RecordKind; added: number; removed: number; changed: number }[];
}

/** Compares records by id. A node's commitment to its text is left out: it holds a salt. */
export function diffRecords(
  before: readonly (ReleaseRecord | SnapshotRecord)[],
  after: readonly (ReleaseRecord | SnapshotRecord)[],
): RecordDiff {
  const old = new Map(before.map((record) => [record.id, record]));
  const counts = new Map<RecordKind, { added: number; removed: number; changed: number }>();
  const count = (kind: RecordKind, what: 'added' | 'removed' | 'changed'): void => {
    const found = counts.get(kind) ?? { added: 0, removed: 0, changed: 0 };
    found[what] += 1;
    counts.set(kind, found);
  };
  for (const record of after) {
    const was = old.get(record.id);
    old.delete(record.id);
    if (was === undefined) count(record.kind, 'added');
    else if (content(was) !== content(record)) count(record.kind, 'changed');
  }
  for (const gone of old.values()) count(gone.kind, 'removed');
  const byKind = [...counts].map(([kind, found]) => ({ kind, ...found }));
  const sum = (what: 'added' | 'removed' | 'changed') =>
    byKind.reduce((total, one) => total + one[what], 0);
  return { added: sum('added'), removed: sum('removed'), changed: sum('changed'), byKind };
}

function content(record: ReleaseRecord | SnapshotRecord): string {
  if (!('textLeaf' in record)) return fromUtf8(canonicalBytes(record));
  const { textLeaf: _, ...rest } = record;
  return fromUtf8(canonicalBytes(rest));
}
