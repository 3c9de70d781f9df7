import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBundle } from '@/core/attest/bundle';
import { verifyBundle } from '@/core/attest/verify';
import { readZip } from '@/core/attest/zip';
import { fromUtf8 } from '@/core/snapshot/bytes';
import { failingTerms } from '@/core/workflow/inForce';
import { setupLink } from '@/server/people/setup';
import { publicBundle } from '@/server/publication/bundle';
import { publicPage } from '@/server/publication/page';
import { statusOf } from '@/server/status/statuses';
import { publicReleases } from '@/server/releases/repo';
import { World } from '@/server/test/world';
import { signNewestHead } from '@/server/translog/checkpoint';
import { PERSON_NAMES } from './cast';
import { makeExample } from './make';
import { prepareExample } from './start';

/** Milliseconds for half a year of other people’s work, on a machine that does much else. */
const PATIENCE = 240_000;
const DAY = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await World.open();
  await makeExample(world.deps);
  await signNewestHead(world.deps);
}, PATIENCE);
afterAll(() => world.close());

/** Everything that making the example writes, counted. */
async function counts(of: World) {
  const { db } = of;
  return {
    people: await db.person.count(),
    organisations: await db.organisation.count(),
    cases: await db.safetyCase.count(),
    updates: await db.caseUpdate.count(),
    evidence: await db.evidenceVersion.count(),
    releases: await db.release.count(),
    statements: await db.statement.count(),
    leaves: await db.logLeaf.count(),
    events: await db.auditEvent.count(),
  };
}

const MAKE = { example: 'make' } as const;

/** A start in another environment. @returns what it has to say of the example */
const start = (of: World, change: Partial<World['deps']['env']>) =>
  prepareExample({ ...of.deps, env: { ...of.deps.env, ...change } });

/** The lines name everybody with a link that signs in once; another start prints them if asked. */
async function expectLinks(of: World, lines: readonly string[]): Promise<void> {
  expect(lines.join('\n')).toContain('Dr Helen Marsh, St Brannoc Hospital');
  const links = lines.flatMap((line) => /\/sign-in\/(\S+)$/.exec(line)?.[1] ?? []);
  expect(links).toHaveLength(PERSON_NAMES.length);
  const visitor = await of.callerFor(null);
  for (const token of links) await visitor.people.spendSignInLink({ token });
  await expect(visitor.people.spendSignInLink({ token: links[0] ?? '' })).rejects.toMatchObject({
    message: expect.stringContaining('used already'),
  });
  expect(await start(of, MAKE)).toEqual([]);
  const again = await start(of, { example: 'links' });
  expect(again).toHaveLength(lines.length);
  expect(again).not.toEqual(lines);
}

/** Every published release of the example, with the address of its page. */
async function published() {
  return (await publicReleases(world.db, {}, 100)).map((release) => {
    const [orgSlug = '', caseSlug = ''] = release.path.split('/');
    return { release, address: { orgSlug, caseSlug, number: release.number } };
  });
}

describe('the worked example is made', () => {
  it('once: another start changes nothing', async () => {
    const before = await counts(world);
    expect(before.people).toBe(PERSON_NAMES.length);
    expect(await makeExample(world.deps)).toBe(false);
    expect(await counts(world)).toEqual(before);
  });

  it(
    'whole or not at all, and by one of two starts after one that was ended half way',
    async () => {
      const own = await World.open();
      let kept = 0;
      const blobs = {
        ...own.deps.blobs,
        async keep(key: string, sha256: string) {
          if (++kept === 3) throw new Error('The power went.');
          await own.deps.blobs.keep(key, sha256);
        },
      };
      await expect(makeExample({ ...own.deps, blobs })).rejects.toThrow('The power went.');
      expect(Object.values(await counts(own)).every((count) => count === 0)).toBe(true);

      const said = await Promise.all([start(own, MAKE), start(own, MAKE)]);
      const [lines = [], ...others] = said.filter(({ length }) => length > 0);
      expect(others).toEqual([]);
      expect(await counts(own)).toEqual(await counts(world));
      await expectLinks(own, lines);
      await own.close();
    },
    PATIENCE,
  );

  it('only where there is nobody yet', async () => {
    const own = await World.open();
    await own.person();
    expect(await makeExample(own.deps)).toBe(false);
    expect(await own.db.safetyCase.count()).toBe(0);
    await own.close();
  });
});

