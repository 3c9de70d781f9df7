import { unzipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '@/core/snapshot/bytes';
import { Refusal } from '@/core/snapshot/refusal';
import { filesOf } from './testing/filesOf';
import { readZip, writeZip } from './zip';

const files = fc
  .uniqueArray(fc.stringMatching(/^[a-z]{1,5}(\/[a-z0-9]{1,5})?$/), { minLength: 1, maxLength: 6 })
  .chain((names) => fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), fc.uint8Array()))))
  .map((entries) => new Map(entries));

describe('the container of a bundle', () => {
  it('is a ZIP file that other programs read', () => {
    fc.assert(
      fc.property(files, (some) => {
        const read = unzipSync(writeZip(some));
        expect(new Map(Object.entries(read))).toEqual(some);
      }),
    );
  });

  it('reads back, whatever the order of the files, in one spelling', () => {
    fc.assert(
      fc.property(files, (some) => {
        const reversed = new Map([...some].reverse());
        expect(writeZip(reversed)).toEqual(writeZip(some));
        expect(filesOf(writeZip(some))).toEqual(some);
      }),
    );
  });

  it('refuses every changed byte', () => {
    const bytes = writeZip(
      new Map([
        ['a.txt', utf8('abc')],
        ['b/c', utf8('')],
      ]),
    );
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      expect(() => readZip(changed), `at ${at}`).toThrow(Refusal);
    }
  });

  it('refuses names that leave the folder, and sizes beyond the limits', () => {
    for (const name of ['../a', '/a', 'a//b', 'a/../b', '.a', 'a/', 'ä', '']) {
      expect(() => writeZip(new Map([[name, utf8('')]])), name).toThrow(Refusal);
    }
    const bytes = writeZip(new Map([['a', utf8('abc')]]));
    expect(() => readZip(bytes, { bytes: 10, files: 10 })).toThrow(/are allowed/);
    expect(() => readZip(bytes, { bytes: 1000, files: 0 })).toThrow(/more than 0 files/);
  });
});
