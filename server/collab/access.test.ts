import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/core/argument/ids';
import type { Mode } from '@/core/collab/messages';
import type { OrgRole } from '@/core/policy/actor';
import { World, type TestCase, type TestPerson } from '@/server/test/world';
import { caseMode } from './access';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const mode = (of: TestCase, person: TestPerson) => caseMode(world.db, of.id, person.id);

describe('what a person may do in the live documents of a case', () => {
  const members: [OrgRole, Mode | null][] = [
    ['owner', 'read-only'],
    ['admin', 'read-only'],
    ['author', 'read-write'],
    ['officer', 'read-only'],
    ['reviewer', 'read-only'],
    ['approver', 'read-only'],
    ['viewer', 'read-only'],
  ];
  for (const [role, expected] of members) {
    it(`as ${role} of the owning organisation: ${expected}`, async () => {
      const made = await world.case();
      expect(await mode(made, await world.member(made.org, [role]))).toBe(expected);
    });
  }

  it('as somebody engaged on it', async () => {
    const made = await world.case();
    const outcome = async (role: 'co-author' | 'reader' | 'assessor' | 'decision-maker') =>
      mode(made, (await world.engaged(made, role)).person);
    expect(await outcome('co-author')).toBe('read-write');
    expect(await outcome('reader')).toBe('read-only');
    // They read what was frozen, never the draft.
    expect(await outcome('assessor')).toBeNull();
    expect(await outcome('decision-maker')).toBeNull();
  });

  it('as a stranger, a person who left, and on a case that is not there: nothing', async () => {
    const made = await world.case();
    const stranger = await world.member(await world.org(), ['owner', 'author', 'officer']);
    expect(await mode(made, stranger)).toBeNull();
    expect(await caseMode(world.db, newId(), made.author.id)).toBeNull();
    await world.db.membership.updateMany({
      where: { personId: made.author.id },
      data: { endedAt: new Date() },
    });
    expect(await mode(made, made.author)).toBeNull();
  });
});
