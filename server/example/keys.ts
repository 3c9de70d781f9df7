import { generateKeyPairSync, sign } from 'node:crypto';
import { newId } from '@/core/argument/ids';
import { keyIdOf } from '@/core/attest/instanceKey';
import type { EnrolledKey } from '@/core/attest/signedStatement';
import { AppError } from '@/server/platform/errors';
import { registered } from '@/server/signing/act';
import { enrolment } from '@/server/signing/keys/enrol';

/** Ed25519, held by no authenticator and good for the ceremony `example` alone. */
interface ExampleKey extends EnrolledKey {
  relyingParty: null;
  sign(bytes: Uint8Array): Uint8Array;
}

function makeKey(): ExampleKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'));
  return {
    keyId: keyIdOf(raw),
    algorithm: 'EdDSA',
    publicKey: raw,
    relyingParty: null,
    sign: (bytes) => new Uint8Array(sign(null, bytes, privateKey)),
  };
}

/**
 * The signing keys of the example's people while it is being made. The private halves are in this
 * object and nowhere else: they are never written down, and once the example is made nobody has them,
 * so nothing can be signed with these keys ever again.
 */
export class ExampleKeys {
  readonly #keys = new Map<string, ExampleKey>();
  readonly #fresh = new Map<string, { orgId: string; orgSlug: string; key: ExampleKey }>();

  /** The act that enrols a key of this ring, by the statement that enrols any key. */
  readonly enrol = registered(
    enrolment(async (_db, _context, registration) => {
      const found = this.#fresh.get(registration);
      if (!found) throw new AppError('expired', 'There is no such key of the example.');
      const { orgId, orgSlug, key } = found;
      return {
        key,
        orgId,
        orgSlug,
        // No authenticator answers to this: a credential id is never that long.
        credentialId: `example-${key.keyId}`,
        cose: '',
        counter: 0,
        transports: [],
        backedUp: false,
        name: 'Key of the example',
        signer: null,
      };
    }),
  );

  /** Makes the key of a person in an organisation. @returns what the act of enrolment takes */
  make(personId: string, org: { id: string; slug: string }): { registration: string } {
    const registration = newId();
    const key = makeKey();
    this.#fresh.set(registration, { orgId: org.id, orgSlug: org.slug, key });
    this.#keys.set(`${personId} ${org.id}`, key);
    return { registration };
  }

  /** The person's key in an organisation. @throws when none was made */
  of(personId: string, orgId: string): ExampleKey {
    const key = this.#keys.get(`${personId} ${orgId}`);
    if (!key) throw new Error('Nobody made a key of the example for this person there.');
    return key;
  }
}
