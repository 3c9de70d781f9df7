import { z } from 'zod';
import type { EnrolledKey } from '@/core/attest/signedStatement';
import { newId } from '@/core/argument/ids';
import { hasRole } from '@/core/policy/actor';
import { fromBase64, toBase64 } from '@/core/snapshot/bytes';
import { assertAllowed, orgActor } from '@/server/access/access';
import { record } from '@/server/audit/events';
import { isUniqueViolation, type Db } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import type { SignedAct, SignerKey, SigningContext } from '../act';
import { loadRegistration } from './registration';
import { hasActiveKey, insertKey, lockOrganisation } from './repo';
import { keyResource, keySubject } from './resource';

const input = z.object({ registration: z.string().regex(/^[0-9a-f]{32}$/) });

/** A new key, and how it comes to be one of a person in an organisation. */
export interface NewKey {
  key: EnrolledKey;
  orgId: string;
  orgSlug: string;
  credentialId: string;
  /** Base64 of the COSE key; empty for a key that no authenticator holds. */
  cose: string;
  counter: number;
  transports: string[];
  backedUp: boolean;
  name: string;
  /** The same key as its authenticator is asked for it; null for keys of the worked example. */
  signer: SignerKey | null;
}

/** Finds the new key of the person who signs. @throws AppError expired */
type LoadNewKey = (db: Db, context: SigningContext, id: string) => Promise<NewKey>;

/**
 * The act that enrols a signing key: the new key itself signs the statement, which proves that its
 * holder has it. The first key of an organisation, an owner's or administrator's, founds it; others
 * wait until an administrator approves them.
 */
export function enrolment(
  load: LoadNewKey,
): SignedAct<'key', typeof input, { keyId: string; state: 'active' | 'pending' }> {
  return {
    name: 'key.enrol',
    predicate: 'key',
    input,

    async prepare(tx, context, given) {
      const made = await load(tx, context, given.registration);
      const approval = await approvalOf(tx, context, made);
      const { key, signer, orgId, orgSlug } = made;
      return {
        subject: keySubject(orgSlug, key.keyId),
        predicate: {
          action: 'enrol',
          keyId: key.keyId,
          publicKey: toBase64(key.publicKey),
          algorithm: key.algorithm,
          relyingParty: key.relyingParty,
          approval,
        },
        organisation: { id: orgId, slug: orgSlug },
        ...(signer && { signer }),
      };
    },

    async apply(tx, context, given, signed) {
      const made = await load(tx, context, given.registration);
      const { orgId, key } = made;
      await lockOrganisation(tx, orgId);
      const approval = await approvalOf(tx, context, made);
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
            id: key.keyId,
            personId: context.session.personId,
            orgId,
            handle: predicate.person ?? '',
            algorithm: key.algorithm,
            publicKey: key.publicKey,
            state: founding ? 'active' : 'pending',
            approval: founding ? 'founding' : null,
            enrolStatementId: signed.id,
            createdAt: now,
            activatedAt: founding ? now : null,
          },
          {
            id: newId(),
            credentialId: made.credentialId,
            cose: fromBase64(made.cose),
            counter: made.counter,
            transports: made.transports,
            backedUp: made.backedUp,
            name: made.name,
          },
        );
      } catch (error) {
        if (isUniqueViolation(error))
          throw new AppError('conflict', 'This key is enrolled already.');
        throw error;
      }
      await record(tx, context, 'key.enrolled', { keyId: key.keyId }, { orgId });
      return { keyId: key.keyId, state: founding ? 'active' : 'pending' };
    },
  };
}

/** Enrols a passkey that the person's authenticator has just made. */
export const enrolKey = enrolment(loadRegistration);

/** Whether the key founds its organisation or waits for an administrator. */
async function approvalOf(
  db: Db,
  context: SigningContext,
  { orgId, key }: NewKey,
): Promise<'founding' | 'admin'> {
  const actor = await orgActor(db, context.session);
  const { personId } = context.session;
  const resource = await keyResource(db, { personId, orgId, relyingParty: key.relyingParty });
  assertAllowed('key.enrol', actor, resource);
  const founds = hasRole(actor, orgId, 'owner', 'admin') && !(await hasActiveKey(db, orgId));
  return founds ? 'founding' : 'admin';
}
