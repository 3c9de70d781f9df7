import { describe, expect, it } from 'vitest';
import { concatBytes, fromBase64Url, toBase64Url, utf8 } from '@/core/snapshot/bytes';
import { Refusal } from '@/core/snapshot/refusal';
import { rawPublicKey } from './coseKey';
import { challengeOf, preAuthEncoding } from './dsse';
import { SAMPLE_RELYING_PARTY, SoftPasskey } from './testing/softPasskey';
import type { Misbehaviour } from './testing/softPasskey';
import { verifyAssertion } from './webauthn';

const pae = preAuthEncoding('http://example.com/HelloWorld', utf8('hello world'));
const challenge = challengeOf(pae);

describe('pre-authentication encoding', () => {
  it('is the test vector of the DSSE protocol', () => {
    expect(new TextDecoder().decode(pae)).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    );
  });
});

describe.each(['ES256', 'EdDSA'] as const)('an assertion by %s', (algorithm) => {
  const passkey = new SoftPasskey('assessor', algorithm);
  const key = { algorithm, publicKey: passkey.publicKey, relyingParty: SAMPLE_RELYING_PARTY };

  it('holds, and says what the authenticator said', () => {
    expect(verifyAssertion(passkey.assert(challenge), pae, key)).toEqual({
      signCount: 1,
      backupEligible: false,
      backedUp: false,
    });
    expect(verifyAssertion(passkey.assert(challenge, { flags: 0x1d }), pae, key)).toMatchObject({
      backupEligible: true,
      backedUp: true,
    });
  });

  it.each<[string, Misbehaviour, RegExp]>([
    ['another ceremony', { type: 'webauthn.create' }, /ceremony/],
    ['another statement', { challenge: challengeOf(utf8('other')) }, /challenge/],
    ['another origin', { origin: 'https://casewright.example.evil' }, /page was/],
    ['a frame', { crossOrigin: true }, /framed/],
    ['a top origin', { topOrigin: 'https://evil.example' }, /framed/],
    ['another relying party', { rpId: 'evil.example' }, /relying party/],
    ['nobody present', { flags: 0x04 }, /present/],
    ['no user verification', { flags: 0x01 }, /verified/],
    ['contradicting backup flags', { flags: 0x15 }, /contradict/],
  ])('is refused for %s', (_what, wrong, why) => {
    expect(() => verifyAssertion(passkey.assert(challenge, wrong), pae, key)).toThrow(why);
  });

  it('is refused under another key and with any bit changed', () => {
    const other = new SoftPasskey('officer', algorithm);
    const assertion = passkey.assert(challenge);
    expect(() => verifyAssertion(assertion, pae, { ...key, publicKey: other.publicKey })).toThrow(
      /not of this key/,
    );
    for (const member of ['authenticatorData', 'clientDataJSON', 'signature'] as const) {
      const bytes = fromBase64Url(assertion[member]);
      for (let at = 0; at < bytes.length; at++) {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(
          () => verifyAssertion({ ...assertion, [member]: toBase64Url(changed) }, pae, key),
          `${member} at ${at}`,
        ).toThrow(Refusal);
      }
    }
  });
});

describe('a COSE key', () => {
  const es256 = new SoftPasskey('cose');
  const ec2 = concatBytes(
    Uint8Array.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20),
    es256.publicKey.slice(1, 33),
    Uint8Array.of(0x22, 0x58, 0x20),
    es256.publicKey.slice(33),
  );

  it('of P-256 and of Ed25519 gives the raw key', () => {
    expect(rawPublicKey(ec2)).toEqual({ algorithm: 'ES256', publicKey: es256.publicKey });
    const eddsa = new SoftPasskey('cose', 'EdDSA');
    const okp = concatBytes(
      Uint8Array.of(0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20),
      eddsa.publicKey,
    );
    expect(rawPublicKey(okp)).toEqual({ algorithm: 'EdDSA', publicKey: eddsa.publicKey });
  });

  it('that is truncated, followed by bytes, off the curve or of another kind is refused', () => {
    expect(() => rawPublicKey(ec2.slice(0, -1))).toThrow(Refusal);
    expect(() => rawPublicKey(concatBytes(ec2, Uint8Array.of(0)))).toThrow(Refusal);
    const off = ec2.slice();
    off[20] = (off[20] ?? 0) ^ 1;
    expect(() => rawPublicKey(off)).toThrow(Refusal);
    expect(() => rawPublicKey(Uint8Array.of(0xa1, 0x01, 0x03))).toThrow(Refusal);
  });
});
