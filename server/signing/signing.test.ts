import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifySigner } from '@/core/attest/signedStatement';
import { openEnvelope } from '@/core/attest/dsse';
import { parseLogLeaf } from '@/core/attest/leaf';
import { openProse } from '@/core/attest/prose';
import { prepared, type StatementOf } from '@/core/attest/statements';
import { fromBase64 } from '@/core/snapshot/bytes';
import { verifyEd25519 } from '@/core/attest/instanceKey';
import { KeyHistory } from '@/core/attest/keyHistory';
import { signerOf, Signer } from '@/server/test/signer';
import { World, type TestOrg } from '@/server/test/world';
import { newestHead } from '@/server/translog/repo';
import { ownKey } from '@/server/translog/ownKey';
import { keyHistory } from './statements';

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

async function founded(): Promise<{ org: TestOrg; owner: Signer; keyId: string }> {
  const org = await world.org();
  const owner = new Signer(world, await world.member(org, ['owner']));
  const { keyId } = await owner.enrol(org);
  return { org, owner, keyId };
}

/** Reads the keys' statements as the offline verifier does. @throws what it would refuse. */
async function offlineHistory(keyIds: string[]): Promise<void> {
  const history = new KeyHistory();
  for (const { row, signed } of await keyHistory(world.db, world.deps, keyIds)) {
    const statement = prepared(row.payload);
    const { predicate } = statement.statement as StatementOf<'key'>;
    const [assertion] = signed.assertions;
    if (assertion) history.apply(predicate, statement, assertion, row.logIndex);
    else history.revokeByInstance(predicate.keyId, row.logIndex);
  }
}

const keyRow = (id: string) => world.db.signingKey.findUniqueOrThrow({ where: { id } });
const statementCount = () => world.db.statement.count();

