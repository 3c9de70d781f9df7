import type { Mode } from '@/core/collab/messages';
import { loadCaseActor } from '@/server/access/access';
import type { Db } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';

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
