import type { Shape } from './shape';

/** What rests, and on what. */
type Citation = readonly [number, readonly number[]];

/**
 * Whether anything leads back to itself, by links and by what stands beside them: Kahn's algorithm. What
 * cannot be taken away from above hangs in, or below, a cycle.
 *
 * @param slots those that exist, each once
 * @param further where slots lead beside their links; a list that many lead to is one list, and is gone
 *   through once
 */
export function hasKnot(
  shape: Shape,
  slots: Int32Array,
  further: ReadonlyMap<number, readonly Citation[]>,
): boolean {
  const { size, exists, last, to, before } = shape;
  // A list is a stop of its own between those that lead to it and those in it.
  const lists = new Map<readonly number[], number>();
  for (const all of further.values()) for (const [, list] of all) lists.set(list, 0);
  const unmet = new Int32Array(size);
  for (const slot of slots) {
    for (let arc = last[slot] ?? -1; arc >= 0; arc = before[arc] ?? -1) count(to[arc] ?? 0, 1);
    for (const [, list] of further.get(slot) ?? NONE) lists.set(list, (lists.get(list) ?? 0) + 1);
  }
  for (const list of lists.keys()) for (const slot of list) count(slot, 1);
  const free: number[] = [];
  for (const slot of slots) if (unmet[slot] === 0) free.push(slot);
  let taken = 0;
  for (let slot = free.pop(); slot !== undefined; slot = free.pop()) {
    taken += 1;
    for (let arc = last[slot] ?? -1; arc >= 0; arc = before[arc] ?? -1) meet(to[arc] ?? 0);
    for (const [, list] of further.get(slot) ?? NONE) {
      const left = (lists.get(list) ?? 0) - 1;
      lists.set(list, left);
      if (left === 0) for (const cited of list) meet(cited);
    }
  }
  return taken < slots.length;

  function count(slot: number, more: number): number {
    const now = (unmet[slot] ?? 0) + more;
    unmet[slot] = now;
    return now;
  }

  function meet(slot: number): void {
    if (count(slot, -1) === 0 && exists[slot] === 1) free.push(slot);
  }
}

const NONE: readonly Citation[] = [];
