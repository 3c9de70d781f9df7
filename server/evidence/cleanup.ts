import { inTransaction } from '@/server/platform/database';
import type { Dependencies } from '@/server/platform/dependencies';
import { UPLOAD_HOURS } from './limits';
import { quarantine } from './process';
import { abandonedVersions, findVersion, waitingVersions } from './repo';

/**
 * Gives up uploads that never ended (a closed browser, a process that was killed): their staged bytes
 * go, their versions are put aside with the reason.
 *
 * @returns how many were given up.
 */
export async function giveUpAbandoned(deps: Dependencies): Promise<number> {
  const before = new Date(deps.now().getTime() - UPLOAD_HOURS * 3_600_000);
  let given = 0;
  for (const version of await abandonedVersions(deps.database.prisma, before)) {
    const found = await findVersion(deps.database.prisma, version.id);
    if (!found) continue;
    const reason =
      version.state === 'registered'
        ? `The upload did not end within ${UPLOAD_HOURS} hours. Upload the file again.`
        : 'The file could not be examined. Upload it again.';
    const done = await inTransaction(deps.database.prisma, (tx) =>
      quarantine(tx, deps, version, found.artefact, reason),
    );
    if (!done) continue;
    if (version.stagingKey !== null) await deps.blobs.discardStaged(version.stagingKey);
    await deps.bus.publish('case-changed', { caseId: found.artefact.caseId, what: 'evidence' });
    given += 1;
  }
  return given;
}

/**
 * Sees to it that every upload that was received is examined, whatever became of its job: the queue
 * starts empty after a restore, and gives a job up that failed again and again, on a full disk for
 * example. A version that is examined twice is as one that is examined once.
 */
export async function examineWaiting(deps: Dependencies): Promise<void> {
  const { jobs, database } = deps;
  const waiting = await waitingVersions(database.prisma);
  await inTransaction(database.prisma, async (tx) => {
    for (const versionId of waiting) await jobs.send(tx, 'evidence.process', { versionId });
  });
}
