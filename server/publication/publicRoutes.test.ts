import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readBundle } from '@/core/attest/bundle';
import { openProse } from '@/core/attest/prose';
import { verifyBundle } from '@/core/attest/verify';
import { readZip } from '@/core/attest/zip';
import { fromUtf8 } from '@/core/snapshot/bytes';
import { evidenceRecordId, textIdOf } from '@/core/snapshot/recordsOf';
import { sampleId } from '@/core/snapshot/testing/sampleCase';
import { parseView } from '@/core/snapshot/view';
import { createRateLimiter } from '@/server/platform/rateLimit';
import { serveWorld, type TestServer } from '@/server/test/httpServer';
import { ReleaseStory } from '@/server/test/releaseStory';
import { World } from '@/server/test/world';

/** Words of the sample case that the public view withholds below, and their record ids. */
const WITHHELD_WORDS = ['Harm control holds', 'CP-3', 'Control evaluation', 'no upheld attack'];

let world: World;
let server: TestServer;
let story: ReleaseStory;
let releaseId: string;
let withheldIds: string[];
beforeAll(async () => {
  world = await World.open();
  server = await serveWorld(world);
  story = await ReleaseStory.open(world);
  withheldIds = [textIdOf(sampleId('G1')), sampleId('Sn1'), evidenceRecordId(story.artefactId)];
  ({ releaseId } = await story.publish(
    withheldIds.map((record) => ({
      record,
      class: 'security',
      reason: 'Attack details. Read by the assessors.',
    })),
  ));
});
afterAll(async () => {
  await server.close();
  await world.close();
});
beforeEach(() => {
  world.deps.limiter = createRateLimiter();
});

const address = () => `/r/${story.lab.slug}/${story.owned.slug}/1`;

