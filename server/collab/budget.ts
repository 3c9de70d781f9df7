/** Points that come back with time. May go below zero: then it says for how long to pause. */
export class Budget {
  private points: number;
  private at: number;

  constructor(
    private readonly size: { burst: number; perSecond: number },
    now: number,
  ) {
    this.points = size.burst;
    this.at = now;
  }

  /** @returns milliseconds until the budget is whole enough again; 0 when it is */
  spend(points: number, now: number): number {
    const earned = ((now - this.at) / 1_000) * this.size.perSecond;
    this.points = Math.min(this.size.burst, this.points + Math.max(0, earned)) - points;
    this.at = now;
    return this.points >= 0 ? 0 : Math.ceil((-this.points / this.size.perSecond) * 1_000);
  }
}
