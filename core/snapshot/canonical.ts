import canonicalize from 'canonicalize';
import { fromUtf8, utf8 } from './bytes';
import { Refusal } from './refusal';

/**
 * Canonical JSON text of a value: RFC 8785 (JCS).
 * @throws Refusal `not-canonical` for lone surrogates, NaN, infinities and values without JSON form
 */
export function canonicalText(value: unknown): string {
  let text: string | undefined;
  try {
    text = nativeText(value) ?? canonicalize(value);
  } catch (error) {
    throw new Refusal('not-canonical', error instanceof Error ? error.message : String(error));
  }
  if (text === undefined) throw new Refusal('not-canonical', 'The value has no JSON form.');
  return text;
}

/** JSON.stringify where it writes what RFC 8785 demands; null where it might not. */
function nativeText(value: unknown): string | null {
  if (!isInCanonicalOrder(value)) return null;
  const text = JSON.stringify(value);
  // Lone surrogates alone are written as escapes from D800 to DFFF; the library refuses them.
  return text.includes('\\ud') ? null : text;
}

/**
 * Whether JSON.stringify writes a value just as RFC 8785 demands: plain objects whose keys are in
 * order, arrays, finite numbers, strings, booleans and null. Records are made that way, and native
 * serialisation is ten times faster than sorting keys that are sorted.
 */
function isInCanonicalOrder(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      break;
    default:
      return false;
  }
  if (value === null) return true;
  if (Array.isArray(value)) return value.every(isInCanonicalOrder);
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  const members = value as Record<string, unknown>;
  const keys = Object.keys(members);
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] ?? '';
    if (at > 0 && key <= (keys[at - 1] ?? '')) return false;
    if (!isInCanonicalOrder(members[key])) return false;
  }
  return true;
}

/** Canonical bytes: the UTF-8 of {@link canonicalText}. This is what is hashed and stored. */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(canonicalText(value));
}

/**
 * Reads canonical bytes and refuses every second spelling: white space, key order, duplicate keys,
 * escapes, number forms, a byte order mark. Only what {@link canonicalBytes} writes is read.
 * @throws Refusal `not-json` | `not-canonical`
 */
export function parseCanonical(bytes: Uint8Array): unknown {
  const text = fromUtf8(bytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('not-json', 'The bytes are not JSON.');
  }
  if (canonicalText(value) !== text) {
    throw new Refusal('not-canonical', 'The JSON is not in its canonical spelling (RFC 8785).');
  }
  return value;
}
