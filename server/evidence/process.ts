import { createHash } from 'node:crypto';
import { readInspectLog } from '@/core/evidence/inspect';
import type { InspectLog } from '@/core/evidence/inspectLog';
import { EVIDENCE_VERSION } from '@/core/workflow/evidenceVersion';
import { transition } from '@/core/workflow/machine';
import { record } from '@/server/audit/events';
import { inTransaction, type Db, type Tx } from '@/server/platform/database';
import type { Dependencies } from '@/server/platform/dependencies';
import { headerOf } from './header';
import { LARGEST_READ } from './limits';
import {
  changeVersion,
  findVersion,
  insertMetrics,
  newerReadyVersion,
  olderVersions,
  type ArtefactRow,
  type VersionRow,
} from './repo';
import { sniff, SNIFF_BYTES, unfit, type Sniffed } from './sniff';

/** What came of looking at the bytes. */
type Verdict =
  | { fit: true; mediaType: Sniffed; log: InspectLog | null; warnings: { message: string }[] }
  | { fit: false; reason: string };

/**
 * Looks at the bytes of a received version: recognises and reads them, names them by their digest,
 * and makes the version ready or puts it aside with the reason. Repeatable: may run twice.
 */
export async function processVersion(
  deps: Dependencies,
  versionId: string,
  db: Db = deps.database.prisma,
): Promise<void> {
  const found = await findVersion(db, versionId);
  if (found?.version.state !== 'scanning') return;
  const { version, artefact } = found;
  const verdict = await examine(deps, version, artefact);
  await inTransaction(db, async (tx) => {
    if (verdict.fit) await accept(tx, deps, version, artefact, verdict);
    else await quarantine(tx, deps, version, artefact, verdict.reason);
  });
  await deps.bus.publish('case-changed', { caseId: artefact.caseId, what: 'evidence' });
}

async function examine(
  deps: Dependencies,
  version: VersionRow,
  artefact: ArtefactRow,
): Promise<Verdict> {
  const { sha256, stagingKey } = version;
  if (sha256 === null || stagingKey === null) throw new Error('A received version has no digest.');
  const staged = await stagedDigest(deps, stagingKey);
  const digestMatches = staged === sha256 || (staged === null && (await deps.blobs.has(sha256)));
  const outcome = transition(EVIDENCE_VERSION, version.state, 'accept', { digestMatches });
  if (!outcome.ok) {
    await deps.blobs.discardStaged(stagingKey);
    return { fit: false, reason: outcome.sentence };
  }
  if (staged !== null) await deps.blobs.keep(stagingKey, sha256);

  const blob = await deps.blobs.open(sha256);
  const start = new Uint8Array(await blob.slice(0, SNIFF_BYTES).arrayBuffer());
  const mediaType = sniff(start);
  const reason = unfit(version.fileName, version.size, mediaType);
  if (reason !== null) return { fit: false, reason };
  return readLog(blob, mediaType, artefact);
}

/** Digest of the staged bytes, or null when they are not there (moved by an earlier run). */
async function stagedDigest(deps: Dependencies, stagingKey: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of deps.blobs.readStaged(stagingKey)) hash.update(chunk as Uint8Array);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  return hash.digest('hex');
}

/** Any file may turn out to be an evaluation log; one that is announced as such must be. */
async function readLog(blob: Blob, mediaType: Sniffed, artefact: ArtefactRow): Promise<Verdict> {
  const mustBe = artefact.kind === 'evaluation-log';
  const mayBe = mediaType === 'application/zip' || mediaType === 'application/json';
  if (!mustBe && !mayBe) return { fit: true, mediaType, log: null, warnings: [] };
  if (blob.size > LARGEST_READ) {
    const message = `The file is larger than ${LARGEST_READ / 1024 ** 3} GB: it was kept, and its figures were not read.`;
    return { fit: true, mediaType, log: null, warnings: [{ message }] };
  }
  const reading = await readInspectLog(blob);
  if (reading.ok) {
    const warnings = reading.log.warnings.map(({ message }) => ({ message }));
    return { fit: true, mediaType, log: reading.log, warnings };
  }
  if (!mustBe) return { fit: true, mediaType, log: null, warnings: [] };
  const { at, message } = reading.error;
  return { fit: false, reason: at === '' ? message : `${message} (${at})` };
}

async function accept(
  tx: Tx,
  deps: Dependencies,
  version: VersionRow,
  artefact: ArtefactRow,
  { mediaType, log, warnings }: Extract<Verdict, { fit: true }>,
): Promise<void> {
  // Versions of one artefact become ready one at a time, or two could each miss the other.
  await tx.$queryRaw`SELECT 1 FROM evidence_artifact WHERE id = ${artefact.id} FOR UPDATE`;
  const newer = await newerReadyVersion(tx, version);
  const changed = await changeVersion(
    tx,
    { id: version.id, state: 'scanning', stagingKey: version.stagingKey },
    {
      state: newer === null ? 'ready' : 'superseded',
      stagingKey: null,
      mediaType,
      header: log && headerOf(log),
      warnings,
      readyAt: deps.now(),
    },
  );
  if (!changed) return;
  if (log) await insertMetrics(tx, version.id, log.metrics);
  if (newer === null)
    for (const older of await olderVersions(tx, version, ['ready', 'stale']))
      await supersede(tx, older, version.id);
  const data = { versionId: version.id, sha256: version.sha256 ?? '' };
  await record(tx, { session: null, now: deps.now }, 'evidence.ready', data, {
    caseId: artefact.caseId,
  });
}

async function supersede(
  tx: Tx,
  older: Pick<VersionRow, 'id' | 'state'>,
  successor: string,
): Promise<void> {
  const outcome = transition(EVIDENCE_VERSION, older.state, 'supersede', { successor });
  if (outcome.ok) await changeVersion(tx, older, { state: outcome.state });
}

/** Puts a version aside. @returns whether it still was in the state it was loaded in. */
export async function quarantine(
  tx: Tx,
  deps: Pick<Dependencies, 'now'>,
  version: VersionRow,
  artefact: Pick<ArtefactRow, 'caseId'>,
  reason: string,
): Promise<boolean> {
  const outcome = transition(EVIDENCE_VERSION, version.state, 'quarantine', { reason });
  if (!outcome.ok) return false;
  const changed = await changeVersion(
    tx,
    { id: version.id, state: version.state, stagingKey: version.stagingKey },
    { state: outcome.state, stagingKey: null, reason },
  );
  if (!changed) return false;
  const data = { versionId: version.id, reason };
  await record(tx, { session: null, now: deps.now }, 'evidence.quarantined', data, {
    caseId: artefact.caseId,
  });
  return true;
}
