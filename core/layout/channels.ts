/**
 * Where lines may run: horizontally in the channels between layers, vertically through the gaps between
 * blocks. Channel k lies above layer k; the last lies below all layers. No box is ever in the way.
 */

import { SPACING } from './model';

/** A horizontal stretch in a channel. */
export interface Leg {
  channel: number;
  from: number;
  to: number;
  /** Counted from the top of the channel; set by {@link assignTracks}. */
  track: number;
}

/** The extent of a block in its layer. */
export interface Extent {
  left: number;
  right: number;
}

const CLEAR = 6;
const LANE = 5;
const TRIES = 12;

/** Ways through the layers. */
export class Gaps {
  private readonly used = new Map<string, number[]>();
  /** Blocks of each layer, left to right. */
  private readonly layers: readonly (readonly Extent[])[];

  constructor(layers: readonly (readonly Extent[])[]) {
    this.layers = layers;
  }

  /**
   * A free x in the layer, as near to `wanted` as the blocks allow; `current` where that leads through
   * the same gap, so that a line runs on straight.
   */
  passage(layer: number, wanted: number, current: number): number {
    const blocks = this.layers[layer] ?? [];
    const gap = nearestGap(blocks, wanted);
    const low = (blocks[gap - 1]?.right ?? Number.NEGATIVE_INFINITY) + CLEAR;
    const high = (blocks[gap]?.left ?? Number.POSITIVE_INFINITY) - CLEAR;
    const nearest = Math.min(Math.max(wanted, low), high);
    const key = `${layer} ${gap}`;
    const taken = this.used.get(key) ?? [];
    this.used.set(key, taken);
    const free = [current, ...lanesAround(nearest)].find(
      (x) => x >= low && x <= high && taken.every((other) => Math.abs(other - x) >= LANE),
    );
    const lane = free ?? nearest;
    taken.push(lane);
    return lane;
  }
}

function lanesAround(x: number): number[] {
  return Array.from({ length: TRIES }, (_, index) => {
    const step = Math.ceil(index / 2) * LANE;
    return index % 2 === 0 ? x + step : x - step;
  });
}

/** Gap k lies left of block k. */
function nearestGap(blocks: readonly Extent[], wanted: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const block = blocks[middle];
    if (block !== undefined && block.right + CLEAR < wanted) low = middle + 1;
    else high = middle;
  }
  const block = blocks[low];
  if (block === undefined || wanted <= block.left - CLEAR) return low;
  return wanted - block.left < block.right - wanted ? low : low + 1;
}

/** The legs of a line that leaves at one channel and arrives at another, up or down. */
export function legsBetween(
  gaps: Gaps,
  exit: { x: number; channel: number },
  entry: { x: number; channel: number },
): Leg[] {
  const legs: Leg[] = [];
  const step = entry.channel > exit.channel ? 1 : -1;
  let x = exit.x;
  for (let channel = exit.channel; channel !== entry.channel; channel += step) {
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
  const counts = Array.from({ length: channels }, () => 0);
  const ends = Array.from({ length: channels }, (): number[] => []);
  const horizontal = legs.filter((leg) => leg.from !== leg.to);
  for (const leg of horizontal.toSorted((a, b) => start(a) - start(b))) {
    const taken = ends[leg.channel] ?? [];
    const free = taken.findIndex((end) => end + CLEAR <= start(leg));
    leg.track = free < 0 ? taken.length : free;
    taken[leg.track] = Math.max(leg.from, leg.to);
    counts[leg.channel] = taken.length;
  }
  return counts;
}

function start(leg: Leg): number {
  return Math.min(leg.from, leg.to);
}

/** Heights of the drawing: the top of the first layer is 0. */
export interface Levels {
  layerTops: number[];
  /** The horizontal on which the links of one parent run, by layer of the children. */
  busAt: (layer: number) => number;
  trackAt: (leg: Leg) => number;
}

export function levelsOf(layerHeights: readonly number[], tracks: readonly number[]): Levels {
  const heightOf = (channel: number) => {
    const count = tracks[channel] ?? 0;
    const lanes = count === 0 ? 0 : count * SPACING.track + 8;
    const between = channel > 0 && channel < layerHeights.length;
    return lanes + (between ? SPACING.channel : 0);
  };
  const channelTops = [-heightOf(0)];
  const layerTops: number[] = [];
  for (const [layer, height] of layerHeights.entries()) {
    const top = (channelTops[layer] ?? 0) + heightOf(layer);
    layerTops.push(top);
    channelTops.push(top + height);
  }
  return {
    layerTops,
    busAt: (layer) => (layerTops[layer] ?? 0) - SPACING.drop,
    trackAt: (leg) => (channelTops[leg.channel] ?? 0) + 10 + leg.track * SPACING.track,
  };
}
