/** Lines that run through the channels: links that are no tree's own, and challenges. */

import { type ChallengeLine, challengeLines } from './challengeRoutes';
import { Gaps, assignTracks } from './channels';
import type { Edge, Item } from './item';
import { type Detour, detourOf, furtherLinks, spreadEntries } from './linkRoutes';

const NO_LINES: readonly ChallengeLine[] = [];

export class FurtherLines {
  private readonly detours = new Map<Edge, Detour>();
  private readonly challenges = new Map<Item, readonly ChallengeLine[]>();

  /** Finds a way for every line, in reading order. */
  constructor(items: readonly Item[], rows: readonly (readonly Item[])[]) {
    const further: Edge[] = [];
    for (const item of items) {
      furtherLinks(item, further);
      for (const satellite of item.satellites) furtherLinks(satellite, further);
    }
    spreadEntries(further);
    const gaps = new Gaps(rows);
    for (const edge of further) this.detours.set(edge, detourOf(edge, gaps));
    for (const item of items) {
      if (item.challenges.length > 0) this.challenges.set(item, challengeLines(item, gaps));
    }
  }

  /** Settles on which track of its channel each stretch runs. Returns their number by channel. */
  assignTracks(channels: number): number[] {
    const lines = [...this.detours.values(), ...[...this.challenges.values()].flat()];
    return assignTracks(
      lines.flatMap(({ legs }) => legs),
      channels,
    );
  }

  detourOf(edge: Edge): Detour | undefined {
    return this.detours.get(edge);
  }

  challengesOf(item: Item): readonly ChallengeLine[] {
    return this.challenges.get(item) ?? NO_LINES;
  }
}
