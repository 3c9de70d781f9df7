import { randomBytes } from 'node:crypto';
import { saltProse, type SaltedProse } from '@/core/attest/prose';
import { SALT_BYTES } from '@/core/snapshot/hash';

/**
 * Words for a statement: their leaf hash goes into the predicate, the words with a fresh salt stand
 * beside it, so that the statement can be published without them.
 */
export function salted(field: string, text: string): { leaf: string; prose: SaltedProse } {
  return saltProse(field, text, new Uint8Array(randomBytes(SALT_BYTES)));
}
