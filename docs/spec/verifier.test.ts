import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

interface SecondVerifier {
  verifyBundle(bytes: Buffer): void;
}
const { verifyBundle } = (await import(
  join(import.meta.dirname, 'verifier.mjs')
)) as SecondVerifier;

describe('a verifier written from the specification alone', () => {
  it.each(['full', 'redacted'])('finds the %s bundle valid', (which) => {
    const bytes = readFileSync(join(import.meta.dirname, `vectors/${which}.casewright.zip`));
    expect(() => verifyBundle(bytes)).not.toThrow();
  });

  it('finds every changed bit', () => {
    const bytes = readFileSync(join(import.meta.dirname, 'vectors/redacted.casewright.zip'));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect(() => verifyBundle(changed)).toThrow(Error);
      }),
      { numRuns: 300 },
    );
  });
});
