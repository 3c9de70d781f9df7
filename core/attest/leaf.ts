import * as z from 'zod';
import { canonicalBytes, parseCanonical } from '@/core/snapshot/canonical';
import { leafHash, NO_SALT } from '@/core/snapshot/hash';
import { digestHex } from '@/core/snapshot/records';
import { Refusal } from '@/core/snapshot/refusal';

/** What a log leaf says in the open when the release is public, so that anyone can watch for it. */
export interface PublishedFact {
  predicateType: string;
  releaseDigest: string;
}

export const logLeafSchema = z.union([
  z.strictObject({ v: z.literal(1), statementSha256: digestHex }),
  z.strictObject({
    v: z.literal(1),
    statementSha256: digestHex,
    predicateType: z.string().min(1).max(200),
    releaseDigest: digestHex,
  }),
]);
export type LogLeaf = z.infer<typeof logLeafSchema>;

/** Canonical bytes of the log leaf of a statement (SHA-256 of its exact payload bytes, hex). */
export function logLeafBytes(statementSha256: string, published: PublishedFact | null): Uint8Array {
  const leaf: LogLeaf =
    published === null
      ? { v: 1, statementSha256 }
      : {
          v: 1,
          statementSha256,
          predicateType: published.predicateType,
          releaseDigest: published.releaseDigest,
        };
  return canonicalBytes(leaf);
}

/** Hash of a log leaf in the tree: SHA-256(0x00 ‖ leaf bytes). */
export function logLeafHash(bytes: Uint8Array): Uint8Array {
  return leafHash(NO_SALT, bytes);
}

/** @throws Refusal `not-json` | `not-canonical` | `bad-shape` */
export function parseLogLeaf(bytes: Uint8Array): LogLeaf {
  const parsed = logLeafSchema.safeParse(parseCanonical(bytes));
  if (!parsed.success) throw new Refusal('bad-shape', 'The log leaf is not one of this version.');
  return parsed.data;
}
