import fc from 'fast-check';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { exportCasewrightJson, importCasewrightJson } from '@/core/formats/casewrightJson';
import { richCase } from '@/core/formats/testing/richCase';
import { diffDocuments, isEmptyDiff } from '@/core/diff/diffDocuments';
import { contentDigest } from '@/core/snapshot/digest';
import { recordsOf } from '@/core/snapshot/recordsOf';
import { parseStrict, writeDocument } from '../structureDoc';
import { arbitraryCase } from './arbitraryCase';

const RUNS = { seed: 31, numRuns: 200 };

describe('any case that the notation can express', () => {
  it('passes the collaborative form and Casewright JSON unchanged', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryCase(), richCase()), (document) => {
        const doc = new Y.Doc();
        writeDocument(doc, document);
        // Rich text stands in documents of its own.
        expect(parseStrict(doc)).toEqual({ ok: true, document: { ...document, bodies: {} } });
        const { document: read, findings } = importCasewrightJson(exportCasewrightJson(document));
        expect(findings).toEqual([]);
        expect(read).toEqual(document);
      }),
      RUNS,
    );
  });

  it('changes its content digest with everything that the diff sees', () => {
    fc.assert(
      fc.property(arbitraryCase(), arbitraryCase(), (one, other) => {
        const digests = [one, other].map((document) => contentDigest(recordsOf(document)));
        // Ranks become positions, so that two orders that read the same are the same.
        if (digests[0] === digests[1]) expect(diffDocuments(one, other).changed).toEqual([]);
        if (isEmptyDiff(diffDocuments(one, other))) expect(digests[0]).toBe(digests[1]);
      }),
      RUNS,
    );
  });
});
