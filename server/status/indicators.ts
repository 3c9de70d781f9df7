import { COMPARATORS } from '@/core/argument/document';
import {
  standingAt,
  type IndicatorHistory,
  type IndicatorReading,
  type IndicatorTerms,
  type Standing,
} from '@/core/monitor/standing';
import type { Indicator } from '@/core/workflow/inForce';
import type { Db } from '@/server/platform/database';
import type { ReleaseRow } from '@/server/releases/repo';
import { answeredAt, indicatorsByRelease, readingsOf, type IndicatorRow } from './repo';

/** An indicator of a release with everything that its standing follows from. */
export interface WatchedIndicator {
  row: IndicatorRow;
  terms: IndicatorTerms;
  history: IndicatorHistory;
  standing: Standing;
}

/**
 * How the indicators of these releases stand now, by release; only published ones are watched.
 *
 * @param only the one that is asked for; all when left out
 */
export async function watchedIndicators(
  db: Db,
  releases: readonly ReleaseRow[],
  now: Date,
  only?: string,
): Promise<Map<string, WatchedIndicator[]>> {
  const watched = releases.filter(({ status }) => status.publishedAt !== null);
  const ids = watched.map(({ id }) => id);
  const rows = await indicatorsByRelease(db, ids, only);
  if (rows.size === 0) return new Map();
  const withCase = watched.flatMap(({ id, caseId }) =>
    (rows.get(id) ?? []).map(({ indicatorId }) => ({ caseId, indicatorId })),
  );
  const readings = await readingsOf(db, withCase);
  const answers = await answeredAt(db, ids);
  return new Map(
    watched.map((release) => [
      release.id,
      (rows.get(release.id) ?? []).map((row) =>
        watch(
          release,
          row,
          readings.get(`${release.caseId} ${row.indicatorId}`) ?? [],
          answers.get(`${release.id} ${row.indicatorId}`) ?? null,
          now,
        ),
      ),
    ]),
  );
}

function watch(
  release: ReleaseRow,
  row: IndicatorRow,
  readings: readonly IndicatorReading[],
  answered: Date | null,
  now: Date,
): WatchedIndicator {
  const terms = termsOf(row);
  const history: IndicatorHistory = {
    terms,
    expectedFrom: release.status.publishedAt ?? release.frozenAt,
    zone: release.windowZone,
    readings,
    answeredAt: answered,
  };
  return { row, terms, history, standing: standingAt(history, now) };
}

/** The stored comparator is one of those that the record schema lets through. */
function termsOf({ comparator, amber, red, period, grace }: IndicatorRow): IndicatorTerms {
  const known = COMPARATORS.find((one) => one === comparator);
  if (known === undefined) throw new Error(`A stored indicator compares with "${comparator}".`);
  return { comparator: known, amber, red, period, grace };
}

/** What "in force" needs of an indicator. */
export function indicatorFacts({ row, standing }: WatchedIndicator): Indicator {
  return {
    label: row.title,
    critical: row.critical,
    reading: standing.lastLevel,
    silentFrom: standing.silentFrom.toISOString(),
    unanswered: standing.unanswered?.kind ?? null,
  };
}
