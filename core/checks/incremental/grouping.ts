import type { Id } from '@/core/argument/document';

const NONE: readonly never[] = [];

/** Records by a key of theirs, each group sorted by id, kept up to date one record at a time. */
export class Grouping<R extends { id: Id }> {
  /** By keys that one record has alone: most are. */
  private readonly single = new Map<string, R>();
  private readonly shared = new Map<string, R[]>();

  /** @param prefix tells its keys from those of others where changes are told; alone, any of them */
  constructor(
    readonly prefix: string,
    private readonly keysOf: (record: R) => readonly string[],
  ) {}

  of(key: string): readonly R[] {
    const alone = this.single.get(key);
    return alone === undefined ? this.sharing(key) : [alone];
  }

  /** The records of a key if they are several: where they seldom are, this is known sooner. */
  sharing(key: string): readonly R[] {
    return this.shared.get(key) ?? NONE;
  }

  *keys(): Generator<string> {
    yield* this.single.keys();
    yield* this.shared.keys();
  }

  add(record: R, touched: Set<string> | null): void {
    const keys = this.keysOf(record);
    if (keys.length > 0) touched?.add(this.prefix);
    for (const key of keys) {
      touched?.add(this.prefix + key);
      const group = this.shared.get(key);
      const alone = group ? undefined : this.single.get(key);
      if (group) group.splice(placeIn(group, record.id), 0, record);
      else if (alone === undefined) this.single.set(key, record);
      else {
        this.single.delete(key);
        this.shared.set(key, alone.id < record.id ? [alone, record] : [record, alone]);
      }
    }
  }

  remove(record: R, touched: Set<string> | null): void {
    const keys = this.keysOf(record);
    if (keys.length > 0) touched?.add(this.prefix);
    for (const key of keys) {
      touched?.add(this.prefix + key);
      const group = this.shared.get(key);
      if (group === undefined) {
        this.single.delete(key);
        continue;
      }
      const at = placeIn(group, record.id);
      if (group[at]?.id === record.id) group.splice(at, 1);
      const [left] = group;
      if (left === undefined || group.length > 1) continue;
      this.shared.delete(key);
      this.single.set(key, left);
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
