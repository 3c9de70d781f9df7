import { hmac } from '@noble/hashes/hmac.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, toHex, utf8, utf8Encoder } from './bytes';
import { leafHash, saltsOf, sha256, sha256Hex, sha256Of } from './hash';
import { nativeHash } from './nativeHash';

const bytes = fc.uint8Array({ maxLength: 200 });
const RUNS = { seed: 20261128, numRuns: 200 };

describe('hashing', () => {
  it('uses the hash of this runtime', () => {
    expect(nativeHash()).not.toBeNull();
  });

  it('gives what the portable implementation gives', () => {
    fc.assert(
      fc.property(bytes, bytes, bytes, (prefix, a, b) => {
        expect(sha256(a)).toEqual(nobleSha256(a));
        expect(sha256Hex(a)).toBe(toHex(nobleSha256(a)));
        const whole = nobleSha256(concatBytes(prefix, a, b));
        expect(sha256Of(prefix, a, b)).toEqual(whole);
        expect(leafHash(a, b)).toEqual(nobleSha256(concatBytes(Uint8Array.of(0), a, b)));
      }),
      RUNS,
    );
  });

  it('does so for parts larger than are put together in place', () => {
    const large = new Uint8Array(20_000).fill(5);
    expect(sha256Of(large, large, large)).toEqual(nobleSha256(concatBytes(large, large, large)));
  });

  it('salts with HMAC-SHA-256, whatever the length of the secret', () => {
    fc.assert(
      fc.property(bytes, fc.string(), fc.string(), (secret, kind, id) => {
        const expected = hmac(nobleSha256, secret, utf8(`${kind}\0${id}`)).slice(0, 16);
        expect(saltsOf(secret)(kind, id)).toEqual(expected);
      }),
      RUNS,
    );
  });

  it('gives digests that nothing later overwrites', () => {
    const first = sha256Of(utf8('a'), utf8('b'), utf8('c'));
    const kept = toHex(first);
    sha256Of(utf8('x'), utf8('y'), utf8('z'));
    expect(toHex(first)).toBe(kept);
  });
});

describe('the encoder with slabs', () => {
  it('gives the bytes of each text, side by side', () => {
    const encode = utf8Encoder();
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), (texts) => {
        const encoded = texts.map(encode);
        expect(encoded.map((one) => new Uint8Array(one))).toEqual(texts.map(utf8));
      }),
      RUNS,
    );
    const large = 'ä'.repeat(1_000_000);
    expect(toHex(encode(large))).toBe(toHex(utf8(large)));
  });
});
