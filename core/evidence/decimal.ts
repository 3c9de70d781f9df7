/**
 * Exact decimals. Figures of evaluation logs and limits of criteria are compared as they are
 * written; 0.1 + 0.2 never decides whether a claim stands.
 */

/** `digits` × 10^`exponent`; digits without leading or trailing zeros, empty for zero. */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

/** Longer numbers and larger exponents are no measurements. */
const MAX_LENGTH = 400;
const MAX_EXPONENT = 400;

/** Reads a decimal in plain or exponent notation; null for anything else, NaN and Infinity included. */
export function parseDecimal(text: string): Decimal | null {
  if (text.length > MAX_LENGTH) return null;
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  if (whole === '' && fraction === '') return null;
  if (Math.abs(Number(power)) > MAX_EXPONENT) return null;
  const all = (whole + fraction).replace(/^0+/, '');
  const digits = all.replace(/0+$/, '');
  if (digits === '') return { negative: false, digits: '', exponent: 0 };
  const exponent = Number(power) - fraction.length + (all.length - digits.length);
  return { negative: sign === '-', digits, exponent };
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.digits === '' || b.digits === '') return signOf(a) - signOf(b);
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const magnitude = compareMagnitudes(a, b);
  return a.negative ? -magnitude : magnitude;
}

/** Plain notation: "1e-05" → "0.00001". Null when the text is no decimal. */
export function plainDecimal(text: string): string | null {
  const decimal = parseDecimal(text);
  if (decimal === null) return null;
  // What is already plain keeps its zeros: they say how exactly it was reported.
  if (/^-?\d+(\.\d+)?$/.test(text)) return text;
  const { negative, digits, exponent } = decimal;
  if (digits === '') return '0';
  const point = digits.length + exponent;
  const sign = negative ? '-' : '';
  if (exponent >= 0) return sign + digits + '0'.repeat(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function signOf({ digits, negative }: Decimal): number {
  if (digits === '') return 0;
  return negative ? -1 : 1;
}

function compareMagnitudes(a: Decimal, b: Decimal): number {
  const byOrder = a.digits.length + a.exponent - (b.digits.length + b.exponent);
  if (byOrder !== 0) return byOrder;
  const length = Math.max(a.digits.length, b.digits.length);
  const left = a.digits.padEnd(length, '0');
  const right = b.digits.padEnd(length, '0');
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
