/** Heights of the drawing: they follow from the tallest blocks of a layer and the lines between layers. */

import type { Leg } from './channels';
import { SPACING } from './model';

/** From the top of a channel to its first track. */
const FIRST_TRACK = 10;
/** For so many tracks one more is kept free, so that another link does not move the layers below. */
const TRACKS_TO_SPARE = 8;

export class Levels {
  private readonly layerTops: number[] = [];
  private readonly channelTops: number[] = [];

  /**
   * A layer stays at its height of the drawing before while what is above leaves room; the first layer
   * of a first drawing is at 0.
   *
   * @param layerHeights of the tallest block, by layer
   * @param tracks by channel; the last lies below all layers
   * @param feet what is kept free below each layer beside what a channel needs
   */
  constructor(
    layerHeights: readonly number[],
    tracks: readonly number[],
    feet: readonly number[],
    before: Levels | null,
  ) {
    const { layerTops, channelTops } = this;
    let channelTop = 0;
    for (const [layer, height] of layerHeights.entries()) {
      const count = tracks[layer] ?? 0;
      const stood = before?.layerTops[layer];
      let top = 0;
      if (layer === 0) {
        top = stood ?? 0;
        channelTop = top - (count === 0 ? 0 : count * SPACING.track + 8);
      } else {
        const foot = feet[layer - 1] ?? 0;
        top = channelTop + foot + channelHeight(count);
        if (stood === undefined || stood < top)
          top = channelTop + foot + channelHeight(count + Math.floor(count / TRACKS_TO_SPARE));
        else top = stood;
      }
      channelTops.push(channelTop);
      layerTops.push(top);
      channelTop = top + height;
    }
    channelTops.push(channelTop);
  }

  /** Moves everything down, or up. */
  moveBy(dy: number): void {
    for (const tops of [this.layerTops, this.channelTops])
      for (const [at, top] of tops.entries()) tops[at] = top + dy;
  }

  topOf(layer: number): number {
    return this.layerTops[layer] ?? 0;
  }

  /** The horizontal on which the links of one parent run, above the layer of its children. */
  busAbove(layer: number): number {
    return this.topOf(layer) - SPACING.drop;
  }

  trackOf({ channel, track }: Leg): number {
    return (this.channelTops[channel] ?? 0) + FIRST_TRACK + track * SPACING.track;
  }
}

/** A first track fits between the layers as they are. */
function channelHeight(tracks: number): number {
  return SPACING.channel + Math.max(0, tracks - 1) * SPACING.track;
}
