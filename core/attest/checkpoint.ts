import { concatBytes, equalBytes, fromBase64, toBase64, utf8 } from '@/core/snapshot/bytes';
import { Refusal } from '@/core/snapshot/refusal';
import { noteKeyHash, verifyEd25519 } from './instanceKey';
import type { InstanceKey } from './instanceKey';

/** A tree head of the log: C2SP tlog-checkpoint without extension lines. */
export interface Checkpoint {
  origin: string;
  size: number;
  /** RFC 6962 root, 32 bytes. */
  root: Uint8Array;
}

const MAX_SIGNATURES = 16;

/** A checkpoint as a C2SP signed note with one Ed25519 signature; key name and origin are one. */
export function signCheckpoint(key: InstanceKey, size: number, root: Uint8Array): string {
  const text = `${key.name}\n${size}\n${toBase64(root)}\n`;
  const signature = toBase64(concatBytes(noteKeyHash(key), key.sign(utf8(text))));
  return `${text}\n— ${key.name} ${signature}\n`;
}

/**
 * Reads a checkpoint and verifies the signature of the given key; signatures of unknown keys
 * (witnesses) are ignored, as the note format demands.
 *
 * @throws Refusal `bad-shape` for a malformed note, `bad-signature` when the key did not sign it
 */
export function openCheckpoint(
  note: string,
  key: Pick<InstanceKey, 'name' | 'publicKey'>,
): Checkpoint {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) throw malformed('there is no signature block');
  const text = note.slice(0, split + 1);
  const signatures = note.slice(split + 2, -1).split('\n');
  const lines = text.slice(0, -1).split('\n');
  const [origin = '', size = '', root = '', ...extensions] = lines;
  if (signatures.length > MAX_SIGNATURES) throw malformed('too many signatures');
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note)) throw malformed('it holds control characters');
  if (origin === '' || !/^(0|[1-9][0-9]{0,14})$/.test(size)) throw malformed('no origin or size');
  if (extensions.length > 0) throw malformed('extension lines are not used here');
  const rootBytes = fromBase64(root);
  if (rootBytes.length !== 32) throw malformed('the root is not 32 bytes');
  if (origin !== key.name)
    throw new Refusal('bad-signature', `The log is ${origin}, not ${key.name}.`);

  let signed = false;
  for (const line of signatures) {
    const match = /^— ([^ +]+) ([^ ]+)$/.exec(line);
    if (match === null) throw malformed('a signature line is not one');
    const [, name = '', encoded = ''] = match;
    const bytes = fromBase64(encoded);
    if (name !== key.name || !equalBytes(bytes.slice(0, 4), noteKeyHash(key))) continue;
    if (signed || !verifyEd25519(bytes.slice(4), utf8(text), key.publicKey)) {
      throw new Refusal('bad-signature', 'The signature of the checkpoint does not hold.');
    }
    signed = true;
  }
  if (!signed) throw new Refusal('bad-signature', `${key.name} did not sign this checkpoint.`);
  return { origin, size: Number(size), root: rootBytes };
}

function malformed(why: string): Refusal {
  return new Refusal('bad-shape', `The checkpoint is malformed: ${why}.`);
}
