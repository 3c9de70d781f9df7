/** Lines that run through the channels: links that are no tree's own, and challenges. */

import { type ChallengeLine, challengeLines } from './challengeRoutes';
import { Gaps, assignTracks } from './channels';
import type { Item } from './item';
import { routeAround, spreadEntries } from './linkRoutes';
import type { VisibleGraph } from './visibleGraph';

export interface FurtherLines {
  /** Of elements that are challenged. */
  challenges: ReadonlyMap<Item, readonly ChallengeLine[]>;
  /** Tracks that are taken, by channel. */
  tracks: number[];
}

/** Finds a way for every line, in reading order, and sets those of links. */
export function findWays(
  { items, further }: VisibleGraph,
  rows: readonly (readonly Item[])[],
): FurtherLines {
  spreadEntries(further);
  const gaps = new Gaps(rows);
  const legs = [];
  for (const edge of further) {
    edge.legs = routeAround(edge, gaps);
    for (const leg of edge.legs) legs.push(leg);
  }
  const challenges = new Map<Item, readonly ChallengeLine[]>();
  for (const item of items) {
    if (item.challenges.length === 0) continue;
    const lines = challengeLines(item, gaps);
    challenges.set(item, lines);
    for (const line of lines) legs.push(...line.legs);
  }
  return { challenges, tracks: assignTracks(legs, rows.length + 1) };
}
