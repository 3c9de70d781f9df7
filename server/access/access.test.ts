import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/core/argument/ids';
import { World, type TestCase, type TestPerson } from '@/server/test/world';
import { loadCaseAccess, loadOrgAccess } from './access';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const asker = (person: TestPerson) => ({ personId: person.id, instanceAdmin: false });

async function access(of: TestCase, person: TestPerson) {
  return loadCaseAccess(world.db, asker(person), { caseId: of.id });
}

describe('access to a case', () => {
  it('is the same refusal for a stranger as for a case that does not exist', async () => {
    const made = await world.case();
    const stranger = await world.member(await world.org(), ['owner', 'author', 'officer']);
    const refusal = await access(made, stranger).catch((error: unknown) => error);
    const missing = await loadCaseAccess(world.db, asker(stranger), { caseId: newId() }).catch(
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ code: 'not-found' });
    expect(refusal).toEqual(missing);
  });

  it('does not tell a visitor whether the case exists', async () => {
    const made = await world.case();
    for (const caseId of [made.id, newId()])
      await expect(loadCaseAccess(world.db, null, { caseId })).rejects.toMatchObject({
        code: 'unauthenticated',
      });
  });

  it('finds a case by the slugs of its organisation and its own', async () => {
    const made = await world.case();
    const found = await loadCaseAccess(world.db, asker(made.author), {
      orgSlug: made.org.slug,
      caseSlug: made.slug,
    });
    expect(found.case.id).toBe(made.id);
    expect(found.abilities['case.edit']).toBe(true);
    expect(found.abilities['case.freeze']).toBe(false);
  });

  it('ends with the membership', async () => {
    const made = await world.case();
    await world.db.membership.updateMany({
      where: { personId: made.author.id },
      data: { endedAt: new Date() },
    });
    await expect(access(made, made.author)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('ends when an engagement is closed, or its holder leaves the engaged organisation', async () => {
    const made = await world.case();
    const closed = await world.engaged(made, 'reader');
    const left = await world.engaged(made, 'reader');
    expect((await access(made, closed.person)).can('case.read')).toBe(true);
    await world.db.engagement.update({
      where: { id: closed.engagementId },
      data: { state: 'closed' },
    });
    await world.db.membership.updateMany({
      where: { personId: left.person.id },
      data: { endedAt: new Date() },
    });
    for (const { person } of [closed, left])
      await expect(access(made, person)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('knows an outside decision-maker while engaged', async () => {
    const made = await world.case();
    expect((await access(made, made.author)).resource.outsideDecisionMaker).toBe(false);
    await world.engaged(made, 'decision-maker');
    expect((await access(made, made.author)).resource.outsideDecisionMaker).toBe(true);
  });
});

describe('contributions (domain rule 15)', () => {
  it('are found through a supplement’s pinned base, and through sets frozen with releases', async () => {
    const base = await world.case();
    const supplement = await world.case({ kind: 'supplement' });
    const frozenOnly = await world.person();
    const release = await world.release(base, { contributors: [frozenOnly] });
    await world.release(supplement, { baseDigest: release.digest });
    for (const person of [base.author, frozenOnly]) {
      await world.member(supplement.org, ['viewer'], person);
      expect((await access(supplement, person)).actor.contributed).toBe(true);
    }
    await world.member(base.org, ['viewer'], supplement.author);
    expect((await access(base, supplement.author)).actor.contributed).toBe(false);
  });
});

describe('access to an organisation', () => {
  it('is refused to strangers as if it did not exist, and open to the installation’s administrator', async () => {
    const org = await world.org();
    const stranger = await world.member(await world.org(), ['owner']);
    await expect(loadOrgAccess(world.db, asker(stranger), org.slug)).rejects.toMatchObject({
      code: 'not-found',
    });
    const admin = { personId: stranger.id, instanceAdmin: true };
    expect((await loadOrgAccess(world.db, admin, org.slug)).org.id).toBe(org.id);
  });
});
