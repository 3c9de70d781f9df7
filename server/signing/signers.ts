import { PREDICATES, prepared } from '@/core/attest/statements';
import type { Db } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import type { SignerKey } from './act';
import { findKey, findKeys, type KeyRow } from './keys/repo';
import { findStatements } from './repo';

/** The person's active keys in an organisation, newest first. */
function activeKeys(db: Db, personId: string, orgId: string): Promise<KeyRow[]> {
  return findKeys(db, { personId, orgId, state: 'active' });
}

/** A key as ceremonies use it. Where its assertions may come from is said by its own enrolment. */
async function asSigner(db: Db, key: KeyRow): Promise<SignerKey> {
  const [enrolment] = await findStatements(db, { ids: [key.statementIds.enrol] });
  const statement = enrolment && prepared(enrolment.payload).statement;
  if (statement?.predicateType !== PREDICATES.key || statement.predicate.action !== 'enrol')
    throw new Error('A signing key has no enrolment statement.');
  const { relyingParty } = statement.predicate;
  if (!relyingParty)
    throw new AppError(
      'wrong-state',
      'This belongs to the worked example. Its people signed while it was made, and can sign nothing more.',
    );
  const { id: keyId, algorithm, publicKey, passkey } = key;
  const { credentialId, transports, name } = passkey;
  return { keyId, algorithm, publicKey, relyingParty, credentialId, transports, name };
}

/**
 * The key that signs: the one asked for, or the newest.
 *
 * @throws AppError wrong-state when the person has no active key in the organisation.
 */
export async function chooseSigner(
  db: Db,
  personId: string,
  org: { id: string; slug: string },
  keyId: string | undefined,
): Promise<{ signer: SignerKey; choices: { keyId: string; name: string }[] }> {
  const keys = await activeKeys(db, personId, org.id);
  const chosen = keyId === undefined ? keys[0] : keys.find(({ id }) => id === keyId);
  if (!chosen)
    throw new AppError(
      'wrong-state',
      `You have no active signing key for ${org.slug}. Enrol one in your account; where one waits, an administrator approves it.`,
      'signingKey',
    );
  return {
    signer: await asSigner(db, chosen),
    choices: keys.map(({ id, passkey }) => ({ keyId: id, name: passkey.name })),
  };
}

/** @throws AppError wrong-state when the key is not active any more. */
export async function activeSigner(
  db: Db,
  personId: string,
  keyId: string,
): Promise<{ key: KeyRow; signer: SignerKey }> {
  const key = await findKey(db, keyId);
  if (key?.personId !== personId || key.state !== 'active') throw notActive();
  return { key, signer: await asSigner(db, key) };
}

export const notActive = (): AppError =>
  new AppError('wrong-state', 'The signing key is not active any more. Nothing was signed.');
