import { createHash } from 'node:crypto';
import { fileTitle } from '@/core/evidence/fileTitle';
import type { EvidenceAccess } from '@/core/policy/resources';
import { loadCaseAccess } from '@/server/access/access';
import type { Sender } from '@/server/access/sender';
import { inTransaction, lockCase, type Db } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import type { RequestContext } from '@/server/platform/requestContext';
import type { EvidenceKind } from './kinds';
import { beginVersion, plainName, registerArtefact } from './register';
import { findVersion, versionsOfDigest, type ArtefactRow, type VersionRow } from './repo';
import { receiveBytes } from './upload';

/** A file and what it is, announced before its bytes. */
export interface PushInput {
  caseId: string;
  name: string;
  /** Hex, of the bytes that follow. */
  sha256: string;
  size: number;
  title?: string;
  kind: EvidenceKind;
  method: string;
  subject: string;
  access: EvidenceAccess;
}

/** An artefact with the version that holds the bytes. */
export interface Pushed {
  /** False when the case had these bytes before. */
  isNew: boolean;
  artefact: ArtefactRow;
  version: VersionRow;
}

/**
 * Registers a file in one go, as registration by hand does in three steps. Bytes that the case has
 * already are answered with the version that holds them; an upload that broke off is gone on with, so
 * that trying again leaves nothing behind.
 *
 * @throws AppError not-found, forbidden, conflict-of-interest, too-large; invalid when other bytes come
 *   than were announced; unavailable when the stream breaks off; conflict when the same upload is
 *   begun again meanwhile
 */
export async function pushEvidence(
  context: RequestContext,
  sender: Sender,
  input: PushInput,
  source: AsyncIterable<Uint8Array>,
): Promise<Pushed> {
  const { caseId } = input;
  const begun = await inTransaction(context.db, async (tx) => {
    // Two who push the same at once take turns: the second finds what the first announced.
    await lockCase(tx, caseId);
    const access = await loadCaseAccess(tx, sender.asker, { caseId });
    access.assert('evidence.register');
    const here = await holding({ ...context, db: tx }, input);
    if (here !== null) return { here };
    return { versionId: await announce({ ...context, db: tx }, sender, input) };
  });
  if ('here' in begun) {
    await assertSame(source, input);
    return { isNew: false, ...begun.here };
  }
  try {
    await receiveBytes(context, begun.versionId, source, sender);
  } catch (error) {
    // Another attempt may have been faster with the same bytes: that is what was asked for.
    const lost = error instanceof AppError && ['conflict', 'wrong-state'].includes(error.code);
    const faster = lost ? await versionIn(context.db, begun.versionId) : null;
    if (faster === null || faster.version.state === 'registered') throw error;
    return { isNew: false, ...faster };
  }
  return { isNew: true, ...(await versionIn(context.db, begun.versionId)) };
}

/** The version that waits for these bytes: one of an attempt that broke off, or a new one. */
async function announce(
  context: RequestContext,
  sender: Sender,
  { name, title, size, sha256, ...input }: PushInput,
): Promise<string> {
  const { personId } = sender.asker;
  const announced = await versionsOfDigest(context.db, { caseId: input.caseId, sha256 });
  const waiting = announced.find(
    ({ version }) =>
      version.state === 'registered' && version.uploadedBy === personId && version.size === size,
  );
  if (waiting !== undefined) return waiting.version.id;
  const { evidenceId } = await registerArtefact(
    context,
    { ...input, title: title ?? (fileTitle(plainName(name)) || 'Evidence'), illustrative: false },
    sender,
  );
  const file = { evidenceId, fileName: name, mediaType: '', size, sha256 };
  const { versionId } = await beginVersion(context, file, sender);
  return versionId;
}

/** The oldest version of the case that holds these bytes; whoever may register sees all of them. */
async function holding(
  context: RequestContext,
  { caseId, sha256 }: PushInput,
): Promise<Pick<Pushed, 'artefact' | 'version'> | null> {
  const found = await versionsOfDigest(context.db, { caseId, sha256 });
  for (const { version, artefact } of found) {
    if (version.state === 'registered') continue;
    // Put aside before its bytes were here: an upload that was given up.
    if (version.state === 'quarantined' && !(await context.blobs.has(sha256))) continue;
    return { version, artefact };
  }
  return null;
}

async function versionIn(db: Db, id: string): Promise<Pick<Pushed, 'artefact' | 'version'>> {
  const found = await findVersion(db, id);
  if (found === null) throw new Error('A version that was announced is not there.');
  return found;
}

/** @throws AppError invalid when the bytes are not those that were announced */
async function assertSame(
  source: AsyncIterable<Uint8Array>,
  { size, sha256 }: PushInput,
): Promise<void> {
  const hash = createHash('sha256');
  let came = 0;
  for await (const chunk of source) {
    came += chunk.byteLength;
    if (came > size) break;
    hash.update(chunk);
  }
  if (came !== size || hash.digest('hex') !== sha256)
    throw new AppError('invalid', 'Other bytes came than were announced.', 'sha256');
}
