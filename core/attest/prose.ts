import * as z from 'zod';
import { fromBase64, toBase64, toHex } from '@/core/snapshot/bytes';
import { canonicalBytes, parseCanonical } from '@/core/snapshot/canonical';
import { leafHash, SALT_BYTES } from '@/core/snapshot/hash';
import { Refusal } from '@/core/snapshot/refusal';

/**
 * Prose of a statement (reasons, conditions, dissent). The statement carries the salted leaf hash
 * alone; the words with their salt stand beside it and can be published or kept back.
 */
export const saltedProseSchema = z.strictObject({
  /** Standard base64 of 16 bytes. */
  salt: z.string(),
  /** Standard base64 of the canonical bytes of `{field, text}`. */
  bytes: z.string(),
});
export type SaltedProse = z.infer<typeof saltedProseSchema>;

const proseBody = z.strictObject({ field: z.string().min(1).max(50), text: z.string() });

/** One piece of prose that was read. */
export interface Prose {
  /** Which member of the predicate it belongs to: "reasons", "dissent", "condition". */
  field: string;
  text: string;
  /** Leaf hash, hex, as the predicate carries it. */
  leaf: string;
}

/** @param salt 16 random bytes, fresh for each piece */
export function saltProse(
  field: string,
  text: string,
  salt: Uint8Array,
): { leaf: string; prose: SaltedProse } {
  if (salt.length !== SALT_BYTES) throw new Refusal('bad-shape', 'A salt has 16 bytes.');
  const bytes = canonicalBytes({ field, text });
  return {
    leaf: toHex(leafHash(salt, bytes)),
    prose: { salt: toBase64(salt), bytes: toBase64(bytes) },
  };
}

/** @throws Refusal `bad-encoding` | `not-canonical` | `bad-shape` */
export function openProse(salted: SaltedProse): Prose {
  const salt = fromBase64(salted.salt);
  const bytes = fromBase64(salted.bytes);
  const body = proseBody.safeParse(parseCanonical(bytes));
  if (!body.success || salt.length !== SALT_BYTES) {
    throw new Refusal('bad-shape', 'A piece of prose is {field, text} under a salt of 16 bytes.');
  }
  return { ...body.data, leaf: toHex(leafHash(salt, bytes)) };
}
