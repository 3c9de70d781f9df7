import { parseCanonical } from '@/core/snapshot/canonical';
import type { FrozenLeaf, FrozenRelease } from '@/core/snapshot/digest';
import { parseRecord, type ReleaseRecord } from '@/core/snapshot/records';
import { storedRelease } from '@/core/snapshot/storedRelease';
import { buildView } from '@/core/snapshot/view';
import type { Db } from '@/server/platform/database';
import { frozenBytes } from './repo';

/** The `records` column: the owner's view, which withholds nothing and so holds every salt. */
export function storedRecords(frozen: FrozenRelease): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buildView(frozen, { name: 'owner' }).bytes);
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
