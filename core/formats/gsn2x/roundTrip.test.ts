import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryCase } from '@/core/argument/testing/arbitraryCase';
import { derivedIds } from '../derivedIds';
import { richCase } from '../testing/richCase';
import { unexplained } from '../testing/unexplained';
import { exportGsn2x } from './exportGsn2x';
import { importGsn2x } from './importGsn2x';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('GSN YAML there and back', () => {
  it('keeps everything but what the export says is lost', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryCase(), richCase()), (document) => {
        const { bytes, losses } = exportGsn2x(document);
        const read = importGsn2x(bytes, derivedIds(bytes));
        if (!read.document) throw new Error(`${JSON.stringify(read.findings)}\n${text(bytes)}`);
        expect(read.findings, text(bytes)).toEqual([]);
        expect(losses).toEqual([]);
        expect(unexplained(document, read.document, losses), text(bytes)).toEqual([]);
      }),
      { seed: 20261, numRuns: 150 },
    );
  });

  it('writes what it reads byte for byte', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryCase(), richCase()), (document) => {
        const { bytes } = exportGsn2x(document);
        const read = importGsn2x(bytes, derivedIds(bytes));
        if (!read.document) throw new Error(text(bytes));
        expect(text(exportGsn2x(read.document).bytes)).toBe(text(bytes));
      }),
      { seed: 20262, numRuns: 150 },
    );
  });
});
