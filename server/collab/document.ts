import * as Y from 'yjs';
import { frameOf } from './frame';
import { createTwin } from './gate';
import { COLLAB_LIMITS } from './limits';

/**
 * One collaborative document of an open case, as far as this process needs it: the bytes that
 * joiners get, and, once somebody writes, the twin that updates are judged on.
 *
 * Joiners never get anything from the twin: it is ahead of the log by what is being committed.
 */
export class CollabDocument {
  /** Committed since the merged state, oldest first. */
  private tail: { seq: number; update: Uint8Array }[] = [];
  /** In the merged state already: for pages that come back and lack only these. */
  private kept: { seq: number; update: Uint8Array }[] = [];
  /** Everything after this is in `kept` or `tail`. */
  private keptFrom = 0;
  /** Judged and applied to the twin, not yet committed. */
  private readonly underWay = new Set<Uint8Array>();
  private merged: Uint8Array | null = null;
  private mergedUpto = 0;
  private mergedMessage: Buffer | null = null;
  private twin: Y.Doc | null = null;
  /** False until the merged state was read from the database. */
  isLoaded = false;

  constructor(readonly name: string) {}

  load(merged: Uint8Array | null, upto: number): void {
    if (this.isLoaded) return;
    this.isLoaded = true;
    this.keptFrom = upto;
    this.setMerged(merged, upto);
  }

  /** Bytes that a joiner gets at the least. */
  get size(): number {
    return this.merged?.length ?? 0;
  }

  hasTail(): boolean {
    return this.tail.length > 0;
  }

  isUnderWay(): boolean {
    return this.underWay.size > 0;
  }

  /** The twin, built from bytes when it is first needed. */
  judge(): Y.Doc {
    if (this.twin) return this.twin;
    const twin = this.build();
    for (const update of this.underWay) Y.applyUpdate(twin, update);
    this.twin = twin;
    return twin;
  }

  spoil(): void {
    this.twin?.destroy();
    this.twin = null;
  }

  /** An update that passed the gate goes to the log. */
  begin(update: Uint8Array): void {
    this.underWay.add(update);
  }

  /** An update is committed: by this process, when it was begun here, or by another. */
  commit(seq: number, update: Uint8Array): void {
    this.tail.push({ seq, update });
    if (!this.underWay.delete(update) && this.twin) Y.applyUpdate(this.twin, update);
  }

  /** An update begun here was already read back from the log, or will never be committed. */
  end(update: Uint8Array): void {
    this.underWay.delete(update);
  }

  /** Messages that bring somebody up to date who has everything up to `seq`, or what `vector` says. */
  stateMessages(seq: number, known: number, vector: Uint8Array): Buffer[] {
    const state = (updates: Uint8Array[], complete: boolean): Buffer =>
      frameOf({ type: 'state', doc: this.name, seq, complete, updates });
    if (known > 0 && known >= this.keptFrom) {
      const missing = [...this.kept, ...this.tail].filter((entry) => entry.seq > known);
      return [
        state(
          missing.map(({ update }) => update),
          true,
        ),
      ];
    }
    const tail = state(
      this.tail.map(({ update }) => update),
      true,
    );
    if (!this.merged) return [tail];
    // Comparing takes time that everybody waits for, and whoever may read may ask for it.
    if (vector.length > 1 && this.merged.length <= COLLAB_LIMITS.comparedBytes)
      return [state([Y.diffUpdate(this.merged, vector)], false), tail];
    // Joiners share these bytes: a join costs a copy into the socket, never an encoding.
    this.mergedMessage ??= frameOf({
      type: 'state',
      doc: this.name,
      seq: this.mergedUpto,
      complete: false,
      updates: [this.merged],
    });
    return [this.mergedMessage, tail];
  }

  /** Everything committed, merged; content that was deleted is dropped. */
  mergedState(): Uint8Array {
    if (this.twin && !this.isUnderWay()) return Y.encodeStateAsUpdate(this.twin);
    const built = this.build();
    const state = Y.encodeStateAsUpdate(built);
    built.destroy();
    return state;
  }

  /** The merged state was written up to `upto`: what it contains need not be kept apart. */
  compact(state: Uint8Array | null, upto: number): void {
    if (state) this.setMerged(state, upto);
    else this.mergedUpto = upto;
    this.keep(this.tail.filter((entry) => entry.seq <= upto));
    this.tail = this.tail.filter((entry) => entry.seq > upto);
  }

  private keep(entries: readonly { seq: number; update: Uint8Array }[]): void {
    this.kept.push(...entries);
    let bytes = this.kept.reduce((sum, { update }) => sum + update.length, 0);
    while (bytes > COLLAB_LIMITS.keptBytes) {
      const oldest = this.kept.shift();
      if (!oldest) return;
      bytes -= oldest.update.length;
      this.keptFrom = oldest.seq;
    }
  }

  private setMerged(merged: Uint8Array | null, upto: number): void {
    this.merged = merged;
    this.mergedUpto = upto;
    this.mergedMessage = null;
  }

  private build(): Y.Doc {
    const doc = createTwin(this.name);
    doc.transact(() => {
      if (this.merged) Y.applyUpdate(doc, this.merged);
      for (const { update } of this.tail) Y.applyUpdate(doc, update);
    });
    return doc;
  }
}
