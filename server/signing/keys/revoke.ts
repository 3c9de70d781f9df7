import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { prepareStatement } from '@/core/attest/statements';
import { assertAllowed, orgActor } from '@/server/access/access';
import { record } from '@/server/audit/events';
import { inTransaction, type Db, type Tx } from '@/server/platform/database';
import { AppError, notFound } from '@/server/platform/errors';
import type { SignedAct, SigningContext } from '../act';
import { ownKey } from '@/server/translog/ownKey';
import { recordStatement } from '../record';
import { signingTime } from '../signingTime';
import { salted } from '../salted';
import { settle } from '../settle';
import { findKey, moveKey, removePasskey, type KeyRow } from './repo';
import { keyResource, keySubject } from './resource';

const input = z.object({
  keyId: z.string().regex(/^[0-9a-f]{64}$/),
  reason: z.string().trim().min(1, 'Say why: it stays with the key.').max(2_000),
});
type Input = z.infer<typeof input>;

/** Revokes a key for good. What it signed before stays signed; it signs nothing more. */
export const revokeKey: SignedAct<'key', typeof input, { keyId: string }> = {
  name: 'key.revoke',
  predicate: 'key',
  input,

  async prepare(tx, context, { keyId, reason }, salt) {
    const key = await loadLive(tx, context, keyId);
    return {
      subject: keySubject(key.org.slug, key.id),
      predicate: { action: 'revoke', keyId, reason: salt('reason', reason) },
      organisation: key.org,
    };
  },

  async apply(tx, context, { keyId }, signed) {
    await revoke(tx, context, await loadLive(tx, context, keyId), signed.id);
    return { keyId };
  },
};

/**
 * Revokes a key whose holder cannot sign any more: its authenticator is lost. Asked for by the holder
 * or an administrator of the installation, stated by the instance alone; the audit log says who asked.
 *
 * @throws AppError forbidden for others: they sign the revocation with their own key.
 */
export async function revokeLostKey(context: SigningContext, request: Input): Promise<void> {
  const { personId, instanceAdmin } = context.session;
  await context.limiter.spend('ceremony', personId);
  await inTransaction(context.db, async (tx) => {
    const key = await loadLive(tx, context, request.keyId);
    if (key.personId !== personId && !instanceAdmin)
      throw new AppError('forbidden', 'Sign the revocation of another person’s key with your own.');
    const { leaf, prose } = salted('reason', request.reason);
    const { keyId } = ownKey(context);
    const prepared = prepareStatement('key', keySubject(key.org.slug, key.id), {
      nonce: randomBytes(16).toString('hex'),
      issuedAt: (await signingTime(tx, context)).toISOString(),
      ceremony: 'instance',
      signedBy: keyId,
      person: null,
      organisation: null,
      action: 'revoke',
      keyId: key.id,
      reason: leaf,
    });
    const recorded = await recordStatement(tx, context, {
      prepared,
      assertions: [],
      prose: [prose],
      personId: null,
      keyId,
      releaseId: null,
      published: false,
    });
    await revoke(tx, context, key, recorded.id);
  });
  await settle(context);
}

async function revoke(
  tx: Tx,
  context: SigningContext,
  key: KeyRow,
  statementId: string,
): Promise<void> {
  const at = context.now();
  if (!(await moveKey(tx, key.id, key.state, { state: 'revoked', statementId, at })))
    throw new AppError('conflict', 'This key changed meanwhile. Look again.');
  await removePasskey(tx, key.passkey.id, at);
  await record(tx, context, 'key.revoked', { keyId: key.id }, { orgId: key.org.id });
}

async function loadLive(db: Db, context: SigningContext, keyId: string): Promise<KeyRow> {
  const key = await findKey(db, keyId);
  if (!key) throw notFound('This key');
  const resource = await keyResource(db, { personId: key.personId, orgId: key.org.id });
  assertAllowed('key.revoke', await orgActor(db, context.session), resource);
  if (key.state === 'revoked') throw new AppError('wrong-state', 'This key is revoked already.');
  return key;
}
