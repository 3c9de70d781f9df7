import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compareDecimals, parseDecimal, plainDecimal } from './decimal';

const compare = (a: string, b: string) => {
  const left = parseDecimal(a);
  const right = parseDecimal(b);
  if (left === null || right === null) throw new Error(`not decimals: ${a}, ${b}`);
  const order = compareDecimals(left, right);
  return order < 0 ? -1 : order > 0 ? 1 : 0;
};
const places = 12;
const written = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat({ max: places }))
  .map(([digits, scale]) => {
    const sign = digits < 0n ? '-' : '';
    const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
    const cut = text.length - scale;
    const plain = scale === 0 ? sign + text : `${sign}${text.slice(0, cut)}.${text.slice(cut)}`;
    return { plain, units: digits * 10n ** BigInt(places - scale), digits, scale };
  });

describe('decimals', () => {
  it('order as the exact numbers do', () => {
    fc.assert(
      fc.property(written, written, (a, b) => {
        const expected = a.units < b.units ? -1 : a.units > b.units ? 1 : 0;
        expect(compare(a.plain, b.plain)).toBe(expected);
        expect(compare(`${a.digits}e-${a.scale}`, a.plain)).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('tell apart what floats cannot', () => {
    expect(compare('0.1', '0.10000000000000000001')).toBe(-1);
    expect(compare('9007199254740993', '9007199254740992')).toBe(1);
    expect(compare('1e-05', '0.00001')).toBe(0);
    expect(compare('-0.0', '0')).toBe(0);
    expect(compare('.5', '0.50')).toBe(0);
  });

  it('are nothing else', () => {
    for (const text of ['', '.', 'NaN', 'Infinity', '1,5', '0x10', '1e', '1e99999', '--1', ' 1']) {
      expect(parseDecimal(text)).toBeNull();
    }
    expect(parseDecimal('9'.repeat(10_000))).toBeNull();
  });

  it('print plainly and keep their value and their zeros', () => {
    expect(plainDecimal('1.50')).toBe('1.50');
    expect(plainDecimal('6.2e-03')).toBe('0.0062');
    expect(plainDecimal('1.25E+3')).toBe('1250');
    expect(plainDecimal('1.25e1')).toBe('12.5');
    expect(plainDecimal('-1e-7')).toBe('-0.0000001');
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const plain = plainDecimal(String(number));
        expect(plain).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(plain)).toBe(number === 0 ? 0 : number);
      }),
    );
  });
});
