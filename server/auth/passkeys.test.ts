import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInWithTicket } from './signIn';
import { SoftAuthenticator, type Misbehaviour } from '@/server/test/softAuthenticator';
import { TEST_PASSWORD, World, type TestPerson } from '@/server/test/world';

let world: World;
let origin: string;
beforeAll(async () => {
  world = await World.open();
  origin = world.deps.env.publicUrl;
});
afterAll(() => world.close());

async function addPasskey(person: TestPerson, authenticator: SoftAuthenticator) {
  const caller = await world.callerFor(person);
  const { ceremonyId, options } = await caller.people.beginPasskey({ password: TEST_PASSWORD });
  const answer = { ceremonyId, name: 'Laptop', response: authenticator.create(options) };
  return { ...(await caller.people.finishPasskey(answer)), answer };
}

async function signIn(authenticator: SoftAuthenticator, wrong: Misbehaviour = {}) {
  const visitor = await world.callerFor(null);
  const { ceremonyId, options } = await visitor.people.beginPasskeySignIn();
  const answer = { ceremonyId, response: authenticator.get(options, wrong) };
  return { ...(await visitor.people.finishPasskeySignIn(answer)), answer };
}

describe('a passkey for sign-in', () => {
  it('opens a session of its person, through a ticket that works once', async () => {
    const person = await world.person();
    const authenticator = new SoftAuthenticator(origin);
    await addPasskey(person, authenticator);
    const { ticket } = await signIn(authenticator);
    const { personId, sessionId } = await signInWithTicket(world.deps, ticket, {
      address: '10.9.0.1',
      userAgent: 'test',
    });
    expect(personId).toBe(person.id);
    const session = await world.db.session.findUniqueOrThrow({ where: { id: sessionId } });
    expect(session.method).toBe('passkey');
  });

  it('is added only with the password, and each ceremony counts once', async () => {
    const person = await world.person();
    const caller = await world.callerFor(person);
    await expect(caller.people.beginPasskey({ password: 'wrong' })).rejects.toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
    });
    const { answer } = await addPasskey(person, new SoftAuthenticator(origin));
    await expect(caller.people.finishPasskey(answer)).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
    });
  });

  it('cannot be finished by another person or after five minutes', async () => {
    const [person, other] = [await world.person(), await world.person()];
    const caller = await world.callerFor(person);
    for (const finish of ['other', 'late'] as const) {
      const { ceremonyId, options } = await caller.people.beginPasskey({ password: TEST_PASSWORD });
      const response = new SoftAuthenticator(origin).create(options);
      if (finish === 'late') world.pass({ minutes: 6 });
      const who = finish === 'late' ? caller : await world.callerFor(other);
      await expect(
        who.people.finishPasskey({ ceremonyId, name: 'Theirs', response }),
      ).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    }
  });

  it.each<[string, Misbehaviour]>([
    ['another site', { origin: 'http://evil.example' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['no user verification', { userVerified: false }],
    ['another challenge', { challenge: 'AAAA' }],
    ['a registration in place of an assertion', { type: 'webauthn.create' }],
  ])('is refused for %s, and the challenge is spent', async (_, wrong) => {
    const person = await world.person();
    const authenticator = new SoftAuthenticator(origin);
    await addPasskey(person, authenticator);
    const visitor = await world.callerFor(null);
    const { ceremonyId, options } = await visitor.people.beginPasskeySignIn();
    await expect(
      visitor.people.finishPasskeySignIn({
        ceremonyId,
        response: authenticator.get(options, wrong),
      }),
    ).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(
      visitor.people.finishPasskeySignIn({ ceremonyId, response: authenticator.get(options) }),
    ).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
  });

  it('says the same for an unknown key, a removed one, one for signing and a disabled account', async () => {
    const unknown = new SoftAuthenticator(origin);
    unknown.create({
      ...(await registrationOptions()),
    });
    const removed = new SoftAuthenticator(origin);
    const person = await world.person();
    const { passkeyId } = await addPasskey(person, removed);
    await (await world.callerFor(person)).people.removePasskey({ passkeyId });
    const signing = new SoftAuthenticator(origin);
    const added = await addPasskey(await world.person(), signing);
    await world.db.passkey.update({
      where: { id: added.passkeyId },
      data: { purpose: 'signing' },
    });
    const disabled = new SoftAuthenticator(origin);
    const gone = await world.person();
    await addPasskey(gone, disabled);
    await world.db.person.update({ where: { id: gone.id }, data: { disabledAt: new Date() } });

    const words = await Promise.all(
      [unknown, removed, signing, disabled].map((authenticator) =>
        signIn(authenticator).then(
          () => 'signed in',
          (error: Error) => error.message,
        ),
      ),
    );
    expect(new Set(words)).toEqual(
      new Set(['This passkey was not accepted. Sign in another way.']),
    );
  });

  it('is removed only by its person', async () => {
    const [person, other] = [await world.person(), await world.person()];
    const { passkeyId } = await addPasskey(person, new SoftAuthenticator(origin));
    await expect(
      (await world.callerFor(other)).people.removePasskey({ passkeyId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await (await world.callerFor(person)).people.passkeys()).toHaveLength(1);
  });

  it('is refused when its counter went back, as a copied authenticator’s does', async () => {
    const person = await world.person();
    const authenticator = new SoftAuthenticator(origin);
    const { passkeyId } = await addPasskey(person, authenticator);
    await world.db.passkey.update({ where: { id: passkeyId }, data: { counter: 50 } });
    await expect(signIn(authenticator)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });
});

async function registrationOptions() {
  const caller = await world.callerFor(await world.person());
  return (await caller.people.beginPasskey({ password: TEST_PASSWORD })).options;
}
