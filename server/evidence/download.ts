import type { Readable } from 'node:stream';
import { record } from '@/server/audit/events';
import { inTransaction } from '@/server/platform/database';
import { AppError, notFound } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';
import { loadVersionAccess, onOwnSide } from './access';
import { insertOpening } from './repo';

export interface OpenedBytes {
  fileName: string;
  mediaType: string;
  size: number;
  sha256: string;
  /** Opened when asked for, so that nothing is left open when the answer fails before. */
  read(): Readable;
}

/**
 * Opens the bytes of a version and records who did. What was put aside opens for the owner's side
 * alone.
 *
 * @throws AppError not-found | wrong-state while the bytes are on their way.
 */
export async function openBytes(context: RequestContext, versionId: string): Promise<OpenedBytes> {
  return inTransaction(context.db, async (tx) => {
    const { version, artefact, access, resource } = await loadVersionAccess(
      tx,
      context.session,
      versionId,
    );
    access.assert('evidence.read', resource);
    const { sha256, size, mediaType, fileName, state } = version;
    const aside = state === 'quarantined' || state === 'retracted';
    if (aside && !onOwnSide(access)) throw notFound('This evidence');
    if (state === 'registered' || state === 'scanning' || sha256 === null)
      throw new AppError('wrong-state', 'The bytes of this version are not ready yet.');
    if (!(await context.blobs.has(sha256))) throw notFound('The bytes of this version');
    const at = context.now();
    if (context.session)
      await insertOpening(tx, { versionId, personId: context.session.personId, at });
    await record(tx, context, 'evidence.opened', { versionId }, { caseId: artefact.caseId });
    return { fileName, mediaType, size, sha256, read: () => context.blobs.read(sha256) };
  });
}
