/** Items by a key, in their order. `Map.groupBy` as runtimes have it since Node 21; ours starts at 20. */
export function grouped<T, K>(items: Iterable<T>, key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const of = key(item);
    const known = groups.get(of);
    if (known) known.push(item);
    else groups.set(of, [item]);
  }
  return groups;
}
