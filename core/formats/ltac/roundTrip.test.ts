import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryCase } from '@/core/argument/testing/arbitraryCase';
import { derivedIds } from '../derivedIds';
import { richCase } from '../testing/richCase';
import { unexplained } from '../testing/unexplained';
import { exportLtac } from './exportLtac';
import { importLtac } from './importLtac';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('LTAC there and back', () => {
  it('keeps everything but what the export says is lost', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryCase(), richCase()), (document) => {
        const { bytes, losses } = exportLtac(document);
        const read = importLtac(bytes, derivedIds(bytes));
        if (!read.document) throw new Error(`${JSON.stringify(read.findings)}\n${text(bytes)}`);
        expect(read.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(unexplained(document, read.document, losses), text(bytes)).toEqual([]);
      }),
      { seed: 20271, numRuns: 150 },
    );
  });

  it('writes what it reads byte for byte', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryCase(), richCase()), (document) => {
        const { bytes, losses } = exportLtac(document);
        // What changes its module stands among other elements when it is written again.
        fc.pre(losses.every(({ path }) => !path.endsWith('.module')));
        const read = importLtac(bytes, derivedIds(bytes));
        if (!read.document) throw new Error(text(bytes));
        expect(text(exportLtac(read.document).bytes)).toBe(text(bytes));
      }),
      { seed: 20272, numRuns: 150 },
    );
  });
});
