import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64Url } from '@/core/snapshot/bytes';
import { openProse, saltProse } from './prose';
import { instanceKey } from './instanceKey';
import { logLeafBytes, parseLogLeaf } from './leaf';
import { sealStatement, verifySigner } from './signedStatement';
import { prepared, prepareStatement } from './statements';
import type { Predicate } from './statements';
import { SAMPLE_RELYING_PARTY, SoftPasskey } from './testing/softPasskey';

const passkey = new SoftPasskey('decision-maker');
const key = { ...passkey, relyingParty: SAMPLE_RELYING_PARTY };
const subject = { name: 'meridian/larch-2-scheming/3', sha256: 'ab'.repeat(32) };
const reasons = saltProse('reasons', 'Harm control carries the case.', new Uint8Array(16).fill(3));
const predicate: Predicate<'signoff'> = {
  nonce: '0'.repeat(32),
  issuedAt: '2026-02-20T10:00:00Z',
  ceremony: 'passkey',
  signedBy: passkey.keyId,
  person: '1'.repeat(32),
  organisation: 'frontier-systems-board',
  decision: 'approved',
  capacity: 'external',
  viewDigest: 'cd'.repeat(32),
  policyVersion: '1',
  acceptedResiduals: [],
  conditions: [],
  reasons: reasons.leaf,
  dissent: null,
};

describe('a statement', () => {
  const statement = prepareStatement('signoff', subject, predicate);

  it('reads back from its bytes alone, challenge included', () => {
    expect(prepared(statement.payload)).toEqual(statement);
    expect(
      fromBase64(`${statement.challenge.replaceAll('-', '+').replaceAll('_', '/')}=`),
    ).toHaveLength(32);
  });

  it('refuses members that its schema does not know, or lacks', () => {
    const extra: Predicate<'signoff'> = Object.assign({}, predicate, { note: 'x' });
    expect(() => prepareStatement('signoff', subject, extra)).toThrow(/Statement refused/);
    const lacking: Partial<Predicate<'signoff'>> = { ...predicate };
    delete lacking.nonce;
    expect(() => prepareStatement('signoff', subject, lacking as Predicate<'signoff'>)).toThrow(
      /Statement refused/,
    );
  });

  it('of the instance names no person, and is only ever about a status', () => {
    const byRule = { ...predicate, ceremony: 'instance' as const };
    expect(() => prepareStatement('signoff', subject, byRule)).toThrow(/person is named/);
    expect(() =>
      prepareStatement('signoff', subject, { ...byRule, person: null, organisation: null }),
    ).toThrow(/by rule/);
  });

  it('enrols a key only under its own signature and never approves itself', () => {
    const enrol: Predicate<'key'> = {
      nonce: predicate.nonce,
      issuedAt: predicate.issuedAt,
      ceremony: 'passkey',
      signedBy: 'ff'.repeat(32),
      person: predicate.person,
      organisation: predicate.organisation,
      action: 'enrol',
      keyId: passkey.keyId,
      publicKey: '',
      algorithm: 'ES256',
      relyingParty: SAMPLE_RELYING_PARTY,
      approval: 'admin',
    };
    const about = { name: 'key', sha256: passkey.keyId };
    expect(() => prepareStatement('key', about, enrol)).toThrow(/signed by the key/);
  });

  it('is sealed with the assertion and the words beside it', () => {
    const instance = instanceKey('casewright.example', new Uint8Array(32).fill(1));
    const sealed = sealStatement(
      statement,
      [passkey.assert(statement.challenge)],
      [reasons.prose],
      instance,
    );
    expect(fromBase64(sealed.envelope.payload)).toEqual(statement.payload);
    expect(openProse(sealed.prose[0]!)).toEqual({
      field: 'reasons',
      text: 'Harm control carries the case.',
      leaf: reasons.leaf,
    });
    expect(verifySigner('passkey', sealed.assertions[0]!, statement.pae, key)).toMatchObject({
      backedUp: false,
    });
  });

  it('is not signed by an example signature, nor an example by a passkey', () => {
    const example = new SoftPasskey('example', 'EdDSA');
    const assertion = {
      type: 'example' as const,
      keyId: example.keyId,
      signature: toBase64Url(example.sign(statement.pae)),
    };
    const exampleKey = { ...example, keyId: example.keyId, relyingParty: null };
    expect(verifySigner('example', assertion, statement.pae, exampleKey)).toBeNull();
    expect(() => verifySigner('passkey', assertion, statement.pae, exampleKey)).toThrow(
      /no passkey/,
    );
    expect(() =>
      verifySigner('example', passkey.assert(statement.challenge), statement.pae, key),
    ).toThrow(/no example/);
  });
});

describe('a log leaf', () => {
  it('names the release only when it is published', () => {
    expect(new TextDecoder().decode(logLeafBytes('ab'.repeat(32), null))).toBe(
      `{"statementSha256":"${'ab'.repeat(32)}","v":1}`,
    );
    const published = { predicateType: 'urn:casewright:status:1', releaseDigest: 'cd'.repeat(32) };
    expect(parseLogLeaf(logLeafBytes('ab'.repeat(32), published))).toMatchObject(published);
  });
});
