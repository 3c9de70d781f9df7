import { interiorHash } from '@/core/attest/merkle';
import { canonicalBytes } from '@/core/snapshot/canonical';
import { leafHash, NO_SALT } from '@/core/snapshot/hash';
import type { Tx } from '@/server/platform/database';
import { completedBy } from './ranges';
import { countLeaves, insertLeaf, insertNodes, lockForAppend, readNodes } from './repo';

/** What a leaf says in the open, for statements about published releases. */
export interface PublishedFact {
  predicateType: string;
  /** Hex. */
  releaseDigest: string;
}

/**
 * The bytes of a log leaf: RFC 8785 JSON `{v, statementSha256}`, and for published releases also
 * `{predicateType, releaseDigest}`, so that anyone can watch for revocations.
 */
export function leafBytes(statementSha256: string, published: PublishedFact | null): Uint8Array {
  return canonicalBytes({
    v: 1,
    statementSha256,
    ...(published && {
      predicateType: published.predicateType,
      releaseDigest: published.releaseDigest,
    }),
  });
}

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
  const bytes = leafBytes(statementSha256, published);
  let hash = leafHash(NO_SALT, bytes);
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
