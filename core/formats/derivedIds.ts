import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { IdSource } from '@/core/argument/ids';

/**
 * Record ids for a file whose format has none, derived from its bytes: the same file gives the
 * same ids, and so the same content digest, on any machine. A case on a server takes random ids.
 */
export function derivedIds(bytes: Uint8Array): IdSource {
  const seed = sha256(concatBytes(utf8ToBytes('casewright import\0'), sha256(bytes)));
  let next = 0;
  return () => bytesToHex(sha256(concatBytes(seed, utf8ToBytes(String(next++))))).slice(0, 32);
}
