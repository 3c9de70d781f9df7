import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addNode } from '@/core/argument/edits';
import { setField } from '@/core/argument/fieldEdits';
import { newId } from '@/core/argument/ids';
import { addCitation, addDisposition, removeRecord } from '@/core/argument/recordEdits';
import { readContractRecords, readDocument } from '@/core/argument/structureDoc';
import { sampleId } from '@/core/snapshot/testing/sampleCase';
import { loadDocuments } from '@/server/collab/store';
import { ReleaseStory } from '@/server/test/releaseStory';
import { WATCHED, watchedStory } from '@/server/test/watchedStory';
import { World } from '@/server/test/world';

let world: World;
let lab: ReleaseStory;
let base: { releaseId: string; digest: string };

const G2_WITHHELD = {
  record: sampleId('G2'),
  class: 'security',
  reason: 'Says how the red team works.',
};

beforeAll(async () => {
  world = await World.open();
  lab = await ReleaseStory.open(world);
  base = await lab.publish([G2_WITHHELD]);
});
afterAll(() => world.close());

async function page(story: ReleaseStory, number = 1) {
  const visitor = await story.world.callerFor(null);
  return visitor.publication.page({ ...story.address, number });
}

async function inboxKinds(story: ReleaseStory): Promise<string[]> {
  const { items } = await (await story.officer.caller()).inbox.list();
  return items.map(({ kind }) => kind);
}

