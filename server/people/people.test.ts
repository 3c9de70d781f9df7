import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInWithPassword, signInWithTicket } from '@/server/auth/signIn';
import { TEST_PASSWORD, World } from '@/server/test/world';
import { signOut } from './sessions';
import { setupLink } from './setup';
import { signInLink } from './signInLink';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const from = (address: string) => ({ address, userAgent: 'test' });
const PASSWORD = 'seven quiet harbours';

async function setupToken(of = world): Promise<string> {
  const link = await setupLink(of.deps);
  return link?.split('/').at(-1) ?? '';
}

function firstPerson(token: string, email = 'ada@example.org') {
  return {
    token,
    name: 'Ada Berg',
    email,
    password: PASSWORD,
    organisation: { name: 'Meridian', slug: `meridian-${email.length}`, kind: 'lab' as const },
  };
}

describe('set-up', () => {
  it('makes the administrator and the first organisation once, and signs in by a ticket that works once', async () => {
    const fresh = await World.open();
    try {
      const [first, second] = [await setupToken(fresh), await setupToken(fresh)];
      const visitor = await fresh.callerFor(null);
      await expect(
        visitor.people.setup({ ...firstPerson(first), password: 'short' }),
      ).rejects.toMatchObject({ code: 'UNPROCESSABLE_CONTENT' });
      expect(await visitor.people.setupIsOpen({ token: first })).toBe(true);

      const { ticket } = await visitor.people.setup(firstPerson(first));
      const signedIn = await signInWithTicket(fresh.deps, ticket, from('10.0.0.1'));
      await expect(signInWithTicket(fresh.deps, ticket, from('10.0.0.1'))).rejects.toMatchObject({
        code: 'expired',
      });
      const person = await fresh.db.person.findUniqueOrThrow({ where: { id: signedIn.personId } });
      expect(person).toMatchObject({ instanceAdmin: true, email: 'ada@example.org' });
      const me = await (await fresh.callerFor(person)).people.me();
      expect(me?.organisations).toMatchObject([
        { kind: 'lab', roles: ['owner', 'admin', 'author', 'officer'] },
      ]);

      for (const token of [first, second, 'made-up'])
        await expect(
          visitor.people.setup(firstPerson(token, 'eve@example.org')),
        ).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
      expect(await setupLink(fresh.deps)).toBeNull();
      expect(await fresh.db.person.count()).toBe(1);
      expect(await fresh.audited()).toEqual([
        'person.created',
        'org.created',
        'member.joined',
        'session.started',
      ]);
    } finally {
      await fresh.close();
    }
  });

  it('lets one of two people win who hold different links at once', async () => {
    const fresh = await World.open();
    try {
      const tokens = [await setupToken(fresh), await setupToken(fresh)];
      const visitor = await fresh.callerFor(null);
      const results = await Promise.allSettled(
        tokens.map((token, index) =>
          visitor.people.setup(firstPerson(token, `p${'x'.repeat(index)}@example.org`)),
        ),
      );
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await fresh.db.person.count()).toBe(1);
    } finally {
      await fresh.close();
    }
  });

  it('ends a week after the link was printed', async () => {
    const fresh = await World.open();
    try {
      const token = await setupToken(fresh);
      fresh.pass({ days: 8 });
      const visitor = await fresh.callerFor(null);
      expect(await visitor.people.setupIsOpen({ token })).toBe(false);
      await expect(visitor.people.setup(firstPerson(token))).rejects.toMatchObject({
        code: 'PRECONDITION_FAILED',
      });
    } finally {
      await fresh.close();
    }
  });
});

describe('signing in by password', () => {
  it('says the same for an unknown address, a wrong password and a disabled account', async () => {
    const person = await world.person();
    const disabled = await world.person();
    await world.db.person.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
    const refusals = await Promise.all(
      [
        { email: 'nobody@example.org', password: TEST_PASSWORD },
        { email: person.email, password: 'wrong' },
        { email: disabled.email, password: TEST_PASSWORD },
      ].map((input, index) =>
        signInWithPassword(world.deps, input, from(`10.1.0.${index}`)).catch(
          (error: unknown) => error,
        ),
      ),
    );
    expect(refusals[0]).toMatchObject({ code: 'unauthenticated' });
    expect(refusals[1]).toEqual(refusals[0]);
    expect(refusals[2]).toEqual(refusals[0]);
  });

  it('is counted per account from any address, and per address for any account', async () => {
    const person = await world.person();
    const attempt = (email: string, address: string) =>
      signInWithPassword(world.deps, { email, password: 'wrong' }, from(address)).then(
        () => 'in',
        (error: { code: string }) => error.code,
      );
    const perAccount: string[] = [];
    for (let i = 0; i < 11; i += 1) perAccount.push(await attempt(person.email, `10.2.0.${i}`));
    expect(perAccount.at(-1)).toBe('rate-limited');
    const perAddress: string[] = [];
    for (let i = 0; i < 11; i += 1) perAddress.push(await attempt(`x${i}@example.org`, '10.3.0.1'));
    expect(perAddress.at(-1)).toBe('rate-limited');
  });
});

