import { newId } from '@/core/argument/ids';
import type { EvidenceAccess } from '@/core/policy/resources';
import { EVIDENCE_VERSION } from '@/core/workflow/evidenceVersion';
import { transition } from '@/core/workflow/machine';
import { loadCaseAccess } from '@/server/access/access';
import { byHand, type Sender } from '@/server/access/sender';
import { record } from '@/server/audit/events';
import { inTransaction, lockCase } from '@/server/platform/database';
import { AppError, notFound } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { loadVersionAccess } from './access';
import type { EvidenceKind } from './kinds';
import { LARGEST_FILE } from '@/core/evidence/largestFile';
import {
  changeVersion,
  findArtefact,
  insertArtefact,
  insertContribution,
  insertVersion,
  nextArtefactNumber,
  nextVersionNumber,
} from './repo';

export interface RegisterInput {
  caseId: string;
  title: string;
  kind: EvidenceKind;
  method: string;
  subject: string;
  illustrative: boolean;
  access: EvidenceAccess;
}

/**
 * Registers an artefact: what a claim will cite. Its bytes come as versions. Whoever registers
 * evidence has contributed to the case for good.
 */
export async function registerArtefact(
  context: RequestContext,
  input: RegisterInput,
  { asker }: Sender = byHand(context),
): Promise<{ evidenceId: string; number: number }> {
  const { personId } = asker;
  const made = await inTransaction(context.db, async (tx) => {
    await lockCase(tx, input.caseId);
    const access = await loadCaseAccess(tx, asker, { caseId: input.caseId });
    access.assert('evidence.register');
    const id = newId();
    const at = context.now();
    const number = await nextArtefactNumber(tx, input.caseId);
    await insertArtefact(tx, { ...input, id, number, createdBy: personId, createdAt: at });
    const { caseId } = input;
    await insertContribution(tx, { caseId, nodeId: id, personId, at });
    return { evidenceId: id, number };
  });
  await context.bus.publish('case-changed', { caseId: input.caseId, what: 'evidence' });
  return made;
}

/**
 * Announces a version; its bytes follow as one PUT to `uploadPath`. Where their digest is announced,
 * no others are taken.
 */
export async function beginVersion(
  context: RequestContext,
  input: {
    evidenceId: string;
    fileName: string;
    mediaType: string;
    size: number;
    sha256?: string;
  },
  { asker, tokenId }: Sender = byHand(context),
): Promise<{ versionId: string; number: number; uploadPath: string }> {
  const { personId } = asker;
  if (input.size > LARGEST_FILE)
    throw new AppError(
      'too-large',
      `A file may have at most ${LARGEST_FILE / 1024 ** 3} GB.`,
      'size',
    );
  return inTransaction(context.db, async (tx) => {
    const artefact = await findArtefact(tx, { id: input.evidenceId });
    if (!artefact) throw notFound('This evidence');
    const access = await loadCaseAccess(tx, asker, { caseId: artefact.caseId });
    access.assert('evidence.register');
    const id = newId();
    const at = context.now();
    const number = await nextVersionNumber(tx, artefact.id);
    await insertVersion(tx, {
      id,
      artifactId: artefact.id,
      number,
      state: EVIDENCE_VERSION.initial,
      fileName: plainName(input.fileName),
      mediaType: input.mediaType || 'application/octet-stream',
      size: input.size,
      sha256: input.sha256 ?? null,
      uploadedBy: personId,
      createdAt: at,
    });
    const { caseId } = artefact;
    await insertContribution(tx, { caseId, nodeId: artefact.id, personId, at });
    await record(
      tx,
      context,
      'evidence.registered',
      { artifactId: artefact.id, versionId: id, tokenId },
      { caseId, orgId: access.case.org.id, actorId: personId },
    );
    return { versionId: id, number, uploadPath: `/api/evidence/${id}/bytes` };
  });
}

/** The last part of a path, without what no file name has. */
export function plainName(fileName: string): string {
  const name = (fileName.split(/[/\\]/).at(-1) ?? '').replaceAll(/\p{Cc}/gu, '').trim();
  return name === '' || name === '.' || name === '..' ? 'file' : name;
}

/** Takes a version back for good. Its bytes stay; every link to it is challenged. */
export async function retractVersion(
  context: RequestContext,
  input: { versionId: string; reason: string },
): Promise<void> {
  const session = requireSession(context);
  const caseId = await inTransaction(context.db, async (tx) => {
    const { version, artefact, access, resource } = await loadVersionAccess(
      tx,
      session,
      input.versionId,
    );
    access.assert('evidence.retract', resource);
    const outcome = transition(EVIDENCE_VERSION, version.state, 'retract', {
      reason: input.reason,
    });
    if (!outcome.ok) throw new AppError('wrong-state', outcome.sentence);
    const changed = await changeVersion(
      tx,
      { id: version.id, state: version.state },
      { state: outcome.state, reason: input.reason },
    );
    if (!changed) throw new AppError('conflict', 'This version changed meanwhile. Look again.');
    const scope = { caseId: artefact.caseId, orgId: access.case.org.id };
    const { reason } = input;
    await record(tx, context, 'evidence.retracted', { versionId: version.id, reason }, scope);
    return artefact.caseId;
  });
  await context.bus.publish('case-changed', { caseId, what: 'evidence' });
}
