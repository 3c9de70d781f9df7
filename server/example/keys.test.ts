import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalBytes } from '@/core/snapshot/canonical';
import { prepared } from '@/core/attest/statements';
import { fromBase64, toBase64 } from '@/core/snapshot/bytes';
import { ACT_NAMES } from '@/server/signing/acts';
import { Signer } from '@/server/test/signer';
import { World, type TestOrg, type TestPerson } from '@/server/test/world';
import { makeExample } from './make';

let world: World;
let people: TestPerson[];
let meridian: TestOrg;
beforeAll(async () => {
  world = await World.open();
  await makeExample(world.deps);
  people = await world.db.person.findMany({ select: { id: true, name: true, email: true } });
  const row = await world.db.organisation.findUniqueOrThrow({ where: { slug: 'meridian' } });
  meridian = { id: row.id, slug: row.slug, name: row.name, kind: 'lab' };
}, 240_000);
afterAll(() => world.close());

const statementCount = () => world.db.statement.count();

describe('the people of the example', () => {
  it('sign nothing, though their keys are active', async () => {
    const before = await statementCount();
    const [release] = await world.db.release.findMany();
    for (const person of people) {
      const signer = new Signer(world, person);
      const keys = await (await signer.caller()).signing.myKeys();
      expect(keys).toMatchObject([{ state: 'active' }]);
      for (const act of ACT_NAMES)
        await expect(
          signer.begin(act, { releaseId: release?.id, reason: 'Because.', keyId: keys[0]?.keyId }),
        ).rejects.toThrow(Error);
    }
    expect(await statementCount()).toBe(before);
  });

  it('are told why where all else would allow it', async () => {
    const release = await world.db.release.findFirst({ where: { kind: 'supplement' } });
    const officer = people.find(({ name }) => name === 'Dr Helen Marsh');
    if (!officer || !release) throw new Error('The example is not complete.');
    await expect(
      new Signer(world, officer).begin('base.acknowledge', {
        releaseId: release.id,
        response: 'Use has stopped.',
      }),
    ).rejects.toMatchObject({ message: expect.stringContaining('example') });
  });

  it('enrol no passkey, in their own organisation or in one that took them in', async () => {
    const org = await world.org();
    for (const person of people) {
      const signer = new Signer(world, person);
      await world.member(org, ['owner'], person);
      await expect(signer.register(org)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    const officer = people.find(({ name }) => name === 'Dev Banerjee');
    if (!officer) throw new Error('The example is not complete.');
    await expect(new Signer(world, officer).register(meridian)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('nor does anybody else in their organisations', async () => {
    const real = await world.member(meridian, ['owner', 'officer']);
    await expect(new Signer(world, real).register(meridian)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('a ceremony that is asked for', () => {
  async function pending() {
    const org = await world.org();
    const owner = new Signer(world, await world.member(org, ['owner']));
    await owner.enrol(org);
    const member = new Signer(world, await world.member(org, ['officer']));
    const { keyId } = await member.enrol(org);
    return { owner, begun: await owner.begin('key.approve', { keyId }) };
  }

  it('refuses an assertion of the example', async () => {
    const { owner, begun } = await pending();
    const before = await statementCount();
    const assertion = { type: 'example', keyId: begun.key.keyId, signature: 'AAAA' };
    await expect(
      (await owner.caller()).signing.complete({
        ceremonyId: begun.ceremonyId,
        assertion: assertion as never,
      }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await statementCount()).toBe(before);
  });

  it('refuses a statement that calls itself an example, by whatever key', async () => {
    const { owner, begun } = await pending();
    const { statement } = prepared(fromBase64(begun.statement));
    const posing = canonicalBytes({
      ...statement,
      predicate: { ...statement.predicate, ceremony: 'example' },
    });
    await world.db.ceremony.update({
      where: { id: begun.ceremonyId },
      data: { statement: Buffer.from(posing), challenge: prepared(posing).challenge },
    });
    const before = await statementCount();
    await expect(owner.complete({ ...begun, statement: toBase64(posing) })).rejects.toMatchObject({
      message: 'A webauthn assertion is no example ceremony.',
    });
    expect(await statementCount()).toBe(before);
  });
});

it('keeps of its keys what is public, and nothing more', async () => {
  const keys = await world.db.signingKey.findMany({
    where: { person: { example: true } },
    include: { passkey: true },
  });
  expect(keys).toHaveLength(people.length);
  for (const { publicKey, passkey, algorithm } of keys)
    expect([algorithm, publicKey.length, passkey.publicKey.length]).toEqual(['EdDSA', 32, 0]);
});
