import { createHash } from 'node:crypto';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { newId } from '@/core/argument/ids';
import { record } from '@/server/audit/events';
import { inTransaction, isUniqueViolation } from '@/server/platform/database';
import { AppError, notFound } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { openCeremony, spendCeremony } from './ceremonies';
import { passwordMatches } from './passwords';
import { issueToken } from './tokens';
import type { AuthenticationResponse, RegistrationResponse } from './webauthnJson';

/**
 * Passkeys for sign-in. Those enrolled for signing are another purpose, fixed for life: they are
 * never looked at here, so that the hash of a statement can't be slipped into a sign-in.
 */
const PURPOSE = 'sign-in';

/** ES256, EdDSA and RS256: what authenticators in use can do. */
const ALGORITHMS = [-7, -8, -257];

/** One sentence for every failure: it must not tell which passkeys or accounts exist. */
const REFUSED = 'This passkey was not accepted. Sign in another way.';

export interface PasskeyRow {
  id: string;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  backedUp: boolean;
}

const where = (context: RequestContext) => ({
  rpId: new URL(context.env.publicUrl).hostname,
  origin: new URL(context.env.publicUrl).origin,
});

/**
 * The handle under which authenticators keep the key. It differs by purpose: one authenticator
 * keeps one key per handle, and a sign-in key must not replace a signing key.
 */
function userHandle(personId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(`${PURPOSE}\0${personId}`).digest());
}

export async function listPasskeys(context: RequestContext): Promise<PasskeyRow[]> {
  const { personId } = requireSession(context);
  return context.db.passkey.findMany({
    where: { personId, purpose: PURPOSE, removedAt: null },
    select: { id: true, name: true, createdAt: true, lastUsedAt: true, backedUp: true },
    orderBy: { createdAt: 'asc' },
    take: 50,
  });
}

/** What adding a passkey asks the authenticator. */
export interface RegistrationOptions extends Required<
  Pick<
    PublicKeyCredentialCreationOptionsJSON,
    'user' | 'challenge' | 'pubKeyCredParams' | 'timeout'
  >
> {
  rp: { name: string; id: string };
  attestation: 'none';
  authenticatorSelection: { residentKey: 'required'; userVerification: 'required' };
  excludeCredentials: { id: string; type: 'public-key' }[];
}

/**
 * Begins adding a passkey. Asks for the password again: a session left open must not become a
 * permanent way in.
 *
 * @throws AppError invalid when the password is not right, rate-limited
 */
