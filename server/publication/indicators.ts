import type { DisclosedCase } from '@/core/snapshot/disclosed';
import { answersOf } from '@/server/monitors/repo';
import { presentIndicator, type IndicatorView } from '@/server/monitors/present';
import type { Db } from '@/server/platform/database';
import type { ReleaseRow } from '@/server/releases/repo';
import type { ReleaseStatus } from '@/server/status/statuses';

/**
 * An indicator as anybody may see it: what was promised when the release was frozen, and how it stands
 * now. Neither notes of readings nor names: who answered stands with the statement.
 */
export interface PublicIndicator extends Omit<IndicatorView, 'indicatorId' | 'claim' | 'answer'> {
  /** The claim that it watches; null where the public view withholds which one. */
  claim: { identifier: string; statement: string | null } | null;
  answer: { words: string; at: string } | null;
}

export interface PublicIndicators {
  /** What is drawn begins here and ends when it was computed. */
  from: string;
  list: PublicIndicator[];
}

const SHOWN_DAYS = 90;
const DAY_MS = 86_400_000;

export async function publicIndicators(
  db: Db,
  release: ReleaseRow,
  { shown, status, now }: { shown: DisclosedCase; status: ReleaseStatus; now: Date },
): Promise<PublicIndicators> {
  const from = new Date(now.getTime() - SHOWN_DAYS * DAY_MS);
  if (status.indicators.length === 0) return { from: from.toISOString(), list: [] };
  const answers = await answersOf(db, [release.id]);
  const claims = claimsIn(shown);
  return {
    from: from.toISOString(),
    list: status.indicators.map((watched) => {
      const { indicatorId, ...view } = presentIndicator(watched, from, null);
      const answer = answers.find((one) => one.indicatorId === indicatorId);
      return {
        ...view,
        claim: claims.get(watched.row.nodeId) ?? null,
        answer: answer ? { words: answer.words, at: answer.createdAt.toISOString() } : null,
      };
    }),
  };
}

/** Claims that the view shows, by record; without words where those are withheld. */
function claimsIn({ outline }: DisclosedCase): Map<string, PublicIndicator['claim']> {
  return new Map(
    outline.flatMap((entry) =>
      entry.entry === 'node'
        ? [
            [
              entry.node.id,
              {
                identifier: entry.identifier ?? '',
                statement: entry.text.shown ? entry.text.value.statement : null,
              },
            ] as const,
          ]
        : [],
    ),
  );
}
