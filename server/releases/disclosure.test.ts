import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freezeRelease } from '@/core/snapshot/digest';
import { recordsOf } from '@/core/snapshot/recordsOf';
import {
  SAMPLE_ARTEFACT,
  SAMPLE_HEAD,
  sampleDocument,
  sampleFacts,
} from '@/core/snapshot/testing/sampleCase';
import { sha256Hex } from '@/core/snapshot/hash';
import { utf8 } from '@/core/snapshot/bytes';
import { checkView, mayBeWithheld, parseView, WITHHOLD_CLASSES } from '@/core/snapshot/view';
import { buildDisclosure } from './disclosure';
import { recordsIn } from './frozenRecords';

const facts = sampleFacts(sha256Hex(utf8(SAMPLE_ARTEFACT)));
const secret = new Uint8Array(32).fill(9);
const frozen = freezeRelease(recordsOf(sampleDocument(), facts), secret, SAMPLE_HEAD);
const records = recordsIn(frozen.leaves);
const byId = new Map(records.map((record) => [record.id, record]));
const free = records.filter((record) => mayBeWithheld(record, byId)).map((record) => record.id);

const choices = fc.subarray(free, { maxLength: 8 }).chain((ids) =>
  fc.tuple(
    ...ids.map((record) =>
      fc.record({
        record: fc.constant(record),
        class: fc.constantFrom(...WITHHOLD_CLASSES),
        reason: fc.constantFrom('Attack details.', 'Licensed.', 'Names a person.'),
      }),
    ),
  ),
);

describe('a disclosure', () => {
  it('of any choice adds up to the release, and withholds nothing without class and reason', () => {
    fc.assert(
      fc.property(choices, (chosen) => {
        const { view, withheld } = buildDisclosure(frozen, 'public', chosen);
        const parsed = parseView(view.bytes);
        expect(checkView(parsed, frozen)).toEqual([]);
        for (const { record } of chosen) expect(withheld.has(record)).toBe(true);
        for (const leaf of parsed.leaves) {
          if (!leaf.disclosed) expect(leaf.reason).not.toBe('');
        }
        expect(parsed.leaves.filter((leaf) => !leaf.disclosed)).toHaveLength(withheld.size);
      }),
      { numRuns: 80 },
    );
  });

  it('has one digest for one choice, in whatever order it was made', () => {
    fc.assert(
      fc.property(choices, fc.infiniteStream(fc.nat()), (chosen, shuffle) => {
        const order = chosen.map((choice) => ({ choice, at: shuffle.next().value as number }));
        const shuffled = order.sort((a, b) => a.at - b.at).map(({ choice }) => choice);
        const digest = buildDisclosure(frozen, 'public', chosen).view.digest;
        const again = buildDisclosure(frozen, 'public', chosen).view.digest;
        expect(again).toBe(digest);
        const kept = new Set(buildDisclosure(frozen, 'public', shuffled).withheld.keys());
        expect(kept).toEqual(new Set(buildDisclosure(frozen, 'public', chosen).withheld.keys()));
        expect(digest === buildDisclosure(frozen, 'assessors', []).view.digest).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses to withhold what every reader has to see', () => {
    for (const record of records.filter((one) => !mayBeWithheld(one, byId))) {
      expect(() =>
        buildDisclosure(frozen, 'public', [
          { record: record.id, class: 'security', reason: 'No.' },
        ]),
      ).toThrow('may not be withheld');
    }
  });
});
