import type { z } from 'zod';

/**
 * Why the snapshot and attestation code refuses a value. One closed set; each code says when.
 */
export const REFUSALS = {
  'not-canonical': 'The bytes are not the one canonical spelling (RFC 8785) of what they say.',
  'not-json': 'The bytes are not JSON in well-formed UTF-8.',
  'bad-encoding': 'A hex, base64 or base64url value is not in its one strict spelling.',
  'bad-shape': 'A value does not have the members or types that its schema demands.',
  'bad-number': 'A number is not an integer, or a decimal string is not a plain decimal.',
  'bad-id': 'A record id is not 32 lower-case hex digits.',
  'duplicate-id': 'Two records have the same id.',
  'dangling-reference': 'A record names a record that is not in the release.',
  'missing-text': 'A node has no text record, or a text record no node.',
  'unknown-record': 'A record id is not part of the release.',
  'never-withholdable': 'A record of this kind may not be withheld from any view.',
  'unlisted-edge': 'A disclosed record names a withheld one, and the edge is not listed.',
  'wrong-root': 'The leaves do not add up to the root in the manifest.',
  'bad-signature': 'A signature or assertion does not hold.',
  'bad-proof': 'A Merkle proof does not hold.',
  'bad-container': 'The bundle file is not laid out as the format demands.',
  'too-large': 'The input is larger than the limits allow.',
} as const;
export type RefusalCode = keyof typeof REFUSALS;

/** Raised by pure code that refuses its input; `code` is for programs, `message` for people. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: RefusalCode,
    detail: string,
  ) {
    super(detail);
  }
}

/** More of a message is not repeated: it may name every key that is not known. Characters. */
const LONGEST_MESSAGE = 200;

/** `bad-shape` with the first thing that a schema found, and where; there may be very many. */
export function refusedShape(what: string, { issues }: z.ZodError): Refusal {
  const [first] = issues;
  const path = first?.path.join('.') ?? '';
  const message = first?.message.slice(0, LONGEST_MESSAGE) ?? 'wrong shape';
  return new Refusal('bad-shape', `${what} refused${path === '' ? '' : ` at ${path}`}: ${message}`);
}
