import { ed25519 } from '@noble/curves/ed25519.js';
import { concatBytes, toHex, toBase64, utf8 } from '@/core/snapshot/bytes';
import { sha256, sha256Hex } from '@/core/snapshot/hash';
import { envelopeOf, preAuthEncoding } from './dsse';
import type { Envelope } from './dsse';

/** The Ed25519 key under which an instance counter-signs, signs its log and its bundles. */
export interface InstanceKey {
  /** Key name in signed notes and origin of the log: the public host, "casewright.example". */
  name: string;
  /** SHA-256 of the public key, hex. */
  keyId: string;
  /** 32 bytes (RFC 8032). */
  publicKey: Uint8Array;
  sign(bytes: Uint8Array): Uint8Array;
}

/** @param seed 32 bytes (RFC 8032 private key) */
export function instanceKey(name: string, seed: Uint8Array): InstanceKey {
  const publicKey = ed25519.getPublicKey(seed);
  return {
    name,
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: (bytes) => ed25519.sign(bytes, seed),
  };
}

/** Key id of any key: SHA-256 of its raw public key bytes, hex. */
export function keyIdOf(publicKey: Uint8Array): string {
  return sha256Hex(publicKey);
}

/**
 * Strict Ed25519 verification (RFC 8032 section 5.1.7): S below the group order and canonical point
 * encodings, so that a signature has one spelling.
 */
export function verifyEd25519(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    // The library throws for points that are not on the curve.
    return false;
  }
}

/** Counter-signature of the instance: Ed25519 over the pre-authentication encoding. */
export function counterSign(
  key: InstanceKey,
  payloadType: string,
  payload: Uint8Array,
): { keyid: string; signature: Uint8Array } {
  return { keyid: key.keyId, signature: key.sign(preAuthEncoding(payloadType, payload)) };
}

/** An envelope that the instance alone signs. */
export function sealedByInstance(
  key: InstanceKey,
  payloadType: string,
  payload: Uint8Array,
): Envelope {
  return envelopeOf(payloadType, payload, [counterSign(key, payloadType, payload)]);
}

/** C2SP signed-note type byte of Ed25519. */
const NOTE_ED25519 = Uint8Array.of(0x01);

/** Key hash of a signed note: first 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key). */
export function noteKeyHash(key: Pick<InstanceKey, 'name' | 'publicKey'>): Uint8Array {
  return sha256(concatBytes(utf8(`${key.name}\n`), NOTE_ED25519, key.publicKey)).slice(0, 4);
}

/** Verifier key as C2SP tools take it: `name+hash+base64`. */
export function noteVerifierKey(key: Pick<InstanceKey, 'name' | 'publicKey'>): string {
  const encoded = toBase64(concatBytes(NOTE_ED25519, key.publicKey));
  return `${key.name}+${toHex(noteKeyHash(key))}+${encoded}`;
}
