import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrgRole } from '@/core/policy/actor';
import type { EngagementRole } from '@/core/workflow/engagement';
import { World, type TestCase, type TestOrg, type TestPerson } from '@/server/test/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const code = (error: { code: string }) => error.code;

async function scene() {
  const made = await world.case();
  const officer = await world.member(made.org, ['officer']);
  const outside = await world.org({ kind: 'auditor' });
  return { made, officer, outside };
}

async function open(
  made: TestCase,
  by: TestPerson,
  person: TestPerson,
  org: TestOrg,
  role: EngagementRole,
) {
  const caller = await world.callerFor(by);
  return caller.engagements
    .open({
      orgSlug: made.org.slug,
      caseSlug: made.slug,
      holderOrg: org.slug,
      email: person.email,
      role,
    })
    .then(() => 'engaged', refusal);
}

function refusal(error: { code: string; message: string; cause?: { code?: string } }) {
  return error.cause?.code ?? error.code;
}

describe('engagements', () => {
  it('let a person of another organisation act, are heard of, and end at once', async () => {
    const { made, officer, outside } = await scene();
    const assessor = await world.member(outside, ['reviewer']);
    expect(await open(made, officer, assessor, outside, 'assessor')).toBe('engaged');
    expect(world.said).toContainEqual({
      topic: 'access-changed',
      message: { caseId: made.id, personId: assessor.id },
    });
    const address = { orgSlug: made.org.slug, caseSlug: made.slug };
    const caller = await world.callerFor(assessor);
    const { mayOpen, engagements } = await caller.engagements.list(address);
    expect(mayOpen).toBe(false);
    const [engagement] = engagements;
    expect(engagement).toMatchObject({ name: assessor.name, role: 'assessor', state: 'active' });
    await (
      await world.callerFor(officer)
    ).engagements.close({
      ...address,
      engagementId: engagement?.id ?? '',
      reason: 'The contract ended.',
    });
    expect(await caller.engagements.list(address).catch(code)).toBe('NOT_FOUND');
    expect(await world.audited()).toEqual(
      expect.arrayContaining(['engagement.opened', 'engagement.closed']),
    );
  });

  it('are opened by the owner’s officers and administrators, for members of other organisations', async () => {
    const { made, officer, outside } = await scene();
    const reviewer = await world.member(outside, ['reviewer']);
    expect(await open(made, made.author, reviewer, outside, 'assessor')).toBe('forbidden');
    const stranger = await world.member(outside, ['owner', 'officer']);
    expect(await open(made, stranger, reviewer, outside, 'assessor')).toBe('not-found');
    const insider = await world.member(made.org, ['reviewer']);
    expect(await open(made, officer, insider, made.org, 'assessor')).toBe('forbidden');
    const nobody = await world.person();
    expect(await open(made, officer, nobody, outside, 'assessor')).toBe('invalid');
  });

  it.each<[EngagementRole, OrgRole]>([
    ['assessor', 'author'],
    ['decision-maker', 'reviewer'],
    ['co-author', 'viewer'],
  ])('as %s need more than the role %s at home', async (role, held) => {
    const { made, officer, outside } = await scene();
    const person = await world.member(outside, [held]);
    expect(await open(made, officer, person, outside, role)).toBe('forbidden');
  });

  it('never make a contributor assessor or decision-maker, whatever organisation they moved to (domain rule 15)', async () => {
    const { made, officer, outside } = await scene();
    const mover = await world.member(outside, ['reviewer', 'approver']);
    await world.contribution(made.id, mover);
    expect(await open(made, officer, mover, outside, 'assessor')).toBe('conflict-of-interest');
    expect(await open(made, officer, mover, outside, 'decision-maker')).toBe(
      'conflict-of-interest',
    );
  });

  it('hold a contributor to the base away from its supplements', async () => {
    const base = await world.case();
    const { made: supplement, officer, outside } = await scene();
    const { digest } = await world.release(base);
    await world.release(supplement, { baseDigest: digest });
    const author = await world.member(outside, ['reviewer'], base.author);
    expect(await open(supplement, officer, author, outside, 'assessor')).toBe(
      'conflict-of-interest',
    );
  });

  it('give one person one part: author, assessor and decision-maker are three (domain rule 17)', async () => {
    const { made, officer, outside } = await scene();
    const person = await world.member(outside, ['reviewer', 'approver', 'author']);
    expect(await open(made, officer, person, outside, 'assessor')).toBe('engaged');
    expect(await open(made, officer, person, outside, 'assessor')).toBe('conflict');
    expect(await open(made, officer, person, outside, 'decision-maker')).toBe(
      'conflict-of-interest',
    );
    expect(await open(made, officer, person, outside, 'co-author')).toBe('conflict-of-interest');
  });

  it('keep members of the owner from deciding through another organisation', async () => {
    const { made, officer, outside } = await scene();
    const both = await world.member(outside, ['approver', 'reviewer']);
    await world.member(made.org, ['viewer'], both);
    expect(await open(made, officer, both, outside, 'decision-maker')).toBe('conflict-of-interest');
    expect(await open(made, officer, both, outside, 'assessor')).toBe('conflict-of-interest');
  });

  it('remove write access before they make an assessor', async () => {
    const { made, officer, outside } = await scene();
    const person = await world.member(outside, ['reviewer', 'author']);
    expect(await open(made, officer, person, outside, 'co-author')).toBe('engaged');
    expect(await open(made, officer, person, outside, 'assessor')).toBe('engaged');
    const rows = await world.db.engagement.findMany({
      where: { personId: person.id },
      orderBy: { openedAt: 'asc' },
    });
    expect(rows.map(({ role, state }) => `${role} ${state}`).sort()).toEqual([
      'assessor active',
      'co-author closed',
    ]);
  });

  it('are closed only where they are held', async () => {
    const { made, officer } = await scene();
    const other = await scene();
    const { engagementId } = await world.engaged(other.made, 'reader');
    const caller = await world.callerFor(officer);
    expect(
      await caller.engagements
        .close({
          orgSlug: made.org.slug,
          caseSlug: made.slug,
          engagementId,
          reason: 'Not mine to end.',
        })
        .catch(code),
    ).toBe('NOT_FOUND');
  });
});
