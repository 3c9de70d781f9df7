import { z } from 'zod';
import { saltedProseSchema } from '@/core/attest/prose';
import { type Assertion, verifySigner } from '@/core/attest/signedStatement';
import { prepared } from '@/core/attest/statements';
import { toBase64 } from '@/core/snapshot/bytes';
import { inTransaction, type Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import type { AuthenticationResponse } from '@/server/auth/webauthnJson';
import type { SignerKey, SigningContext } from './act';
import { findAct } from './acts';
import { loadRegistration } from './keys/registration';
import { lockKey, countUse, type KeyRow } from './keys/repo';
import { performAct, proposeAct, stateAct, type PerformedAct } from './perform';
import { refusing } from './refused';
import { findOpenCeremony, openCeremony, spendCeremony } from './repo';
import { settle } from './settle';
import { activeSigner, chooseSigner, notActive } from './signers';

/** What a ceremony remembers beside the exact bytes of its statement. */
const ceremonyData = z.object({
  act: z.string(),
  input: z.json(),
  prose: z.array(saltedProseSchema),
  keyId: z.string(),
  /** Set while the key is being enrolled by this very statement. */
  registration: z.string().nullable(),
  releaseId: z.string().nullable(),
});

export interface BegunCeremony {
  ceremonyId: string;
  /** Base64 of the exact bytes that will be signed. */
  statement: string;
  /** The words behind the leaf hashes in the statement. */
  prose: { salt: string; bytes: string }[];
  /** base64url(SHA-256(PAE)); the page recomputes it from the bytes and trusts its own. */
  challenge: string;
  rpId: string;
  credentials: { id: string; transports: string[] }[];
  /** The key that signs, and those that could. */
  key: { keyId: string; name: string };
  keys: { keyId: string; name: string }[];
  expiresAt: string;
}

/**
 * Begins a signature: authorises the act, builds the exact statement and hands out the challenge for
 * the person's own key. Nothing is changed yet. Good for five minutes, once, in this session.
 */
export async function beginCeremony(
  context: SigningContext,
  request: { act: string; input: unknown; keyId?: string | undefined },
): Promise<BegunCeremony> {
  const { personId, sessionId } = context.session;
  await context.limiter.spend('ceremony', personId);
  const act = findAct(request.act);
  if (!act) throw new AppError('invalid', 'There is no such act.', 'act');
  return inTransaction(context.db, async (tx) => {
    const proposed = await proposeAct(tx, context, act, request.input);
    const { proposal, organisation, prose } = proposed;
    const { signer, choices } = proposal.signer
      ? { signer: proposal.signer, choices: [] }
      : await chooseSigner(tx, personId, organisation, request.keyId);
    const now = context.now();
    const { keyId, name } = signer;
    const statement = await stateAct(tx, context, proposed, { ceremony: 'passkey', keyId });
    const registration = z.object({ registration: z.string() }).safeParse(proposal.input);
    const data: z.input<typeof ceremonyData> = {
      act: act.name,
      input: z.json().parse(proposal.input),
      prose,
      keyId,
      registration: proposal.signer && registration.success ? registration.data.registration : null,
      releaseId: proposal.releaseId,
    };
    const { id, expiresAt } = await openCeremony(tx, {
      kind: 'statement',
      personId,
      sessionId,
      challenge: statement.challenge,
      data,
      statement: statement.payload,
      now,
    });
    return {
      ceremonyId: id,
      statement: toBase64(statement.payload),
      prose,
      challenge: statement.challenge,
      rpId: signer.relyingParty.id,
      credentials: [{ id: signer.credentialId, transports: signer.transports }],
      key: { keyId, name },
      keys: choices,
      expiresAt: expiresAt.toISOString(),
    };
  });
}

/**
 * Completes a signature in one transaction: verifies the assertion against the exact bytes, uses the
 * ceremony up, counter-signs, appends to the log, stores the statement, and does what was signed. When
 * anything is refused, nothing has happened.
 *
 * @throws AppError expired (used, ended, another session), invalid (the assertion does not hold),
 *   wrong-state (the key is not active), and what the act refuses.
 */
export async function completeCeremony(
  context: SigningContext,
  request: { ceremonyId: string; assertion: AuthenticationResponse },
): Promise<PerformedAct> {
  await context.limiter.spend('ceremony', context.session.personId);
  const { done, after } = await inTransaction(context.db, (tx) => complete(tx, context, request));
  await settle(context, after);
  return done;
}

async function complete(
  tx: Tx,
  context: SigningContext,
  { ceremonyId, assertion: response }: { ceremonyId: string; assertion: AuthenticationResponse },
): Promise<{ done: PerformedAct; after(): Promise<void> }> {
  const { personId, sessionId } = context.session;
  const now = context.now();
  const expected = { kind: 'statement', personId, sessionId } as const;
  const ceremony = await findOpenCeremony(tx, ceremonyId, expected, now);
  if (!ceremony?.statement) throw ended();
  const data = ceremonyData.parse(ceremony.data);
  const act = findAct(data.act);
  if (!act) throw ended();

  const { key, signer } = await signerOf(tx, context, data);
  const statement = await refusing(() => prepared(ceremony.statement ?? new Uint8Array()));
  const assertion: Assertion = {
    type: 'webauthn',
    keyId: signer.keyId,
    authenticatorData: response.response.authenticatorData,
    clientDataJSON: response.response.clientDataJSON,
    signature: response.response.signature,
  };
  if (response.id !== signer.credentialId)
    throw new AppError('invalid', 'Another passkey answered than the one that was asked.');
  const { ceremony: kind } = statement.statement.predicate;
  const facts = await refusing(() => verifySigner(kind, assertion, statement.pae, signer));

  if (!(await spendCeremony(tx, ceremonyId, now))) throw ended();
  const { input, prose, releaseId } = data;
  const useKey = async () => {
    if (key) await spendKey(tx, key, facts, now);
  };
  return performAct(tx, context, act, { input, statement, assertion, prose, releaseId, useKey });
}

const ended = () =>
  new AppError('expired', 'This signature took too long or was given already. Begin again.');

/** The key that was asked: an active one, or the one that this statement enrols. */
async function signerOf(
  tx: Tx,
  context: SigningContext,
  data: z.infer<typeof ceremonyData>,
): Promise<{ key: KeyRow | null; signer: SignerKey }> {
  if (data.registration === null) return activeSigner(tx, context.session.personId, data.keyId);
  const { signer } = await loadRegistration(tx, context, data.registration);
  return { key: null, signer };
}

/** Locks the key against a revocation under way, and moves its signature counter on. */
async function spendKey(
  tx: Tx,
  key: KeyRow,
  facts: { signCount: number; backedUp: boolean } | null,
  at: Date,
): Promise<void> {
  if ((await lockKey(tx, key.id)) !== 'active') throw notActive();
  const counter = facts?.signCount ?? 0;
  const { passkey } = key;
  // WebAuthn 7.2 step 22: a counter that does not grow is the sign of a copied authenticator.
  const grew = counter === 0 && passkey.counter === 0n ? true : BigInt(counter) > passkey.counter;
  const used = { counter, backedUp: facts?.backedUp ?? false, at };
  if (!grew || !(await countUse(tx, passkey.id, passkey.counter, used)))
    throw new AppError(
      'invalid',
      'The authenticator counted backwards, as a copy of it would. Revoke this key if there may be one.',
    );
}
