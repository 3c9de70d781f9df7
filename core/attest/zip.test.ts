import { unzipSync, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '@/core/snapshot/bytes';
import { Refusal } from '@/core/snapshot/refusal';
import { crc32 } from './crc32';
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

  it('says where it is not what the format demands', () => {
    const bytes = writeZip(
      new Map([
        ['a', utf8('abc')],
        ['b', utf8('de')],
      ]),
    );
    const says = (change: (bytes: Uint8Array) => Uint8Array) => {
      try {
        readZip(change(bytes.slice()));
      } catch (error) {
        if (error instanceof Refusal) return error.message;
        throw error;
      }
      return '';
    };
    const set = (at: number, value: number) => (copy: Uint8Array) => {
      copy[at] = value;
      return copy;
    };
    expect(says((copy) => copy.slice(0, 40))).toBe('The file is cut short: it ends at byte 40.');
    expect(says(set(8, 8))).toMatch(/from byte 0 on\.$/);
    expect(says(set(31, 0x7a))).toBe('a is not what its checksum says.');
    expect(says(set(64, 0x61))).toBe('a is in the file twice.');
    expect(says(set(30, 0x63))).toBe('b is out of order.');
    expect(says((copy) => set(18, 0xff)(set(22, 0xff)(copy)))).toBe(
      `The file is cut short: a would end at byte 286 of ${bytes.length}.`,
    );
    expect(says(set(bytes.length - 1, 1))).toMatch(/from byte \d+ on\.$/);
  });

  it('gives the checksum that other programs give, whole and in pieces', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(100), (bytes, cut) => {
        const found = crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)));
        expect(found).toBe(crc32(bytes));
        const zipped = zipSync({ a: bytes });
        expect(found).toBe(new DataView(zipped.buffer).getUint32(14, true));
      }),
    );
  });
});
