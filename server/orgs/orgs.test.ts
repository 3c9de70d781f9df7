import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInWithTicket } from '@/server/auth/signIn';
import { World, type TestOrg, type TestPerson } from '@/server/test/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const PASSWORD = 'seven quiet harbours';
const code = (error: { data?: { casewright?: { code: string } }; code: string }) => error.code;

async function invited(org: TestOrg, by: TestPerson, email: string, roles = ['author' as const]) {
  const caller = await world.callerFor(by);
  const { link } = await caller.orgs.invite({ orgSlug: org.slug, email, roles });
  return link.split('/').at(-1) ?? '';
}

describe('invitations', () => {
  it('make a new person a member, once, and sign them in', async () => {
    const org = await world.org();
    const owner = await world.member(org, ['owner']);
    const token = await invited(org, owner, 'new1@example.org');
    const visitor = await world.callerFor(null);
    expect(await visitor.orgs.invitation({ token })).toMatchObject({
      organisation: org.name,
      email: 'new1@example.org',
      roles: ['author'],
      hasAccount: false,
    });
    const accepted = await visitor.orgs.accept({ token, name: 'Nia New', password: PASSWORD });
    const { personId } = await signInWithTicket(world.deps, accepted.ticket ?? '', {
      address: '10.0.0.2',
      userAgent: 'test',
    });
    const membership = await world.db.membership.findUniqueOrThrow({
      where: { orgId_personId: { orgId: org.id, personId } },
    });
    expect(membership.roles).toEqual(['author']);
    await expect(
      visitor.orgs.accept({ token, name: 'Eve', password: PASSWORD }),
    ).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
  });

  it('say the same when used, withdrawn, ended or made up', async () => {
    const org = await world.org();
    const owner = await world.member(org, ['owner']);
    const visitor = await world.callerFor(null);
    const used = await invited(org, owner, 'new2@example.org');
    await visitor.orgs.accept({ token: used, name: 'Nia', password: PASSWORD });
    const replaced = await invited(org, owner, 'new3@example.org');
    const withdrawn = await invited(org, owner, 'new3@example.org');
    const caller = await world.callerFor(owner);
    const [open] = await caller.orgs.invitations({ orgSlug: org.slug });
    await caller.orgs.revokeInvitation({ orgSlug: org.slug, invitationId: open?.id ?? '' });
    const ended = await invited(org, owner, 'new4@example.org');
    world.pass({ days: 8 });
    const answers = await Promise.all(
      [used, replaced, withdrawn, ended, 'made-up'].map((token) =>
        visitor.orgs.invitation({ token }).then(
          () => 'open',
          (error: Error) => error.message,
        ),
      ),
    );
    expect(new Set(answers)).toEqual(
      new Set(['This invitation was used or withdrawn, or has ended. Ask for a new one.']),
    );
  });

  it('are for the person whose address they name', async () => {
    const org = await world.org();
    const owner = await world.member(org, ['owner']);
    const existing = await world.person();
    const other = await world.person();
    const token = await invited(org, owner, existing.email);
    const visitor = await world.callerFor(null);
    await expect(
      visitor.orgs.accept({ token, name: 'Eve', password: PASSWORD }),
    ).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect((await world.callerFor(other)).orgs.accept({ token })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const caller = await world.callerFor(existing);
    expect(await caller.orgs.accept({ token })).toMatchObject({ ticket: null });
    expect((await caller.people.me())?.organisations).toMatchObject([{ slug: org.slug }]);
  });

  it('end with the power of who made them', async () => {
    const org = await world.org();
    const owner = await world.member(org, ['owner']);
    const visitor = await world.callerFor(null);
    const caller = await world.callerFor(owner);
    for (const loss of ['role', 'membership'] as const) {
      const admin = await world.member(org, ['admin']);
      const token = await invited(org, admin, `${loss}@example.org`);
      await (loss === 'role'
        ? caller.orgs.changeRoles({ orgSlug: org.slug, personId: admin.id, roles: ['viewer'] })
        : caller.orgs.removeMember({ orgSlug: org.slug, personId: admin.id }));
      await expect(
        visitor.orgs.accept({ token, name: 'Eve', password: PASSWORD }),
      ).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    }
  });

  it('are made and seen by administrators alone, and owners are made by owners', async () => {
    const org = await world.org();
    await world.member(org, ['owner']);
    const admin = await world.callerFor(await world.member(org, ['admin']));
    const author = await world.callerFor(await world.member(org, ['author', 'officer']));
    const stranger = await world.callerFor(await world.member(await world.org(), ['owner']));
    const invite = { orgSlug: org.slug, email: 'x@example.org', roles: ['viewer' as const] };
    expect(await author.orgs.invite(invite).catch(code)).toBe('FORBIDDEN');
    expect(await stranger.orgs.invite(invite).catch(code)).toBe('NOT_FOUND');
    expect(await admin.orgs.invite({ ...invite, roles: ['owner'] }).catch(code)).toBe('FORBIDDEN');
    await admin.orgs.invite(invite);
    expect(await author.orgs.invitations({ orgSlug: org.slug })).toEqual([]);
    expect(await admin.orgs.invitations({ orgSlug: org.slug })).toHaveLength(1);
  });
});

describe('members', () => {
  it('cannot lose their last owner, not even to two owners at once', async () => {
    const org = await world.org();
    const [one, two] = [await world.member(org, ['owner']), await world.member(org, ['owner'])];
    const results = await Promise.allSettled([
      (await world.callerFor(one)).orgs.removeMember({ orgSlug: org.slug, personId: two.id }),
      (await world.callerFor(two)).orgs.removeMember({ orgSlug: org.slug, personId: one.id }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const left = await world.db.membership.findFirstOrThrow({
      where: { orgId: org.id, endedAt: null },
    });
    const last = left.personId === one.id ? one : two;
    const caller = await world.callerFor(last);
    const input = { orgSlug: org.slug, personId: last.id };
    expect(await caller.orgs.removeMember(input).catch(code)).toBe('CONFLICT');
    expect(await caller.orgs.changeRoles({ ...input, roles: ['admin'] }).catch(code)).toBe(
      'CONFLICT',
    );
  });

  it('lose everything at once when removed: pages, sockets, engagements', async () => {
    const org = await world.org({ kind: 'auditor' });
    const owner = await world.member(org, ['owner']);
    const person = await world.member(org, ['reviewer']);
    const { engagementId } = await world.engaged(await world.case(), 'assessor', { org, person });
    const caller = await world.callerFor(person);
    await caller.orgs.bySlug({ orgSlug: org.slug });
    await (
      await world.callerFor(owner)
    ).orgs.removeMember({ orgSlug: org.slug, personId: person.id });
    expect(await caller.orgs.bySlug({ orgSlug: org.slug }).catch(code)).toBe('NOT_FOUND');
    expect(world.said).toContainEqual({
      topic: 'access-changed',
      message: { personId: person.id },
    });
    const engagement = await world.db.engagement.findUniqueOrThrow({ where: { id: engagementId } });
    expect(engagement.state).toBe('closed');
  });

  it('of other organisations cannot be reached through one’s own', async () => {
    const [mine, theirs] = [await world.org(), await world.org()];
    const caller = await world.callerFor(await world.member(mine, ['owner']));
    const victim = await world.member(theirs, ['owner']);
    const input = { orgSlug: mine.slug, personId: victim.id };
    expect(await caller.orgs.removeMember(input).catch(code)).toBe('NOT_FOUND');
    expect(await caller.orgs.changeRoles({ ...input, roles: ['viewer'] }).catch(code)).toBe(
      'NOT_FOUND',
    );
  });

  it('are not made by the installation’s administrator of themselves', async () => {
    const org = await world.org();
    const admin = await world.person({ instanceAdmin: true });
    await world.member(org, ['owner']);
    await world.member(org, ['viewer'], admin);
    const caller = await world.callerFor(admin);
    expect(
      await caller.orgs
        .changeRoles({ orgSlug: org.slug, personId: admin.id, roles: ['owner'] })
        .catch(code),
    ).toBe('FORBIDDEN');
    const other = await world.org();
    expect(
      await caller.orgs
        .invite({ orgSlug: other.slug, email: admin.email, roles: ['owner'] })
        .catch(code),
    ).toBe('FORBIDDEN');
  });
});

describe('organisations', () => {
  it('are founded by the installation’s administrator, who gets no part in them', async () => {
    const admin = await world.person({ instanceAdmin: true });
    const caller = await world.callerFor(admin);
    const input = {
      name: 'Harrow Assurance',
      slug: 'harrow',
      kind: 'auditor' as const,
      ownerEmail: 'owner@harrow.example',
    };
    const { link } = await caller.orgs.create(input);
    expect(link).toContain('/invitation/');
    expect((await caller.people.me())?.organisations).toEqual([]);
    expect(await caller.orgs.create(input).catch(code)).toBe('CONFLICT');
    const other = await world.callerFor(await world.member(await world.org(), ['owner']));
    expect(await other.orgs.create({ ...input, slug: 'mine' }).catch(code)).toBe('FORBIDDEN');
    expect(await other.orgs.all().catch(code)).toBe('FORBIDDEN');
  });

  it.each(['new', 'Ünder', 'a', '-x', 'a--b', 'a/b', '../x', 'x'.repeat(61)])(
    'cannot be called “%s” in addresses',
    async (slug) => {
      const caller = await world.callerFor(await world.person({ instanceAdmin: true }));
      expect(
        await caller.orgs
          .create({ name: 'X', slug, kind: 'lab', ownerEmail: 'x@example.org' })
          .catch(code),
      ).toBe('BAD_REQUEST');
    },
  );
});
