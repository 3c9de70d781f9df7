import { describe, expect, it } from 'vitest';
import { fromBase64, toHex, utf8 } from '@/core/snapshot/bytes';
import { Refusal } from '@/core/snapshot/refusal';
import { openCheckpoint, signCheckpoint } from './checkpoint';
import { instanceKey, noteKeyHash, noteVerifierKey, verifyEd25519 } from './instanceKey';
import { merkleRoot } from './merkle';

const key = instanceKey('casewright.example', new Uint8Array(32).fill(1));
const root = merkleRoot([]);
const note = signCheckpoint(key, 0, root);

describe('signed note', () => {
  it('has the key hash and signature of the example in the Go note package', () => {
    const publicKey = fromBase64('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW').slice(1);
    const peter = { name: 'PeterNeumann', publicKey };
    expect(toHex(noteKeyHash(peter))).toBe('c74f20a3');
    expect(noteVerifierKey(peter)).toBe(
      'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    );
    const text =
      'If you think cryptography is the answer to your problem,\n' +
      "then you don't know what your problem is.\n";
    const signature = fromBase64(
      'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
    );
    expect(verifyEd25519(signature.slice(4), utf8(text), publicKey)).toBe(true);
  });
});

describe('checkpoint', () => {
  it('reads back what was signed', () => {
    expect(openCheckpoint(note, key)).toEqual({ origin: 'casewright.example', size: 0, root });
  });

  it('may carry signatures of witnesses that are not known here', () => {
    const witnessed = `${note}— witness.example/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI\n`;
    expect(openCheckpoint(witnessed, key).size).toBe(0);
  });

  it('refuses another key, and the same key under another name', () => {
    const other = instanceKey('casewright.example', new Uint8Array(32).fill(2));
    expect(() => openCheckpoint(note, other)).toThrow(/did not sign/);
    expect(() => openCheckpoint(note, { ...key, name: 'other.example' })).toThrow(/not other/);
  });

  it('refuses every changed character', () => {
    for (let at = 0; at < note.length; at++) {
      const changed = `${note.slice(0, at)}${note[at] === 'a' ? 'b' : 'a'}${note.slice(at + 1)}`;
      expect(() => openCheckpoint(changed, key), `at ${at}`).toThrow(Refusal);
    }
  });

  it.each([
    ['leading zeros in the size', '00'],
    ['a negative size', '-1'],
  ])('refuses %s', (_what, size) => {
    expect(() => openCheckpoint(note.replace('\n0\n', `\n${size}\n`), key)).toThrow(Refusal);
  });
});
