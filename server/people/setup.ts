import type { OrgKind, OrgRole } from '@/core/policy/actor';
import { issueToken, spendToken, tokenIsOpen } from '@/server/auth/tokens';
import { createOrganisation, join } from '@/server/orgs/membership';
import { inTransaction } from '@/server/platform/database';
import type { Dependencies } from '@/server/platform/dependencies';
import { AppError } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';
import { createPerson } from './createPerson';
import { anybodyExists, lockSetup } from './repo';

/**
 * The link for the first administrator, while there is nobody. Each start makes a fresh one; links
 * printed earlier stay good until one is used.
 */
export async function setupLink(deps: Dependencies): Promise<string | null> {
  const { prisma } = deps.database;
  if (await anybodyExists(prisma)) return null;
  const token = await issueToken(prisma, 'setup', deps.now());
  return `${deps.env.publicUrl}/setup/${token}`;
}

/** Whether a set-up link is still good. Spends nothing. */
export async function setupIsOpen(context: RequestContext, token: string): Promise<boolean> {
  await context.limiter.spend('token', context.address);
  return tokenIsOpen(context.db, 'setup', token, context.now());
}

/** What the first person of an organisation can do there, by what the organisation is for. */
const FIRST_ROLES: Record<OrgKind, OrgRole[]> = {
  lab: ['owner', 'admin', 'author', 'officer'],
  deployer: ['owner', 'admin', 'author', 'officer'],
  other: ['owner', 'admin', 'author', 'officer'],
  auditor: ['owner', 'admin', 'reviewer', 'approver'],
  regulator: ['owner', 'admin', 'reviewer', 'approver'],
};

/**
 * Makes the first person, who administers the installation, and their organisation.
 *
 * @returns a ticket for signing in
 * @throws AppError expired when the link was used or somebody exists already; invalid
 */
export async function setUp(
  context: RequestContext,
  input: {
    token: string;
    name: string;
    email: string;
    password: string;
    organisation: { name: string; slug: string; kind: OrgKind };
  },
): Promise<{ ticket: string }> {
  await context.limiter.spend('token', context.address);
  return inTransaction(context.db, async (tx) => {
    await lockSetup(tx);
    await spendToken(tx, 'setup', input.token, context.now());
    if (await anybodyExists(tx))
      throw new AppError('expired', 'This installation is set up already. Sign in.');
    const { name, email, password, organisation } = input;
    const personId = await createPerson(tx, context, {
      name,
      email,
      password,
      instanceAdmin: true,
      via: 'setup',
    });
    const orgId = await createOrganisation(tx, context, organisation, { actorId: personId });
    await join(tx, context, { orgId, personId, roles: FIRST_ROLES[organisation.kind] });
    const ticket = await issueToken(tx, 'ticket', context.now(), { personId, method: 'setup' });
    return { ticket };
  });
}
