import type { Mode } from '@/core/collab/messages';
import { loadCaseActor } from '@/server/access/access';
import { loadSession, resolveSession } from '@/server/auth/session';
import type { Db } from '@/server/platform/database';
import type { Dependencies } from '@/server/platform/dependencies';
import { AppError } from '@/server/platform/errors';
import type { CollaborationDependencies } from './server';

/**
 * What a person may do in the documents of a case; null when the person may not see the draft or
 * there is no such case, which look the same from outside.
 */
export async function caseMode(db: Db, caseId: string, personId: string): Promise<Mode | null> {
  try {
    // Administrators of the installation have no part in cases, so whether one is does not matter.
    const access = await loadCaseActor(db, { personId, instanceAdmin: false }, { caseId });
    if (!access.can('case.read')) return null;
    return access.can('case.edit') ? 'read-write' : 'read-only';
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null;
    throw error;
  }
}

/** Collaboration for the people of this installation: by their sessions, as the policies let them. */
export function collaborationFor(deps: Dependencies): CollaborationDependencies {
  const { database, bus, log, env } = deps;
  return {
    database,
    bus,
    log,
    publicUrl: env.publicUrl,
    authenticate: (cookie) => resolveSession(deps, cookie),
    sessionStands: async (sessionId) =>
      (await loadSession(database.prisma, sessionId, deps.now(), false)) !== null,
    authorise: (caseId, personId) => caseMode(database.prisma, caseId, personId),
  };
}
