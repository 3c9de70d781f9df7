/** Whether a string has no half of a surrogate pair standing alone (RFC 8785 refuses those). */
export function isWellFormed(text: string): boolean {
  return text.isWellFormed();
}

/** The string with every lone surrogate half replaced by U+FFFD. */
export function toWellFormed(text: string): string {
  return text.toWellFormed();
}

/** Order by code units: the same on every machine and in every language setting. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
