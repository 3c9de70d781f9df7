/** Draws one line at a time: without repeated points and without points in the middle of a stretch. */

import type { Point } from './model';

export class Pen {
  private readonly xs: number[] = [];
  private readonly ys: number[] = [];

  begin(x: number, y: number): this {
    this.xs.length = 0;
    this.ys.length = 0;
    this.xs.push(x);
    this.ys.push(y);
    return this;
  }

  to(x: number, y: number): this {
    const { xs, ys } = this;
    const last = xs.length - 1;
    const [lastX, lastY] = [xs[last], ys[last]];
    if (lastX === x && lastY === y) return this;
    if (last > 0 && ((xs[last - 1] === x && lastX === x) || (ys[last - 1] === y && lastY === y))) {
      xs[last] = x;
      ys[last] = y;
      return this;
    }
    xs.push(x);
    ys.push(y);
    return this;
  }

  /** The points drawn: the very array of before when nothing about the line changed. */
  points(before: Point[] | undefined): Point[] {
    const { xs, ys } = this;
    if (before?.length === xs.length) {
      let same = true;
      for (let at = 0; same && at < xs.length; at += 1)
        same = before[at]?.x === xs[at] && before[at]?.y === ys[at];
      if (same) return before;
    }
    return xs.map((x, at) => ({ x, y: ys[at] ?? 0 }));
  }
}
