import type { Id } from '@/core/argument/document';

const NONE: readonly never[] = [];

/** Records by a key of theirs, each group sorted by id, kept up to date one record at a time. */
export class Grouping<R extends { id: Id }> {
  private readonly groups = new Map<string, R[]>();

  constructor(private readonly keysOf: (record: R) => readonly string[]) {}

  of(key: string): readonly R[] {
    return this.groups.get(key) ?? NONE;
  }

  keys(): Iterable<string> {
    return this.groups.keys();
  }

  /** @returns the keys of its groups */
  add(record: R): readonly string[] {
    const keys = this.keysOf(record);
    for (const key of keys) {
      const group = this.groups.get(key);
      if (group === undefined) this.groups.set(key, [record]);
      else group.splice(placeIn(group, record.id), 0, record);
    }
    return keys;
  }

  /** @returns the keys of its groups */
  remove(record: R): readonly string[] {
    const keys = this.keysOf(record);
    for (const key of keys) {
      const group = this.groups.get(key);
      if (group === undefined) continue;
      const at = placeIn(group, record.id);
      if (group[at]?.id === record.id) group.splice(at, 1);
      if (group.length === 0) this.groups.delete(key);
    }
    return keys;
  }
}

/** Index of the first record whose id is not below `id`; records mostly come in order. */
export function placeIn<R extends { id: Id }>(sorted: readonly R[], id: Id): number {
  const last = sorted.at(-1);
  if (last === undefined || last.id < id) return sorted.length;
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.id ?? '') < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