describe('enrolling a signing key', () => {
  it('founds an organisation with its first administrator’s key, signed by the key itself', async () => {
    const { org, owner, keyId } = await founded();
    const row = await keyRow(keyId);
    expect(row).toMatchObject({ state: 'active', approval: 'founding', orgId: org.id });
    const [logged] = await keyHistory(world.db, world.deps, [keyId]);
    if (!logged) throw new Error('no statement');
    const { envelope, assertions } = logged.signed;
    const { payload, pae } = openEnvelope(envelope);
    const statement = prepared(payload).statement as StatementOf<'key'>;
    expect(statement.predicate).toMatchObject({
      action: 'enrol',
      approval: 'founding',
      keyId,
      signedBy: keyId,
      ceremony: 'passkey',
      organisation: org.slug,
      relyingParty: { id: 'localhost', origin: 'http://localhost:3000' },
    });
    const [assertion] = assertions;
    if (!assertion || statement.predicate.action !== 'enrol') throw new Error('not an enrolment');
    const facts = verifySigner('passkey', assertion, pae, {
      ...statement.predicate,
      publicKey: fromBase64(statement.predicate.publicKey),
    });
    expect(facts).toMatchObject({ backedUp: false });
    const own = ownKey(world.deps);
    const signature = fromBase64(envelope.signatures[0]?.sig ?? '');
    expect(verifyEd25519(signature, pae, own.publicKey)).toBe(true);
    // The bytes that were signed hold nothing personal.
    expect(Buffer.from(payload).toString()).not.toContain(owner.person.name);
    expect(Buffer.from(payload).toString()).not.toContain(owner.person.email);
  });

  it('is logged under a signed head at once, without saying in the open what it is', async () => {
    const { keyId } = await founded();
    const [logged] = await keyHistory(world.db, world.deps, [keyId]);
    const head = await newestHead(world.db);
    expect(head?.size).toBeGreaterThan(logged?.row.logIndex ?? 0);
    const leaf = await world.db.logLeaf.findUniqueOrThrow({
      where: { index: logged?.row.logIndex ?? -1 },
    });
    expect(parseLogLeaf(leaf.bytes)).toEqual({ v: 1, statementSha256: logged?.row.sha256 });
  });

  it('leaves a member’s key pending until an administrator signs its approval', async () => {
    const { org, owner } = await founded();
    const member = new Signer(world, await world.member(org, ['officer']));
    const { keyId, state } = await member.enrol(org);
    expect(state).toBe('pending');
    await expect(member.begin('key.revoke', { keyId, reason: 'x' })).rejects.toMatchObject({
      message: expect.stringContaining('no active signing key'),
    });
    await owner.sign('key.approve', { keyId });
    expect(await keyRow(keyId)).toMatchObject({
      state: 'active',
      approval: 'admin',
      approvedBy: owner.person.id,
    });
    const history = await keyHistory(world.db, world.deps, [keyId]);
    const actions = history.map(
      ({ row }) => (prepared(row.payload).statement as StatementOf<'key'>).predicate.action,
    );
    expect(actions).toEqual(['enrol', 'enrol', 'approve']);
    await offlineHistory([keyId]);
  });

  it('lets one of two founders who come at once found, and asks the other to begin again', async () => {
    const org = await world.org();
    const founders = await Promise.all(
      [1, 2].map(async () => new Signer(world, await world.member(org, ['owner']))),
    );
    const begun = await Promise.all(
      founders.map(async (founder) => ({
        founder,
        begun: await founder.begin('key.enrol', { registration: await founder.register(org) }),
      })),
    );
    const before = await statementCount();
    const outcomes = await Promise.allSettled(
      begun.map(({ founder, begun: ceremony }) => founder.complete(ceremony)),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await statementCount()).toBe(before + 1);
    expect(await world.db.signingKey.count({ where: { orgId: org.id } })).toBe(1);
  });

  it('is refused for organisations one does not belong to, and with another origin', async () => {
    const { org } = await founded();
    const stranger = new Signer(world, await world.person());
    await expect(stranger.register(org)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const member = new Signer(world, await world.member(org, ['author']));
    await expect(member.register(org, { origin: 'http://evil.example' })).rejects.toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
    });
    await expect(member.register(org, { userVerified: false })).rejects.toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
    });
  });

  it('can be begun again with the same new key after a cancelled signature', async () => {
    const { org } = await founded();
    const member = new Signer(world, await world.member(org, ['author']));
    const registration = await member.register(org);
    await member.begin('key.enrol', { registration });
    const { result } = await member.sign('key.enrol', { registration });
    expect(result).toMatchObject({ state: 'pending' });
    await expect(member.sign('key.enrol', { registration })).rejects.toMatchObject({
      message: 'This key is enrolled already.',
    });
  });

  it('is not open to the session of somebody else', async () => {
    const { org } = await founded();
    const member = new Signer(world, await world.member(org, ['author']));
    const other = new Signer(world, await world.member(org, ['author']));
    const registration = await member.register(org);
    await expect(other.begin('key.enrol', { registration })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
    });
  });
});

