import type { IndicatorReading } from '@/core/monitor/standing';
import type { ContractVerdict } from '@/core/supplement/contract';
import type { Reliance } from '@/core/supplement/impact';
import type { Db } from '@/server/platform/database';

/** Obligations of the approvals, by release, the earliest first. */
export async function conditionsByRelease(
  db: Db,
  releaseIds: readonly string[],
): Promise<Map<string, { text: string; due: string; metAt: Date | null }[]>> {
  const rows = await db.approvalCondition.findMany({
    where: { releaseId: { in: [...releaseIds] } },
    select: { releaseId: true, text: true, due: true, metAt: true },
    orderBy: [{ due: 'asc' }, { id: 'asc' }],
  });
  return Map.groupBy(rows, ({ releaseId }) => releaseId);
}

/** The ceremony of the newest sign-off of each release, as the signed bytes say it. */
export async function ceremonies(
  db: Db,
  releaseIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.$queryRaw<{ release_id: string; ceremony: string | null }[]>`
    SELECT DISTINCT ON (sign_off.release_id) sign_off.release_id,
      convert_from(statement.payload, 'UTF8')::json #>> '{predicate,ceremony}' AS ceremony
    FROM sign_off JOIN statement ON statement.id = sign_off.statement_id
    WHERE sign_off.release_id = ANY(${[...releaseIds]})
    ORDER BY sign_off.release_id, sign_off.created_at DESC, sign_off.id DESC`;
  return new Map(rows.map(({ release_id, ceremony }) => [release_id, ceremony ?? '']));
}

export interface PublishedRelease {
  id: string;
  caseId: string;
  number: number;
  digest: string;
  state: string;
  publishedAt: Date;
}

/** Every release of these cases that was ever published, by case, by number. */
export async function publishedOf(
  db: Db,
  caseIds: readonly string[],
): Promise<Map<string, PublishedRelease[]>> {
  const rows = await db.$queryRaw<PublishedRelease[]>`
    SELECT release.id, case_id AS "caseId", number, digest, state, published_at AS "publishedAt"
    FROM release JOIN release_status ON release_status.release_id = release.id
    WHERE case_id = ANY(${[...caseIds]}) AND published_at IS NOT NULL
    ORDER BY number`;
  return Map.groupBy(rows, ({ caseId }) => caseId);
}

/** What the assessors of each release signed of its contract; those who were removed do not count. */
export async function contractVerdicts(
  db: Db,
  releaseIds: readonly string[],
): Promise<Map<string, ContractVerdict[]>> {
  const rows = await db.$queryRaw<{ releaseId: string; contract: string }[]>`
    SELECT release_id AS "releaseId", contract
    FROM assignment JOIN review_round ON review_round.id = assignment.round_id
    WHERE release_id = ANY(${[...releaseIds]}) AND assignment.submitted_at IS NOT NULL
      AND removed_at IS NULL AND contract IS NOT NULL`;
  const verdicts = new Map<string, ContractVerdict[]>();
  for (const { releaseId, contract } of rows) {
    // What is not known is no verification.
    const verdict = contract === 'verified' ? 'verified' : 'rejected';
    verdicts.set(releaseId, [...(verdicts.get(releaseId) ?? []), verdict]);
  }
  return verdicts;
}

/** What each release rests on in its base. */
export async function reliances(
  db: Db,
  releaseIds: readonly string[],
): Promise<Map<string, Reliance[]>> {
  const rows = await db.releaseCitation.findMany({
    where: { releaseId: { in: [...releaseIds] } },
    select: { releaseId: true, elementId: true, kind: true, recordId: true },
    orderBy: [{ releaseId: 'asc' }, { elementId: 'asc' }, { recordId: 'asc' }],
  });
  const found = new Map<string, Reliance[]>();
  for (const { releaseId, elementId, kind, recordId } of rows) {
    const list = found.get(releaseId) ?? [];
    list.push({ element: elementId, kind: kindOf(kind), record: recordId });
    found.set(releaseId, list);
  }
  return found;
}

function kindOf(stored: string): Reliance['kind'] {
  return stored === 'goal' || stored === 'context' ? stored : 'condition';
}

export interface IndicatorRow {
  releaseId: string;
  indicatorId: string;
  identifier: string;
  nodeId: string;
  claim: string;
  title: string;
  definition: string;
  source: string;
  unit: string;
  comparator: string;
  amber: string;
  red: string;
  period: string;
  grace: string;
  critical: boolean;
}

/** Indicators as frozen with each release, by identifier. */
export async function indicatorsByRelease(
  db: Db,
  releaseIds: readonly string[],
  only?: string,
): Promise<Map<string, IndicatorRow[]>> {
  const rows = await db.releaseIndicator.findMany({
    where: {
      releaseId: { in: [...releaseIds] },
      ...(only !== undefined && { indicatorId: only }),
    },
    orderBy: [{ releaseId: 'asc' }, { identifier: 'asc' }, { indicatorId: 'asc' }],
  });
  return Map.groupBy(rows, ({ releaseId }) => releaseId);
}

/** When an officer last answered for a breach, by "release indicator". */
export async function answeredAt(
  db: Db,
  releaseIds: readonly string[],
): Promise<Map<string, Date>> {
  const rows = await db.acknowledgement.groupBy({
    by: ['releaseId', 'about'],
    where: { releaseId: { in: [...releaseIds] }, kind: 'indicator' },
    _max: { createdAt: true },
  });
  return new Map(
    rows.flatMap(({ releaseId, about, _max }) =>
      _max.createdAt === null ? [] : [[`${releaseId} ${about}`, _max.createdAt] as const],
    ),
  );
}

/** Readings of these indicators, by "case indicator", in the order in which they were received. */
export async function readingsOf(
  db: Db,
  indicators: readonly { caseId: string; indicatorId: string }[],
): Promise<Map<string, IndicatorReading[]>> {
  if (indicators.length === 0) return new Map();
  const rows = await db.$queryRaw<
    { case_id: string; indicator_id: string; value: string; at: Date; received_at: Date }[]
  >`
    SELECT case_id, indicator_id, value, at, received_at FROM reading
    JOIN unnest(
      ${indicators.map(({ caseId }) => caseId)}::text[],
      ${indicators.map(({ indicatorId }) => indicatorId)}::text[]
    ) AS wanted (case_id, indicator_id) USING (case_id, indicator_id)
    ORDER BY received_at, reading.id`;
  const found = new Map<string, IndicatorReading[]>();
  for (const { case_id, indicator_id, value, at, received_at } of rows) {
    const key = `${case_id} ${indicator_id}`;
    const list = found.get(key) ?? [];
    list.push({ value, at, receivedAt: received_at });
    found.set(key, list);
  }
  return found;
}
