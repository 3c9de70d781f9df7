/**
 * Where lines may run: horizontally in the channels between layers, vertically through the gaps between
 * blocks. Channel k lies above layer k; the last lies below all layers. No box is ever in the way.
 */

import type { Item } from './item';
import { SPACING } from './model';
import { Tracks } from './tracks';

/** A horizontal stretch in a channel. */
export interface Leg {
  channel: number;
  from: number;
  to: number;
  /** Counted from the top of the channel; set by {@link assignTracks}. */
  track: number;
}

const CLEAR = 6;
const LANE = 5;
const TRIES = 12;

/** Lanes that are taken in one gap; no two are nearer to each other than {@link LANE}. */
class Lanes {
  private readonly taken = new Map<number, number>();

  isFree(x: number): boolean {
    const cell = Math.floor(x / LANE);
    for (let near = cell - 1; near <= cell + 1; near += 1) {
      const lane = this.taken.get(near);
      if (lane !== undefined && Math.abs(lane - x) < LANE) return false;
    }
    return true;
  }

  take(x: number): void {
    this.taken.set(Math.floor(x / LANE), x);
  }
}

/** Ways through the layers. */
export class Gaps {
  /** By layer and gap. */
  private readonly lanes = new Map<number, Map<number, Lanes>>();
  /** Elements of each layer, left to right. */
  private readonly layers: readonly (readonly Item[])[];

  constructor(layers: readonly (readonly Item[])[]) {
    this.layers = layers;
  }

  /**
   * A free x in the layer, as near to `wanted` as the blocks allow; `current` where that leads through
   * the same gap, so that a line runs on straight.
   */
  passage(layer: number, wanted: number, current: number): number {
    const items = this.layers[layer] ?? [];
    const gap = nearestGap(items, wanted);
    const [before, after] = [items[gap - 1], items[gap]];
    const low = (before ? rightOf(before) : -Infinity) + CLEAR;
    const high = (after ? leftOf(after) : Infinity) - CLEAR;
    const nearest = Math.min(Math.max(wanted, low), high);
    const lanes = this.lanesIn(layer, gap);
    let lane = current;
    for (let step = 0; step <= TRIES; step += 1) {
      if (lane >= low && lane <= high && lanes.isFree(lane)) {
        lanes.take(lane);
        return lane;
      }
      const aside = Math.ceil(step / 2) * LANE;
      lane = step % 2 === 0 ? nearest + aside : nearest - aside;
    }
    // Where all are taken, lines run on top of each other.
    return nearest;
  }

  private lanesIn(layer: number, gap: number): Lanes {
    let gaps = this.lanes.get(layer);
    if (gaps === undefined) this.lanes.set(layer, (gaps = new Map<number, Lanes>()));
    let lanes = gaps.get(gap);
    if (lanes === undefined) gaps.set(gap, (lanes = new Lanes()));
    return lanes;
  }
}

function leftOf(item: Item): number {
  return item.x + item.block.left;
}

/** The second sheet of a folded box stands in the gap: it moves nothing, and no line touches it. */
function rightOf(item: Item): number {
  return item.x + item.block.right + (item.hides > 0 ? SPACING.sheet : 0);
}

/** Gap k lies left of element k. */
function nearestGap(items: readonly Item[], wanted: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && rightOf(item) + CLEAR < wanted) low = middle + 1;
    else high = middle;
  }
  const item = items[low];
  if (item === undefined || wanted <= leftOf(item) - CLEAR) return low;
  return wanted - leftOf(item) < rightOf(item) - wanted ? low : low + 1;
}

/** The legs of a line that leaves at one channel and arrives at another, up or down. */
export function legsBetween(
  gaps: Gaps,
  exit: { x: number; channel: number },
  entry: { x: number; channel: number },
): Leg[] {
  const legs: Leg[] = [];
  const step = entry.channel > exit.channel ? 1 : -1;
  let { x } = exit;
  for (let { channel } = exit; channel !== entry.channel; channel += step) {
    const passed = step > 0 ? channel : channel - 1;
    const lane = gaps.passage(passed, entry.x, x);
    legs.push({ channel, from: x, to: lane, track: 0 });
    x = lane;
  }
  legs.push({ channel: entry.channel, from: x, to: entry.x, track: 0 });
  return legs;
}

/**
 * Gives legs that overlap different tracks, each the first that is free. Returns the number of tracks
 * by channel.
 */
export function assignTracks(legs: readonly Leg[], channels: number): number[] {
  const tracks = Array.from({ length: channels }, () => new Tracks());
  const horizontal = legs.filter((leg) => leg.from !== leg.to);
  for (const leg of horizontal.sort((a, b) => start(a) - start(b))) {
    const end = Math.max(leg.from, leg.to) + CLEAR;
    leg.track = tracks[leg.channel]?.take(start(leg), end) ?? 0;
  }
  return tracks.map(({ count }) => count);
}

function start(leg: Leg): number {
  return Math.min(leg.from, leg.to);
}
