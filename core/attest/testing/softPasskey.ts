import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { concatBytes, toBase64Url, utf8 } from '@/core/snapshot/bytes';
import { sha256 } from '@/core/snapshot/hash';
import { keyIdOf } from '../instanceKey';
import type { KeyAlgorithm } from '../statements';
import type { WebauthnAssertion } from '../webauthn';

/** How a ceremony may go wrong, for tests of refusals. */
export interface Misbehaviour {
  type?: string;
  challenge?: string;
  origin?: string;
  crossOrigin?: boolean;
  topOrigin?: string;
  rpId?: string;
  flags?: number;
}

export const SAMPLE_RELYING_PARTY = {
  id: 'casewright.example',
  origin: 'https://casewright.example',
} as const;

/**
 * An authenticator in software with a fixed key: signatures are deterministic (RFC 6979, RFC 8032),
 * so that what it signs can be compared byte for byte. For tests and vectors alone.
 */
export class SoftPasskey {
  readonly publicKey: Uint8Array;
  readonly keyId: string;
  private readonly secret: Uint8Array;

  constructor(
    name: string,
    readonly algorithm: KeyAlgorithm = 'ES256',
  ) {
    this.secret = sha256(utf8(`casewright soft passkey ${name}`));
    this.publicKey =
      algorithm === 'ES256'
        ? p256.getPublicKey(this.secret, false)
        : ed25519.getPublicKey(this.secret);
    this.keyId = keyIdOf(this.publicKey);
  }

  /** What the key returns for a challenge: user present and verified, not backed up. */
  assert(challenge: string, wrong: Misbehaviour = {}): WebauthnAssertion {
    const clientData = utf8(
      JSON.stringify({
        type: wrong.type ?? 'webauthn.get',
        challenge: wrong.challenge ?? challenge,
        origin: wrong.origin ?? SAMPLE_RELYING_PARTY.origin,
        crossOrigin: wrong.crossOrigin ?? false,
        ...(wrong.topOrigin === undefined ? {} : { topOrigin: wrong.topOrigin }),
      }),
    );
    const authenticatorData = concatBytes(
      sha256(utf8(wrong.rpId ?? SAMPLE_RELYING_PARTY.id)),
      Uint8Array.of(wrong.flags ?? 0x05, 0, 0, 0, 1),
    );
    return {
      type: 'webauthn',
      keyId: this.keyId,
      authenticatorData: toBase64Url(authenticatorData),
      clientDataJSON: toBase64Url(clientData),
      signature: toBase64Url(this.sign(concatBytes(authenticatorData, sha256(clientData)))),
    };
  }

  /** A bare signature, as the example ceremony has it. */
  sign(message: Uint8Array): Uint8Array {
    return this.algorithm === 'ES256'
      ? p256.sign(message, this.secret, { format: 'der', lowS: false })
      : ed25519.sign(message, this.secret);
  }
}
