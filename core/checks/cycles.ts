/**
 * One cycle for each knot of a directed graph (strongly connected component with a cycle in it),
 * in linear time and without recursion: Tarjan's algorithm with its own stack.
 *
 * @param through picks the node of a knot that its cycle has to lead through; null for no cycle
 * @returns cycles as node lists in link order; the last leads back to the first
 */
export function cyclesIn<T>(
  nodes: readonly T[],
  below: (node: T) => readonly T[],
  through: (knot: ReadonlySet<T>, entry: T) => T | null = (_, entry) => entry,
): T[][] {
  const order = new Map<T, number>();
  const low = new Map<T, number>();
  const onStack = new Set<T>();
  const stack: T[] = [];
  const cycles: T[][] = [];
  for (const start of nodes) {
    if (order.has(start)) continue;
    const calls = [enter(start)];
    for (let call = calls.at(-1); call !== undefined; call = calls.at(-1)) {
      const { node } = call;
      const next = call.children[call.at];
      call.at += 1;
      if (next === undefined) {
        calls.pop();
        leave(node);
        const caller = calls.at(-1);
        if (caller) lower(caller.node, low.get(node));
      } else if (!order.has(next)) calls.push(enter(next));
      else if (onStack.has(next)) lower(node, order.get(next));
    }
  }
  return cycles;

  function enter(node: T) {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    stack.push(node);
    onStack.add(node);
    return { node, children: below(node), at: 0 };
  }

  function lower(node: T, to: number | undefined) {
    if (to !== undefined && to < (low.get(node) ?? 0)) low.set(node, to);
  }

  function leave(node: T) {
    if (low.get(node) !== order.get(node)) return;
    const knot = new Set(stack.splice(stack.lastIndexOf(node)));
    for (const member of knot) onStack.delete(member);
    if (knot.size === 1 && !below(node).includes(node)) return;
    const start = through(knot, node);
    if (start !== null) cycles.push(shortestCycle(start, knot, below));
  }
}

function shortestCycle<T>(start: T, knot: ReadonlySet<T>, below: (node: T) => readonly T[]): T[] {
  const cameFrom = new Map<T, T>();
  let ring = [start];
  while (ring.length > 0) {
    const next: T[] = [];
    for (const node of ring) {
      for (const child of below(node)) {
        if (child === start) return pathTo(node, start, cameFrom);
        if (!knot.has(child) || cameFrom.has(child)) continue;
        cameFrom.set(child, node);
        next.push(child);
      }
    }
    ring = next;
  }
  return [start];
}

function pathTo<T>(end: T, start: T, cameFrom: ReadonlyMap<T, T>): T[] {
  const path = [end];
  for (let node = end; node !== start;) {
    const before = cameFrom.get(node);
    if (before === undefined) break;
    path.push(before);
    node = before;
  }
  return path.reverse();
}
