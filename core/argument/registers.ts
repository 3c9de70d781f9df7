/**
 * Plain values as yjs keeps them. It tells what a value is by its `constructor`, which a member of that
 * name hides (an annotation may be called anything): such an object stands in a list of one, where no
 * field has a list of objects.
 */

/** The form in which a plain value is set into a shared map. */
export function storedRegister(value: unknown): unknown {
  return hidesItsKind(value) ? [value] : value;
}

/** The plain value of what stands in a shared map. */
export function registerValue(stored: unknown): unknown {
  if (!Array.isArray(stored) || stored.length !== 1) return stored;
  const [only]: unknown[] = stored;
  return hidesItsKind(only) ? only : stored;
}

function hidesItsKind(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.hasOwn(value, 'constructor')
  );
}
