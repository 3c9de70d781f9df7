import * as Y from 'yjs';
import { touchedElements } from '@/core/collab/touchedElements';
import { createTwin } from './gate';
import { LogDamagedError, readEveryAct, type LoggedAct, type MergedStates } from './history';
import type { Query } from './query';
import { contributionCause, type Contributed } from './store';

/** Acts that are read at once. */
const BATCH = 200;
/** How long others wait for a slice of it, in milliseconds. */
const SLICE = 8;

/**
 * Plays the log of a case again, act by act, in slices that hold nobody up: what is derived from a
 * log is judged against this.
 */
export class Replay {
  readonly documents = new Map<string, Y.Doc>();
  /** Everything up to here is in the documents. */
  seq: number;
  private readonly contributed = new Map<string, Contributed>();
  private sliceEnds = 0;

  constructor(
    private readonly caseId: string,
    from: MergedStates,
  ) {
    this.seq = from.upto;
    for (const { doc, data } of from.states) this.read(doc, data, from.upto);
  }

  /**
   * Plays on up to an act, that one included.
   *
   * @throws LogDamagedError when an act is missing, can't be read or does not follow
   */
  async to(query: Query, upto: number): Promise<void> {
    while (this.seq < upto) {
      const until = Math.min(upto, this.seq + BATCH);
      const acts = await readEveryAct(query, this.caseId, this.seq, until);
      for (const act of acts) {
        this.play(act);
        await this.pauseIfDue();
      }
    }
  }

  /** Who touched what in the acts that were played. */
  get contributions(): Contributed[] {
    return [...this.contributed.values()];
  }

  private read(doc: string, state: Uint8Array, upto: number): void {
    try {
      Y.applyUpdate(this.find(doc), state);
    } catch (error) {
      throw new LogDamagedError(this.caseId, upto, 'cannot be read', { cause: error });
    }
  }

  private play(act: LoggedAct): void {
    for (const { doc: name, update } of act.entries) {
      const doc = this.find(name);
      const watch = (transaction: Y.Transaction): void => this.note(act, transaction, name);
      doc.on('afterTransaction', watch);
      try {
        Y.applyUpdate(doc, update);
      } catch (error) {
        throw new LogDamagedError(this.caseId, act.seq, 'cannot be read', { cause: error });
      } finally {
        doc.off('afterTransaction', watch);
      }
      if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
        throw new LogDamagedError(this.caseId, act.seq, 'builds on what is not there');
    }
    this.seq = act.seq;
  }

  /** What the server did on nobody's behalf touched nothing of anybody's. */
  private note({ personId, cause }: LoggedAct, transaction: Y.Transaction, doc: string): void {
    if (personId === '') return;
    for (const touched of touchedElements(transaction, doc)) {
      const one = {
        element: touched.element,
        personId,
        cause: contributionCause(cause, touched.cause),
      };
      this.contributed.set(`${personId} ${one.cause} ${one.element}`, one);
    }
  }

  private find(name: string): Y.Doc {
    const found = this.documents.get(name);
    if (found) return found;
    const created = createTwin(name);
    this.documents.set(name, created);
    return created;
  }

  private async pauseIfDue(): Promise<void> {
    if (performance.now() < this.sliceEnds) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.sliceEnds = performance.now() + SLICE;
  }
}
