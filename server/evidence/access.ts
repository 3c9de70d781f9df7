import { isEngagedAs, isMember } from '@/core/policy/actor';
import type { EvidenceResource } from '@/core/policy/resources';
import { loadCaseActor, type Asker, type CaseAccess } from '@/server/access/access';
import type { Db } from '@/server/platform/database';
import { notFound } from '@/server/platform/errors';
import { findVersion, pinnedByPublished, type ArtefactRow, type VersionRow } from './repo';

/** What decisions on one version of an artefact are made of. */
export async function evidenceResource(
  db: Db,
  access: Pick<CaseAccess, 'resource'>,
  artefact: Pick<ArtefactRow, 'access'>,
  versionId: string,
): Promise<EvidenceResource> {
  const pinned =
    artefact.access === 'public' && (await pinnedByPublished(db, [versionId])).size > 0;
  return { case: access.resource, access: artefact.access, published: pinned };
}

/** Whether somebody is on the owner's side: sees unfinished and quarantined uploads too. */
export function onOwnSide({ actor, case: row }: Pick<CaseAccess, 'actor' | 'case'>): boolean {
  return isMember(actor, row.org.id) || isEngagedAs(actor, 'co-author');
}

export interface VersionAccess {
  version: VersionRow;
  artefact: ArtefactRow;
  access: CaseAccess;
  resource: EvidenceResource;
}

/**
 * Loads a version with what the asker may do with it. Call it inside the transaction that acts.
 *
 * @throws AppError not-found where the asker may not learn that it exists.
 */
export async function loadVersionAccess(
  db: Db,
  session: Asker | null,
  versionId: string,
): Promise<VersionAccess> {
  const found = await findVersion(db, versionId);
  if (!found) throw notFound('This evidence');
  const access = await loadCaseActor(db, session, { caseId: found.artefact.caseId });
  const resource = await evidenceResource(db, access, found.artefact, versionId);
  if (!access.can('evidence.read', resource)) throw notFound('This evidence');
  return { ...found, access, resource };
}
