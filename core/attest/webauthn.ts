import { p256 } from '@noble/curves/nist.js';
import * as z from 'zod';
import {
  concatBytes,
  equalBytes,
  fromBase64Url,
  fromUtf8,
  toBase64Url,
  utf8,
} from '@/core/snapshot/bytes';
import { sha256 } from '@/core/snapshot/hash';
import { Refusal } from '@/core/snapshot/refusal';
import { verifyEd25519 } from './instanceKey';
import type { KeyAlgorithm } from './statements';

/** A WebAuthn assertion, kept whole: members as the authenticator returned them, base64url. */
export const webauthnAssertionSchema = z.strictObject({
  type: z.literal('webauthn'),
  keyId: z.string().regex(/^[0-9a-f]{64}$/),
  authenticatorData: z.string().max(4000),
  clientDataJSON: z.string().max(4000),
  signature: z.string().max(1000),
});
export type WebauthnAssertion = z.infer<typeof webauthnAssertionSchema>;

/** The key an assertion is checked against, as its enrolment statement gives it. */
export interface PersonKey {
  algorithm: KeyAlgorithm;
  /** ES256: 0x04 ‖ x ‖ y; EdDSA: 32 bytes. */
  publicKey: Uint8Array;
  /** Relying party id and the one origin its pages have. */
  relyingParty: { id: string; origin: string };
}

/** What a valid assertion says about its authenticator. */
export interface AssertionFacts {
  signCount: number;
  /** BE: the key may be copied to other devices by its provider. */
  backupEligible: boolean;
  /** BS: it was, when it signed. */
  backedUp: boolean;
}

const clientData = z.looseObject({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
  topOrigin: z.string().optional(),
});

const FLAGS = { present: 0x01, verified: 0x04, eligible: 0x08, backedUp: 0x10 } as const;
/** RFC 9053: rpIdHash, flags, counter; extensions may follow. */
const AUTHENTICATOR_DATA_MIN = 37;

/**
 * Verifies offline that the holder of a key signed these bytes (WebAuthn level 3 section 7.2):
 * type, challenge = base64url(SHA-256(PAE)), origin, not framed by another origin, rpIdHash, user
 * present and verified, consistent backup flags, and the signature.
 *
 * @param pae pre-authentication encoding of the statement
 * @throws Refusal `bad-signature` naming the first thing that does not hold, or `bad-encoding`
 */
export function verifyAssertion(
  assertion: Pick<WebauthnAssertion, 'authenticatorData' | 'clientDataJSON' | 'signature'>,
  pae: Uint8Array,
  key: PersonKey,
): AssertionFacts {
  const clientDataBytes = fromBase64Url(assertion.clientDataJSON);
  const authenticatorData = fromBase64Url(assertion.authenticatorData);
  checkClientData(clientDataBytes, pae, key);
  const facts = checkAuthenticatorData(authenticatorData, key);
  const signed = concatBytes(authenticatorData, sha256(clientDataBytes));
  if (!verifySignature(fromBase64Url(assertion.signature), signed, key)) {
    throw refuse('the signature is not of this key over these bytes');
  }
  return facts;
}

function checkClientData(bytes: Uint8Array, pae: Uint8Array, key: PersonKey): void {
  let json: unknown;
  try {
    json = JSON.parse(fromUtf8(bytes));
  } catch {
    throw refuse('the client data is not JSON');
  }
  const parsed = clientData.safeParse(json);
  if (!parsed.success) throw refuse('the client data lacks a member');
  const { type, challenge, origin, crossOrigin, topOrigin } = parsed.data;
  if (type !== 'webauthn.get') throw refuse(`the ceremony was "${type}", not "webauthn.get"`);
  if (challenge !== toBase64Url(sha256(pae))) {
    throw refuse('the challenge is not the hash of this statement');
  }
  if (origin !== key.relyingParty.origin) {
    throw refuse(`the page was ${origin}, not ${key.relyingParty.origin}`);
  }
  if (crossOrigin === true || topOrigin !== undefined) {
    throw refuse('the page was framed by another origin');
  }
}

function checkAuthenticatorData(data: Uint8Array, key: PersonKey): AssertionFacts {
  if (data.length < AUTHENTICATOR_DATA_MIN) throw refuse('the authenticator data is too short');
  if (!equalBytes(data.subarray(0, 32), sha256(utf8(key.relyingParty.id)))) {
    throw refuse(`the relying party was not ${key.relyingParty.id}`);
  }
  const flags = data[32] ?? 0;
  if ((flags & FLAGS.present) === 0) throw refuse('nobody was present');
  if ((flags & FLAGS.verified) === 0) throw refuse('the user was not verified');
  const backupEligible = (flags & FLAGS.eligible) !== 0;
  const backedUp = (flags & FLAGS.backedUp) !== 0;
  if (backedUp && !backupEligible) throw refuse('the backup flags contradict each other');
  const signCount = new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(33);
  return { signCount, backupEligible, backedUp };
}

function verifySignature(signature: Uint8Array, signed: Uint8Array, key: PersonKey): boolean {
  switch (key.algorithm) {
    case 'EdDSA':
      return verifyEd25519(signature, signed, key.publicKey);
    case 'ES256':
      try {
        // Authenticators owe nobody a low S; the assertion is kept as it was made.
        return p256.verify(signature, signed, key.publicKey, { format: 'der', lowS: false });
      } catch {
        // The library throws for signatures that are not DER and for points off the curve.
        return false;
      }
  }
}

function refuse(why: string): Refusal {
  return new Refusal('bad-signature', `The assertion does not hold: ${why}.`);
}
