import { ed25519 } from '@noble/curves/ed25519.js';
import { concatBytes, fromHex, toBase64, toHex, utf8 } from '@/core/snapshot/bytes';
import { sha256 } from '@/core/snapshot/hash';

/** Marks an Ed25519 key in signed notes (C2SP signed-note). */
const ED25519 = Uint8Array.of(0x01);

/** The key under which this instance signs: its name is the log's origin, the public host. */
export interface InstanceKey {
  name: string;
  publicKey: Uint8Array;
  sign(bytes: Uint8Array): Uint8Array;
}

/** @param seed Ed25519 seed, 64 hex digits. */
export function instanceKey(publicUrl: string, seed: string): InstanceKey {
  const secret = fromHex(seed);
  return {
    name: new URL(publicUrl).host,
    publicKey: ed25519.getPublicKey(secret),
    sign: (bytes) => ed25519.sign(bytes, secret),
  };
}

/** First 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key). */
function keyHash(key: InstanceKey): Uint8Array {
  return sha256(concatBytes(utf8(`${key.name}\n`), ED25519, key.publicKey)).slice(0, 4);
}

/** The verifier key as C2SP tools take it: `name+hash+base64`. */
export function verifierKey(key: InstanceKey): string {
  return `${key.name}+${toHex(keyHash(key))}+${toBase64(concatBytes(ED25519, key.publicKey))}`;
}

/** A checkpoint (C2SP tlog-checkpoint) as a signed note: origin, size, root, and one signature. */
export function signCheckpoint(key: InstanceKey, size: number, root: Uint8Array): string {
  const text = `${key.name}\n${size}\n${toBase64(root)}\n`;
  const signature = toBase64(concatBytes(keyHash(key), key.sign(utf8(text))));
  return `${text}\n— ${key.name} ${signature}\n`;
}
