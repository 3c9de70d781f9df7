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
    text = canonicalize(value);
  } catch (error) {
    throw new Refusal('not-canonical', error instanceof Error ? error.message : String(error));
  }
  if (text === undefined) throw new Refusal('not-canonical', 'The value has no JSON form.');
  return text;
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