describe('what a public view withholds', () => {
  it('is in no byte of the JSON beside the public page', async () => {
    const response = await server.fetch(null, `${address()}.json`);
    expect(response.status).toBe(200);
    const text = await response.text();
    for (const words of WITHHELD_WORDS) expect(text, words).not.toContain(words);
    for (const id of withheldIds) expect(text).not.toContain(id);
    expect(text).toContain('Attack details. Read by the assessors.');
  });

  it('is in no file of the bundle: view, readable page, statements, words, evidence', async () => {
    const response = await server.fetch(null, `${address()}.zip`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(verifyBundle(bytes, { now: world.deps.now() }).outcome).toBe('valid');
    const bundle = readBundle(readZip(bytes));
    const shown = parseView(bundle.view).leaves.flatMap((leaf) =>
      leaf.disclosed ? [fromUtf8(leaf.bytes)] : [],
    );
    const prose = bundle.statements.flatMap(({ signed }) => signed.prose.map(openProse));
    const texts = [
      ...shown,
      fromUtf8(bundle.html.bytes()),
      ...prose.map(({ text }) => text),
      ...bundle.statements.map(({ signed }) => JSON.stringify(signed)),
      JSON.stringify(bundle.directory),
    ].join('\n');
    for (const words of WITHHELD_WORDS) expect(texts, words).not.toContain(words);
    expect(bundle.evidence.size).toBe(0);
    const secret = await world.db.release.findUniqueOrThrow({
      where: { id: releaseId },
      select: { secret: true },
    });
    expect(Buffer.from(bytes).includes(Buffer.from(secret.secret))).toBe(false);
  });

  it('is seen by assessors, and by nobody through the procedures for the public', async () => {
    const assessor = await story.assessor.caller();
    const { view } = await assessor.reviews.page({ releaseId });
    expect(JSON.stringify(view)).toContain('Harm control holds');
    const visitor = await world.callerFor(null);
    for (const answer of [
      await visitor.publication.page(story.address),
      await visitor.publication.registry({ search: '' }),
    ]) {
      for (const words of WITHHELD_WORDS) expect(JSON.stringify(answer)).not.toContain(words);
    }
    for (const call of [
      visitor.releases.detail({ releaseId }),
      visitor.reviews.page({ releaseId }),
      visitor.signoffs.page({ releaseId }),
    ]) {
      await expect(call).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    }
    const stranger = await world.callerFor(await world.person());
    await expect(stranger.reviews.page({ releaseId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(stranger.signoffs.page({ releaseId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const detail = await stranger.releases.detail({ releaseId });
    expect(detail.disclosure).toBeNull();
  });

  it('is drawn as withheld, with class and reason', async () => {
    const page = await (await world.callerFor(null)).publication.page(story.address);
    expect(page.withheld.map(({ class: why }) => why)).toEqual(['security']);
    const drawn = page.outline.filter(
      (entry) => entry.entry === 'withheld' || (entry.entry === 'node' && entry.withheld !== null),
    );
    expect(drawn.length).toBe(2);
    expect(page.counts).toMatchObject({ shown: 4, withheld: 2 });
  });

  it('can only become less after the decision', async () => {
    const more = [
      ...withheldIds.map((record) => ({ record, class: 'security', reason: 'Attack details.' })),
      { record: sampleId('C1'), class: 'commercial', reason: 'Volumes.' },
    ];
    await expect(story.disclose(releaseId, more)).rejects.toThrow('can only show more');
    await story.disclose(releaseId, [
      { record: sampleId('Sn1'), class: 'security', reason: 'Attack details.' },
    ]);
    const text = JSON.stringify(
      await (await world.callerFor(null)).publication.page(story.address),
    );
    expect(text).toContain('Harm control holds');
  });
});

describe('a release that was not published', () => {
  it('is not there for the public, whatever its state', async () => {
    const other = await ReleaseStory.open(world);
    const path = `/r/${other.lab.slug}/${other.owned.slug}/1`;
    const gone = async () => {
      for (const suffix of ['.json', '.zip']) {
        expect((await server.fetch(null, `${path}${suffix}`)).status).toBe(404);
      }
      const visitor = await world.callerFor(null);
      await expect(visitor.publication.page(other.address)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    };
    await gone();
    const { releaseId: id } = await other.freeze();
    await other.submit(id);
    await other.disclose(id);
    await gone();
    await other.review(await other.openRound(id));
    await other.decide(id);
    await gone();
    const lines = await (await world.callerFor(null)).publication.registry({ search: '' });
    expect(lines.lines.map((line) => line.id)).not.toContain(id);
    await other.officer.sign('release.publish', { releaseId: id });
    expect((await server.fetch(null, `${path}.json`)).status).toBe(200);
  });

  it('cannot be published when its public view was first signed after the decision', async () => {
    const other = await ReleaseStory.open(world);
    const { releaseId: id } = await other.freeze();
    await other.submit(id);
    await other.disclose(id);
    await other.review(await other.openRound(id));
    await other.decide(id);
    // As if the only disclosure had come later.
    await world.db.releaseStatus.update({
      where: { releaseId: id },
      data: { decidedAt: new Date('2027-02-01T00:00:00Z') },
    });
    await expect(other.officer.sign('release.publish', { releaseId: id })).rejects.toThrow(
      'Sign the public view before publishing.',
    );
  });
});

describe('a published release', () => {
  it('is suspended at once, reinstated after review, and revoked for good; it stays visible', async () => {
    const other = await ReleaseStory.open(world);
    const { releaseId: id } = await other.publish();
    const visitor = await world.callerFor(null);
    const status = async () => (await visitor.publication.page(other.address)).status;
    expect((await status()).inForce).toBe(true);

    const stop = { releaseId: id, reason: 'A monitor went silent.' };
    await other.officer.sign('release.suspend', stop);
    expect(await status()).toMatchObject({
      inForce: false,
      state: 'suspended',
      suspendedReason: 'A monitor went silent.',
    });
    expect((await status()).failing).toEqual(['Suspended: A monitor went silent.']);

    const back = { releaseId: id, reason: 'It reports again.', outcome: 'The cable was loose.' };
    await expect(other.officer.sign('release.reinstate', back)).rejects.toThrow(
      'Only the decision-maker can do that',
    );
    await expect(
      other.decider.sign('release.reinstate', { ...back, outcome: ' ' }),
    ).rejects.toThrow('Say how the review of the cause ended.');
    await other.decider.sign('release.reinstate', back);
    expect((await status()).inForce).toBe(true);

    await expect(other.officer.sign('release.revoke', stop)).rejects.toThrow(
      'Only the decision-maker can do that',
    );
    await other.decider.sign('release.revoke', stop);
    expect(await status()).toMatchObject({ inForce: false, state: 'revoked' });
    await expect(other.decider.sign('release.reinstate', back)).rejects.toThrow(
      'It is revoked now',
    );
    const response = await server.fetch(
      null,
      `${`/r/${other.lab.slug}/${other.owned.slug}/1`}.zip`,
    );
    const report = verifyBundle(new Uint8Array(await response.arrayBuffer()), {
      now: world.deps.now(),
    });
    expect(report.release?.status).toBe('revoked');
  });

  it('is out of force once its window has ended, though nothing was written', async () => {
    const other = await ReleaseStory.open(world);
    await other.publish();
    const before = world.deps.now();
    const last = new Date('2028-02-29T23:59:59Z').getTime() - before.getTime();
    world.pass({ minutes: last / 60_000 });
    const visitor = await world.callerFor(null);
    expect((await visitor.publication.page(other.address)).status.inForce).toBe(true);
    world.pass({ minutes: 1 });
    const page = await visitor.publication.page(other.address);
    expect(page.status.failing).toEqual(['The window has ended.']);
    world.pass({ minutes: (before.getTime() - world.deps.now().getTime()) / 60_000 });
  });

  it('stays in force beside its successor until the grace period is over', async () => {
    const other = await ReleaseStory.open(world);
    await other.publish();
    const second = await other.freeze('Second.');
    expect(second).toMatchObject({ number: 2, candidate: 1 });
    await other.submit(second.releaseId);
    await other.disclose(second.releaseId);
    await other.review(await other.openRound(second.releaseId));
    await other.decide(second.releaseId);
    await other.officer.sign('release.publish', { releaseId: second.releaseId });
    const visitor = await world.callerFor(null);
    const first = async () => (await visitor.publication.page(other.address)).status;
    expect((await first()).inForce).toBe(true);
    const before = world.deps.now();
    world.pass({ days: 31 });
    expect((await first()).failing).toEqual(['Superseded by release 2.']);
    const newer = await visitor.publication.page({ ...other.address, number: 2 });
    expect(newer.status.inForce).toBe(true);
    world.pass({ minutes: (before.getTime() - world.deps.now().getTime()) / 60_000 });
  });
});

describe('a receipt', () => {
  it('is its signer’s alone, and holds the statement with its proof', async () => {
    const statement = await world.db.statement.findFirstOrThrow({
      where: { releaseId, predicateType: 'urn:casewright:signoff:1' },
    });
    const path = `/receipts/${statement.id}.json`;
    const own = await server.fetch(story.decider.person, path);
    expect(own.status).toBe(200);
    expect(await own.json()).toMatchObject({ log: { index: statement.logIndex } });
    expect((await server.fetch(story.officer.person, path)).status).toBe(404);
    expect((await server.fetch(null, path)).status).toBe(401);
  });
});
