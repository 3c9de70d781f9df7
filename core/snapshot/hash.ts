import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { hmac } from '@noble/hashes/hmac.js';
import { toHex, utf8 } from './bytes';

export const SALT_BYTES = 16;
export const NO_SALT: Uint8Array = new Uint8Array(0);

export function sha256(bytes: Uint8Array): Uint8Array {
  return nobleSha256(bytes);
}

export function sha256Hex(bytes: Uint8Array): string {
  return toHex(nobleSha256(bytes));
}

// Large releases hash a hundred thousand short strings: copying a fresh state into one that exists
// is half the cost of making a new one.
const fresh = nobleSha256.create();
const working = nobleSha256.create();
const LEAF_PREFIX = Uint8Array.of(0x00);

/** SHA-256(prefix ‖ a ‖ b). */
export function sha256Of(prefix: Uint8Array, a: Uint8Array, b: Uint8Array): Uint8Array {
  return fresh._cloneInto(working).update(prefix).update(a).update(b).digest();
}

/** Leaf = SHA-256(0x00 ‖ salt ‖ bytes): the RFC 6962 leaf hash of salt ‖ bytes. */
export function leafHash(salt: Uint8Array, bytes: Uint8Array): Uint8Array {
  return sha256Of(LEAF_PREFIX, salt, bytes);
}

/**
 * The salts of one release: salt(kind, id) = HMAC-SHA-256(secret, kind ‖ 0x00 ‖ id)[0..16], with
 * kind and id as ASCII. The secret stays with the server; salts of disclosed records travel.
 */
export function saltsOf(secret: Uint8Array): (kind: string, id: string) => Uint8Array {
  // One keyed state for all salts saves hashing the key again for each record.
  const keyed = hmac.create(nobleSha256, secret);
  const scratch = keyed.clone();
  return (kind, id) =>
    keyed
      ._cloneInto(scratch)
      .update(utf8(`${kind}\u0000${id}`))
      .digest()
      .slice(0, SALT_BYTES);
}

/**
 * Id of a record that has no id of its own (the text of a node, the facts of the release): the
 * first 16 bytes of SHA-256("casewright/record-id/1" ‖ 0x00 ‖ kind ‖ 0x00 ‖ owner), as hex. The
 * same content has the same ids, and so the same content digest, on any machine.
 */
export function derivedId(kind: string, owner: string): string {
  const bytes = utf8(`casewright/record-id/1\u0000${kind}\u0000${owner}`);
  return toHex(nobleSha256(bytes).subarray(0, 16));
}
