import { openProse } from '@/core/attest/prose';
import { prepared } from '@/core/attest/statements';
import { endOfLocalDate, windowBounds } from '@/core/workflow/window';
import type { Db } from '@/server/platform/database';
import { releasesByDigest, type ReleaseRow } from '@/server/releases/repo';
import { watchedIndicators, type WatchedIndicator } from '@/server/status/indicators';
import { conditionsByRelease } from '@/server/status/repo';
import { lastAcknowledged, statusStatements, type StatusStatement } from './repo';

/**
 * Something that happened to the base of a supplement after the supplement was frozen: its owner's
 * signed statement, or what took the base out of force without anybody's act: the end of its window,
 * a critical indicator, a condition of its approval that nobody met.
 */
export interface BaseMove {
  kind:
    | 'suspended'
    | 'reinstated'
    | 'revoked'
    | 'successor'
    | 'window-ended'
    | 'indicator-red'
    | 'indicator-silent'
    | 'condition-overdue';
  at: Date;
  /** Release number of the base, or of its successor. */
  number: number;
  /** The owner's reason, the indicator or the condition; empty where there is none. */
  reason: string;
  /** SHA-256 of the statement, hex; null for what nobody states. */
  statement: string | null;
}

export interface BaseMoves {
  /** The newest first. */
  all: BaseMove[];
  /** Those after the officer's last acknowledgement. */
  owed: BaseMove[];
}

const KIND_OF = {
  suspend: 'suspended',
  reinstate: 'reinstated',
  revoke: 'revoked',
  publish: 'successor',
} as const;

/**
 * What each supplement's officer has to know of its base, by release, derived from statements and the
 * clock: an acknowledgement covers everything that had happened when it was signed.
 */
export async function baseMoves(
  db: Db,
  supplements: readonly ReleaseRow[],
  now: Date,
): Promise<Map<string, BaseMoves>> {
  const bases = await releasesByDigest(
    db,
    supplements.flatMap(({ baseDigest }) => baseDigest ?? []),
  );
  const byCase = Map.groupBy(
    await statusStatements(db, [...new Set([...bases.values()].map(({ caseId }) => caseId))]),
    ({ caseId }) => caseId,
  );
  const acknowledged = await lastAcknowledged(
    db,
    supplements.map(({ id }) => id),
  );
  const released = [...bases.values()];
  const indicators = await watchedIndicators(db, released, now);
  const conditions = await conditionsByRelease(
    db,
    released.map(({ id }) => id),
  );
  const movesOf = new Map<string, BaseMove[]>();
  for (const [digest, base] of bases) {
    const statements = byCase.get(base.caseId) ?? [];
    movesOf.set(digest, [
      ...endOfWindow(base, now),
      ...breaches(base, indicators.get(base.id) ?? []),
      ...overdue(base, conditions.get(base.id) ?? []),
      ...statements.flatMap((statement) => moveBy(statement, base)),
    ]);
  }
  return new Map(
    supplements.map(({ id, baseDigest, frozenAt }) => {
      const all = (movesOf.get(baseDigest ?? '') ?? [])
        .filter(({ at }) => at > frozenAt && at <= now)
        .sort((a, b) => +b.at - +a.at);
      const known = acknowledged.get(id);
      const owed = known === undefined ? all : all.filter(({ at }) => at > known);
      return [id, { all, owed }];
    }),
  );
}

function moveBy(statement: StatusStatement, base: ReleaseRow): BaseMove[] {
  const { predicate } = prepared(statement.payload).statement;
  if (!('action' in predicate) || !isStatusAction(predicate.action)) return [];
  const kind = KIND_OF[predicate.action];
  const ofBase = statement.releaseId === base.id;
  // The base's own publication is no move; of its other releases only a newer one's is.
  if (kind === 'successor' ? statement.number <= base.number : !ofBase) return [];
  const [reason] = statement.prose;
  return [
    {
      kind,
      at: statement.createdAt,
      number: statement.number,
      reason: reason === undefined ? '' : openProse(reason).text,
      statement: statement.sha256,
    },
  ];
}

function isStatusAction(action: string): action is keyof typeof KIND_OF {
  return Object.hasOwn(KIND_OF, action);
}

function endOfWindow(base: ReleaseRow, now: Date): BaseMove[] {
  const { windowFrom: from, windowUntil: until, windowZone: zone, number } = base;
  const bounds = windowBounds({ from, until, zone });
  if (!bounds.ok || now < bounds.closes) return [];
  return [{ kind: 'window-ended', at: bounds.closes, number, reason: '', statement: null }];
}

/** Every breach of a critical indicator is a move of its own, over or not. */
function breaches({ number }: ReleaseRow, watched: readonly WatchedIndicator[]): BaseMove[] {
  return watched.flatMap(({ row, standing }) =>
    row.critical
      ? standing.breaches.map(({ kind, since }): BaseMove => {
          const reason = `${row.title}.`;
          return { kind: `indicator-${kind}`, at: since, number, reason, statement: null };
        })
      : [],
  );
}

/** Conditions of the approval whose day ended before they were met. */
function overdue(
  { number, windowZone }: ReleaseRow,
  conditions: readonly { text: string; due: string; metAt: Date | null }[],
): BaseMove[] {
  return conditions.flatMap(({ text, due, metAt }): BaseMove[] => {
    const at = endOfLocalDate(due, windowZone);
    if (at === null || (metAt !== null && metAt < at)) return [];
    return [{ kind: 'condition-overdue', at, number, reason: text, statement: null }];
  });
}
