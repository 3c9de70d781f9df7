import { newId } from '@/core/argument/ids';
import type { OrgKind, OrgRole } from '@/core/policy/actor';
import { record } from '@/server/audit/events';
import { isUniqueViolation, type Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';
import { insertOrganisation, upsertMember } from './repo';

export interface NewOrganisation {
  name: string;
  slug: string;
  kind: OrgKind;
  /** Of the worked example. */
  example?: boolean;
}

/**
 * Makes an organisation without members. Who may is decided by the caller.
 *
 * @throws AppError conflict when the slug is taken
 */
export async function createOrganisation(
  tx: Tx,
  context: RequestContext,
  { name, slug, kind, example = false }: NewOrganisation,
  scope: { actorId?: string } = {},
): Promise<string> {
  const id = newId();
  try {
    await insertOrganisation(tx, { id, slug, name, kind, example, createdAt: context.now() });
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError('conflict', `There is an organisation “${slug}” already.`, 'slug');
    throw error;
  }
  await record(tx, context, 'org.created', { slug, kind }, { orgId: id, ...scope });
  return id;
}

/** Makes a person a member. Who may is decided by the caller. */
export async function join(
  tx: Tx,
  context: RequestContext,
  { orgId, personId, roles }: { orgId: string; personId: string; roles: OrgRole[] },
): Promise<void> {
  await upsertMember(tx, { orgId, personId, roles, now: context.now() });
  await record(tx, context, 'member.joined', { personId, roles }, { orgId, actorId: personId });
}
