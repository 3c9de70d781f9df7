import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { decide } from '@/core/policy/decide';
import { loadOrgAccess, orgActor } from '@/server/access/access';
import type { Actor } from '@/core/policy/actor';
import type { Db } from '@/server/platform/database';
import { keyResource } from './resource';
import { findKeys, personNames, type KeyRow, type KeyState } from './repo';

export interface PresentedKey {
  keyId: string;
  name: string;
  org: { slug: string; name: string };
  holder: { name: string; email: string; self: boolean };
  algorithm: string;
  state: KeyState;
  approval: 'founding' | 'admin' | null;
  approvedBy: string | null;
  /** Copied to the provider's other devices. */
  backedUp: boolean;
  enrolledAt: string;
  activatedAt: string | null;
  revokedAt: string | null;
  lastUsedAt: string | null;
  mayApprove: boolean;
  mayRevoke: boolean;
}

/** The signing keys of the person who asks, newest first. */
export async function myKeys(context: RequestContext): Promise<PresentedKey[]> {
  const session = requireSession(context);
  const keys = await findKeys(context.db, { personId: session.personId });
  return present(context.db, await orgActor(context.db, session), keys);
}

/** All signing keys of an organisation, newest first. */
export async function keysOf(context: RequestContext, orgSlug: string): Promise<PresentedKey[]> {
  const session = requireSession(context);
  const access = await loadOrgAccess(context.db, session, orgSlug);
  const keys = await findKeys(context.db, { orgId: access.org.id });
  return present(context.db, access.actor, keys);
}

async function present(db: Db, actor: Actor, keys: readonly KeyRow[]): Promise<PresentedKey[]> {
  const ids = keys.flatMap(({ personId, approvedBy }) => [personId, approvedBy ?? personId]);
  const people = await personNames(db, ids);
  return Promise.all(
    keys.map(async (key) => {
      const resource = await keyResource(db, { personId: key.personId, orgId: key.org.id });
      const holder = people.get(key.personId);
      const may = (action: 'key.approve' | 'key.revoke') => decide(action, actor, resource).allowed;
      return {
        keyId: key.id,
        name: key.passkey.name,
        org: { slug: key.org.slug, name: key.org.name },
        holder: {
          name: holder?.name ?? '',
          email: holder?.email ?? '',
          self: key.personId === actor.personId,
        },
        algorithm: key.algorithm,
        state: key.state,
        approval: key.approval,
        approvedBy: key.approvedBy === null ? null : (people.get(key.approvedBy)?.name ?? ''),
        backedUp: key.passkey.backedUp,
        enrolledAt: key.createdAt.toISOString(),
        activatedAt: key.activatedAt?.toISOString() ?? null,
        revokedAt: key.revokedAt?.toISOString() ?? null,
        lastUsedAt: key.passkey.lastUsedAt?.toISOString() ?? null,
        mayApprove: key.state === 'pending' && may('key.approve'),
        mayRevoke: key.state !== 'revoked' && may('key.revoke'),
      };
    }),
  );
}
