import { BUNDLE_LIMITS } from '@/core/attest/bundleLimits';
import { parseCanonical } from '@/core/snapshot/canonical';
import type { FrozenLeaf, FrozenRelease } from '@/core/snapshot/digest';
import { parseRecord, type ReleaseRecord } from '@/core/snapshot/records';
import { storedRelease } from '@/core/snapshot/storedRelease';
import { buildView, MOST_LEAVES } from '@/core/snapshot/view';
import type { Db } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { frozenBytes } from './repo';

/**
 * The `records` column: the owner's view, which withholds nothing and so holds every salt.
 * @throws AppError too-large for what no bundle may hold: it could be signed, and never verified
 */
export function storedRecords(frozen: FrozenRelease): Uint8Array<ArrayBuffer> {
  const { bytes } = buildView(frozen, { name: 'owner' });
  const { length } = frozen.leaves;
  if (length > MOST_LEAVES || bytes.length > BUNDLE_LIMITS.view) {
    const [size, most] = [bytes.length, BUNDLE_LIMITS.view].map((each) =>
      Math.ceil(each / 1024 ** 2),
    );
    throw new AppError(
      'too-large',
      `The case is too large for a release: it comes to ${length} records in ${size} MiB; ${MOST_LEAVES} in ${most} MiB are allowed.`,
    );
  }
  return new Uint8Array(bytes);
}

/**
 * A frozen release from its row, checked against its manifest.
 * @throws Refusal when the stored bytes do not belong together
 */
export async function readFrozen(db: Db, releaseId: string): Promise<FrozenRelease> {
  const { manifest, records } = await frozenBytes(db, releaseId);
  return storedRelease(new Uint8Array(manifest), new Uint8Array(records));
}

/** The records that leaves commit to. */
export function recordsIn(leaves: readonly FrozenLeaf[]): ReleaseRecord[] {
  return leaves.map((leaf) => parseRecord(parseCanonical(leaf.bytes)));
}
