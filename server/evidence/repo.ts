import type { EvidenceAccess } from '@/core/policy/resources';
import type { EvidenceVersionState } from '@/core/workflow/evidenceVersion';
import type { InspectMetric } from '@/core/evidence/inspectLog';
import type { Prisma } from '@/server/generated/prisma/client';
import type { Db, Tx } from '@/server/platform/database';
import { type LogHeader, storedHeader, storedWarnings } from './header';
import type { EvidenceKind } from './kinds';
import { MOST_ARTEFACTS, MOST_VERSIONS } from './limits';

export interface ArtefactRow {
  id: string;
  caseId: string;
  number: number;
  title: string;
  kind: EvidenceKind;
  method: string;
  subject: string;
  illustrative: boolean;
  access: EvidenceAccess;
  createdBy: string;
  createdAt: Date;
}

export interface VersionRow {
  id: string;
  artifactId: string;
  number: number;
  state: EvidenceVersionState;
  fileName: string;
  mediaType: string;
  /** Bytes: announced until they are here, counted afterwards. */
  size: number;
  /** Of the bytes that are here; before, where it was announced. */
  sha256: string | null;
  stagingKey: string | null;
  /** What an evaluation log says of itself; null for other files. */
  header: LogHeader | null;
  warnings: { message: string }[];
  reason: string;
  uploadedBy: string;
  createdAt: Date;
  readyAt: Date | null;
  metrics: InspectMetric[];
}

const ARTEFACT = {
  id: true,
  caseId: true,
  number: true,
  title: true,
  kind: true,
  method: true,
  subject: true,
  illustrative: true,
  access: true,
  createdBy: true,
  createdAt: true,
} as const;

const VERSION = {
  id: true,
  artifactId: true,
  number: true,
  state: true,
  fileName: true,
  mediaType: true,
  size: true,
  sha256: true,
  stagingKey: true,
  header: true,
  warnings: true,
  reason: true,
  uploadedBy: true,
  createdAt: true,
  readyAt: true,
  metrics: {
    select: { name: true, value: true, stderr: true, samples: true },
    orderBy: { name: 'asc' },
  },
} as const satisfies Prisma.EvidenceVersionSelect;

type StoredArtefact = Prisma.EvidenceArtifactGetPayload<{ select: typeof ARTEFACT }>;
type StoredVersion = Prisma.EvidenceVersionGetPayload<{ select: typeof VERSION }>;

/** Words in these columns are written by this file's callers alone, from the closed lists. */
const asArtefact = (row: StoredArtefact): ArtefactRow => ({
  ...row,
  kind: row.kind as EvidenceKind,
  access: row.access as EvidenceAccess,
});

const asVersion = (row: StoredVersion): VersionRow => ({
  ...row,
  state: row.state as EvidenceVersionState,
  size: Number(row.size),
  header: storedHeader.parse(row.header),
  warnings: storedWarnings.parse(row.warnings),
});

export async function nextArtefactNumber(tx: Tx, caseId: string): Promise<number> {
  const { _max } = await tx.evidenceArtifact.aggregate({
    where: { caseId },
    _max: { number: true },
  });
  return (_max.number ?? 0) + 1;
}

export async function insertArtefact(tx: Tx, row: ArtefactRow): Promise<void> {
  await tx.evidenceArtifact.create({ data: row });
}

export async function findArtefact(
  db: Db,
  key: { id: string } | { caseId: string; number: number },
): Promise<ArtefactRow | null> {
  const row = await db.evidenceArtifact.findFirst({ where: key, select: ARTEFACT });
  return row && asArtefact(row);
}

/** Artefacts of a case by number, each with its versions, newest first. */
export async function listArtefacts(
  db: Db,
  caseId: string,
): Promise<{ artefact: ArtefactRow; versions: VersionRow[] }[]> {
  const rows = await db.evidenceArtifact.findMany({
    where: { caseId },
    orderBy: { number: 'asc' },
    take: MOST_ARTEFACTS,
    select: {
      ...ARTEFACT,
      versions: { select: VERSION, orderBy: { number: 'desc' }, take: MOST_VERSIONS },
    },
  });
  return rows.map(({ versions, ...row }) => ({
    artefact: asArtefact(row),
    versions: versions.map(asVersion),
  }));
}

export async function listVersions(db: Db, artifactId: string): Promise<VersionRow[]> {
  const rows = await db.evidenceVersion.findMany({
    where: { artifactId },
    orderBy: { number: 'desc' },
    take: MOST_VERSIONS,
    select: VERSION,
  });
  return rows.map(asVersion);
}

/** Locks the artefact, so that versions are numbered one at a time. */
export async function nextVersionNumber(tx: Tx, artifactId: string): Promise<number> {
  await tx.$queryRaw`SELECT 1 FROM evidence_artifact WHERE id = ${artifactId} FOR UPDATE`;
  const { _max } = await tx.evidenceVersion.aggregate({
    where: { artifactId },
    _max: { number: true },
  });
  return (_max.number ?? 0) + 1;
}

export async function insertVersion(
  tx: Tx,
  row: Pick<
    VersionRow,
    | 'id'
    | 'artifactId'
    | 'number'
    | 'state'
    | 'fileName'
    | 'mediaType'
    | 'size'
    | 'sha256'
    | 'uploadedBy'
    | 'createdAt'
  >,
): Promise<void> {
  await tx.evidenceVersion.create({ data: { ...row, size: BigInt(row.size) } });
}

export async function findVersion(
  db: Db,
  id: string,
): Promise<{ version: VersionRow; artefact: ArtefactRow } | null> {
  const row = await db.evidenceVersion.findUnique({
    where: { id },
    select: { ...VERSION, artifact: { select: ARTEFACT } },
  });
  if (!row) return null;
  const { artifact, ...version } = row;
  return { version: asVersion(version), artefact: asArtefact(artifact) };
}

