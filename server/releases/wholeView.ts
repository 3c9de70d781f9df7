import { sha256Hex } from '@/core/snapshot/hash';
import type { Db } from '@/server/platform/database';
import { frozenBytes, type ViewRow } from './repo';

/** The owner's view of a release, which withholds nothing: for the owner's side alone. */
export async function wholeView(
  db: Db,
  releaseId: string,
): Promise<Pick<ViewRow, 'bytes' | 'digest'>> {
  const { records } = await frozenBytes(db, releaseId);
  const bytes = new Uint8Array(records);
  return { bytes, digest: sha256Hex(bytes) };
}
