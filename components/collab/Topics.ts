/** Listeners by topic. */
export class Topics<Topic extends string> {
  private readonly listeners = new Map<Topic, Set<() => void>>();

  /** @returns a function that ends the subscription */
  subscribe(topic: Topic, listener: () => void): () => void {
    const set = this.listeners.get(topic) ?? new Set();
    set.add(listener);
    this.listeners.set(topic, set);
    return () => set.delete(listener);
  }

  emit(topic: Topic): void {
    for (const listener of this.listeners.get(topic) ?? []) listener();
  }
}
