/** Positions of a longest strictly increasing subsequence, ascending. O(n log n). */
export function longestIncreasing(values: readonly number[]): number[] {
  const tails: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [at, value] of values.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    before.push(tails[low - 1]);
    tails[low] = at;
  }
  const longest: number[] = [];
  for (let at = tails.at(-1); at !== undefined; at = before[at]) longest.push(at);
  return longest.reverse();
}
