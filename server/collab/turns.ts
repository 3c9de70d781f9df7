/**
 * Lets those who ask for something large have it one after the other, with everything else that
 * happened in between: fifty people who open a large case at once must not hold up who types.
 */
export class Turns {
  private readonly waiting: (() => void)[] = [];

  /** Resolves when it is one's turn; what is done then in one go is all that others wait for. */
  take(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      if (this.waiting.length === 1) setImmediate(() => this.next());
    });
  }

  private next(): void {
    this.waiting.shift()?.();
    if (this.waiting.length > 0) setImmediate(() => this.next());
  }
}
