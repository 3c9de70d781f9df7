import { saltedProseSchema, type SaltedProse } from '@/core/attest/prose';
import { PREDICATES } from '@/core/attest/statements';
import type { Db, Tx } from '@/server/platform/database';

/** A signed change of status of a release. */
export interface StatusStatement {
  releaseId: string;
  caseId: string;
  number: number;
  payload: Uint8Array;
  prose: SaltedProse[];
  sha256: string;
  createdAt: Date;
}

/** Every signed change of status of any release of these cases, in the order of the log. */
export async function statusStatements(
  db: Db,
  caseIds: readonly string[],
): Promise<StatusStatement[]> {
  const rows = await db.statement.findMany({
    where: {
      predicateType: PREDICATES.status,
      release: { caseId: { in: [...caseIds] } },
    },
    select: {
      payload: true,
      prose: true,
      sha256: true,
      createdAt: true,
      release: { select: { id: true, caseId: true, number: true } },
    },
    orderBy: { logIndex: 'asc' },
    take: 10_000,
  });
  return rows.flatMap(({ release, payload, prose, ...row }) =>
    release === null
      ? []
      : [
          {
            ...row,
            payload: new Uint8Array(payload),
            prose: saltedProseSchema.array().parse(prose),
            releaseId: release.id,
            caseId: release.caseId,
            number: release.number,
          },
        ],
  );
}

/** When the officer of each release last acknowledged a move of its base. */
export async function lastAcknowledged(
  db: Db,
  releaseIds: readonly string[],
): Promise<Map<string, Date>> {
  const rows = await db.acknowledgement.groupBy({
    by: ['releaseId'],
    where: { releaseId: { in: [...releaseIds] }, kind: 'base' },
    _max: { createdAt: true },
  });
  return new Map(
    rows.flatMap(({ releaseId, _max }) =>
      _max.createdAt === null ? [] : [[releaseId, _max.createdAt] as const],
    ),
  );
}

export interface AcknowledgementRow {
  id: string;
  releaseId: string;
  kind: string;
  about: string;
  words: string;
  personId: string;
  statementId: string;
  createdAt: Date;
}

export async function insertAcknowledgement(tx: Tx, row: AcknowledgementRow): Promise<void> {
  await tx.acknowledgement.create({ data: row });
}

/** What the officers of a release acknowledged, the newest first. */
export async function acknowledgementsOf(db: Db, releaseId: string): Promise<AcknowledgementRow[]> {
  return db.acknowledgement.findMany({
    where: { releaseId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 200,
  });
}

/** Pins the supplement to another release of its base. */
export async function setBaseDigest(tx: Tx, caseId: string, baseDigest: string): Promise<void> {
  await tx.safetyCase.update({ where: { id: caseId }, data: { baseDigest } });
}