describe('a supplement', () => {
  it('is pinned to a published release by its digest, and to nothing else', async () => {
    const hospital = await world.org({ kind: 'deployer' });
    const author = await world.callerFor(await world.member(hospital, ['author']));
    const create = (digest: string, template: 'hospital-supplement' | 'scheming' | null = null) =>
      author.cases.create({
        orgSlug: hospital.slug,
        slug: 'wards',
        title: 'Wards',
        from: { base: digest, template },
      });
    await expect(create('0'.repeat(64))).rejects.toMatchObject({
      cause: { code: 'not-found', path: 'base' },
    });
    const unpublished = await ReleaseStory.open(world);
    await expect(create((await unpublished.freeze()).digest)).rejects.toThrow(/does not exist/);
    await expect(create(base.digest, 'scheming')).rejects.toThrow(/builds on no other/);
    await expect(
      author.cases.create({
        orgSlug: hospital.slug,
        slug: 'wards',
        title: 'Wards',
        from: { template: 'hospital-supplement' },
      }),
    ).rejects.toThrow(/choose the base/);
    const { caseId } = await create(base.digest, 'hospital-supplement');
    const { document } = readDocument((await loadDocuments(world.db, caseId)).structure);
    expect(document.contract?.baseRelease).toBe(base.digest);
    expect(document.parameters.find(({ name }) => name === 'base')?.value).toContain('release 1');
    expect(document.nodes.some(({ claim }) => claim === 'claimed')).toBe(false);
    const away = document.nodes.flatMap((node) => node.away ?? []);
    expect(new Set(away.map(({ baseDigest }) => baseDigest))).toEqual(new Set([base.digest]));
    // This base has a public G0 and no public G1, HI2 or HC0.
    expect(away.map(({ recordId }) => recordId)).toEqual([null, null, null]);
    const pinned = await author.supplements.base({ caseId });
    expect(pinned?.shown?.goals.map(({ identifier }) => identifier)).toEqual(['G0']);
    expect(pinned).toMatchObject({ inForce: true, newer: null });
  });

  it('is frozen only with every condition answered once and every context matched', async () => {
    const story = await ReleaseStory.onBase(world, base.digest);
    const officer = await story.officer.caller();
    const blockers = async () => {
      const preview = await officer.releases.preview({ caseId: story.owned.id });
      return preview.blockers.map(({ words }) => words);
    };
    expect(await blockers()).toEqual([]);
    await story.edit((doc) => {
      const { cites, dispositions } = readContractRecords(doc);
      for (const { id } of dispositions.slice(0, 1)) removeRecord(doc, 'dispositions', id, null);
      expect(cites).toHaveLength(1);
      for (const match of readDocument(doc).document.contract?.matches ?? [])
        removeRecord(doc, 'matches', match.id, null);
    });
    expect(await blockers()).toEqual([
      expect.stringContaining('without saying which of your contexts matches C1'),
      'COU-01: it is not disposed of.',
    ]);
    await expect(story.freeze()).rejects.toThrow(/cannot be frozen yet/);
  });

  it('can neither see nor cite what the public view of its base withholds', async () => {
    const story = await ReleaseStory.onBase(world, base.digest);
    const author = await world.callerFor(story.author);
    const shown = JSON.stringify(await author.supplements.base({ caseId: story.owned.id }));
    expect(shown).not.toContain('The red team is at least as good');
    expect(shown).not.toContain(sampleId('G2'));
    await story.edit((doc) => {
      const root = readDocument(doc).document.root ?? '';
      const { node } = addNode(doc, { kind: 'away-goal', identifier: 'AG2', parent: root }, null);
      const reference = {
        module: 'larch',
        node: 'G2',
        baseDigest: base.digest,
        recordId: sampleId('G2'),
        textLeaf: null,
      };
      setField(doc, 'nodes', node, 'away', reference, null);
      const cite = { away: node, node: 'G2', citing: 'absolute', localContexts: [], note: '' };
      addCitation(doc, { ...cite, citing: 'absolute' }, null);
    });
    await expect(story.freeze()).rejects.toThrow(/does not make public, or withholds/);
  });

  it('is not assessed by those who wrote its base, nor approved before its contract is verified', async () => {
    const story = await ReleaseStory.onBase(world, base.digest);
    const officer = await story.officer.caller();
    await expect(
      officer.engagements.open({
        orgSlug: story.lab.slug,
        caseSlug: story.owned.slug,
        holderOrg: lab.lab.slug,
        email: lab.author.email,
        role: 'assessor',
      }),
    ).rejects.toMatchObject({ cause: { code: 'conflict-of-interest' } });
    const { releaseId } = await story.freeze();
    await story.submit(releaseId);
    await story.disclose(releaseId);
    const roundId = await story.openRound(releaseId);
    await expect(story.review(roundId, 'supported', story.assessor, 'verified')).rejects.toThrow(
      /Judge first whether these contexts match: C1 for AG1/,
    );
    const assessor = await story.assessor.caller();
    const { contract } = await assessor.reviews.page({ releaseId });
    expect(contract).toMatchObject({ state: 'unverified', open: true });
    const [citation] = contract?.citations ?? [];
    const line = {
      roundId,
      awayId: citation?.away.id ?? '',
      contextId: citation?.lines[0]?.context.id ?? '',
      note: 'Wards are narrower.',
    };
    await assessor.reviews.judgeMatch({ ...line, value: 'differs' });
    await expect(story.review(roundId, 'supported', story.assessor, 'verified')).rejects.toThrow(
      /reject the contract/,
    );
    await assessor.reviews.judgeMatch({ ...line, value: null });
    // With nothing to compare there is nothing left to judge, which verifies nothing.
    const baseState = (state: string) =>
      world.db.releaseStatus.update({ where: { releaseId: base.releaseId }, data: { state } });
    await baseState('approved');
    await expect(story.review(roundId, 'supported', story.assessor, 'verified')).rejects.toThrow(
      /The base is not open here/,
    );
    await baseState('published');
    await story.review(roundId);
    const decider = await story.decider.caller();
    expect((await decider.signoffs.page({ releaseId })).contract).toMatchObject({
      state: 'unverified',
      base: { number: 1 },
    });
    await expect(story.decide(releaseId)).rejects.toThrow(/No assessor has verified the contract/);
  });
});

it('finds a base by its digest among what is public', async () => {
  const visitor = await world.callerFor(null);
  const found = await visitor.publication.registry({ search: ` ${base.digest.toUpperCase()} ` });
  expect(found.lines.map(({ digest, kind }) => [digest, kind])).toEqual([[base.digest, 'base']]);
  const other = await visitor.publication.registry({ search: '0'.repeat(64) });
  expect(other.lines).toEqual([]);
});

