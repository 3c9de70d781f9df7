import { createHash } from 'node:crypto';
import { newId } from '@/core/argument/ids';
import { EVIDENCE_VERSION } from '@/core/workflow/evidenceVersion';
import { transition } from '@/core/workflow/machine';
import type { Asker } from '@/server/access/access';
import { byHand, type Sender } from '@/server/access/sender';
import { inTransaction, type Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { isFull } from '@/server/platform/unavailable';
import type { RequestContext } from '@/server/platform/requestContext';
import { UploadTooLarge } from '@/server/storage/blobStore';
import { loadVersionAccess, type VersionAccess } from './access';
import { LARGEST_FILE } from '@/core/evidence/largestFile';
import { changeVersion } from './repo';

/**
 * Receives the bytes of an announced version. They are staged under a key that the row knows before
 * the first byte is written, so nothing is ever left in staging that nobody knows of; of several
 * attempts the latest counts. Once all are here the version is scanned by a job.
 *
 * @throws AppError invalid when fewer, more or other bytes come than were announced; unavailable when
 *   the stream breaks off. The version then waits for another attempt.
 */
export async function receiveBytes(
  context: RequestContext,
  versionId: string,
  source: AsyncIterable<Uint8Array>,
  { asker }: Sender = byHand(context),
): Promise<{ size: number; sha256: string }> {
  await context.limiter.spend('upload', asker.personId);
  const stagingKey = newId();
  const announced = await inTransaction(context.db, async (tx) => {
    const { version } = await loadOwnUpload(tx, asker, versionId);
    const { state, stagingKey: previous } = version;
    if (!(await changeVersion(tx, { id: versionId, state, stagingKey: previous }, { stagingKey })))
      throw otherAttempt();
    if (previous !== null) await context.blobs.discardStaged(previous);
    return version.size;
  });
  try {
    const hash = createHash('sha256');
    const size = await stage(context, stagingKey, hashing(source, hash), announced);
    const sha256 = hash.digest('hex');
    const caseId = await inTransaction(context.db, async (tx) => {
      const { version, artefact } = await loadOwnUpload(tx, asker, versionId);
      const facts = { bytes: size, expectedBytes: announced };
      const outcome = transition(EVIDENCE_VERSION, version.state, 'receive', facts);
      if (!outcome.ok) throw new AppError('invalid', outcome.sentence);
      if (version.sha256 !== null && version.sha256 !== sha256)
        throw new AppError(
          'invalid',
          `Other bytes came than were announced: their SHA-256 is ${sha256}.`,
          'sha256',
        );
      const received = await changeVersion(
        tx,
        { id: versionId, state: version.state, stagingKey },
        { state: outcome.state, size, sha256 },
      );
      if (!received) throw otherAttempt();
      await context.jobs.send(tx, 'evidence.process', { versionId });
      return artefact.caseId;
    });
    await context.bus.publish('case-changed', { caseId, what: 'evidence' });
    return { size, sha256 };
  } catch (error) {
    await context.blobs.discardStaged(stagingKey);
    throw error;
  }
}

const otherAttempt = () =>
  new AppError('conflict', 'Another upload of this version is under way, and that one counts.');

/** A version waiting for its bytes, which only the person who announced it may send. */
async function loadOwnUpload(tx: Tx, asker: Asker, versionId: string): Promise<VersionAccess> {
  const found = await loadVersionAccess(tx, asker, versionId);
  found.access.assert('evidence.register');
  if (found.version.uploadedBy !== asker.personId)
    throw new AppError('forbidden', 'Only the person who began this upload can send its bytes.');
  if (found.version.state !== EVIDENCE_VERSION.initial)
    throw new AppError('wrong-state', 'The bytes of this version are here already.');
  return found;
}

async function* hashing(
  source: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
}

async function stage(
  context: RequestContext,
  key: string,
  source: AsyncIterable<Uint8Array>,
  announced: number,
): Promise<number> {
  try {
    return await context.blobs.stage(key, source, Math.min(announced, LARGEST_FILE));
  } catch (error) {
    if (error instanceof UploadTooLarge)
      throw new AppError('invalid', `More bytes came than the ${announced} that were announced.`);
    if (isBrokenOff(error))
      throw new AppError(
        'unavailable',
        'The upload broke off. Nothing of it was kept; send it again.',
      );
    if (isFull(error))
      throw new AppError(
        'unavailable',
        'There is no room for this file on the server. Nothing of it was kept; send it again when the operator has made room.',
      );
    throw error;
  }
}

/** How Node reports that the client went away in the middle of a request. */
function isBrokenOff(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE')
  );
}
