import { assertAllowed, orgActor } from '@/server/access/access';
import { inTransaction } from '@/server/platform/database';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { writeInvitation, type NewInvitation } from './invitations';
import { createOrganisation, type NewOrganisation } from './membership';
import { listOrganisations } from './repo';

/**
 * Makes an organisation and invites its owner. The administrator of the installation gets no part
 * in it.
 *
 * @throws AppError forbidden, conflict when the slug is taken
 */
export async function foundOrganisation(
  context: RequestContext,
  input: NewOrganisation & { ownerEmail: string },
): Promise<NewInvitation & { slug: string }> {
  const session = requireSession(context);
  await context.limiter.spend('outreach', session.personId);
  return inTransaction(context.db, async (tx) => {
    assertAllowed('org.create', await orgActor(tx, session), {});
    const { ownerEmail: email, ...organisation } = input;
    const orgId = await createOrganisation(tx, context, organisation);
    const invitation = await writeInvitation(tx, context, { orgId, email, roles: ['owner'] });
    return { ...invitation, slug: organisation.slug };
  });
}

/** All organisations of the installation. @throws AppError forbidden */
export async function allOrganisations(context: RequestContext) {
  const session = requireSession(context);
  assertAllowed('org.list', await orgActor(context.db, session), {});
  return listOrganisations(context.db);
}