/** Versions of a case with this digest, here or announced, the oldest first. */
export async function versionsOfDigest(
  db: Db,
  key: { caseId: string; sha256: string },
): Promise<{ version: VersionRow; artefact: ArtefactRow }[]> {
  const rows = await db.evidenceVersion.findMany({
    where: { sha256: key.sha256, artifact: { caseId: key.caseId } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: MOST_VERSIONS,
    select: { ...VERSION, artifact: { select: ARTEFACT } },
  });
  return rows.map(({ artifact, ...version }) => ({
    version: asVersion(version),
    artefact: asArtefact(artifact),
  }));
}

export interface VersionChange {
  state?: EvidenceVersionState;
  stagingKey?: string | null;
  size?: number;
  sha256?: string;
  mediaType?: string;
  header?: VersionRow['header'];
  warnings?: VersionRow['warnings'];
  reason?: string;
  readyAt?: Date;
}

/**
 * Compare-and-set on the state, and where given on the staging key, so that of two attempts one wins.
 *
 * @returns whether the row was as expected.
 */
export async function changeVersion(
  tx: Db,
  expected: { id: string; state: EvidenceVersionState; stagingKey?: string | null },
  change: VersionChange,
): Promise<boolean> {
  const { size, header, warnings, ...rest } = change;
  const { count } = await tx.evidenceVersion.updateMany({
    where: expected,
    data: {
      ...rest,
      ...(size !== undefined && { size: BigInt(size) }),
      ...(header && { header: { ...header } }),
      ...(warnings && { warnings: warnings.map(({ message }) => ({ message })) }),
    },
  });
  return count === 1;
}

export async function insertMetrics(
  tx: Tx,
  versionId: string,
  metrics: readonly InspectMetric[],
): Promise<void> {
  await tx.metric.createMany({ data: metrics.map((metric) => ({ versionId, ...metric })) });
}

/** Older versions of the artefact that are in this state. */
export async function olderVersions(
  db: Db,
  { artifactId, number }: Pick<VersionRow, 'artifactId' | 'number'>,
  states: EvidenceVersionState[],
): Promise<Pick<VersionRow, 'id' | 'state'>[]> {
  const rows = await db.evidenceVersion.findMany({
    where: { artifactId, number: { lt: number }, state: { in: states } },
    select: { id: true, state: true },
  });
  return rows.map(({ id, state }) => ({ id, state: state as EvidenceVersionState }));
}

export async function newerReadyVersion(
  db: Db,
  { artifactId, number }: Pick<VersionRow, 'artifactId' | 'number'>,
): Promise<string | null> {
  const row = await db.evidenceVersion.findFirst({
    where: { artifactId, number: { gt: number }, state: 'ready' },
    select: { id: true },
  });
  return row?.id ?? null;
}

/** Versions whose upload or scan began before `before` and never ended. */
export async function abandonedVersions(db: Db, before: Date): Promise<VersionRow[]> {
  const rows = await db.evidenceVersion.findMany({
    where: { state: { in: ['registered', 'scanning'] }, createdAt: { lt: before } },
    select: VERSION,
    take: 200,
  });
  return rows.map(asVersion);
}

/** Versions whose bytes are here and wait to be examined, the oldest first. */
export async function waitingVersions(db: Db): Promise<string[]> {
  const rows = await db.evidenceVersion.findMany({
    where: { state: 'scanning' },
    orderBy: { createdAt: 'asc' },
    select: { id: true },
    take: 1_000,
  });
  return rows.map(({ id }) => id);
}

/** Whether a release that is or was published pins one of these versions. */
export async function pinnedByPublished(
  db: Db,
  versionIds: readonly string[],
): Promise<Set<string>> {
  const rows = await db.releaseEvidence.findMany({
    where: {
      versionId: { in: [...versionIds] },
      release: { status: { state: { in: ['published', 'suspended', 'revoked'] } } },
    },
    select: { versionId: true },
  });
  return new Set(rows.map((row) => row.versionId));
}

export async function insertContribution(
  tx: Tx,
  row: { caseId: string; nodeId: string; personId: string; at: Date },
): Promise<void> {
  await tx.contribution.createMany({ data: [{ ...row, cause: 'evidence' }], skipDuplicates: true });
}

export async function insertOpening(
  tx: Tx,
  row: { versionId: string; personId: string; at: Date },
): Promise<void> {
  await tx.evidenceAccess.create({ data: row });
}

export interface OpeningRow {
  versionId: string;
  personId: string;
  at: Date;
}

export async function listOpenings(
  db: Db,
  versionIds: readonly string[],
  limit: number,
): Promise<{ total: number; openings: OpeningRow[] }> {
  const where = { versionId: { in: [...versionIds] } };
  const [total, openings] = await Promise.all([
    db.evidenceAccess.count({ where }),
    db.evidenceAccess.findMany({
      where,
      orderBy: { id: 'desc' },
      take: limit,
      select: { versionId: true, personId: true, at: true },
    }),
  ]);
  return { total, openings };
}

/** Names of people and of the organisations they belong to now. */
export async function namesOf(
  db: Db,
  personIds: readonly string[],
): Promise<Map<string, { name: string; organisations: string[] }>> {
  const rows = await db.person.findMany({
    where: { id: { in: [...new Set(personIds)] } },
    select: {
      id: true,
      name: true,
      memberships: { where: { endedAt: null }, select: { org: { select: { name: true } } } },
    },
  });
  return new Map(
    rows.map(({ id, name, memberships }) => [
      id,
      { name, organisations: memberships.map(({ org }) => org.name) },
    ]),
  );
}
