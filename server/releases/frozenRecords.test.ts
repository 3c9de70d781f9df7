import { expect, it } from 'vitest';
import { BUNDLE_LIMITS } from '@/core/attest/bundleLimits';
import { sampleRelease } from '@/core/attest/testing/sampleBundle';
import { MOST_LEAVES } from '@/core/snapshot/view';
import { storedRecords } from './frozenRecords';

it('freezes no release that is too large for a bundle, and so for any verifier', () => {
  const { release } = sampleRelease();
  expect(storedRecords(release).length).toBeGreaterThan(0);
  const [leaf] = release.leaves;
  if (!leaf) throw new Error('A sample without records.');
  const many = { ...release, leaves: Array.from({ length: MOST_LEAVES + 1 }, () => leaf) };
  expect(() => storedRecords(many)).toThrow(
    /130001 records in \d+ MiB; 130000 in 44 MiB are allowed/,
  );
  const long = { ...release, leaves: [{ ...leaf, bytes: new Uint8Array(BUNDLE_LIMITS.view) }] };
  expect(() => storedRecords(long)).toThrow(/1 records in 59 MiB/);
});
