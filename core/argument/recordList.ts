import * as Y from 'yjs';
import { readFields, rootOf, type Problem } from './entries';
import type { Values } from './fields';
import { isId } from './ids';
import { LIMITS } from './limits';
import { byRank, type Ranked } from './rank';
import { ENTRY_ROOTS, type EntryRoot, type FieldsOf } from './structureShape';
import { compareText, isWellFormed } from './text';

/** A record as it is read: its key (a record id; a parameter's name) and its plain values. */
export type PlainRecord<R extends EntryRoot> = { id: string } & Values<FieldsOf<R>>;

interface Reading<R extends EntryRoot> {
  record: PlainRecord<R> | null;
  problems: readonly Problem[];
}

/**
 * The records of one root, read once and again only where {@link invalidate} says so. Records
 * that did not change keep their identity, so that views can tell what changed by `===`.
 */
export class RecordList<R extends EntryRoot> {
  private readonly readings = new Map<string, Reading<R>>();
  private readonly stale = new Set<string>();
  private allStale = true;
  private records: readonly PlainRecord<R>[] = [];
  private found: readonly Problem[] = [];

  constructor(
    private readonly doc: Y.Doc,
    private readonly root: R,
  ) {}

  /** The record under a key changed; without a key, any may have. */
  invalidate(key?: string): void {
    if (key === undefined) this.allStale = true;
    else this.stale.add(key);
  }

  /** Records sorted by key; the same array as before when nothing changed. */
  sorted(): readonly PlainRecord<R>[] {
    this.refresh();
    return this.records;
  }

  get problems(): readonly Problem[] {
    this.refresh();
    return this.found;
  }

  private refresh(): void {
    if (!this.allStale && this.stale.size === 0) return;
    const problems: Problem[] = [];
    const map = rootOf(this.doc, this.root, problems);
    if (this.allStale) {
      this.readings.clear();
      for (const key of map?.keys() ?? []) this.stale.add(key);
    }
    for (const key of this.stale) {
      if (map?.has(key)) this.readings.set(key, this.readOne(key, map.get(key)));
      else this.readings.delete(key);
    }
    this.allStale = false;
    this.stale.clear();
    const { max } = ENTRY_ROOTS[this.root];
    if (this.readings.size > max) {
      problems.push({ path: [this.root], message: `holds more than ${max} records` });
    }
    const records: PlainRecord<R>[] = [];
    for (const key of [...this.readings.keys()].sort(compareText)) {
      const reading = this.readings.get(key);
      if (reading?.record) records.push(reading.record);
      problems.push(...(reading?.problems ?? []));
    }
    this.records = records;
    this.found = problems;
  }

  private readOne(key: string, entry: unknown): Reading<R> {
    const path = [this.root, key];
    if (!isEntryKey(ENTRY_ROOTS[this.root].key, key)) {
      return { record: null, problems: [{ path, message: 'has a key that is not allowed' }] };
    }
    if (!(entry instanceof Y.Map)) {
      return { record: null, problems: [{ path, message: 'is not a record' }] };
    }
    const problems: Problem[] = [];
    const shape: FieldsOf<R> = ENTRY_ROOTS[this.root].fields;
    const values = readFields(entry, shape, path, problems);
    return { record: values && { id: key, ...values }, problems };
  }
}

/** Whether a key may stand in an entry root: a record id, or a parameter's name. */
export function isEntryKey(kind: 'id' | 'name', key: string): boolean {
  if (kind === 'id') return isId(key);
  return key !== '' && key.length <= LIMITS.parameterName && isWellFormed(key);
}

/** Records in their authors' order. */
export function inRankOrder<T extends Ranked>(records: readonly T[]): T[] {
  return [...records].sort(byRank);
}

/** A record whose plain form has an order and no rank. */
export function withoutRank<T extends Ranked>({ rank: _, ...values }: T) {
  return values;
}
