/** Names of elements in one file: what people call them where that is free, else with a number. */
export class FileKeys {
  private readonly used: Set<string>;
  private readonly next = new Map<string, number>();

  /** @param reserved names with another meaning in the file */
  constructor(reserved: readonly string[]) {
    this.used = new Set(reserved);
  }

  has(key: string): boolean {
    return this.used.has(key);
  }

  /** @param fallback what an element without identifier is called */
  take(identifier: string, fallback: string): string {
    let key = identifier;
    const stem = identifier === '' ? fallback : identifier;
    while (key === '' || this.used.has(key)) {
      const number = (this.next.get(stem) ?? 1) + 1;
      this.next.set(stem, number);
      key = `${stem}-${number}`;
    }
    this.used.add(key);
    return key;
  }
}
