/** `hash` of node:crypto, as far as it is used. */
export type NativeHash = (
  algorithm: 'sha256',
  data: Uint8Array,
  encoding: 'hex' | 'binary',
) => string;

/**
 * The one-shot hash of the runtime where it has one (Node 20.16 and 22.3 and later), else null: browsers hash in
 * JavaScript, several times slower. Nothing is imported, so that a page never carries a server's module.
 */
export function nativeHash(): NativeHash | null {
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  const crypto = process?.getBuiltinModule?.('node:crypto');
  return typeof crypto?.hash === 'function' ? crypto.hash : null;
}

/** The digest as bytes of its own. Strings and small arrays live on the heap, where they cost least. */
export function nativeSha256(hash: NativeHash, bytes: Uint8Array): Uint8Array {
  const digits = hash('sha256', bytes, 'binary');
  const digest = new Uint8Array(32);
  for (let at = 0; at < 32; at += 1) digest[at] = digits.charCodeAt(at);
  return digest;
}
