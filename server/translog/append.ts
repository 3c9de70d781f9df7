import { logLeafBytes, logLeafHash, type PublishedFact } from '@/core/attest/leaf';
import { interiorHash } from '@/core/attest/merkle';
import type { Tx } from '@/server/platform/database';
import { completedBy } from './ranges';
import { countLeaves, insertLeaf, insertNodes, lockForAppend, readNodes } from './repo';

/**
 * Appends a statement to the log within the business transaction. Appenders take turns from here to
 * the end of their transactions, so indices have no gaps and a rollback leaves no trace. Take row
 * locks that other appenders may hold only after this call, or two of them can block each other.
 *
 * @param statementSha256 hex digest of the statement's exact bytes
 * @returns the leaf's index.
 */
export async function append(
  tx: Tx,
  statementSha256: string,
  published: PublishedFact | null,
): Promise<number> {
  await lockForAppend(tx);
  const index = await countLeaves(tx);
  const bytes = logLeafBytes(statementSha256, published);
  let hash = logLeafHash(bytes);
  await insertLeaf(tx, { index, bytes, leafHash: hash });

  const completed = completedBy(index);
  // Each new subtree joins the one below it with that one's left neighbour, which is stored.
  const neighbours = await readNodes(
    tx,
    completed.map((place) => ({ level: place.level - 1, index: place.index * 2 })),
  );
  await insertNodes(
    tx,
    completed.map((place, step) => {
      hash = interiorHash(neighbours[step] as Uint8Array, hash);
      return { ...place, hash };
    }),
  );
  return index;
}
