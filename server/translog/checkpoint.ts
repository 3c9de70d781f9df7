import { signCheckpoint } from '@/core/attest/checkpoint';
import { logLeafHash } from '@/core/attest/leaf';
import { interiorHash, merkleRoot, verifyConsistency } from '@/core/attest/merkle';
import { equalBytes } from '@/core/snapshot/bytes';
import { inTransaction, type Tx } from '@/server/platform/database';
import type { Dependencies } from '@/server/platform/dependencies';
import { LogInconsistent } from './inconsistent';
import { ownKey } from './ownKey';
import { completeSubtrees } from './ranges';
import {
  countLeaves,
  insertHead,
  lockForSigning,
  newestHead,
  readLeaves,
  readNodes,
  type SignedHead,
} from './repo';
import { consistencyPath, rootAt } from './tree';

/** Leaves that one head may add; the rest follow at once under further heads. */
const LARGEST_STEP = 4_096;

/**
 * Signs a head over all committed leaves, unless the newest head covers them. To be called after
 * the commit. The new tree is computed from the signed one and from the bytes of the leaves since, so
 * a head that does not extend the last one signed can't come out of it.
 *
 * @returns the newest head.
 * @throws LogInconsistent
 */
export async function signNewestHead(
  deps: Pick<Dependencies, 'database' | 'env' | 'secrets' | 'now'>,
): Promise<SignedHead> {
  for (;;) {
    const { head, more } = await inTransaction(deps.database.prisma, (tx) => signStep(tx, deps));
    if (!more) return head;
  }
}

async function signStep(
  tx: Tx,
  deps: Pick<Dependencies, 'env' | 'secrets' | 'now'>,
): Promise<{ head: SignedHead; more: boolean }> {
  await lockForSigning(tx);
  const last = await newestHead(tx);
  const leaves = await countLeaves(tx);
  if (last && last.size > leaves)
    throw new LogInconsistent(`A head of ${last.size} leaves is signed; ${leaves} are stored.`);
  if (last?.size === leaves) return { head: last, more: false };

  const from = last?.size ?? 0;
  const size = Math.min(leaves, from + LARGEST_STEP);
  const root = await extend(tx, last, size);
  if (!equalBytes(root, await rootAt(tx, size)))
    throw new LogInconsistent(`The stored hashes of ${size} leaves do not fit their bytes.`);
  const proof = last ? await consistencyPath(tx, last.size, size) : [];
  if (last && !verifyConsistency(last.size, size, proof, last.root, root))
    throw new LogInconsistent(
      `The tree of ${size} does not extend the signed one of ${last.size}.`,
    );

  const head: SignedHead = { size, root, note: signCheckpoint(ownKey(deps), size, root) };
  await insertHead(tx, { ...head, at: deps.now() });
  return { head, more: size < leaves };
}

/** Root over `size` leaves, from the last head's own subtrees and the bytes of the leaves since. */
async function extend(tx: Tx, last: SignedHead | null, size: number): Promise<Uint8Array> {
  const edge: { width: number; hash: Uint8Array }[] = [];
  if (last && last.size > 0) {
    const places = completeSubtrees({ from: 0, to: last.size });
    const hashes = await readNodes(tx, places);
    for (const [at, { level }] of places.entries())
      edge.push({ width: 2 ** level, hash: hashes[at] as Uint8Array });
    if (!equalBytes(fold(edge), last.root))
      throw new LogInconsistent(
        `The stored hashes of ${last.size} leaves do not give the signed root.`,
      );
  }
  const from = last?.size ?? 0;
  const leaves = await readLeaves(tx, from, size);
  if (leaves.length !== size - from) throw new LogInconsistent('Leaves are missing from the log.');
  for (const leaf of leaves) {
    let next = { width: 1, hash: logLeafHash(leaf.bytes) };
    for (let left = edge.at(-1); left?.width === next.width; left = edge.at(-1)) {
      next = { width: next.width * 2, hash: interiorHash(left.hash, next.hash) };
      edge.pop();
    }
    edge.push(next);
  }
  return fold(edge);
}

/** Root of complete subtrees that stand side by side, largest first. */
function fold(edge: readonly { hash: Uint8Array }[]): Uint8Array {
  if (edge.length === 0) return merkleRoot([]);
  return edge
    .map((subtree) => subtree.hash)
    .reduceRight((right, left) => interiorHash(left, right));
}
