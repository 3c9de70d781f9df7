import { PUBLIC, type Actor } from '@/core/policy/actor';
import { abilities, decide } from '@/core/policy/decide';
import type { CaseResource, OrgResource, ResourceKind, Resources } from '@/core/policy/resources';
import type { Action, ActionOn, KindOf, ResourceOf } from '@/core/policy/rules';
import type { Db } from '@/server/platform/database';
import { AppError, notFound } from '@/server/platform/errors';
import type { SessionInfo } from '@/server/platform/requestContext';
import {
  currentMemberships,
  decidedOutside,
  findCase,
  findCases,
  findOrg,
  heldEngagements,
  lineageFacts,
  NO_PART,
  type CaseKey,
  type CaseRow,
  type OrgRow,
} from './repo';

export type { CaseKey, CaseRow, OrgRow } from './repo';

/** Who asks, as far as decisions need to know them. A session alone gives no right to anything. */
export type Asker = Pick<SessionInfo, 'personId' | 'instanceAdmin'>;

/**
 * Actions on the thing itself need nothing more; actions on something inside it (a release, an
 * engagement, a comment) are given that resource, as loaded in the same transaction.
 */
type On<Own extends ResourceKind, Act extends Action> =
  KindOf<Act> extends Own ? [] : [resource: ResourceOf<Act>];

interface Access<Own extends ResourceKind> {
  actor: Actor;
  /** The facts that decisions on the thing itself are made of. */
  resource: Resources[Own];
  /** Every action on the thing itself with whether the actor may do it now; sent with the record. */
  abilities: Record<ActionOn<Own>, boolean>;
  can<Act extends Action>(action: Act, ...on: On<Own, Act>): boolean;
  /** @throws AppError with the code and sentence of the rule that refuses. */
  assert<Act extends Action>(action: Act, ...on: On<Own, Act>): void;
}

export interface CaseAccess extends Access<'case'> {
  case: CaseRow;
}

export interface OrgAccess extends Access<'org'> {
  org: OrgRow;
}

/**
 * Loads a case together with what the asker may do on it. Call it inside the transaction that acts,
 * so that check and act are one step.
 *
 * @throws AppError unauthenticated when nobody asks; not-found where the asker may not learn that
 *   the case exists.
 */
export async function loadCaseAccess(
  db: Db,
  session: Asker | null,
  key: CaseKey,
): Promise<CaseAccess> {
  if (!session) throw new AppError('unauthenticated', 'Sign in to go on.');
  const access = await loadCaseActor(db, session, key);
  if (!access.can('case.see')) throw notFound('The case');
  return access;
}

/**
 * The same without deciding whether the case itself is open to the asker: for what may be seen
 * where the case may not, such as its published releases. `assert` before anything leaves.
 *
 * @throws AppError not-found when there is no such case.
 */
export async function loadCaseActor(
  db: Db,
  session: Asker | null,
  key: CaseKey,
): Promise<CaseAccess> {
  const row = await findCase(db, key);
  const [found] = row ? await accessTo(db, session, [row]) : [];
  if (!found) throw notFound('The case');
  return found;
}

/** Those of the cases that are open to the asker, with what may be done on each; a few queries. */
export async function loadCaseAccesses(
  db: Db,
  session: Asker,
  caseIds: readonly string[],
): Promise<CaseAccess[]> {
  const all = await accessTo(db, session, await findCases(db, caseIds));
  return all.filter((access) => access.can('case.see'));
}

/** What a person holds and ever did on a case. */
export async function caseActor(db: Db, session: Asker, caseId: string): Promise<Actor> {
  const actors = await caseActors(db, session, [caseId]);
  return actors.get(caseId) ?? PUBLIC;
}

async function accessTo(
  db: Db,
  session: Asker | null,
  rows: readonly CaseRow[],
): Promise<CaseAccess[]> {
  const ids = rows.map(({ id }) => id);
  const outside = await decidedOutside(db, ids);
  const actors = session ? await caseActors(db, session, ids) : null;
  return rows.map((row) => {
    const resource: CaseResource = {
      ownerOrgId: row.org.id,
      outsideDecisionMaker: outside.has(row.id),
    };
    return { case: row, ...access('case', actors?.get(row.id) ?? PUBLIC, resource) };
  });
}

async function caseActors(
  db: Db,
  { personId, instanceAdmin }: Asker,
  caseIds: readonly string[],
): Promise<Map<string, Actor>> {
  const memberships = await currentMemberships(db, personId);
  const engagements = await heldEngagements(db, personId, caseIds);
  const facts = await lineageFacts(db, personId, caseIds);
  return new Map(
    caseIds.map((id) => [
      id,
      {
        personId,
        instanceAdmin,
        memberships,
        engagements: engagements.get(id) ?? [],
        ...(facts.get(id) ?? NO_PART),
      },
    ]),
  );
}

/**
 * Loads an organisation together with what the asker may do in it.
 *
 * @throws AppError unauthenticated when nobody asks; not-found where the asker may not learn that
 *   the organisation exists.
 */
export async function loadOrgAccess(
  db: Db,
  session: Asker | null,
  orgSlug: string,
): Promise<OrgAccess> {
  if (!session) throw new AppError('unauthenticated', 'Sign in to go on.');
  const org = await findOrg(db, orgSlug);
  if (!org) throw notFound('The organisation');
  const resource: OrgResource = { orgId: org.id, kind: org.kind };
  const found = { org, ...access('org', await orgActor(db, session), resource) };
  if (!found.can('org.see')) throw notFound('The organisation');
  return found;
}

/** What a person holds, where no case is concerned. */
export async function orgActor(db: Db, session: Asker): Promise<Actor> {
  return {
    ...PUBLIC,
    personId: session.personId,
    instanceAdmin: session.instanceAdmin,
    memberships: await currentMemberships(db, session.personId),
  };
}

/** @throws AppError with the code and sentence of the rule that refuses. */
export function assertAllowed<Act extends Action>(
  action: Act,
  actor: Actor,
  resource: ResourceOf<Act>,
): void {
  const decision = decide(action, actor, resource);
  if (!decision.allowed) throw new AppError(decision.code, decision.reason);
}

function access<Own extends ResourceKind>(
  kind: Own,
  actor: Actor,
  resource: Resources[Own],
): Access<Own> {
  const about = <Act extends Action>(on: On<Own, Act>): ResourceOf<Act> =>
    (on.length === 0 ? resource : on[0]) as ResourceOf<Act>;
  return {
    actor,
    resource,
    abilities: abilities(kind, actor, resource),
    can: (action, ...on) => decide(action, actor, about(on)).allowed,
    assert: (action, ...on) => assertAllowed(action, actor, about(on)),
  };
}