describe('a ceremony', () => {
  async function pendingKey() {
    const { org, owner, keyId: ownKeyId } = await founded();
    const member = new Signer(world, await world.member(org, ['officer']));
    const { keyId } = await member.enrol(org);
    return { org, owner, ownKeyId, member, keyId };
  }

  it.each([
    ['another origin', { origin: 'http://evil.example' }, /the page was/],
    ['another relying party', { rpId: 'evil.example' }, /./],
    ['another challenge', { challenge: 'AAAA' }, /not the hash of this statement/],
    ['another type', { type: 'webauthn.create' }, /webauthn\.get/],
    ['a frame of another site', { crossOrigin: true }, /framed/],
    ['nobody present', { userPresent: false }, /present/],
    ['an unverified user', { userVerified: false }, /verified/],
  ])('refuses %s, and nothing has happened', async (_, wrong, reason) => {
    const { owner, keyId } = await pendingKey();
    const begun = await owner.begin('key.approve', { keyId });
    const before = await statementCount();
    await expect(owner.complete(begun, wrong)).rejects.toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
      message: expect.stringMatching(reason),
    });
    expect(await statementCount()).toBe(before);
    expect(await keyRow(keyId)).toMatchObject({ state: 'pending' });
    // Nothing is lost: the same ceremony completes with an honest answer.
    await owner.complete(begun);
    expect(await keyRow(keyId)).toMatchObject({ state: 'active' });
  });

  it('is good for one use: the replayed assertion is refused', async () => {
    const { owner, keyId } = await pendingKey();
    const begun = await owner.begin('key.approve', { keyId });
    const assertion = owner.assertion(begun);
    const caller = await owner.caller();
    const { ceremonyId } = begun;
    await caller.signing.complete({ ceremonyId, assertion });
    await expect(caller.signing.complete({ ceremonyId, assertion })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
    });
  });

  it('that is completed twice at once counts once', async () => {
    const { owner, keyId } = await pendingKey();
    const begun = await owner.begin('key.approve', { keyId });
    const assertion = owner.assertion(begun);
    const caller = await owner.caller();
    const { ceremonyId } = begun;
    const before = await statementCount();
    const outcomes = await Promise.allSettled([
      caller.signing.complete({ ceremonyId, assertion }),
      caller.signing.complete({ ceremonyId, assertion }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await statementCount()).toBe(before + 1);
  });

  it('ends after five minutes', async () => {
    const own = await World.open();
    const org = await own.org();
    const owner = new Signer(own, await own.member(org, ['owner']));
    const registration = await owner.register(org);
    const begun = await owner.begin('key.enrol', { registration });
    own.pass({ minutes: 5 });
    await expect(owner.complete(begun)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    expect(await own.db.statement.count()).toBe(0);
    await own.close();
  });

  it('refuses a statement that was changed after it was begun', async () => {
    const { owner, keyId } = await pendingKey();
    const begun = await owner.begin('key.approve', { keyId });
    const shown = Buffer.from(begun.statement, 'base64').toString();
    const nonce = /"nonce":"([0-9a-f]{32})"/.exec(shown)?.[1] ?? '';
    const changed = shown.replace(nonce, 'f'.repeat(32));
    await world.db.ceremony.update({
      where: { id: begun.ceremonyId },
      data: { statement: Buffer.from(changed) },
    });
    await expect(owner.complete(begun)).rejects.toMatchObject({
      message: expect.stringContaining('not the hash of this statement'),
    });
  });

  it('refuses the answer of another key', async () => {
    const { org, owner, keyId } = await pendingKey();
    const admin = await signerOf(world, org, ['admin'], owner);
    const begun = await owner.begin('key.approve', { keyId });
    const caller = await owner.caller();
    const { challenge, ceremonyId } = begun;
    const foreign = admin.authenticator.get({ challenge, rpId: 'localhost' });
    await expect(caller.signing.complete({ ceremonyId, assertion: foreign })).rejects.toMatchObject(
      { message: expect.stringContaining('Another passkey answered') },
    );
    const posing = { ...foreign, id: begun.credentials[0]?.id ?? '' };
    await expect(caller.signing.complete({ ceremonyId, assertion: posing })).rejects.toMatchObject({
      message: expect.stringContaining('not of this key'),
    });
  });

  it('refuses a key that was revoked between begin and complete', async () => {
    const { org, owner, keyId } = await pendingKey();
    const admin = await signerOf(world, org, ['admin'], owner);
    const begun = await admin.begin('key.approve', { keyId });
    const [adminKey] = await (await admin.caller()).signing.myKeys();
    await owner.sign('key.revoke', { keyId: adminKey?.keyId, reason: 'Left the team.' });
    await expect(admin.complete(begun)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await keyRow(keyId)).toMatchObject({ state: 'pending' });
  });

  it('refuses an act whose right was taken away between begin and complete', async () => {
    const { org, owner, keyId } = await pendingKey();
    const admin = await signerOf(world, org, ['admin'], owner);
    const begun = await admin.begin('key.approve', { keyId });
    await world.db.membership.updateMany({
      where: { personId: admin.person.id, orgId: org.id },
      data: { roles: ['viewer'] },
    });
    await expect(admin.complete(begun)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('belongs to one session', async () => {
    const { owner, keyId } = await pendingKey();
    const begun = await owner.begin('key.approve', { keyId });
    await world.db.ceremony.update({
      where: { id: begun.ceremonyId },
      data: { sessionId: 'another' },
    });
    await expect(owner.complete(begun)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
  });

  it('refuses an authenticator that counts backwards', async () => {
    const { owner, ownKeyId, keyId } = await pendingKey();
    const { passkeyId } = await keyRow(ownKeyId);
    await world.db.passkey.update({ where: { id: passkeyId }, data: { counter: 1_000 } });
    const begun = await owner.begin('key.approve', { keyId });
    await expect(owner.complete(begun)).rejects.toMatchObject({
      message: expect.stringContaining('counted backwards'),
    });
  });

  it('refuses acts that are not registered and input that is not theirs', async () => {
    const { owner } = await pendingKey();
    await expect(owner.begin('key.destroy', {})).rejects.toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
    });
    await expect(owner.begin('key.approve', { keyId: 'x' })).rejects.toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
    });
  });

  it('is limited in number', async () => {
    const own = await World.open();
    const org = await own.org();
    const owner = new Signer(own, await own.member(org, ['owner']));
    let refused: unknown;
    for (let at = 0; at < 40 && refused === undefined; at += 1)
      await owner.begin('key.approve', { keyId: '0'.repeat(64) }).catch((error: unknown) => {
        if (error instanceof Error && error.message.startsWith('Too many')) refused = error;
      });
    expect(refused).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    await own.close();
  });
});

describe('approving', () => {
  it('is for owners and administrators, with a key of their own', async () => {
    const { org, owner, keyId: ownKeyId } = await founded();
    const member = new Signer(world, await world.member(org, ['officer']));
    const { keyId } = await member.enrol(org);
    await expect(member.begin('key.approve', { keyId })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const stranger = new Signer(world, await world.person());
    await expect(stranger.begin('key.approve', { keyId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const keyless = new Signer(world, await world.member(org, ['admin']));
    await expect(keyless.begin('key.approve', { keyId })).rejects.toMatchObject({
      message: expect.stringContaining('no active signing key'),
    });
    await expect(owner.begin('key.approve', { keyId: ownKeyId })).rejects.toMatchObject({
      message: expect.stringMatching(/another administrator/i),
    });
  });
});

describe('revoking', () => {
  it('is signed, says why in salted words, and ends the key', async () => {
    const { org, owner, keyId } = await founded();
    const member = await signerOf(world, org, ['officer'], owner);
    const [key] = await (await member.caller()).signing.myKeys();
    await owner.sign('key.revoke', { keyId: key?.keyId, reason: 'The laptop was stolen.' });
    expect(await keyRow(key?.keyId ?? '')).toMatchObject({ state: 'revoked' });
    const history = await keyHistory(world.db, world.deps, [key?.keyId ?? '']);
    const last = history.at(-1);
    const [prose] = last?.signed.prose ?? [];
    if (!last || !prose) throw new Error('no prose');
    expect(openProse(prose)).toMatchObject({ field: 'reason', text: 'The laptop was stolen.' });
    expect(Buffer.from(last.row.payload).toString()).not.toContain('laptop');
    expect(last.row.keyId).toBe(keyId);
    await offlineHistory([key?.keyId ?? '']);
    const passkey = await world.db.passkey.findUnique({
      where: { id: (await keyRow(key?.keyId ?? '')).passkeyId },
    });
    expect(passkey?.removedAt).not.toBeNull();
  });

  it('of a lost key is stated by the instance for its holder, after which a new one can found', async () => {
    const { org, owner, keyId } = await founded();
    const caller = await owner.caller();
    await caller.signing.revokeLostKey({ keyId, reason: 'Fell into the sea.' });
    expect(await keyRow(keyId)).toMatchObject({ state: 'revoked' });
    const next = await owner.enrol(org);
    expect(next).toMatchObject({ state: 'active' });
    await offlineHistory([keyId, next.keyId]);
    const colleague = new Signer(world, await world.member(org, ['admin']));
    await expect(
      (await colleague.caller()).signing.revokeLostKey({
        keyId: (await owner.enrol(org)).keyId,
        reason: 'x',
      }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

it('never lets a signing key sign in', async () => {
  const { org, owner, keyId } = await founded();
  const visitor = await world.callerFor(null);
  const { ceremonyId, options } = await visitor.people.beginPasskeySignIn();
  const response = owner.authenticator.get({ challenge: options.challenge, rpId: 'localhost' });
  await expect(visitor.people.finishPasskeySignIn({ ceremonyId, response })).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
  });
  const { passkeyId } = await keyRow(keyId);
  expect(await world.db.passkey.findUnique({ where: { id: passkeyId } })).toMatchObject({
    purpose: 'signing',
  });
  const keys = await (await world.callerFor(owner.person)).signing.keysOf({ orgSlug: org.slug });
  expect(keys).toHaveLength(1);
});