describe('when the base moves', () => {
  it('goes on hold at the next read, comes back with its base, and the officer acknowledges', async () => {
    const story = await ReleaseStory.onBase(world, base.digest);
    const { releaseId } = await story.publish();
    expect((await page(story)).status).toMatchObject({ inForce: true, failing: [] });
    // Its argument stores no words of the base; its page reads them where the base shows them.
    const pinned = await (
      await world.callerFor(story.author)
    ).supplements.base({
      caseId: story.owned.id,
    });
    const [goal] = pinned?.shown?.goals ?? [];
    expect((await page(story)).cited).toMatchObject([
      { identifier: 'G0', statement: goal?.statement },
    ]);
    expect(await inboxKinds(story)).toEqual([]);

    const reason = 'The weights may have been copied';
    await lab.officer.sign('release.suspend', { releaseId: base.releaseId, reason });
    expect((await page(story)).status).toMatchObject({
      inForce: false,
      onHold: true,
      failing: [expect.stringContaining(`Suspended: ${reason}.`)],
    });
    const officer = await story.officer.caller();
    const standing = await officer.supplements.standing({ releaseId });
    expect(standing).toMatchObject({
      onHold: true,
      canAcknowledge: true,
      owed: [{ kind: 'suspended', reason }],
    });
    expect(await inboxKinds(story)).toEqual(['base-moved']);
    expect((await page(lab)).supplements.lines.find(({ id }) => id === releaseId)).toMatchObject({
      onHold: true,
      acknowledged: false,
    });

    await story.officer.sign('base.acknowledge', { releaseId, response: 'The wards use paper.' });
    expect(await inboxKinds(story)).toEqual([]);
    expect((await page(story)).status.inForce).toBe(false);
    expect((await page(story)).history[0]?.words).toBe('Acknowledged that the base moved');
    await expect(
      story.officer.sign('base.acknowledge', { releaseId, response: 'Again.' }),
    ).rejects.toThrow(/Nothing happened to the base/);
    world.pass({ minutes: 1 });

    await lab.decider.sign('release.reinstate', {
      releaseId: base.releaseId,
      reason: 'A false alarm.',
      outcome: 'Nothing was copied.',
    });
    expect((await page(story)).status).toMatchObject({ inForce: true, failing: [] });
    expect(await inboxKinds(story)).toEqual(['base-moved']);
    await story.officer.sign('base.acknowledge', { releaseId, response: 'Back in use.' });
    expect(await world.audited()).toContain('base.acknowledged');
    world.pass({ minutes: 1 });
  });

  it('outdates exactly the clause whose condition a newer release tightens, and starts the clock', async () => {
    const story = await ReleaseStory.onBase(world, base.digest);
    const { releaseId } = await story.publish();
    await lab.edit((doc) =>
      setField(doc, 'conditions', sampleId('COU-01'), 'text', 'Used only in committee work.', null),
    );
    const next = await lab.freeze('Narrower use.');
    await lab.submit(next.releaseId);
    await lab.disclose(next.releaseId, [G2_WITHHELD]);
    const labOfficer = await lab.officer.caller();
    const impact = await labOfficer.supplements.impact({ releaseId: next.releaseId });
    expect(impact.changes).toMatchObject([{ what: 'condition', identifier: 'COU-01' }]);
    expect(impact.supplements.find(({ id }) => id === releaseId)?.touched).toBe(1);
    await lab.review(await lab.openRound(next.releaseId));
    await lab.decide(next.releaseId);
    expect((await page(story)).status.inForce).toBe(true);
    await lab.officer.sign('release.publish', { releaseId: next.releaseId });
    const publishedAt = world.deps.now();
    world.pass({ minutes: 1 });

    const status = (await page(story)).status;
    expect(status.failing).toEqual([expect.stringContaining('The contract is outdated')]);
    const officer = await story.officer.caller();
    // It waits since the base moved, not since the supplement was frozen.
    const { items } = await officer.inbox.list();
    const outdated = items.find(({ kind }) => kind === 'contract-outdated');
    expect(new Date(outdated?.since ?? 0)).toEqual(publishedAt);
    const standing = await officer.supplements.standing({ releaseId });
    expect(standing).toMatchObject({
      contract: 'outdated',
      touched: [
        {
          kind: 'condition',
          element: sampleId('COU-01'),
          changes: [
            { identifier: 'COU-01', fields: ['text'], after: 'Used only in committee work.' },
          ],
        },
      ],
      newer: { number: 2 },
      owed: [{ kind: 'successor', number: 2 }],
    });
    expect(Date.parse(standing?.revalidateBy ?? '') - publishedAt.getTime()).toBe(30 * 86_400_000);
    const author = await world.callerFor(story.author);
    const pinned = await author.supplements.base({ caseId: story.owned.id });
    expect(pinned?.newer).toMatchObject({ number: 2, touched: [{ element: sampleId('COU-01') }] });

    // Moved to the new release, answered again, reviewed and decided, it stands anew.
    await author.supplements.repin({ caseId: story.owned.id, digest: next.digest });
    await expect(story.freeze()).rejects.toThrow(/COU-01: it is not disposed of/);
    await story.edit((doc) => {
      const { document } = readDocument(doc);
      const [kept] = document.contract?.dispositions ?? [];
      expect(document.contract?.dispositions).toHaveLength(1);
      if (kept) addDisposition(doc, { ...kept, condition: 'COU-01' }, null);
    });
    const second = await story.freeze('Moved to release 2 of the base.');
    await story.submit(second.releaseId);
    await story.disclose(second.releaseId);
    const roundId = await story.openRound(second.releaseId);
    const verdict = await story.matchAll(roundId, second.releaseId);
    await story.review(roundId, 'supported', story.assessor, verdict);
    await story.decide(second.releaseId);
    await story.officer.sign('release.publish', { releaseId: second.releaseId });
    expect((await page(story, 2)).status).toMatchObject({ inForce: true, failing: [] });
  });

  it('is told of what takes its base out of force without anybody’s act, each time anew', async () => {
    const here = await World.open();
    try {
      const watched = await watchedStory(here);
      const { releaseId: baseId, digest } = await watched.publish();
      const story = await ReleaseStory.onBase(here, digest);
      const { releaseId } = await story.publish();
      const owed = async () => {
        const { items } = await (await story.officer.caller()).inbox.list();
        return items.flatMap(({ kind, title }) => (kind === 'base-moved' ? [title] : []));
      };
      const acknowledge = () =>
        story.officer.sign('base.acknowledge', { releaseId, response: 'The wards use paper.' });
      const named = `${watched.lab.slug}/${watched.owned.slug} release 1`;
      expect(await owed()).toEqual([]);

      here.passLong({ days: 9 });
      expect((await page(story)).status).toMatchObject({ inForce: false, onHold: true });
      expect(await owed()).toEqual([`${named}: an indicator is silent, “${WATCHED.title}.”`]);
      await acknowledge();
      expect(await owed()).toEqual([]);

      here.pass({ minutes: 1 });
      const author = await here.callerFor(watched.author);
      const reading = { caseId: watched.owned.id, indicatorId: WATCHED.id };
      await author.monitors.addReading({ ...reading, value: '9' });
      expect(await owed()).toEqual([`${named}: an indicator is red, “${WATCHED.title}.”`]);
      await acknowledge();

      const due = here.deps.now().toISOString().slice(0, 10);
      await here.db.approvalCondition.create({
        data: { id: newId(), releaseId: baseId, text: 'Report each month.', due },
      });
      expect(await owed()).toEqual([]);
      here.passLong({ days: 1 });
      const officer = await story.officer.caller();
      expect((await officer.supplements.standing({ releaseId }))?.owed).toMatchObject([
        { kind: 'condition-overdue', reason: 'Report each month.' },
      ]);
      await acknowledge();
      expect(await owed()).toEqual([]);
    } finally {
      await here.close();
    }
  });

  it('is reminded of its clock while it runs, and after it has ended', async () => {
    const here = await World.open();
    try {
      const owner = await ReleaseStory.open(here);
      const story = await ReleaseStory.onBase(here, (await owner.publish()).digest);
      const { releaseId } = await story.publish();
      await owner.publish();
      const publishedAt = here.deps.now();
      expect((await page(story)).status.inForce).toBe(true);
      const officer = () => story.officer.caller();
      await story.officer.sign('base.acknowledge', { releaseId, response: 'We move next week.' });
      expect(await inboxKinds(story)).toEqual(['revalidation-due']);
      expect(await (await officer()).supplements.standing({ releaseId })).toMatchObject({
        touched: [],
        clockEnded: false,
      });

      here.passLong({ days: 31 });
      expect((await page(story)).status).toMatchObject({ inForce: false, onHold: true });
      const standing = await (await officer()).supplements.standing({ releaseId });
      expect(standing?.clockEnded).toBe(true);
      expect(Date.parse(standing?.revalidateBy ?? '')).toBeLessThan(here.deps.now().getTime());
      const { items } = await (await officer()).inbox.list();
      expect(items).toMatchObject([
        { kind: 'revalidation-due', due: standing?.revalidateBy?.slice(0, 10) },
      ]);
      expect(new Date(items[0]?.since ?? 0).getTime()).toBeLessThanOrEqual(publishedAt.getTime());
    } finally {
      await here.close();
    }
  });

  it('refuses to be moved to another case’s release', async () => {
    const other = await ReleaseStory.open(world);
    const { digest } = await other.publish();
    const story = await ReleaseStory.onBase(world, digest);
    const author = await world.callerFor(story.author);
    await expect(
      author.supplements.repin({ caseId: story.owned.id, digest: base.digest }),
    ).rejects.toThrow(/release of another case/);
  });
});
