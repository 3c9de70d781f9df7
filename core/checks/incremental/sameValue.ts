/** Whether two plain values (as JSON has them) say the same. */
export function sameValue(one: unknown, two: unknown): boolean {
  if (one === two) return true;
  if (typeof one !== 'object' || typeof two !== 'object' || one === null || two === null) {
    return false;
  }
  const [left, right] = [Object.entries(one), new Map(Object.entries(two))];
  return (
    Array.isArray(one) === Array.isArray(two) &&
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && sameValue(value, right.get(key)))
  );
}
