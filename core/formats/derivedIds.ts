import { concatBytes } from '@noble/hashes/utils.js';
import type { IdSource } from '@/core/argument/ids';
import { utf8 } from '@/core/snapshot/bytes';
import { sha256, sha256Hex } from '@/core/snapshot/hash';

/** Digits of a count of records, which a file has fewer of. */
const DIGITS = 16;
const encoder = new TextEncoder();

/**
 * Record ids for a file whose format has none, derived from its bytes: the same file gives the
 * same ids, and so the same content digest, on any machine. A case on a server takes random ids.
 *
 * Id n = SHA-256(SHA-256("casewright import" ‖ 0x00 ‖ SHA-256(bytes)) ‖ n in decimal digits), the first
 * 16 bytes.
 */
export function derivedIds(bytes: Uint8Array): IdSource {
  const seed = sha256(concatBytes(utf8('casewright import\0'), sha256(bytes)));
  const counted = new Uint8Array(seed.length + DIGITS);
  counted.set(seed);
  const digits = counted.subarray(seed.length);
  let next = 0;
  return () => {
    const { written } = encoder.encodeInto(String(next), digits);
    next += 1;
    return sha256Hex(counted.subarray(0, seed.length + written)).slice(0, 32);
  };
}
