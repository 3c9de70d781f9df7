/** `hash` of node:crypto, as far as it is used. */
export type NativeHash = (
  algorithm: 'sha256',
  data: Uint8Array,
  encoding: 'hex' | 'binary',
) => string;

/** SHA-256 of what comes in pieces. */
export interface ByteHasher {
  update(piece: Uint8Array): void;
  /** The digest in lower-case hex; nothing follows. */
  hex(): string;
}

/**
 * The one-shot hash of the runtime where it has one (Node 20.16 and 22.3 and later), else null: browsers hash in
 * JavaScript, several times slower. Nothing is imported, so that a page never carries a server's module.
 */
export function nativeHash(): NativeHash | null {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  const crypto = process?.getBuiltinModule?.('node:crypto');
  return typeof crypto?.hash === 'function' ? crypto.hash : null;
}

/** A hash of the runtime that takes its input piece by piece; null in browsers. */
export function nativeHasher(): ByteHasher | null {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  const crypto = process?.getBuiltinModule?.('node:crypto');
  if (typeof crypto?.createHash !== 'function') return null;
  const hash = crypto.createHash('sha256');
  return { update: (piece) => void hash.update(piece), hex: () => hash.digest('hex') };
}

/** The digest as bytes of its own. Strings and small arrays live on the heap, where they cost least. */
export function nativeSha256(hash: NativeHash, bytes: Uint8Array): Uint8Array {
  const digits = hash('sha256', bytes, 'binary');
  const digest = new Uint8Array(32);
  for (let at = 0; at < 32; at += 1) digest[at] = digits.charCodeAt(at);
  return digest;
}
