const SIGNIFICANT = 4;

/**
 * A figure for reading: four significant digits where the log wrote more. Shorter ones stay as they
 * are written, so that 0.10 is not turned into 0.1. What is decided is decided on all digits.
 */
export function shortDecimal(text: string): string {
  const digits = text.replace(/^[-+]?0*\.?0*/, '').replace('.', '');
  if (digits.length <= SIGNIFICANT + 1 || !/^[-+]?\d*\.\d+$/.test(text)) return text;
  const whole = text.replace(/^[-+]/, '').split('.')[0] ?? '';
  const places = Math.max(1, SIGNIFICANT - whole.replace(/^0+/, '').length);
  const value = Number(text);
  // Small figures keep four digits behind their leading zeros.
  return Math.abs(value) < 1 ? plain(value) : value.toFixed(places);
}

function plain(value: number): string {
  const leading = Math.max(0, -Math.floor(Math.log10(Math.abs(value))) - 1);
  return value.toFixed(Math.min(20, leading + SIGNIFICANT));
}
