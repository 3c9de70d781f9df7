import { newId } from '@/core/argument/ids';
import { isMember } from '@/core/policy/actor';
import type { EngagementResource } from '@/core/policy/resources';
import { conflictOfInterest, type Duty } from '@/core/policy/separation';
import { isJudge, type EngagementRole } from '@/core/workflow/engagement';
import { caseActor, loadCaseAccess, type CaseAccess, type CaseKey } from '@/server/access/access';
import { record } from '@/server/audit/events';
import { inTransaction, lockCase, type Tx } from '@/server/platform/database';
import { AppError, notFound } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { closeEngagement } from './closing';
import {
  activeEngagements,
  findCandidate,
  findEngagement,
  insertEngagement,
  listEngagements,
  type Candidate,
  type EngagementRow,
} from './repo';

/** The exclusive duty that comes with a part (domain rules 15–17). */
const DUTY: Record<EngagementRole, Duty> = {
  assessor: 'assess',
  'decision-maker': 'decide',
  'co-author': 'write',
  reader: null,
};

export interface ListedEngagement extends EngagementRow {
  mayClose: boolean;
}

/** Who of other organisations acts or acted on the case. @throws AppError not-found */
export async function seeEngagements(
  context: RequestContext,
  key: CaseKey,
): Promise<{ access: CaseAccess; mayOpen: boolean; engagements: ListedEngagement[] }> {
  const access = await loadCaseAccess(context.db, context.session, key);
  const rows = await listEngagements(context.db, access.case.id);
  return {
    access,
    mayOpen: mayOpen(access),
    engagements: rows.map((row) => ({
      ...row,
      mayClose: row.state === 'active' && access.can('engagement.close', resourceOf(access, row)),
    })),
  };
}

/**
 * Engages a person of another organisation. Becoming an assessor or decision-maker removes write
 * access first. Takes the case's lock, so that no contribution slips in between test and record.
 *
 * @throws AppError not-found, forbidden, conflict-of-interest, conflict when engaged so already
 */
export async function openEngagement(
  context: RequestContext,
  input: CaseKey & { holderOrg: string; email: string; role: EngagementRole },
): Promise<{ engagementId: string }> {
  const { personId: openedBy } = requireSession(context);
  await context.limiter.spend('outreach', openedBy);
  const { caseId, engagementId, personId } = await inTransaction(context.db, async (tx) => {
    const access = await loadCaseAccess(tx, context.session, input);
    if (!mayOpen(access)) access.assert('engagement.open', anyEngagement(access, input.role));
    await lockCase(tx, access.case.id);
    const candidate = await findCandidate(tx, input.holderOrg, input.email);
    if (!candidate)
      throw new AppError(
        'invalid',
        'There is no member with this address in this organisation. Ask its administrator.',
        'email',
      );
    await removeWriteAccess(tx, context, access, candidate, input.role);
    await assertIndependent(tx, access, candidate, input.role);
    const id = newId();
    await insertEngagement(tx, {
      id,
      caseId: access.case.id,
      orgId: candidate.orgId,
      personId: candidate.personId,
      role: input.role,
      openedBy,
      openedAt: context.now(),
    });
    await record(
      tx,
      context,
      'engagement.opened',
      { engagementId: id, personId: candidate.personId, role: input.role },
      { caseId: access.case.id, orgId: access.case.org.id },
    );
    return { caseId: access.case.id, engagementId: id, personId: candidate.personId };
  });
  await context.bus.publish('access-changed', { caseId, personId });
  await context.bus.publish('case-changed', { caseId, what: 'engagements' });
  return { engagementId };
}

/**
 * Ends an engagement. The reason is kept: that of an assessor is shown with the release (domain
 * rule 18).
 *
 * @throws AppError not-found, forbidden, conflict when it was closed already
 */
export async function endEngagement(
  context: RequestContext,
  input: CaseKey & { engagementId: string; reason: string },
): Promise<void> {
  const { caseId, personId } = await inTransaction(context.db, async (tx) => {
    const access = await loadCaseAccess(tx, context.session, input);
    const found = await findEngagement(tx, access.case.id, input.engagementId);
    if (!found) throw notFound('The engagement');
    access.assert('engagement.close', resourceOf(access, found));
    if (!(await closeEngagement(tx, context, found, input.reason)))
      throw new AppError('conflict', 'This engagement is closed already.');
    return found;
  });
  await context.bus.publish('access-changed', { caseId, personId });
  await context.bus.publish('case-changed', { caseId, what: 'engagements' });
}

async function removeWriteAccess(
  tx: Tx,
  context: RequestContext,
  access: CaseAccess,
  { personId }: Candidate,
  role: EngagementRole,
): Promise<void> {
  if (!isJudge(role)) return;
  for (const held of await activeEngagements(tx, { caseId: access.case.id, personId })) {
    if (held.role === 'co-author') await closeEngagement(tx, context, held, `Became ${role}.`);
  }
}

async function assertIndependent(
  tx: Tx,
  access: CaseAccess,
  { personId, name, orgId, roles }: Candidate,
  role: EngagementRole,
): Promise<void> {
  const { id: caseId } = access.case;
  const actor = await caseActor(tx, { personId, instanceAdmin: false }, caseId);
  access.assert('engagement.open', {
    case: access.resource,
    role,
    holder: { personId, orgId, roles, contributed: actor.contributed },
  });
  if (actor.engagements.some((held) => held.state === 'active' && held.role === role))
    throw new AppError('conflict', `${name} is engaged as ${role} already.`);
  const insider = isJudge(role) && isMember(actor, access.resource.ownerOrgId);
  if (insider || conflictOfInterest(actor, DUTY[role], access.resource) !== null)
    throw new AppError(
      'conflict-of-interest',
      `${name} has another part in this case, or had one. Author, assessor and decision-maker are three people.`,
    );
}

/** Whether the asker may engage anybody at all. */
function mayOpen(access: CaseAccess): boolean {
  return access.can('engagement.open', anyEngagement(access, 'reader'));
}

function anyEngagement(access: CaseAccess, role: EngagementRole): EngagementResource {
  const holder = { personId: '', orgId: '', roles: [], contributed: false };
  return { case: access.resource, role, holder };
}

function resourceOf(access: CaseAccess, row: EngagementRow): EngagementResource {
  const { personId, orgId, role } = row;
  const holder = { personId, orgId, roles: [], contributed: false };
  return { case: access.resource, role, holder };
}
