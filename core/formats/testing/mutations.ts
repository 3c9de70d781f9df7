import fc from 'fast-check';

/** A valid file with bytes overwritten, cut out and doubled. */
export function mutated(valid: Uint8Array): fc.Arbitrary<Uint8Array> {
  const at = fc.nat(valid.length - 1);
  const change = fc.record({
    at,
    length: fc.nat(12),
    with: fc.oneof(
      fc.uint8Array({ maxLength: 4 }),
      fc.constantFrom(...PIECES).map((text) => new TextEncoder().encode(text)),
    ),
  });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce((bytes, { at: offset, length, with: put }) => {
      const start = Math.min(offset, bytes.length);
      return Uint8Array.from([
        ...bytes.subarray(0, start),
        ...put,
        ...bytes.subarray(start + length),
      ]);
    }, valid),
  );
}

const PIECES = [
  '',
  '"',
  '}',
  ']',
  'null',
  '1e400',
  '__proto__',
  'constructor',
  '\\ud800',
  '<',
  '>',
  '&',
  '&#0;',
  '</claim>',
  ' id="x"',
];
