import { levelOf, type Breach, type Level, type Standing } from '@/core/monitor/standing';
import type { WatchedIndicator } from '@/server/status/indicators';
import type { ReadingRow } from './repo';
import type { TokenRow } from './tokenRepo';
import type { TokenScope } from './tokenScopes';

export interface BreachView {
  kind: Breach['kind'];
  since: string;
  /** Null while it goes on. */
  until: string | null;
}

export interface IndicatorView {
  indicatorId: string;
  /** SPI-1 */
  identifier: string;
  /** Identifier of the claim that it watches. */
  claim: string;
  title: string;
  definition: string;
  source: string;
  unit: string;
  comparator: WatchedIndicator['terms']['comparator'];
  amber: string;
  red: string;
  period: string;
  grace: string;
  critical: boolean;
  state: Standing['state'];
  last: { value: string; at: string; receivedAt: string; level: Level } | null;
  /** From when the absence of a new reading is silence. */
  silentFrom: string;
  unanswered: BreachView | null;
  /** Breaches that reach into the time that is shown. */
  breaches: BreachView[];
  /** What is drawn: measurements in the time that is shown, in the order of measurement. */
  readings: { value: string; at: string }[];
  answer: { words: string; person: string | null; at: string } | null;
}

/** Most points of one strip: more are closer together than pixels are. */
const MOST_POINTS = 400;

export function presentIndicator(
  { row, terms, history, standing }: WatchedIndicator,
  from: Date,
  answer: IndicatorView['answer'],
): IndicatorView {
  const { last, silentFrom, unanswered, breaches } = standing;
  return {
    indicatorId: row.indicatorId,
    identifier: row.identifier,
    claim: row.claim,
    title: row.title,
    definition: row.definition,
    source: row.source,
    unit: row.unit,
    ...terms,
    critical: row.critical,
    state: standing.state,
    last: last && {
      value: last.value,
      at: last.at.toISOString(),
      receivedAt: last.receivedAt.toISOString(),
      level: levelOf(last.value, terms),
    },
    silentFrom: silentFrom.toISOString(),
    unanswered: unanswered && presentBreach(unanswered),
    breaches: breaches.filter(({ until }) => until === null || until > from).map(presentBreach),
    readings: history.readings
      .filter(({ at }) => at >= from)
      .toSorted((a, b) => +a.at - +b.at)
      .slice(-MOST_POINTS)
      .map(({ value, at }) => ({ value, at: at.toISOString() })),
    answer,
  };
}

export function presentBreach({ kind, since, until }: Breach): BreachView {
  return { kind, since: since.toISOString(), until: until?.toISOString() ?? null };
}

export interface ReadingView {
  id: string;
  value: string;
  at: string;
  receivedAt: string;
  note: string;
  /** Null for somebody whose account is gone. */
  person: string | null;
  byToken: boolean;
}

export function presentReading(row: ReadingRow, names: ReadonlyMap<string, string>): ReadingView {
  return {
    id: String(row.id),
    value: row.value,
    at: row.at.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    note: row.note,
    person: names.get(row.personId) ?? null,
    byToken: row.tokenId !== null,
  };
}

export interface TokenView {
  id: string;
  name: string;
  scope: TokenScope;
  owner: string | null;
  state: 'good' | 'ended' | 'revoked';
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
}

export function presentToken(
  row: TokenRow,
  owners: ReadonlyMap<string, string>,
  now: Date,
): TokenView {
  return {
    id: row.id,
    name: row.name,
    scope: row.scope,
    owner: owners.get(row.personId) ?? null,
    state: row.revokedAt !== null ? 'revoked' : row.expiresAt <= now ? 'ended' : 'good',
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
