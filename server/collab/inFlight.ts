/** Acts on their way into the log, counted by client id. */
export class InFlight {
  private readonly acts = new Map<number, number>();
  private waiting: { clientId: number; resolve: () => void }[] = [];
  private all = 0;

  get isEmpty(): boolean {
    return this.all === 0;
  }

  begin(clientId: number): void {
    this.all += 1;
    this.acts.set(clientId, (this.acts.get(clientId) ?? 0) + 1);
  }

  end(clientId: number): void {
    this.all -= 1;
    const left = (this.acts.get(clientId) ?? 1) - 1;
    if (left > 0) {
      this.acts.set(clientId, left);
      return;
    }
    this.acts.delete(clientId);
    const settled = this.waiting.filter((one) => one.clientId === clientId);
    this.waiting = this.waiting.filter((one) => one.clientId !== clientId);
    // Whoever waits goes on in a microtask, after the caller has counted the commit.
    for (const { resolve } of settled) resolve();
  }

  /** Resolves when nothing of a client id is on its way. */
  async settled(clientId: number): Promise<void> {
    if (!this.acts.has(clientId)) return;
    await new Promise<void>((resolve) => {
      this.waiting.push({ clientId, resolve });
    });
  }
}
