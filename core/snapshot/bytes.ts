import { bytesToHex } from '@noble/hashes/utils.js';
import { Refusal } from './refusal';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 bytes of well-formed text. Check for lone surrogates first where input is foreign. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Large enough that a slab is rarely left half empty, in bytes. */
const SLAB = 1024 * 1024;

/**
 * Encodes many short texts as {@link utf8} does, several times faster: into slabs that they share. Each
 * result is a window on its own part; nobody may hand its `buffer` on.
 */
export function utf8Encoder(): (text: string) => Uint8Array {
  let slab = new Uint8Array(0);
  let at = 0;
  return (text) => {
    // A UTF-16 code unit takes three bytes at most.
    const room = text.length * 3;
    if (slab.length - at < room) {
      slab = new Uint8Array(Math.max(SLAB, room));
      at = 0;
    }
    const { written } = encoder.encodeInto(text, at === 0 ? slab : slab.subarray(at));
    const bytes = slab.subarray(at, at + written);
    at += written;
    return bytes;
  };
}

/**
 * Decodes many short pieces of base64 as {@link fromBase64} does, into slabs that they share. Each
 * result is a window on its own part; nobody may hand its `buffer` on.
 */
export function base64Decoder(): (text: string) => Uint8Array {
  let slab = new Uint8Array(0);
  let at = 0;
  return (text) => {
    const binary = strictBinary(text);
    if (slab.length - at < binary.length) {
      slab = new Uint8Array(Math.max(SLAB, binary.length));
      at = 0;
    }
    const bytes = slab.subarray(at, at + binary.length);
    for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
    at += binary.length;
    return bytes;
  };
}

/** Text of UTF-8 bytes. @throws Refusal `not-json` when they are not well-formed UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Refusal('not-json', 'The bytes are not well-formed UTF-8.');
  }
}

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}

/** Bytes of lower-case hex. @throws Refusal `bad-encoding` for any other spelling. */
export function fromHex(hex: string): Uint8Array {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) {
    throw new Refusal('bad-encoding', 'Hex must be an even number of digits 0-9 a-f.');
  }
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** Standard base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}

/**
 * Bytes of standard padded base64. The alphabet, the padding and the unused bits have one
 * spelling: what {@link toBase64} would write. @throws Refusal `bad-encoding` otherwise.
 */
export function fromBase64(text: string): Uint8Array {
  const binary = strictBinary(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** One character a byte. @throws Refusal `bad-encoding` */
function strictBinary(text: string): string {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    throw new Refusal('bad-encoding', 'Not base64.');
  }
  // atob forgives white space, missing padding and non-zero unused bits.
  if (btoa(binary) !== text) throw new Refusal('bad-encoding', 'Not in strict base64 spelling.');
  return binary;
}

/** Unpadded base64url (RFC 4648 section 5), as WebAuthn writes it. */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Bytes of unpadded base64url, one spelling only. @throws Refusal `bad-encoding`. */
export function fromBase64Url(text: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new Refusal('bad-encoding', 'Not base64url.');
  const padded = text.replaceAll('-', '+').replaceAll('_', '/');
  return fromBase64(padded + '='.repeat((4 - (padded.length % 4)) % 4));
}

/** All parts, one after the other. */
export function concatBytes(...parts: Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Order of byte strings as unsigned numbers, shorter first where one begins the other. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && compareBytes(a, b) === 0;
}
