import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { concatBytes, toHex, utf8 } from './bytes';
import { nativeHash, nativeHasher, nativeSha256, type ByteHasher } from './nativeHash';

const native = nativeHash();

export const SALT_BYTES = 16;
export const NO_SALT: Uint8Array = new Uint8Array(0);
/** What SHA-256 works on at a time. */
const BLOCK_BYTES = 64;
const encoder = new TextEncoder();

export function sha256(bytes: Uint8Array): Uint8Array {
  return native === null ? nobleSha256(bytes) : nativeSha256(native, bytes);
}

export function sha256Hex(bytes: Uint8Array): string {
  return native === null ? toHex(nobleSha256(bytes)) : native('sha256', bytes, 'hex');
}

/** SHA-256 of bytes that are not in memory at once. */
export function sha256Hasher(): ByteHasher {
  const hash = nobleSha256.create();
  return (
    nativeHasher() ?? {
      update: (piece) => void hash.update(piece),
      hex: () => toHex(hash.digest()),
    }
  );
}

// Large releases hash a hundred thousand short strings: copying a fresh state into one that exists
// is half the cost of making a new one.
const fresh = nobleSha256.create();
const working = nobleSha256.create();
const LEAF_PREFIX = Uint8Array.of(0x00);
/** Parts are put together here, since the native function takes one piece; larger ones are copied. */
const scratch = new Uint8Array(8_192);

/** SHA-256(prefix ‖ a ‖ b). */
export function sha256Of(prefix: Uint8Array, a: Uint8Array, b: Uint8Array): Uint8Array {
  if (native === null) {
    return fresh._cloneInto(working).update(prefix).update(a).update(b).digest();
  }
  const length = prefix.length + a.length + b.length;
  if (length > scratch.length) return nativeSha256(native, concatBytes(prefix, a, b));
  scratch.set(prefix);
  scratch.set(a, prefix.length);
  scratch.set(b, prefix.length + a.length);
  return nativeSha256(native, scratch.subarray(0, length));
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
  const keyed = hmacOf(secret);
  return (kind, id) => keyed(`${kind}\u0000${id}`).slice(0, SALT_BYTES);
}

/**
 * HMAC-SHA-256 (RFC 2104) of texts under one key. The padded keys stand ready in front of the places
 * for message and inner digest: a release has as many salts as records.
 */
function hmacOf(key: Uint8Array): (message: string) => Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES);
  block.set(key.length > BLOCK_BYTES ? sha256(key) : key);
  let inner = new Uint8Array(BLOCK_BYTES + 256);
  inner.set(block.map((byte) => byte ^ 0x36));
  const outer = new Uint8Array(BLOCK_BYTES + 32);
  outer.set(block.map((byte) => byte ^ 0x5c));
  return (message) => {
    // A UTF-16 code unit takes three bytes at most.
    if (message.length * 3 > inner.length - BLOCK_BYTES) {
      const larger = new Uint8Array(BLOCK_BYTES + message.length * 3);
      larger.set(inner.subarray(0, BLOCK_BYTES));
      inner = larger;
    }
    const { written } = encoder.encodeInto(message, inner.subarray(BLOCK_BYTES));
    outer.set(sha256(inner.subarray(0, BLOCK_BYTES + written)), BLOCK_BYTES);
    return sha256(outer);
  };
}

/**
 * Id of a record that has no id of its own (the text of a node, the facts of the release): the
 * first 16 bytes of SHA-256("casewright/record-id/1" ‖ 0x00 ‖ kind ‖ 0x00 ‖ owner), as hex. The
 * same content has the same ids, and so the same content digest, on any machine.
 */
export function derivedId(kind: string, owner: string): string {
  const bytes = utf8(`casewright/record-id/1\u0000${kind}\u0000${owner}`);
  return sha256Hex(bytes).slice(0, 32);
}
