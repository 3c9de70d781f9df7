/** Tracks of one channel, taken from left to right: each stretch gets the first that is free. */
export class Tracks {
  count = 0;
  /** A tree of minima over the ends of what is on each track: leaves from `size` on, the root at 1. */
  private size = 1;
  private ends: number[] = [Infinity, Infinity];

  /** Takes a track from one x to another; its number. Stretches come in order of where they begin. */
  take(from: number, to: number): number {
    let node = 1;
    if (this.endAt(node) <= from) {
      while (node < this.size) node = this.endAt(2 * node) <= from ? 2 * node : 2 * node + 1;
    } else {
      if (this.count === this.size) this.grow();
      node = this.size + this.count;
      this.count += 1;
    }
    const track = node - this.size;
    this.ends[node] = to;
    for (node >>= 1; node >= 1; node >>= 1)
      this.ends[node] = Math.min(this.endAt(2 * node), this.endAt(2 * node + 1));
    return track;
  }

  private endAt(node: number): number {
    return this.ends[node] ?? Infinity;
  }

  private grow(): void {
    const leaves = this.ends.slice(this.size);
    this.size *= 2;
    const empty = Array.from({ length: this.size }, () => Infinity);
    this.ends = [...empty, ...leaves, ...empty.slice(leaves.length)];
    for (let node = this.size - 1; node >= 1; node -= 1)
      this.ends[node] = Math.min(this.endAt(2 * node), this.endAt(2 * node + 1));
  }
}
