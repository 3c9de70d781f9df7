import * as z from 'zod';
import { fromBase64Url } from '@/core/snapshot/bytes';
import { Refusal } from '@/core/snapshot/refusal';
import { envelopeOf, envelopeSchema, STATEMENT_TYPE } from './dsse';
import { counterSign, verifyEd25519 } from './instanceKey';
import type { InstanceKey } from './instanceKey';
import { saltedProseSchema } from './prose';
import type { SaltedProse } from './prose';
import type { Ceremony, KeyAlgorithm, PreparedStatement } from './statements';
import { verifyAssertion, webauthnAssertionSchema } from './webauthn';
import type { AssertionFacts } from './webauthn';

/** A bare Ed25519 signature over the PAE: examples alone, never a sign-off. */
const exampleAssertionSchema = z.strictObject({
  type: z.literal('example'),
  keyId: z.string().regex(/^[0-9a-f]{64}$/),
  /** base64url of 64 bytes. */
  signature: z.string().max(200),
});

export const assertionSchema = z.discriminatedUnion('type', [
  webauthnAssertionSchema,
  exampleAssertionSchema,
]);
export type Assertion = z.infer<typeof assertionSchema>;

/** A statement with everything that proves it: one file of a bundle. */
export const signedStatementSchema = z.strictObject({
  /** DSSE; `signatures` holds the counter-signature of the instance. */
  envelope: envelopeSchema,
  /** What the person's authenticator returned; empty for statements made by rule. */
  assertions: z.array(assertionSchema).max(1),
  /** Words whose leaf hashes the predicate carries, as far as they are disclosed. */
  prose: z.array(saltedProseSchema).max(1000),
});
export type SignedStatement = z.infer<typeof signedStatementSchema>;

/** Puts a statement, its assertion, its prose and the counter-signature together. */
export function sealStatement(
  statement: Pick<PreparedStatement, 'payload'>,
  assertions: Assertion[],
  prose: SaltedProse[],
  key: InstanceKey,
): SignedStatement {
  const signature = counterSign(key, STATEMENT_TYPE, statement.payload);
  return {
    envelope: envelopeOf(STATEMENT_TYPE, statement.payload, [signature]),
    assertions,
    prose,
  };
}

/** A person's key as enrolled; examples have no relying party. */
export interface EnrolledKey {
  keyId: string;
  algorithm: KeyAlgorithm;
  publicKey: Uint8Array;
  relyingParty: { id: string; origin: string } | null;
}

/**
 * Verifies that the holder of an enrolled key signed a statement in the ceremony it names.
 *
 * @returns what the authenticator said; null for examples, which have none
 * @throws Refusal `bad-signature` | `bad-encoding`
 */
export function verifySigner(
  ceremony: Ceremony,
  assertion: Assertion,
  pae: Uint8Array,
  key: EnrolledKey,
): AssertionFacts | null {
  if (assertion.keyId !== key.keyId) {
    throw new Refusal('bad-signature', 'The assertion was made by another key.');
  }
  if (ceremony === 'passkey' && assertion.type === 'webauthn' && key.relyingParty !== null) {
    return verifyAssertion(assertion, pae, { ...key, relyingParty: key.relyingParty });
  }
  if (ceremony === 'example' && assertion.type === 'example' && key.relyingParty === null) {
    const signature = fromBase64Url(assertion.signature);
    if (key.algorithm === 'EdDSA' && verifyEd25519(signature, pae, key.publicKey)) return null;
    throw new Refusal('bad-signature', 'The signature of the example does not hold.');
  }
  throw new Refusal('bad-signature', `A ${assertion.type} assertion is no ${ceremony} ceremony.`);
}
