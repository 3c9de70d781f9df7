/** The digest's hex digits in groups of four, as people compare them. */
export function digestGroups(hex: string): string[] {
  return hex.toLowerCase().match(/.{1,4}/g) ?? [];
}

/** The first eight digits, the short form that prose uses: "e3ec 458c". */
export function shortDigest(hex: string): string {
  return digestGroups(hex).slice(0, 2).join(' ');
}