describe('its releases', () => {
  it('verify without a network, and say what they are', async () => {
    const visitor = await world.contextFor(null);
    const releases = await published();
    expect(releases.length).toBeGreaterThan(0);
    for (const { address, release } of releases) {
      const { bytes } = await publicBundle(visitor, address);
      const report = verifyBundle(bytes, { now: world.deps.now() });
      expect(report.lines.filter(({ result }) => result === 'false')).toEqual([]);
      expect(report.outcome).toBe('valid');
      expect(report.release).toMatchObject({ digest: release.digest, example: true });
      expect(report.summary).toMatch(/^example, never in force: valid as of /);
      expect(fromUtf8(readBundle(readZip(bytes)).html.bytes())).toMatch(
        /<p class="example">Example .*never in force/,
      );
      expect(await publicPage(visitor, address)).toMatchObject({ example: true });
    }
  });

  it('are in force at no time, and show what else fails', async () => {
    const now = world.deps.now().getTime();
    for (const { release } of await published())
      for (let day = -200; day <= 600; day += 5) {
        const status = await statusOf(world.db, release, new Date(now + day * DAY));
        expect(status.inForce).toBe(false);
        expect(failingTerms(status).at(-1)?.key).toBe('not-example');
        expect(status.facts.signedAs).toBe('example');
      }
  });
});

describe('the story', () => {
  const statusBy = async (path: string) => {
    const found = (await published()).find(({ release }) => release.path === path);
    if (!found) throw new Error(`Nothing is published at ${path}.`);
    return statusOf(world.db, found.release, world.deps.now());
  };

  it('leaves the base suspended, for a reason that its own criterion gives', async () => {
    const status = await statusBy('meridian/larch-2-scheming');
    expect(failingTerms(status).map(({ key }) => key)).toEqual([
      'not-suspended',
      'indicators',
      'not-example',
    ]);
    expect(status.facts.suspendedReason).toContain('HC1a allows 1 %');
    expect(status.facts.decision).toBe('approved-with-conditions');
  });

  it('leaves the supplement on hold: everything of its own holds, and its base does not', async () => {
    const status = await statusBy('st-brannoc/ward-documentation');
    expect(failingTerms(status).map(({ key }) => key)).toEqual(['base', 'not-example']);
    expect(status.onHold).toBe(true);
    expect(status.contract?.state).toBe('verified');
    expect(status.terms.find(({ key }) => key === 'base')?.words).toContain(
      'Suspended: In the last round',
    );
  });

  it('asks the hospital’s officers, and nobody else, to acknowledge that the base moved', async () => {
    for (const person of await world.db.person.findMany({ where: { example: true } })) {
      const { items } = await (await world.callerFor(person)).inbox.list();
      const owed = items.filter(({ kind }) => kind === 'base-moved');
      expect(owed.length, person.name).toBe(person.email.endsWith('@st-brannoc.example') ? 1 : 0);
    }
  });

  it('reads figures again and again, until one crosses its limit and is answered for', async () => {
    const base = await statusBy('meridian/larch-2-scheming');
    const [attacks] = base.indicators;
    expect(attacks?.history.readings.length).toBeGreaterThan(5);
    expect(attacks?.standing).toMatchObject({ state: 'red', unanswered: null });
    const supplement = await statusBy('st-brannoc/ward-documentation');
    expect(supplement.indicators.map(({ standing }) => standing.state)).toEqual(['green', 'green']);
  });

  it('goes through findings of several severities: closed, made a condition, left open', async () => {
    const findings = await world.db.finding.findMany();
    expect(new Set(findings.map(({ state }) => state))).toEqual(
      new Set(['open', 'closed', 'converted-to-condition']),
    );
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(
      new Set(['major', 'minor', 'observation']),
    );
  });

  it('holds evaluation logs that meet the criteria they are held to', async () => {
    const metrics = await world.db.metric.findMany({
      where: { version: { state: 'ready', artifact: { kind: 'evaluation-log' } } },
    });
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value;
    expect(Number(of('attack_success/upper95'))).toBeLessThanOrEqual(0.01);
    expect(Number(of('planted_attacks_caught/mean'))).toBeGreaterThanOrEqual(0.9);
    expect(Number(of('planted_errors_caught/mean'))).toBeGreaterThanOrEqual(0.8);
    const states = await world.db.evidenceVersion.groupBy({ by: ['state'] });
    expect(states.map(({ state }) => state).sort()).toEqual(['ready', 'superseded']);
  });
});

describe('the start', () => {
  it.each([
    ['EXAMPLE=0', { example: 'no' }],
    ['a database of one’s own', { example: 'make', databaseUrl: 'postgres://elsewhere/db' }],
    ['an address that others reach', { example: 'make', host: '0.0.0.0' }],
    ['a name that others use', { example: 'make', publicUrl: 'https://cases.example' }],
  ] as const)('makes nothing with %s', async (_, change) => {
    const own = await World.open();
    expect(await start(own, change)).toEqual([]);
    expect(await own.db.person.count()).toBe(0);
    await own.close();
  });

  it('still sets up the first administrator, whom the example is not', async () => {
    const token = (await setupLink(world.deps))?.split('/').at(-1) ?? '';
    const visitor = await world.callerFor(null);
    await visitor.people.setup({
      token,
      name: 'Ada',
      email: 'ada@lab.example',
      password: 'four tall lanterns at dusk',
      organisation: { name: 'Own lab', slug: 'own-lab', kind: 'lab' },
    });
    expect(await setupLink(world.deps)).toBeNull();
    expect(await world.db.person.count({ where: { instanceAdmin: true, example: true } })).toBe(0);
  });
});
