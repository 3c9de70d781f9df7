import { newId } from '@/core/argument/ids';
import { prepared } from '@/core/attest/statements';
import { fromBase64 } from '@/core/snapshot/bytes';
import { openCeremony as openPasskeyCeremony } from '@/server/auth/ceremonies';
import { beginPasskeySignIn, finishPasskey } from '@/server/auth/passkeys';
import { inTransaction } from '@/server/platform/database';
import type { RequestContext } from '@/server/platform/requestContext';
import { beginCeremony, type BegunCeremony } from '@/server/signing/ceremony';
import { finishRegistration } from '@/server/signing/keys/registration';
import { openCeremony } from '@/server/signing/repo';
import { SoftAuthenticator } from '@/server/test/softAuthenticator';
import type { TestOrg } from '@/server/test/world';
import type { SignedInContext } from '@/server/trpc/init';
import type { At } from './inputs';

const CHALLENGE = Buffer.alloc(32, 7).toString('base64url');

export function authenticatorOf({ env }: Pick<RequestContext, 'env'>): SoftAuthenticator {
  return new SoftAuthenticator(new URL(env.publicUrl).origin);
}

function register(authenticator: SoftAuthenticator, { env }: Pick<RequestContext, 'env'>) {
  return authenticator.create({
    challenge: CHALLENGE,
    rp: { id: new URL(env.publicUrl).hostname, name: 'Casewright' },
    user: { id: 'c29tZWJvZHk', name: 'somebody', displayName: 'Somebody' },
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
  });
}

/** What a person's authenticator answers to the challenge of a new passkey for signing in. */
export async function passkeyAnswer(
  context: SignedInContext,
  authenticator = authenticatorOf(context),
) {
  const { personId, sessionId } = context.session;
  const ceremonyId = await openPasskeyCeremony(context.db, {
    kind: 'register-sign-in',
    challenge: CHALLENGE,
    personId,
    sessionId,
    now: context.now(),
  });
  return { ceremonyId, name: 'Phone', response: register(authenticator, context) };
}

/** What somebody's new passkey answers to a visitor's challenge for signing in. */
export async function signInAnswer(holder: SignedInContext, visitor: RequestContext) {
  const authenticator = authenticatorOf(holder);
  await finishPasskey(holder, await passkeyAnswer(holder, authenticator));
  const { ceremonyId, options } = await beginPasskeySignIn(visitor);
  const { response, ...credential } = authenticator.get(options);
  const { userHandle: _, ...rest } = response;
  return { ceremonyId, response: { ...credential, response: rest } };
}

/** What a person's authenticator answers to the challenge of a new signing key. */
export async function keyAnswer(
  org: Pick<TestOrg, 'id' | 'slug'>,
  context: SignedInContext,
  authenticator = authenticatorOf(context),
) {
  const { personId, sessionId } = context.session;
  const { id: registration } = await inTransaction(context.db, (tx) =>
    openCeremony(tx, {
      kind: 'register-signing',
      personId,
      sessionId,
      challenge: CHALLENGE,
      data: { orgId: org.id, orgSlug: org.slug, name: 'New key' },
      statement: null,
      now: context.now(),
    }),
  );
  return { registration, response: register(authenticator, context) };
}

/** A person's own ceremony with its signature: the enrolment of a key in an organisation of theirs. */
export async function signedEnrolment({ scene, tx }: At, context: SignedInContext) {
  const { personId } = context.session;
  const membership = await tx.membership.findFirst({
    where: { personId, endedAt: null },
    select: { org: { select: { id: true, slug: true } } },
  });
  if (!membership) return noAnswer(scene.world.deps).signature;
  const authenticator = authenticatorOf(context);
  const answer = await keyAnswer(membership.org, context, authenticator);
  await finishRegistration(context, answer);
  const { registration } = answer;
  const begun = await beginCeremony(context, { act: 'key.enrol', input: { registration } });
  return signed(authenticator, begun);
}

/** What completes a ceremony: the signature over the bytes that were shown. */
export function signed(authenticator: SoftAuthenticator, begun: BegunCeremony) {
  const assertion = authenticator.get({
    challenge: prepared(fromBase64(begun.statement)).challenge,
    rpId: begun.rpId,
    allowCredentials: begun.credentials.map(({ id }) => ({ id, type: 'public-key' })),
  });
  return { ceremonyId: begun.ceremonyId, assertion };
}

/** Well-formed answers to challenges that were never handed out. */
export function noAnswer(context: Pick<RequestContext, 'env'>) {
  const authenticator = authenticatorOf(context);
  const response = register(authenticator, context);
  const assertion = authenticator.get({ challenge: CHALLENGE });
  return {
    passkey: { ceremonyId: newId(), name: 'Phone', response },
    key: { registration: newId(), response },
    signature: { ceremonyId: newId(), assertion },
  };
}
