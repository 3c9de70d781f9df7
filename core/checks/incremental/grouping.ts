import type { Id } from '@/core/argument/document';

const NONE: readonly never[] = [];

/** Records by a key of theirs, each group sorted by id, kept up to date one record at a time. */
export class Grouping<R extends { id: Id }> {
  /** A record alone stands for itself: most groups have one. */
  private readonly groups = new Map<string, R | R[]>();

  /** @param prefix tells its keys from those of others where changes are told; alone, any of them */
  constructor(
    readonly prefix: string,
    private readonly keysOf: (record: R) => readonly string[],
  ) {}

  of(key: string): readonly R[] {
    const group = this.groups.get(key);
    if (group === undefined) return NONE;
    return Array.isArray(group) ? group : [group];
  }

  keys(): Iterable<string> {
    return this.groups.keys();
  }

  add(record: R, touched: Set<string> | null): void {
    const keys = this.keysOf(record);
    if (keys.length > 0) touched?.add(this.prefix);
    for (const key of keys) {
      touched?.add(this.prefix + key);
      const group = this.groups.get(key);
      if (group === undefined) this.groups.set(key, record);
      else if (Array.isArray(group)) group.splice(placeIn(group, record.id), 0, record);
      else this.groups.set(key, group.id < record.id ? [group, record] : [record, group]);
    }
  }

  remove(record: R, touched: Set<string> | null): void {
    const keys = this.keysOf(record);
    if (keys.length > 0) touched?.add(this.prefix);
    for (const key of keys) {
      touched?.add(this.prefix + key);
      const group = this.groups.get(key);
      if (!Array.isArray(group)) {
        this.groups.delete(key);
        continue;
      }
      const at = placeIn(group, record.id);
      if (group[at]?.id === record.id) group.splice(at, 1);
      if (group.length === 0) this.groups.delete(key);
    }
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
