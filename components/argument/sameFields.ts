/** Whether two objects or lists hold the same values under the same keys. */
export function sameFields(one: object, two: object): boolean {
  const [left, right] = [Object.entries(one), new Map(Object.entries(two))];
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && Object.is(value, right.get(key)))
  );
}
