import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { concatBytes } from '@/core/snapshot/bytes';
import { Refusal } from '@/core/snapshot/refusal';
import type { KeyAlgorithm } from './statements';

/**
 * The raw public key of a COSE_Key (RFC 9052 section 7) as WebAuthn registers it: ES256 on P-256
 * (0x04 ‖ x ‖ y) or EdDSA on Ed25519 (32 bytes). Reads just the map of small integers and byte
 * strings that such keys are.
 *
 * @throws Refusal `bad-shape` for any other key or encoding
 */
export function rawPublicKey(cose: Uint8Array): { algorithm: KeyAlgorithm; publicKey: Uint8Array } {
  const members = readMap(cose);
  const [type, algorithm, curve] = [members.get(1), members.get(3), members.get(-1)];
  const x = members.get(-2);
  const y = members.get(-3);
  if (type === 2 && algorithm === -7 && curve === 1 && isBytes(x, 32) && isBytes(y, 32)) {
    const publicKey = concatBytes(Uint8Array.of(0x04), x, y);
    if (p256.utils.isValidPublicKey(publicKey, false)) return { algorithm: 'ES256', publicKey };
  }
  if (type === 1 && algorithm === -8 && curve === 6 && isBytes(x, 32)) {
    if (ed25519.utils.isValidPublicKey(x)) return { algorithm: 'EdDSA', publicKey: x };
  }
  throw new Refusal('bad-shape', 'Only ES256 on P-256 and EdDSA on Ed25519 keys sign statements.');
}

type Member = number | Uint8Array;

function isBytes(value: Member | undefined, length: number): value is Uint8Array {
  return value instanceof Uint8Array && value.length === length;
}

function readMap(bytes: Uint8Array): Map<number, Member> {
  const members = new Map<number, Member>();
  let at = 0;
  const byte = (): number => {
    const value = bytes[at++];
    if (value === undefined) throw new Refusal('bad-shape', 'The COSE key is truncated.');
    return value;
  };
  // CBOR (RFC 8949): major type in the top three bits, argument in the rest or the bytes after.
  const head = (): { major: number; argument: number } => {
    const first = byte();
    const info = first & 0x1f;
    if (info < 24) return { major: first >> 5, argument: info };
    if (info === 24) return { major: first >> 5, argument: byte() };
    if (info === 25) return { major: first >> 5, argument: byte() * 256 + byte() };
    throw new Refusal('bad-shape', 'The COSE key uses an encoding that keys do not need.');
  };
  const item = (): Member => {
    const { major, argument } = head();
    if (major === 0) return argument;
    if (major === 1) return -1 - argument;
    if (major === 2) {
      const value = bytes.slice(at, at + argument);
      at += argument;
      if (value.length === argument) return value;
    }
    throw new Refusal('bad-shape', 'The COSE key holds something other than integers and bytes.');
  };
  const { major, argument } = head();
  if (major !== 5) throw new Refusal('bad-shape', 'A COSE key is a map.');
  for (let i = 0; i < argument; i++) {
    const label = item();
    if (typeof label !== 'number' || members.has(label)) {
      throw new Refusal('bad-shape', 'A label of the COSE key is not a number, or stands twice.');
    }
    members.set(label, item());
  }
  if (at !== bytes.length) throw new Refusal('bad-shape', 'Bytes follow the COSE key.');
  return members;
}
