import { z } from 'zod';
import { assertAllowed, orgActor } from '@/server/access/access';
import { record } from '@/server/audit/events';
import type { Db } from '@/server/platform/database';
import { AppError, notFound } from '@/server/platform/errors';
import { act, saying, type SigningContext } from '../act';
import { findKey, moveKey, type KeyRow } from './repo';
import { keyResource, keySubject } from './resource';

/**
 * Approves a pending key: an owner or administrator of its organisation vouches with their own active
 * key that it belongs to who holds it. Logged before the key's first use.
 */
export const approveKey = act({
  name: 'key.approve',
  predicate: 'key',
  input: z.object({ keyId: z.string().regex(/^[0-9a-f]{64}$/) }),

  async prepare(tx, context, input) {
    const key = await loadPending(tx, context, input.keyId);
    return {
      statement: saying('key', keySubject(key.org.slug, key.id), {
        action: 'approve',
        keyId: key.id,
      }),
      prose: [],
      organisation: key.org,
      releaseId: null,
      published: false,
    };
  },

  async apply(tx, context, input, signed) {
    const key = await loadPending(tx, context, input.keyId);
    const moved = await moveKey(tx, key.id, 'pending', {
      state: 'active',
      approvedBy: context.session.personId,
      statementId: signed.id,
      at: context.now(),
    });
    if (!moved) throw new AppError('conflict', 'This key changed meanwhile. Look again.');
    await record(tx, context, 'key.approved', { keyId: key.id }, { orgId: key.org.id });
    return { keyId: key.id };
  },
});

async function loadPending(db: Db, context: SigningContext, keyId: string): Promise<KeyRow> {
  const key = await findKey(db, keyId);
  if (!key) throw notFound('This key');
  const resource = await keyResource(db, { personId: key.personId, orgId: key.org.id });
  assertAllowed('key.approve', await orgActor(db, context.session), resource);
  if (key.state !== 'pending')
    throw new AppError('wrong-state', `This key is ${key.state} and waits for no approval.`);
  return key;
}
