import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { isId } from '@/core/argument/ids';
import type { Id } from '@/core/argument/document';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The 128 bits of a UUID as 32 lower-case hex digits, of whatever version; null for other strings. */
export function hexOfUuid(text: string): Id | null {
  const lower = text.toLowerCase();
  if (UUID.test(lower)) return lower.replaceAll('-', '');
  return isId(lower) ? lower : null;
}

/**
 * A UUID for a record id. Its version and variant are those of RFC 9562 (version 8 where the id has
 * none), because strict readers refuse others; such an id reads back with these two digits changed.
 */
export function uuidOf(id: Id): string {
  const version = /[1-8]/.test(id.charAt(12)) ? id.charAt(12) : '8';
  const variant = /[89ab]/.test(id.charAt(16)) ? id.charAt(16) : '8';
  return [
    id.slice(0, 8),
    id.slice(8, 12),
    version + id.slice(13, 16),
    variant + id.slice(17, 20),
    id.slice(20),
  ].join('-');
}

/** The same UUID for the same name on any machine: what is no UUID but has to look like one. */
export function uuidOfName(name: string): string {
  const hex = hexOfUuid(name);
  return uuidOf(hex ?? bytesToHex(sha256(utf8ToBytes(`casewright name\0${name}`))).slice(0, 32));
}
