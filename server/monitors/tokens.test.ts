import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@/core/argument/ids';
import { hashToken } from '@/server/auth/tokens';
import type { AppError } from '@/server/platform/errors';
import { createRateLimiter } from '@/server/platform/rateLimit';
import { World } from '@/server/test/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());
beforeEach(() => {
  world.deps.limiter = createRateLimiter();
});

async function refusal(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'done';
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    return (cause as AppError | undefined)?.code ?? 'bad-input';
  }
}

async function scene() {
  const owned = await world.case();
  const { monitors } = await world.callerFor(owned.author);
  const address = { orgSlug: owned.org.slug, caseSlug: owned.slug };
  const make = async (days = 30, name = 'Nightly job') => {
    const author = await world.callerFor(owned.author);
    return author.monitors.createToken({ caseId: owned.id, name, days });
  };
  return { owned, monitors, address, make };
}

describe('a token', () => {
  it('is shown once and kept as its hash alone', async () => {
    const { monitors, address, make } = await scene();
    const { token, tokenId } = await make();
    const row = await world.db.apiToken.findUniqueOrThrow({ where: { id: tokenId } });
    expect(row.tokenHash).toBe(hashToken(token));
    expect(JSON.stringify(row)).not.toContain(token);
    const listed = await monitors.tokens(address);
    expect(listed).toMatchObject([{ id: tokenId, name: 'Nightly job', state: 'good' }]);
    expect(JSON.stringify(listed)).not.toContain(token);
    const trail = await world.db.auditEvent.findMany({ where: { type: 'token.created' } });
    expect(JSON.stringify(trail.map(({ data }) => data))).not.toContain(token);
  });

  it('is good for a year at most', async () => {
    const { make } = await scene();
    expect(await refusal(make(366))).toBe('bad-input');
    expect(await refusal(make(0))).toBe('bad-input');
    const { expiresAt } = await make(365);
    expect(Date.parse(expiresAt) - world.deps.now().getTime()).toBe(365 * 86_400_000);
  });

  it('is one of twenty that are good at a time; ended and revoked ones do not count', async () => {
    const { owned, monitors, make } = await scene();
    const made: string[] = [];
    for (let count = 0; count < 20; count += 1) made.push((await make(1)).tokenId);
    world.deps.limiter = createRateLimiter();
    expect(await refusal(make())).toBe('wrong-state');
    await monitors.revokeToken({ tokenId: made[0] ?? '' });
    expect(await refusal(make())).toBe('done');
    expect(await refusal(make())).toBe('wrong-state');
    world.passLong({ days: 2 });
    const later = await world.callerFor(owned.author);
    const again = later.monitors.createToken({ caseId: owned.id, name: 'Another', days: 1 });
    expect(await refusal(again)).toBe('done');
  });

  it('is never one too many for two who press at once', async () => {
    const { owned, make } = await scene();
    const now = world.deps.now();
    await world.db.apiToken.createMany({
      data: Array.from({ length: 19 }, (_, index) => ({
        id: newId(),
        caseId: owned.id,
        name: 'Job',
        scope: 'readings:write',
        tokenHash: hashToken(`${owned.id} ${index}`),
        personId: owned.author.id,
        expiresAt: new Date(now.getTime() + 86_400_000),
      })),
    });
    const outcomes = await Promise.all([refusal(make()), refusal(make()), refusal(make())]);
    expect(outcomes.toSorted()).toEqual(['done', 'wrong-state', 'wrong-state']);
  });

  it('makes a contributor of whoever makes it', async () => {
    const { owned } = await scene();
    const officer = await world.member(owned.org, ['officer']);
    const { monitors } = await world.callerFor(officer);
    await monitors.createToken({ caseId: owned.id, name: 'Mine', days: 1 });
    const rows = await world.db.contribution.findMany({ where: { personId: officer.id } });
    expect(rows).toMatchObject([{ caseId: owned.id, nodeId: 'case', cause: 'token' }]);
  });

  it('is revoked by its owner’s side, also by administrators, once', async () => {
    const { owned, address, make } = await scene();
    const { tokenId } = await make();
    const as = async (roles: Parameters<World['member']>[1]) =>
      (await world.callerFor(await world.member(owned.org, roles))).monitors;
    const stranger = (await world.callerFor(await world.person())).monitors;
    expect(await refusal(stranger.revokeToken({ tokenId }))).toBe('not-found');
    const viewer = await as(['viewer']);
    expect(await refusal(viewer.revokeToken({ tokenId }))).toBe('forbidden');
    expect(await refusal(viewer.tokens(address))).toBe('forbidden');
    const admin = await as(['admin']);
    await admin.revokeToken({ tokenId });
    await admin.revokeToken({ tokenId });
    expect(await admin.tokens(address)).toMatchObject([{ id: tokenId, state: 'revoked' }]);
    const events = await world.db.auditEvent.count({
      where: { type: 'token.revoked', caseId: owned.id },
    });
    expect(events).toBe(1);
    // An administrator looks after tokens; who sends readings is another matter.
    const made = admin.createToken({ caseId: owned.id, name: 'Mine', days: 1 });
    expect(await refusal(made)).toBe('forbidden');
  });
});
