import type * as Y from 'yjs';
import type { Random } from '../random';

/** Where somebody types, and how it is said there that everything is saved. */
export interface Desk {
  /** The text as it is on the page. */
  text(): Y.Text;
  isSaved(): boolean;
  /** Calls back whenever what {@link isSaved} says may have changed. */
  onSaved(listener: () => void): void;
  /** The page goes away, and what it did not send with it. */
  leave(): void;
}

/** Short of the limit of the field: what is too long is rightly refused. */
const LONGEST = 15_000;

/** Types numbered marks, and remembers up to which of them it was ever told that all is saved. */
export class Typist {
  typed = 0;
  /** Marks up to here were acknowledged. */
  shownSaved = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    /** Tells this typist's marks from those of others on the same text: 0, 1, … */
    private readonly place: number,
    readonly desk: Desk,
    private readonly random: Random,
  ) {
    desk.onSaved(() => {
      if (desk.isSaved()) this.shownSaved = this.typed;
    });
  }

  /** Types until {@link stop}, a mark every few milliseconds. */
  start(): void {
    this.type();
    this.timer = setTimeout(() => this.start(), this.random.between(0, 6));
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  /** Marks that were acknowledged and are not in a text. */
  lostFrom(text: string): number {
    let lost = 0;
    for (let mark = 1; mark <= this.shownSaved; mark += 1)
      if (!text.includes(this.mark(mark))) lost += 1;
    return lost;
  }

  /** Marks that are in a text more than once. */
  doubledIn(text: string): number {
    let doubled = 0;
    for (let mark = 1; mark <= this.typed; mark += 1)
      if (text.split(this.mark(mark)).length > 2) doubled += 1;
    return doubled;
  }

  /** Marks that are not in a text, acknowledged or not. */
  missingFrom(text: string): number {
    let missing = 0;
    for (let mark = 1; mark <= this.typed; mark += 1)
      if (!text.includes(this.mark(mark))) missing += 1;
    return missing;
  }

  private type(): void {
    const text = this.desk.text();
    if (text.length > LONGEST || this.typed >= MARKS) return;
    // Counted first: the page may say at once that it is not saved.
    this.typed += 1;
    text.insert(this.random.below(text.length + 1), this.mark(this.typed));
  }

  /** Inserting elsewhere may split a mark, so each is one character: a private-use code point. */
  private mark(number: number): string {
    return String.fromCharCode(0xe000 + this.place * (MARKS + 1) + number);
  }
}

/** Marks of one typist; four have room in the private use area. */
const MARKS = 1_500;