describe('a sign-in link', () => {
  it('signs its person in once, within a day, and is not spent by being looked at', async () => {
    const person = await world.person();
    const visitor = await world.callerFor(null);
    const tokenOf = (link: string) => link.split('/').at(-1) ?? '';
    const token = tokenOf(await signInLink(world.deps, person.id));
    expect(await visitor.people.signInLinkIsOpen({ token })).toBe(true);
    const { ticket } = await visitor.people.spendSignInLink({ token });
    const { personId } = await signInWithTicket(world.deps, ticket, from('10.6.0.1'));
    expect(personId).toBe(person.id);
    expect(await visitor.people.signInLinkIsOpen({ token })).toBe(false);
    const ended = tokenOf(await signInLink(world.deps, person.id));
    world.pass({ days: 2 });
    for (const spent of [token, ended])
      await expect(visitor.people.spendSignInLink({ token: spent })).rejects.toMatchObject({
        code: 'PRECONDITION_FAILED',
      });
  });
});

describe('sessions', () => {
  it('are over at once when revoked, and sockets hear of it', async () => {
    const person = await world.person();
    const caller = await world.callerFor(person);
    const { sessionId } = await signInWithPassword(
      world.deps,
      { email: person.email, password: TEST_PASSWORD },
      from('10.4.0.1'),
    );
    const listed = await caller.people.sessions();
    expect(listed.filter(({ current }) => current)).toHaveLength(1);
    expect(listed.map(({ id }) => id)).toContain(sessionId);

    await caller.people.endSession({ sessionId: await world.sessionOf(person) });
    expect(world.said).toContainEqual({
      topic: 'access-changed',
      message: { sessionId: await world.sessionOf(person) },
    });
    const next = await world.callerFor(person);
    await expect(next.people.sessions()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });

  it('of other people can be neither seen nor ended', async () => {
    const [person, other] = [await world.person(), await world.person()];
    const sessionId = await world.sessionOf(other);
    const caller = await world.callerFor(person);
    expect((await caller.people.sessions()).map(({ id }) => id)).not.toContain(sessionId);
    const refusal = await caller.people.endSession({ sessionId }).catch((error: Error) => error);
    const missing = await caller.people
      .endSession({ sessionId: '00000000-0000-4000-8000-000000000000' })
      .catch((error: Error) => error);
    expect(refusal).toMatchObject({ code: 'NOT_FOUND' });
    expect(missing).toMatchObject({ code: 'NOT_FOUND' });
    await expect((await world.callerFor(other)).people.sessions()).resolves.toHaveLength(1);
  });

  it('end after twelve hours, after four idle ones, and by signing out', async () => {
    const idle = await world.person();
    await world.sessionOf(idle);
    const gone = await world.person();
    await signOut(world.deps, await world.sessionOf(gone));
    await expect((await world.callerFor(gone)).people.sessions()).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    });
    world.pass({ hours: 5 });
    await expect((await world.callerFor(idle)).people.sessions()).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    });
  });

  it('but the present one end when the password changes', async () => {
    const person = await world.person();
    const caller = await world.callerFor(person);
    const { sessionId } = await signInWithPassword(
      world.deps,
      { email: person.email, password: TEST_PASSWORD },
      from('10.5.0.1'),
    );
    await expect(
      caller.people.changePassword({ current: 'wrong', password: PASSWORD }),
    ).rejects.toMatchObject({ code: 'UNPROCESSABLE_CONTENT' });
    await caller.people.changePassword({ current: TEST_PASSWORD, password: PASSWORD });
    expect((await caller.people.sessions()).map(({ id }) => id)).not.toContain(sessionId);
    await expect(
      signInWithPassword(
        world.deps,
        { email: person.email, password: TEST_PASSWORD },
        from('10.5.0.2'),
      ),
    ).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
