import type { Db } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { newestHead, readLeaves, type SignedHead } from './repo';
import { inclusionPath, consistencyPath } from './tree';

/** What a bundle carries to show that a statement is in the log. */
export interface InclusionProof {
  index: number;
  /** Size of the tree that the path leads up to: the newest signed head's. */
  size: number;
  /** Exact bytes of the leaf. */
  leaf: Uint8Array;
  /** Nearest hash first. */
  path: Uint8Array[];
}

/**
 * The newest signed head and proofs that each of these leaves is under it.
 *
 * @throws AppError unavailable while a leaf is not yet covered by a signed head.
 */
export async function proveInclusion(
  db: Db,
  indices: readonly number[],
): Promise<{ head: SignedHead; proofs: InclusionProof[] }> {
  const head = await newestHead(db);
  if (!head || indices.some((index) => index >= head.size))
    throw new AppError('unavailable', 'The log has not signed this yet. Try again in a second.');
  const proofs: InclusionProof[] = [];
  for (const index of indices) {
    const [leaf] = await readLeaves(db, index, index + 1);
    if (!leaf) throw new AppError('not-found', `The log has no leaf ${index}.`);
    const path = await inclusionPath(db, index, head.size);
    proofs.push({ index, size: head.size, leaf: leaf.bytes, path });
  }
  return { head, proofs };
}

/**
 * Proof that the log of `oldSize` leaves is a prefix of the newest signed one.
 *
 * @throws AppError not-found when the log never had that many signed leaves.
 */
export async function proveConsistency(
  db: Db,
  oldSize: number,
): Promise<{ head: SignedHead; path: Uint8Array[] }> {
  const head = await newestHead(db);
  if (!head || oldSize > head.size)
    throw new AppError('not-found', `The log never had ${oldSize} signed leaves.`);
  return { head, path: await consistencyPath(db, oldSize, head.size) };
}
