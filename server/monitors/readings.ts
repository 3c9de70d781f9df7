import { compareDecimals, parseDecimal } from '@/core/evidence/decimal';
import { mostReadingsADay, refusedFor } from '@/core/monitor/reading';
import { loadCaseAccess } from '@/server/access/access';
import type { Sender } from '@/server/access/sender';
import { record } from '@/server/audit/events';
import { namesOf } from '@/server/people/names';
import { inTransaction, type Db } from '@/server/platform/database';
import { AppError, notFound } from '@/server/platform/errors';
import { requireSession, type RequestContext } from '@/server/platform/requestContext';
import { releasesById, type ReleaseRow } from '@/server/releases/repo';
import { watchedIndicators, type WatchedIndicator } from '@/server/status/indicators';
import type { ReadingFields } from './inputs';
import {
  countReadings,
  findReading,
  insertContribution,
  insertReading,
  lastReadings,
  lockIndicator,
  watchingReleases,
  type ReadingRow,
} from './repo';

const DAY_MS = 86_400_000;
const MOST_READINGS = 100;

export interface IndicatorKey {
  caseId: string;
  indicatorId: string;
}

/** An indicator as one release watches it. */
export interface Watching {
  release: ReleaseRow;
  indicator: WatchedIndicator;
}

/** Readings of an indicator and how it stands in each release that watches it, the newest first. */
export interface IndicatorReadings {
  readings: ReadingRow[];
  watching: Watching[];
}

/** @throws AppError not-found, forbidden, conflict-of-interest, invalid, conflict, rate-limited */
export async function addReadingByHand(
  context: RequestContext,
  input: IndicatorKey & ReadingFields,
): Promise<IndicatorReadings> {
  const session = requireSession(context);
  await context.limiter.spend('reading', `person:${session.personId}`);
  return addReading(context, { asker: session, tokenId: null }, input);
}

/**
 * Takes one reading of an indicator that a published release of the case watches. Whoever sends it has
 * contributed to the case for good. The same reading again changes nothing and is answered as before.
 *
 * @throws AppError not-found, forbidden, conflict-of-interest; invalid for what is from the future or
 *   overdue already; conflict for another value at the same time; rate-limited when too many come
 */
export async function addReading(
  context: RequestContext,
  { asker, tokenId }: Sender,
  { caseId, indicatorId, ...given }: IndicatorKey & ReadingFields,
): Promise<IndicatorReadings> {
  const key = { caseId, indicatorId };
  const taken = await inTransaction(context.db, async (tx) => {
    const access = await loadCaseAccess(tx, asker, { caseId });
    access.assert('reading.add');
    await lockIndicator(tx, caseId, indicatorId);
    // Asked for under the lock: readings that waited for it arrive when it is theirs.
    const now = context.now();
    const watching = await watchingIndicator(tx, key, now);
    const [newest] = watching;
    if (newest === undefined) throw notFound('The indicator');
    const at = given.at === undefined ? now : new Date(given.at);
    const before = await findReading(tx, { ...key, at });
    if (before !== null) {
      if (isSame(before.value, given.value)) return { isNew: false, reading: before };
      throw new AppError('conflict', 'There is another reading of that time already.', 'at');
    }
    await assertTaken(tx, key, at, now, watching);
    const reading = await insertReading(tx, {
      ...key,
      value: given.value,
      at,
      receivedAt: now,
      note: given.note ?? '',
      personId: asker.personId,
      tokenId,
    });
    const { nodeId } = newest.indicator.row;
    const { personId } = asker;
    await insertContribution(tx, { caseId, nodeId, personId, cause: 'reading', at: now });
    await record(
      tx,
      context,
      'reading.added',
      { indicatorId, readingId: String(reading.id), tokenId },
      { caseId, orgId: access.case.org.id, actorId: personId },
    );
    return { isNew: true, reading };
  });
  if (taken.isNew) await context.bus.publish('case-changed', { caseId, what: 'readings' });
  return {
    readings: [taken.reading],
    watching: await watchingIndicator(context.db, key, context.now()),
  };
}

/** What is refused says when it would not be. */
async function assertTaken(
  db: Db,
  key: IndicatorKey,
  at: Date,
  now: Date,
  watching: readonly Watching[],
): Promise<void> {
  const rhythms = watching.map(({ indicator: { terms, history } }) => ({
    terms,
    zone: history.zone,
  }));
  switch (refusedFor(at, now, rhythms)) {
    case 'future':
      throw new AppError('invalid', 'A reading cannot be measured in the future.', 'at');
    case 'too-old':
      throw new AppError(
        'invalid',
        'This was measured longer ago than a reading may take, and can fill no silence.',
        'at',
      );
    case null:
  }
  const most = mostReadingsADay(rhythms);
  if ((await countReadings(db, key, new Date(now.getTime() - DAY_MS))) >= most)
    throw new AppError(
      'rate-limited',
      `At most ${most} readings of this indicator are taken in 24 hours.`,
    );
}

function isSame(before: string, value: string): boolean {
  const [a, b] = [parseDecimal(before), parseDecimal(value)];
  return a !== null && b !== null && compareDecimals(a, b) === 0;
}

/** The indicator in every release of the case that watches it, the newest first. */
async function watchingIndicator(
  db: Db,
  { caseId, indicatorId }: IndicatorKey,
  now: Date,
): Promise<Watching[]> {
  const ids = await watchingReleases(db, { caseIds: [caseId], indicatorId });
  const releases = await releasesById(db, ids);
  const watched = await watchedIndicators(db, releases, now, indicatorId);
  return releases
    .toSorted((a, b) => b.number - a.number)
    .flatMap((release) =>
      (watched.get(release.id) ?? []).map((indicator) => ({ release, indicator })),
    );
}

/**
 * The last readings of an indicator, with who sent them.
 *
 * @throws AppError not-found
 */
export async function seeReadings(
  context: RequestContext,
  key: IndicatorKey,
): Promise<{ readings: ReadingRow[]; names: Map<string, string> }> {
  const { readings } = await inTransaction(context.db, async (tx) => {
    await loadCaseAccess(tx, context.session, { caseId: key.caseId });
    return readReadings(tx, key, context.now());
  });
  const people = readings.map(({ personId }) => personId);
  return { readings, names: await namesOf(context.db, people) };
}

/**
 * The same for a machine: a token reads what it may write.
 *
 * @throws AppError not-found, forbidden, conflict-of-interest
 */
export async function readingsForToken(
  context: RequestContext,
  { asker }: Sender,
  key: IndicatorKey,
): Promise<IndicatorReadings> {
  return inTransaction(context.db, async (tx) => {
    const access = await loadCaseAccess(tx, asker, { caseId: key.caseId });
    access.assert('reading.add');
    return readReadings(tx, key, context.now());
  });
}

async function readReadings(db: Db, key: IndicatorKey, now: Date): Promise<IndicatorReadings> {
  const watching = await watchingIndicator(db, key, now);
  if (watching.length === 0) throw notFound('The indicator');
  return { readings: await lastReadings(db, key, MOST_READINGS), watching };
}
