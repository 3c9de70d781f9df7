import type pg from 'pg';

export interface StagedBytes {
  key: string;
  sha256: string;
}

export interface BytesNamed {
  /** Evidence under its digest. `required`: it was accepted once, so it must be there. */
  kept: { sha256: string; required: boolean }[];
  /** Received whole, and not yet examined. */
  staged: StagedBytes[];
}

/** What a quarantined version's bytes were may be gone; everything that ever was ready is kept. */
const KEPT = `
SELECT sha256, bool_or(required) AS required FROM (
  SELECT sha256, ready_at IS NOT NULL OR state IN ('ready', 'stale', 'superseded') AS required
  FROM evidence_version WHERE sha256 IS NOT NULL AND state <> 'scanning'
  UNION ALL SELECT sha256, true FROM release_evidence
) named GROUP BY sha256 ORDER BY sha256`;

const STAGED = `
SELECT staging_key AS key, sha256 FROM evidence_version
WHERE state = 'scanning' AND staging_key IS NOT NULL AND sha256 IS NOT NULL ORDER BY staging_key`;

/** The bytes that rows speak of. */
export async function bytesNamed(client: pg.Client): Promise<BytesNamed> {
  const kept = await client.query<BytesNamed['kept'][number]>(KEPT);
  const staged = await client.query<StagedBytes>(STAGED);
  return { kept: kept.rows, staged: staged.rows };
}
