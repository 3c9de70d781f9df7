const UNITS = ['B', 'kB', 'MB', 'GB'];

/** Bytes for people, in powers of 1,000: 512 B, 1.4 MB. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : 1;
  return `${value.toFixed(digits)}\u00a0${UNITS[unit] ?? ''}`;
}
