import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  base64Decoder,
  fromBase64,
  fromBase64Url,
  fromHex,
  toBase64,
  toBase64Url,
  fromUtf8,
  toHex,
  utf8,
} from './bytes';
import { canonicalBytes, canonicalText, parseCanonical } from './canonical';
import { Refusal } from './refusal';

const wellFormedJson = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown);

describe('canonical bytes', () => {
  it('are the example of RFC 8785 section 3.2.4', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalText(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sort keys by UTF-16 code unit (RFC 8785 section 3.2.3)', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6'];
    const value = Object.fromEntries(keys.map((key) => [key, 0]));
    expect(Object.keys(JSON.parse(canonicalText(value)) as object)).toEqual([
      '1',
      '\r',
      '\u0080',
      '\u00f6',
      '\u20ac',
      '\u{1f600}',
      '\ufb33',
    ]);
  });

  it('survive reading and writing again', () => {
    fc.assert(
      fc.property(wellFormedJson, (value) => {
        const bytes = canonicalBytes(value);
        expect(canonicalBytes(parseCanonical(bytes))).toEqual(bytes);
      }),
    );
  });

  it('are those of the reference library, whatever the order of the members', () => {
    const sorted = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(sorted)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value)
                .sort(([a], [b]) => (a < b ? -1 : 1))
                .map(([key, member]) => [key, sorted(member)]),
            )
          : value;
    fc.assert(
      fc.property(wellFormedJson, (value) => {
        expect(canonicalText(value)).toBe(canonicalize(value));
        expect(canonicalText(sorted(value))).toBe(canonicalize(value));
      }),
    );
    expect(canonicalText(['\\ud800', -0, 1e21])).toBe('["\\\\ud800",0,1e+21]');
  });

  it('refuse lone surrogates, NaN and infinities', () => {
    for (const value of ['\ud800', 'a\udc00b', { '\ud800': 1 }, NaN, Infinity, undefined]) {
      expect(() => canonicalBytes(value)).toThrow(Refusal);
    }
  });
});

describe('reading canonical bytes', () => {
  it.each([
    ['white space', '{"a": 1}'],
    ['key order', '{"b":1,"a":2}'],
    ['duplicate keys', '{"a":1,"a":1}'],
    ['a needless escape', '"\\u0041"'],
    ['an escaped solidus', '"\\/"'],
    ['an escaped lone surrogate', '"\\ud800"'],
    ['number spelling', '1.0'],
    ['a negative zero', '-0'],
    ['an exponent', '1e2'],
    ['a trailing newline', '{}\n'],
    ['a byte order mark', '\ufeff{}'],
  ])('refuses %s', (_what, text) => {
    expect(() => parseCanonical(utf8(text))).toThrow(Refusal);
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => parseCanonical(Uint8Array.of(0x22, 0xff, 0x22))).toThrow(/UTF-8/);
  });

  it('keeps a member called __proto__ as data', () => {
    const bytes = utf8('{"__proto__":{"a":1}}');
    expect(canonicalBytes(parseCanonical(bytes))).toEqual(bytes);
  });
});

describe('encodings', () => {
  it('read back what they write', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes);
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
      }),
    );
  });

  it('have one spelling for each value', () => {
    for (const hex of ['AB', '0', 'zz']) expect(() => fromHex(hex)).toThrow(Refusal);
    for (const text of ['QQ', 'QR==', 'QQ==\n', 'Q Q=', '-_8=']) {
      expect(() => fromBase64(text)).toThrow(Refusal);
    }
    for (const text of ['QQ==', 'QR', 'Q', '+/'])
      expect(() => fromBase64Url(text)).toThrow(Refusal);
  });
});

describe('long texts', () => {
  /** Longer than what is compared as a whole. */
  const long = 'x'.repeat(70_000);

  it('are read in their one spelling and in no other', () => {
    fc.assert(
      fc.property(wellFormedJson, (value) => {
        const bytes = canonicalBytes({ long, value });
        expect(parseCanonical(bytes)).toEqual(JSON.parse(canonicalText({ long, value })));
        for (const other of [`${fromUtf8(bytes)} `, fromUtf8(bytes).replace(':', ': ')])
          expect(() => parseCanonical(utf8(other))).toThrow(Refusal);
      }),
    );
    for (const part of [
      '"b":1,"a":1',
      '"a":1,"a":1',
      '"a":1.0',
      '"a":"\\u0041"',
      '"a":"\\ud800"',
    ]) {
      expect(() => parseCanonical(utf8(`{${part},"long":"${long}"}`)), part).toThrow(Refusal);
    }
    expect(
      parseCanonical(utf8(`{"1":0,"10":0,"9":0,"long":"${long}","u":"\\\\ud800"}`)),
    ).toMatchObject({
      u: '\\ud800',
    });
  });

  it('are refused before they are read when they would become too much', () => {
    const lists = utf8(`[${'[],'.repeat(250_000)}[]]`);
    expect(() => parseCanonical(lists)).toThrow(/more than 500000 values at character 75\d{4}\.$/);
    expect(parseCanonical(lists, 1_000_000)).toHaveLength(250_001);
    const deep = utf8(`${'['.repeat(70_000)}${']'.repeat(70_000)}`);
    expect(() => parseCanonical(deep)).toThrow(/nested too deeply at character 501\.$/);
    const members = Array.from({ length: 10_001 }, (_, at) => `"${String(at).padStart(9, '0')}":0`);
    expect(() => parseCanonical(utf8(`{${members.join(',')},"long":"${long}"}`))).toThrow(
      /too many members/,
    );
  });
});

describe('the decoder with slabs', () => {
  it('gives the bytes of each text, side by side, and takes no second spelling', () => {
    const decode = base64Decoder();
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 20 }), (pieces) => {
        const decoded = pieces.map((bytes) => decode(toBase64(bytes)));
        expect(decoded.map((one) => new Uint8Array(one))).toEqual(pieces);
      }),
    );
    for (const wrong of ['QQ', 'QR==', ' QQ==', 'Q===', 'Q-==']) {
      expect(() => decode(wrong), wrong).toThrow(Refusal);
    }
  });
});
