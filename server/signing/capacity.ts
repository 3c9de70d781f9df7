import { PREDICATES, type Statement } from '@/core/attest/statements';
import type { ReleaseState } from '@/core/workflow/release';
import type { Db } from '@/server/platform/database';
import { notFound } from '@/server/platform/errors';
import { caseOrganisation, judgingOrganisation, releaseState } from './repo';

/** Published once, public for good. */
const PUBLIC_STATES: ReadonlySet<ReleaseState> = new Set(['published', 'suspended', 'revoked']);

/**
 * In whose name a person signs on a case: the organisation for which they are engaged as assessor or
 * decision-maker, else the one that owns it. Nobody is both: judges do not write (domain rule 15).
 */
export async function organisationFor(
  db: Db,
  personId: string,
  caseId: string,
): Promise<{ id: string; slug: string }> {
  const found =
    (await judgingOrganisation(db, personId, caseId)) ?? (await caseOrganisation(db, caseId));
  if (!found) throw notFound('The case');
  return found;
}

/**
 * Whether the log names predicate and release in the open, so that anyone can watch for it: what
 * concerns a release that is or was published, its publication included.
 */
export async function isNamedInLog(
  db: Db,
  statement: Statement,
  releaseId: string | null,
): Promise<boolean> {
  if (releaseId === null) return false;
  if (statement.predicateType === PREDICATES.status) return true;
  const state = await releaseState(db, releaseId);
  return state !== null && PUBLIC_STATES.has(state);
}
