import type { Actor } from '@/core/policy/actor';
import { abilities } from '@/core/policy/decide';
import type { ReleaseResource } from '@/core/policy/resources';
import type { ActionOn } from '@/core/policy/rules';
import { assertAllowed, loadCaseActor, type Asker } from '@/server/access/access';
import type { Db } from '@/server/platform/database';
import { notFound } from '@/server/platform/errors';
import { findRelease, handlersOf, type ReleaseRow } from './repo';

/** One person towards one release, loaded inside the transaction that decides and acts. */
export interface ReleaseAccess {
  release: ReleaseRow;
  actor: Actor;
  resource: ReleaseResource;
  abilities: Record<ActionOn<'release'>, boolean>;
  /** @throws AppError with the policy's code and sentence */
  assert(action: ActionOn<'release'>): void;
}

/** @throws AppError not-found where the person may not learn that the release exists */
export async function loadReleaseAccess(
  db: Db,
  session: Asker | null,
  releaseId: string,
): Promise<ReleaseAccess> {
  const { release, actor, resource } = await loadReleaseActor(db, session, releaseId);
  assertAllowed('release.see', actor, resource);
  return {
    release,
    actor,
    resource,
    abilities: abilities('release', actor, resource),
    assert: (action) => assertAllowed(action, actor, resource),
  };
}

/**
 * The same without deciding anything: callers assert what they do on the release or on something
 * inside it before anything leaves.
 */
export async function loadReleaseActor(
  db: Db,
  session: Asker | null,
  releaseId: string,
): Promise<{ release: ReleaseRow; actor: Actor; resource: ReleaseResource }> {
  const release = await findRelease(db, releaseId);
  if (release === null) throw notFound('The release');
  const owned = await loadCaseActor(db, session, { caseId: release.caseId });
  const resource: ReleaseResource = {
    case: owned.resource,
    state: release.status.state,
    submitted: release.status.submittedAt !== null,
    handledBy: [release.frozenBy, ...(await handlersOf(db, release.id))],
  };
  return { release, actor: owned.actor, resource };
}
