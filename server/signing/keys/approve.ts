import { z } from 'zod';
import { assertAllowed, orgActor } from '@/server/access/access';
import { record } from '@/server/audit/events';
import type { Db } from '@/server/platform/database';
import { AppError, notFound } from '@/server/platform/errors';
import type { SignedAct, SigningContext } from '../act';
import { findKey, moveKey, type KeyRow } from './repo';
import { keyResource, keySubject } from './resource';

const input = z.object({ keyId: z.string().regex(/^[0-9a-f]{64}$/) });

/**
 * Approves a pending key: an owner or administrator of its organisation vouches with their own active
 * key that it belongs to who holds it. Logged before the key's first use.
 */
export const approveKey: SignedAct<'key', typeof input, { keyId: string }> = {
  name: 'key.approve',
  predicate: 'key',
  input,

  async prepare(tx, context, { keyId }) {
    const key = await loadPending(tx, context, keyId);
    return {
      subject: keySubject(key.org.slug, key.id),
      predicate: { action: 'approve', keyId },
      organisation: key.org,
    };
  },

  async apply(tx, context, { keyId }, signed) {
    const key = await loadPending(tx, context, keyId);
    const moved = await moveKey(tx, key.id, 'pending', {
      state: 'active',
      approvedBy: context.session.personId,
      statementId: signed.id,
      at: context.now(),
    });
    if (!moved) throw new AppError('conflict', 'This key changed meanwhile. Look again.');
    await record(tx, context, 'key.approved', { keyId: key.id }, { orgId: key.org.id });
    return { keyId };
  },
};

async function loadPending(db: Db, context: SigningContext, keyId: string): Promise<KeyRow> {
  const key = await findKey(db, keyId);
  if (!key) throw notFound('This key');
  const resource = await keyResource(db, { personId: key.personId, orgId: key.org.id });
  assertAllowed('key.approve', await orgActor(db, context.session), resource);
  if (key.state !== 'pending')
    throw new AppError('wrong-state', `This key is ${key.state} and waits for no approval.`);
  return key;
}
