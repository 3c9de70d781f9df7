import type { Db, Tx } from '@/server/platform/database';

/** Ids of the releases of these cases that watch indicators, as far as they were published. */
export async function watchingReleases(
  db: Db,
  where: { caseIds: readonly string[]; indicatorId?: string },
  limit = 500,
): Promise<string[]> {
  const { caseIds, indicatorId } = where;
  const rows = await db.release.findMany({
    where: {
      caseId: { in: [...caseIds] },
      indicators: { some: indicatorId === undefined ? {} : { indicatorId } },
      status: { publishedAt: { not: null } },
    },
    select: { id: true },
    orderBy: [{ status: { publishedAt: 'desc' } }, { id: 'asc' }],
    take: limit,
  });
  return rows.map(({ id }) => id);
}

/** Ids of published releases of these organisations that watch indicators and were not revoked. */
export async function watchingReleasesOf(
  db: Db,
  orgIds: readonly string[],
  limit: number,
): Promise<string[]> {
  const rows = await db.release.findMany({
    where: {
      case: { orgId: { in: [...orgIds] } },
      indicators: { some: {} },
      status: { state: { in: ['published', 'suspended'] } },
    },
    select: { id: true },
    orderBy: [{ status: { publishedAt: 'desc' } }, { id: 'asc' }],
    take: limit,
  });
  return rows.map(({ id }) => id);
}

/**
 * Lets one reading of an indicator in at a time: the order of ids is the order in which readings
 * came, and two with one time of measurement cannot both be the first.
 */
export async function lockIndicator(tx: Tx, caseId: string, indicatorId: string): Promise<void> {
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(${`reading ${caseId} ${indicatorId}`}, 0))`;
}

export interface ReadingRow {
  id: bigint;
  value: string;
  at: Date;
  receivedAt: Date;
  note: string;
  personId: string;
  tokenId: string | null;
}

const READING = {
  id: true,
  value: true,
  at: true,
  receivedAt: true,
  note: true,
  personId: true,
  tokenId: true,
} as const;

export async function findReading(
  db: Db,
  key: { caseId: string; indicatorId: string; at: Date },
): Promise<ReadingRow | null> {
  return db.reading.findUnique({ where: { caseId_indicatorId_at: key }, select: READING });
}

export async function insertReading(
  tx: Tx,
  row: Omit<ReadingRow, 'id'> & { caseId: string; indicatorId: string },
): Promise<ReadingRow> {
  return tx.reading.create({ data: row, select: READING });
}

export async function countReadings(
  db: Db,
  { caseId, indicatorId }: { caseId: string; indicatorId: string },
  after: Date,
): Promise<number> {
  return db.reading.count({ where: { caseId, indicatorId, receivedAt: { gt: after } } });
}

/** The newest readings of an indicator, by arrival. */
export async function lastReadings(
  db: Db,
  where: { caseId: string; indicatorId: string },
  limit: number,
): Promise<ReadingRow[]> {
  return db.reading.findMany({
    where,
    select: READING,
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
}

/** Records once and for all that somebody contributed to a case. */
export async function insertContribution(
  tx: Tx,
  row: { caseId: string; nodeId: string; personId: string; cause: 'reading' | 'token'; at: Date },
): Promise<void> {
  await tx.contribution.createMany({ data: [row], skipDuplicates: true });
}

export async function insertAcknowledgement(
  tx: Tx,
  row: {
    id: string;
    releaseId: string;
    about: string;
    words: string;
    personId: string;
    statementId: string;
    createdAt: Date;
  },
): Promise<void> {
  await tx.acknowledgement.create({ data: { ...row, kind: 'indicator' } });
}

export interface AnswerRow {
  releaseId: string;
  indicatorId: string;
  words: string;
  personId: string;
  createdAt: Date;
}

/** What officers answered for breaches of these releases, the newest first. */
export async function answersOf(db: Db, releaseIds: readonly string[]): Promise<AnswerRow[]> {
  const rows = await db.acknowledgement.findMany({
    where: { releaseId: { in: [...releaseIds] }, kind: 'indicator' },
    select: { releaseId: true, about: true, words: true, personId: true, createdAt: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 1_000,
  });
  return rows.map(({ about, ...row }) => ({ ...row, indicatorId: about }));
}
