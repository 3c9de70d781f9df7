import { generateNKeysBetween } from 'fractional-indexing';
import type { Id } from './document';
import { compareText } from './text';

/** Something that its siblings stand before or behind by its rank. */
export interface Ranked {
  id: Id;
  rank: string;
}

/** Ranks longer than this are replaced: they grow when people insert at one place for ever. */
const LONG_RANK = 60;

/** Order among siblings: by rank, and by id where two people inserted at the same place. */
export function byRank(a: Ranked, b: Ranked): number {
  return compareText(a.rank, b.rank) || compareText(a.id, b.id);
}

/** The first `count` ranks of a new list, in order. */
export function ranksFrom(count: number): string[] {
  return generateNKeysBetween(null, null, count);
}

/**
 * The rank that places a newcomer at `index` among its siblings.
 *
 * @param siblings the others, already sorted by {@link byRank}
 * @returns the newcomer's rank, and new ranks for siblings where no place was left: after two
 *   people inserted at one place at once, or when a stored rank is malformed
 */
export function rankAt(
  siblings: readonly Ranked[],
  index: number,
): { rank: string; renumbered: Map<Id, string> } {
  const { ranks, renumbered } = ranksAt(siblings, index, 1);
  return { rank: ranks[0] ?? '', renumbered };
}

/** {@link rankAt} for several newcomers, one behind the other. */
export function ranksAt(
  siblings: readonly Ranked[],
  index: number,
  count: number,
): { ranks: string[]; renumbered: Map<Id, string> } {
  const at = Math.min(Math.max(index, 0), siblings.length);
  const ranks = ranksBetween(siblings[at - 1]?.rank ?? null, siblings[at]?.rank ?? null, count);
  if (ranks !== null) return { ranks, renumbered: new Map() };
  const fresh = ranksFrom(siblings.length + count);
  const renumbered = new Map<Id, string>();
  siblings.forEach((sibling, position) => {
    const next = fresh[position < at ? position : position + count] ?? '';
    if (next !== sibling.rank) renumbered.set(sibling.id, next);
  });
  return { ranks: fresh.slice(at, at + count), renumbered };
}

function ranksBetween(before: string | null, after: string | null, count: number): string[] | null {
  // The library takes its bounds in either order; equal or crossed ones leave no place here.
  if (before !== null && after !== null && before >= after) return null;
  if (!isOrderKey(before) || !isOrderKey(after)) return null;
  const ranks = generateNKeysBetween(before, after, count);
  return ranks.some((rank) => rank.length > LONG_RANK) ? null : ranks;
}

/** Whether the library accepts a stored rank as a bound (it throws on others). */
function isOrderKey(rank: string | null): boolean {
  if (rank === null) return true;
  const head = rank.charCodeAt(0);
  const length = head >= 97 && head <= 122 ? head - 95 : head >= 65 && head <= 90 ? 92 - head : 0;
  return (
    length > 0 &&
    rank.length >= length &&
    rank.length <= LONG_RANK &&
    /^[0-9A-Za-z]+$/.test(rank) &&
    !(rank.length > length && rank.endsWith('0')) &&
    rank !== `A${'0'.repeat(26)}`
  );
}