export async function beginPasskey(
  context: RequestContext,
  input: { password: string },
): Promise<{ ceremonyId: string; options: RegistrationOptions }> {
  const { personId, sessionId, email, name } = requireSession(context);
  await context.limiter.spend('signIn', `account:${email}`);
  const person = await context.db.person.findUniqueOrThrow({
    where: { id: personId },
    select: { passwordHash: true },
  });
  if (!(await passwordMatches(person.passwordHash, input.password)))
    throw new AppError('invalid', 'The password is not right.', 'password');
  const held = await context.db.passkey.findMany({
    where: { personId, purpose: PURPOSE, removedAt: null },
    select: { credentialId: true },
    take: 50,
  });
  if (held.length === 50) throw new AppError('invalid', 'Remove a passkey first: 50 is the most.');
  const options = await generateRegistrationOptions({
    rpName: 'Casewright',
    rpID: where(context).rpId,
    userID: userHandle(personId),
    userName: email,
    userDisplayName: name,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  const ceremonyId = await openCeremony(context.db, {
    kind: 'register-sign-in',
    challenge: options.challenge,
    personId,
    sessionId,
    now: context.now(),
  });
  const { rp, user, challenge, pubKeyCredParams, timeout = 60_000 } = options;
  return {
    ceremonyId,
    options: {
      rp: { name: rp.name, id: where(context).rpId },
      user,
      challenge,
      pubKeyCredParams,
      timeout,
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: held.map(({ credentialId: id }) => ({ id, type: 'public-key' })),
    },
  };
}

/** @throws AppError expired, or invalid when the response is not what was asked for. */
export async function finishPasskey(
  context: RequestContext,
  input: { ceremonyId: string; name: string; response: RegistrationResponse },
): Promise<{ passkeyId: string }> {
  const { personId, sessionId } = requireSession(context);
  const { challenge } = await spendCeremony(context.db, input.ceremonyId, {
    kind: 'register-sign-in',
    personId,
    sessionId,
    now: context.now(),
  });
  const { rpId, origin } = where(context);
  const verified = await verifyRegistrationResponse({
    response: input.response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch((error: unknown) => {
    context.log.info({ err: error, requestId: context.requestId }, 'passkey registration refused');
    return null;
  });
  if (!verified?.verified) throw new AppError('invalid', 'The browser’s answer was not accepted.');
  const { credential, credentialBackedUp } = verified.registrationInfo;
  const passkeyId = newId();
  try {
    await inTransaction(context.db, async (tx) => {
      await tx.passkey.create({
        data: {
          id: passkeyId,
          personId,
          purpose: PURPOSE,
          credentialId: credential.id,
          publicKey: credential.publicKey,
          counter: credential.counter,
          transports: input.response.response.transports ?? [],
          backedUp: credentialBackedUp,
          name: input.name,
          createdAt: context.now(),
        },
      });
      await record(tx, context, 'passkey.added', { passkeyId, purpose: PURPOSE });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError('conflict', 'This passkey is in use already.');
    throw error;
  }
  return { passkeyId };
}

/** @throws AppError not-found */
export async function removePasskey(
  context: RequestContext,
  input: { passkeyId: string },
): Promise<void> {
  const { personId } = requireSession(context);
  await inTransaction(context.db, async (tx) => {
    const { count } = await tx.passkey.updateMany({
      where: { id: input.passkeyId, personId, purpose: PURPOSE, removedAt: null },
      data: { removedAt: context.now() },
    });
    if (count === 0) throw notFound('The passkey');
    await record(tx, context, 'passkey.removed', { passkeyId: input.passkeyId });
  });
}

/** What a sign-in asks the authenticator. */
export type SignInOptions = Required<
  Pick<PublicKeyCredentialRequestOptionsJSON, 'challenge' | 'timeout' | 'rpId'>
> & { userVerification: 'required' };

/** Begins a sign-in. Names no credentials, so that it tells nothing about who has an account. */
export async function beginPasskeySignIn(
  context: RequestContext,
): Promise<{ ceremonyId: string; options: SignInOptions }> {
  await context.limiter.spend('ceremony', `address:${context.address}`);
  const options = await generateAuthenticationOptions({
    rpID: where(context).rpId,
    userVerification: 'required',
  });
  const ceremonyId = await openCeremony(context.db, {
    kind: 'sign-in',
    challenge: options.challenge,
    now: context.now(),
  });
  const { challenge, timeout = 60_000 } = options;
  return {
    ceremonyId,
    options: { challenge, timeout, rpId: where(context).rpId, userVerification: 'required' },
  };
}

/**
 * Ends a sign-in with a ticket for next-auth's `ticket` provider, good for two minutes and once.
 *
 * @throws AppError expired, unauthenticated, rate-limited
 */
export async function finishPasskeySignIn(
  context: RequestContext,
  input: { ceremonyId: string; response: AuthenticationResponse },
): Promise<{ ticket: string }> {
  await context.limiter.spend('ceremony', `address:${context.address}`);
  const { challenge } = await spendCeremony(context.db, input.ceremonyId, {
    kind: 'sign-in',
    personId: null,
    sessionId: null,
    now: context.now(),
  });
  const passkey = await context.db.passkey.findFirst({
    where: { credentialId: input.response.id, purpose: PURPOSE, removedAt: null },
    include: { person: { select: { disabledAt: true } } },
  });
  if (!passkey || passkey.person.disabledAt) throw new AppError('unauthenticated', REFUSED);
  const handle = input.response.response.userHandle;
  if (handle && handle !== Buffer.from(userHandle(passkey.personId)).toString('base64url'))
    throw new AppError('unauthenticated', REFUSED);
  const { rpId, origin } = where(context);
  const verified = await verifyAuthenticationResponse({
    response: input.response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: Number(passkey.counter),
    },
  }).catch((error: unknown) => {
    context.log.info({ err: error, requestId: context.requestId }, 'passkey sign-in refused');
    return null;
  });
  if (!verified?.verified) throw new AppError('unauthenticated', REFUSED);
  const { newCounter, credentialBackedUp } = verified.authenticationInfo;
  return inTransaction(context.db, async (tx) => {
    // Of two answers with one counter the first wins: a copied authenticator shows here.
    const { count } = await tx.passkey.updateMany({
      where: { id: passkey.id, counter: passkey.counter, removedAt: null },
      data: { counter: newCounter, backedUp: credentialBackedUp, lastUsedAt: context.now() },
    });
    if (count === 0) throw new AppError('unauthenticated', REFUSED);
    const { personId } = passkey;
    return {
      ticket: await issueToken(tx, 'ticket', context.now(), { personId, method: 'passkey' }),
    };
  });
}
