import {
  generateRegistrationOptions,
  verifyRegistrationResponse,
  type PublicKeyCredentialCreationOptionsJSON,
} from '@simplewebauthn/server';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { rawPublicKey } from '@/core/attest/coseKey';
import { keyIdOf } from '@/core/attest/instanceKey';
import { fromBase64, toBase64 } from '@/core/snapshot/bytes';
import { loadOrgAccess } from '@/server/access/access';
import type { RegistrationResponse } from '@/server/auth/webauthnJson';
import { inTransaction, type Db } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import type { SignerKey, SigningContext } from '../act';
import { ownRelyingParty } from '../relyingParty';
import { refusing } from '../refused';
import { findOpenCeremony, findUsedCeremony, openCeremony, spendCeremony } from '../repo';
import { keyResource } from './resource';
import { credentialIsKnown, signingCredentialIds } from './repo';

/** The algorithms that statements can be signed with: ES256 and EdDSA. */
const ALGORITHMS = [-7, -8];

/** Not discoverable where the authenticator lets us choose: sign-in must not offer it. */
const SELECTION = { residentKey: 'discouraged', userVerification: 'required' } as const;

/** How long a key that was made may wait for the signature of its enrolment. */
const ENROL_MINUTES = 10;

const begun = z.object({ orgId: z.string(), orgSlug: z.string(), name: z.string() });
const registered = begun.extend({
  credentialId: z.string(),
  /** Base64 of the COSE key. */
  cose: z.string(),
  counter: z.number(),
  transports: z.array(z.string()),
  backedUp: z.boolean(),
});

/** A new key that its authenticator made, not yet enrolled by a statement of its own. */
interface Registration extends z.infer<typeof registered> {
  key: SignerKey;
  signer: SignerKey;
}

/** What making a signing key asks the authenticator. */
export interface SigningKeyOptions extends Required<
  Pick<
    PublicKeyCredentialCreationOptionsJSON,
    'user' | 'challenge' | 'pubKeyCredParams' | 'timeout'
  >
> {
  rp: { name: string; id: string };
  attestation: 'none';
  authenticatorSelection: { residentKey: 'discouraged'; userVerification: 'required' };
  excludeCredentials: { id: string; type: 'public-key' }[];
}

/**
 * Begins making a signing key: asks the authenticator for a new passkey that is for signing alone.
 *
 * @throws AppError not-found for organisations one does not belong to.
 */
export async function beginRegistration(
  context: SigningContext,
  input: { orgSlug: string; name: string },
): Promise<{ registration: string; options: SigningKeyOptions }> {
  const { personId, sessionId, email, name: personName } = context.session;
  await context.limiter.spend('ceremony', personId);
  const { org, assert } = await loadOrgAccess(context.db, context.session, input.orgSlug);
  const relyingParty = ownRelyingParty(context);
  assert('key.enrol', await keyResource(context.db, { personId, orgId: org.id, relyingParty }));
  const held = await signingCredentialIds(context.db, personId);
  const options = await generateRegistrationOptions({
    rpName: 'Casewright',
    rpID: relyingParty.id,
    // Random: an authenticator keeps one key per handle, and none must replace another.
    userID: new Uint8Array(randomBytes(32)),
    userName: `${email}, signing for ${org.name}`,
    userDisplayName: `${personName}, signing for ${org.name}`,
    attestationType: 'none',
    authenticatorSelection: SELECTION,
    supportedAlgorithmIDs: ALGORITHMS,
  });
  return inTransaction(context.db, async (tx) => {
    const { id } = await openCeremony(tx, {
      kind: 'register-signing',
      personId,
      sessionId,
      challenge: options.challenge,
      data: { orgId: org.id, orgSlug: org.slug, name: input.name },
      statement: null,
      now: context.now(),
    });
    const { user, challenge, pubKeyCredParams, timeout = 60_000 } = options;
    return {
      registration: id,
      options: {
        user,
        challenge,
        pubKeyCredParams,
        timeout,
        rp: { name: 'Casewright', id: relyingParty.id },
        attestation: 'none' as const,
        authenticatorSelection: SELECTION,
        excludeCredentials: held.map((credentialId) => ({
          id: credentialId,
          type: 'public-key' as const,
        })),
      },
    };
  });
}

/**
 * Takes the new key from the authenticator. It counts for nothing until the act `key.enrol` is signed
 * with it.
 *
 * @throws AppError expired | invalid | conflict
 */
export async function finishRegistration(
  context: SigningContext,
  input: { registration: string; response: RegistrationResponse },
): Promise<{ keyId: string }> {
  const { personId, sessionId } = context.session;
  const expected = { kind: 'register-signing', personId, sessionId } as const;
  const now = context.now();
  const ceremony = await findOpenCeremony(context.db, input.registration, expected, now);
  if (!ceremony) throw ended();
  const relyingParty = ownRelyingParty(context);
  const verified = await verifyRegistrationResponse({
    response: input.response,
    expectedChallenge: ceremony.challenge,
    expectedOrigin: relyingParty.origin,
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch((error: unknown) => {
    context.log.info({ err: error, requestId: context.requestId }, 'signing key refused');
    return null;
  });
  if (!verified?.verified)
    throw new AppError('invalid', 'The answer of the authenticator was not accepted. Begin again.');
  const { credential, credentialBackedUp } = verified.registrationInfo;
  const { publicKey } = await refusing(() => rawPublicKey(credential.publicKey));
  if (await credentialIsKnown(context.db, credential.id))
    throw new AppError('conflict', 'This passkey is in use already. Make a new one for signing.');
  const data: z.infer<typeof registered> = {
    ...begun.parse(ceremony.data),
    credentialId: credential.id,
    cose: toBase64(credential.publicKey),
    counter: credential.counter,
    transports: input.response.response.transports ?? [],
    backedUp: credentialBackedUp,
  };
  const spent = await inTransaction(context.db, (tx) =>
    spendCeremony(tx, ceremony.id, now, { data, minutes: ENROL_MINUTES }),
  );
  if (!spent) throw ended();
  return { keyId: keyIdOf(publicKey) };
}

const ended = () => new AppError('expired', 'This took too long or was done already. Begin again.');

/**
 * The key that this person's authenticator made in this session a moment ago.
 *
 * @throws AppError expired
 */
export async function loadRegistration(
  db: Db,
  context: SigningContext,
  id: string,
): Promise<Registration> {
  const { personId, sessionId } = context.session;
  const expected = { kind: 'register-signing', personId, sessionId } as const;
  const ceremony = await findUsedCeremony(db, id, expected, context.now());
  const parsed = registered.safeParse(ceremony?.data);
  if (!parsed.success) throw ended();
  const { algorithm, publicKey } = await refusing(() => rawPublicKey(fromBase64(parsed.data.cose)));
  const { credentialId, transports, name } = parsed.data;
  const signer: SignerKey = {
    keyId: keyIdOf(publicKey),
    algorithm,
    publicKey,
    relyingParty: ownRelyingParty(context),
    credentialId,
    transports,
    name,
  };
  return { ...parsed.data, key: signer, signer };
}
