import canonicalize from 'canonicalize';
import { fromUtf8, utf8 } from './bytes';
import { beyondBounds, OBJECT_WEIGHT, type Beyond } from './jsonWeight';
import { Refusal, type RefusalCode } from './refusal';

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

/** Longer texts are compared value by value: a second copy of them would be too much. */
const COPIED = 65_536;

/**
 * Values of one text, an object counting as four: what takes a page of JSON more memory than its
 * bytes. The text of an element with 20,000 parts has about 200,000.
 */
export const MOST_VALUES = 500_000;

/**
 * Reads canonical bytes and refuses every second spelling: white space, key order, duplicate keys,
 * escapes, number forms, a byte order mark. Only what {@link canonicalBytes} writes is read.
 *
 * @param mostValues more values, an object counting as four, are refused unread
 * @throws Refusal `not-json` | `not-canonical` | `too-large`
 */
export function parseCanonical(bytes: Uint8Array, mostValues = MOST_VALUES): unknown {
  const text = fromUtf8(bytes);
  refuseMoreValues(text, mostValues);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('not-json', 'The bytes are not JSON.');
  }
  const holds =
    text.length <= COPIED
      ? canonicalText(value) === text
      : spelledUpTo(value, text) === text.length;
  if (!holds) {
    throw new Refusal('not-canonical', 'The JSON is not in its canonical spelling (RFC 8785).');
  }
  return value;
}

/** Levels of lists and objects, and members of one object: no format of ours comes near. */
const BOUNDS = { levels: 500, members: 10_000, text: Infinity };

const BEYOND: Record<Beyond['bound'], { code: RefusalCode; what: (values: number) => string }> = {
  values: { code: 'too-large', what: (values) => `There are more than ${values} values` },
  members: { code: 'bad-shape', what: () => 'An object has too many members' },
  levels: { code: 'bad-shape', what: () => 'The JSON is nested too deeply' },
  text: { code: 'too-large', what: () => 'A text is too long' },
};

function refuseMoreValues(text: string, most: number): void {
  // No character weighs more than an object.
  if (text.length * OBJECT_WEIGHT <= most) return;
  const beyond = beyondBounds(text, { ...BOUNDS, values: most });
  if (beyond === null) return;
  const { code, what } = BEYOND[beyond.bound];
  throw new Refusal(code, `${what(most)} at character ${beyond.offset + 1}.`);
}

/**
 * Where the canonical spelling of a value that begins at `from` ends; -1 where the text has another.
 * @throws Refusal `not-canonical` for a value that is nested more deeply than the stack
 */
function spelledUpTo(value: unknown, text: string, from = 0): number {
  try {
    return spelled(value, text, from);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Refusal('not-canonical', 'The JSON is nested too deeply.');
  }
}

function spelled(value: unknown, text: string, from: number): number {
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'string' && !value.isWellFormed()) return -1;
    const part = JSON.stringify(value);
    return text.startsWith(part, from) ? from + part.length : -1;
  }
  let at = from + 1;
  if (Array.isArray(value)) {
    if (text.charCodeAt(from) !== OPEN_LIST) return -1;
    for (const [index, item] of value.entries()) {
      if (index > 0 && text.charCodeAt(at++) !== COMMA) return -1;
      at = spelled(item, text, at);
      if (at < 0) return -1;
    }
    return text.charCodeAt(at) === CLOSE_LIST ? at + 1 : -1;
  }
  if (text.charCodeAt(from) !== OPEN_OBJECT) return -1;
  const members = value as Record<string, unknown>;
  for (const [index, key] of Object.keys(members).sort().entries()) {
    if (index > 0 && text.charCodeAt(at++) !== COMMA) return -1;
    at = spelled(key, text, at);
    if (at < 0 || text.charCodeAt(at) !== COLON) return -1;
    at = spelled(members[key], text, at + 1);
    if (at < 0) return -1;
  }
  return text.charCodeAt(at) === CLOSE_OBJECT ? at + 1 : -1;
}

const [COMMA, COLON] = [0x2c, 0x3a];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];
