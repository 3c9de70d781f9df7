import { z } from 'zod';
import { hasRole } from '@/core/policy/actor';
import { newId } from '@/core/argument/ids';
import { fromBase64, toBase64 } from '@/core/snapshot/bytes';
import { assertAllowed, orgActor } from '@/server/access/access';
import { record } from '@/server/audit/events';
import { isUniqueViolation, type Db } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import type { SignedAct, SigningContext } from '../act';
import { loadRegistration, type Registration } from './registration';
import { hasActiveKey, insertKey, lockOrganisation } from './repo';
import { keyResource, keySubject } from './resource';

const input = z.object({ registration: z.string().regex(/^[0-9a-f]{32}$/) });

/**
 * Enrols a signing key: the new key itself signs the statement, which proves that its holder has it.
 * The first key of an organisation, an owner's or administrator's, founds it; others wait until an
 * administrator approves them.
 */
export const enrolKey: SignedAct<
  'key',
  typeof input,
  { keyId: string; state: 'active' | 'pending' }
> = {
  name: 'key.enrol',
  predicate: 'key',
  input,

  async prepare(tx, context, given) {
    const registration = await loadRegistration(tx, context, given.registration);
    const approval = await approvalOf(tx, context, registration);
    const { signer, orgId, orgSlug } = registration;
    return {
      subject: keySubject(orgSlug, signer.keyId),
      predicate: {
        action: 'enrol',
        keyId: signer.keyId,
        publicKey: toBase64(signer.publicKey),
        algorithm: signer.algorithm,
        relyingParty: signer.relyingParty,
        approval,
      },
      organisation: { id: orgId, slug: orgSlug },
      signer,
    };
  },

  async apply(tx, context, given, signed) {
    const registration = await loadRegistration(tx, context, given.registration);
    const { orgId, signer } = registration;
    await lockOrganisation(tx, orgId);
    const approval = await approvalOf(tx, context, registration);
    const { predicate } = signed.statement;
    if (predicate.action !== 'enrol' || predicate.approval !== approval)
      throw new AppError(
        'conflict',
        'Another key of your organisation was enrolled meanwhile. Begin again.',
      );
    const founding = approval === 'founding';
    const now = context.now();
    try {
      await insertKey(
        tx,
        {
          id: signer.keyId,
          personId: context.session.personId,
          orgId,
          handle: predicate.person ?? '',
          algorithm: signer.algorithm,
          publicKey: signer.publicKey,
          state: founding ? 'active' : 'pending',
          approval: founding ? 'founding' : null,
          enrolStatementId: signed.id,
          createdAt: now,
          activatedAt: founding ? now : null,
        },
        {
          id: newId(),
          credentialId: registration.credentialId,
          cose: fromBase64(registration.cose),
          counter: registration.counter,
          transports: registration.transports,
          backedUp: registration.backedUp,
          name: registration.name,
        },
      );
    } catch (error) {
      if (isUniqueViolation(error)) throw new AppError('conflict', 'This key is enrolled already.');
      throw error;
    }
    await record(tx, context, 'key.enrolled', { keyId: signer.keyId }, { orgId });
    return { keyId: signer.keyId, state: founding ? 'active' : 'pending' };
  },
};

/** Whether the key founds its organisation or waits for an administrator. */
async function approvalOf(
  db: Db,
  context: SigningContext,
  { orgId }: Registration,
): Promise<'founding' | 'admin'> {
  const actor = await orgActor(db, context.session);
  const { personId } = context.session;
  assertAllowed('key.enrol', actor, await keyResource(db, { personId, orgId }));
  const founds = hasRole(actor, orgId, 'owner', 'admin') && !(await hasActiveKey(db, orgId));
  return founds ? 'founding' : 'admin';
}
