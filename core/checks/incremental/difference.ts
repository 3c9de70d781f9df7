import type { Id } from '@/core/argument/document';
import { compareText } from '@/core/argument/text';

/** What became of a list of records: one that changed is both removed and added. */
export interface Difference<R> {
  removed: readonly R[];
  added: readonly R[];
}

/**
 * Compares two versions of a list by the identity of its records, in one pass over both. Lists in
 * normal form (sorted by id) give the least difference; any other order gives a right one.
 */
export function differenceOf<R extends { id: Id }>(
  before: readonly R[],
  after: readonly R[],
): Difference<R> {
  if (before.length === 0) return { removed: before, added: after };
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let [oldEnd, newEnd] = [before.length, after.length];
  while (oldEnd > start && newEnd > start && before[oldEnd - 1] === after[newEnd - 1]) {
    oldEnd -= 1;
    newEnd -= 1;
  }
  const removed = new Set<R>();
  const added = new Set<R>();
  let [at, next] = [start, start];
  while (at < oldEnd || next < newEnd) {
    const old = at < oldEnd ? before[at] : undefined;
    const fresh = next < newEnd ? after[next] : undefined;
    const order = old === undefined ? 1 : fresh === undefined ? -1 : compareText(old.id, fresh.id);
    if (order <= 0) at += 1;
    if (order >= 0) next += 1;
    if (old === fresh) continue;
    if (order <= 0 && old) removed.add(old);
    if (order >= 0 && fresh) added.add(fresh);
  }
  // Out of order, one record may be met as removed here and as added there.
  for (const record of removed) if (added.delete(record)) removed.delete(record);
  return { removed: [...removed], added: [...added] };
}
