import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { rootMap } from '@/core/argument/structureShape';
import { sampleId } from '@/core/snapshot/testing/sampleCase';
import { parseManifest } from '@/core/snapshot/manifest';
import { createRateLimiter } from '@/server/platform/rateLimit';
import { ReleaseStory } from '@/server/test/releaseStory';
import { World } from '@/server/test/world';
import { readFrozen, recordsIn } from './frozenRecords';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());
beforeEach(() => {
  world.deps.limiter = createRateLimiter();
});

/** Renames the case: a change of content that breaks no rule. */
function rename(title: string) {
  return (doc: Y.Doc) => {
    const text = rootMap(doc, 'meta').get('title');
    if (!(text instanceof Y.Text)) throw new Error('The title is a shared text.');
    text.delete(0, text.length);
    text.insert(0, title);
  };
}

async function previewOf(story: ReleaseStory) {
  return (await story.officer.caller()).releases.preview({ caseId: story.owned.id });
}

describe('freezing', () => {
  it('holds what was previewed: same digest, same counts, evidence pinned, contributors named', async () => {
    const story = await ReleaseStory.open(world);
    const shown = await previewOf(story);
    expect(shown.blockers).toEqual([]);
    const { releaseId, digest } = await story.freeze('Why and what.');
    const frozen = await readFrozen(world.db, releaseId);
    expect(frozen.releaseDigest).toBe(digest);
    expect(parseManifest(frozen.manifestBytes).manifest).toMatchObject({
      case: `${story.lab.slug}/${story.owned.slug}`,
      number: 1,
      window: { from: '2027-03-01', until: '2028-02-29', zone: 'Europe/London' },
    });
    const records = recordsIn(frozen.leaves);
    expect(records).toHaveLength(shown.counts.reduce((sum, one) => sum + one.count, 0));
    expect(records.find((record) => record.kind === 'changelog')).toMatchObject({
      text: 'Why and what.',
    });
    const row = await world.db.release.findUniqueOrThrow({
      where: { id: releaseId },
      select: { contentDigest: true, contributors: true, evidence: true },
    });
    expect(row.contentDigest).toBe(shown.contentDigest);
    expect(row.contributors.map((one) => one.personId)).toEqual([story.author.id]);
    expect(row.evidence).toHaveLength(1);
  });

  it('names all who ever touched the case, what they wrote deleted or not', async () => {
    const story = await ReleaseStory.open(world);
    const helper = await world.member(story.lab, ['author']);
    await story.edit(rename('For a while'), helper);
    await story.edit(rename('Larch 2: no unacceptable outcome through scheming'));
    const { releaseId } = await story.freeze();
    const named = await world.db.releaseContributor.findMany({ where: { releaseId } });
    expect(named.map((one) => one.personId).sort()).toEqual([story.author.id, helper.id].sort());
  });

  it('refuses when the case changed since the preview, and changes nothing', async () => {
    const story = await ReleaseStory.open(world);
    const shown = await previewOf(story);
    await story.edit(rename('Another title'));
    const caller = await story.officer.caller();
    await expect(
      caller.releases.freeze({
        caseId: story.owned.id,
        expectedContentDigest: shown.contentDigest ?? '',
        number: 1,
        changelog: 'First.',
      }),
    ).rejects.toThrow('The case changed since the preview.');
    expect(await world.db.release.count({ where: { caseId: story.owned.id } })).toBe(0);
  });

  it('refuses when an evidence version changed since the preview', async () => {
    const story = await ReleaseStory.open(world);
    const shown = await previewOf(story);
    await world.db.evidenceVersion.updateMany({
      where: { artifactId: story.artefactId },
      data: { sha256: 'f'.repeat(64) },
    });
    await expect(
      (await story.officer.caller()).releases.freeze({
        caseId: story.owned.id,
        expectedContentDigest: shown.contentDigest ?? '',
        number: 1,
        changelog: 'First.',
      }),
    ).rejects.toThrow('The case changed since the preview.');
  });

  it('lets one of two officers through who freeze the same preview at once', async () => {
    const story = await ReleaseStory.open(world);
    const both = await Promise.allSettled([story.freeze(), story.freeze()]);
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const [lost] = both.filter((one) => one.status === 'rejected');
    expect(String(lost?.reason)).toContain('Release 1, candidate 1 is candidate.');
    expect(await world.db.release.count({ where: { caseId: story.owned.id } })).toBe(1);
  });

  it('refuses a broken argument and says what and where', async () => {
    const story = await ReleaseStory.open(world, (document) => ({
      ...document,
      links: document.links.filter((link) => link.to !== sampleId('C1')),
      facts: { ...document.facts, decision: '' },
    }));
    const shown = await previewOf(story);
    expect(shown.blockers.map((blocker) => blocker.identifier)).toContain('C1');
    await expect(story.freeze()).rejects.toThrow(/cannot be frozen yet\. .*C1/);
  });

  it.each(['uploading', 'processing', 'quarantined', 'retracted'])(
    'refuses evidence whose newest version is %s',
    async (state) => {
      const story = await ReleaseStory.open(world);
      await world.db.evidenceVersion.updateMany({
        where: { artifactId: story.artefactId },
        data: { state },
      });
      const shown = await previewOf(story);
      expect(shown.blockers.map((blocker) => blocker.words).join()).toContain(
        'Control evaluation dossier',
      );
      await expect(story.freeze()).rejects.toThrow('Control evaluation dossier');
    },
  );

  it('is for officers of the owning organisation alone', async () => {
    const story = await ReleaseStory.open(world);
    for (const person of [story.author, story.assessor.person, story.decider.person]) {
      const caller = await world.callerFor(person);
      await expect(caller.releases.preview({ caseId: story.owned.id })).rejects.toThrow(
        'Only a responsible officer',
      );
    }
    const stranger = await world.callerFor(await world.person());
    await expect(stranger.releases.preview({ caseId: story.owned.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('freezes what nobody developed as something to accept by name', async () => {
    const story = await ReleaseStory.open(world, (document) => ({ ...document, evidence: [] }));
    const shown = await previewOf(story);
    expect(shown.toAccept.map(({ identifier, kinds }) => [identifier, kinds])).toEqual([
      ['G2', ['open-problem', 'undeveloped']],
      ['Sn1', ['doubt']],
    ]);
  });
});

describe('a new candidate', () => {
  it('takes the place of one whose review asked for changes, and its open findings move along', async () => {
    const story = await ReleaseStory.open(world);
    const first = await story.freeze();
    await story.submit(first.releaseId);
    await story.disclose(first.releaseId);
    const roundId = await story.openRound(first.releaseId);
    const assessor = await story.assessor.caller();
    const words = { severity: 'major', nodeId: null, body: '' } as const;
    const open = await assessor.reviews.draftFinding({ roundId, ...words, title: 'Open' });
    const closed = await assessor.reviews.draftFinding({ roundId, ...words, title: 'Closed' });
    await assessor.reviews.sendFindings({ roundId });
    await assessor.reviews.closeFinding({ findingId: closed.findingId, body: 'Seen.' });
    await assessor.reviews.requestChanges({
      releaseId: first.releaseId,
      reason: 'State the criterion per week.',
    });
    world.pass({ minutes: 1 });
    await story.edit(rename('Larch 2, per week'));
    const shown = await previewOf(story);
    expect(shown).toMatchObject({ number: 1, candidate: 2, replaces: { candidate: 1 } });
    expect(shown.against).toMatchObject({ candidate: 1, added: 0, removed: 0 });
    const second = await story.freeze('The criterion is per week now.');
    const states = await world.db.releaseStatus.findMany({
      where: { release: { caseId: story.owned.id } },
      orderBy: { release: { candidate: 'asc' } },
    });
    expect(states.map((one) => one.state)).toEqual(['replaced', 'candidate']);
    const findings = await world.db.finding.findMany({ where: { caseId: story.owned.id } });
    expect(new Map(findings.map((one) => [one.id, one.releaseId]))).toEqual(
      new Map([
        [open.findingId, second.releaseId],
        [closed.findingId, first.releaseId],
      ]),
    );
  });

  it('waits while another is under way, and goes on once that is withdrawn', async () => {
    const story = await ReleaseStory.open(world);
    const { releaseId } = await story.freeze();
    await story.edit(rename('Better'));
    await expect(story.freeze()).rejects.toThrow(
      'Release 1, candidate 1 is candidate. Withdraw it',
    );
    await (await story.officer.caller()).releases.withdraw({ releaseId, reason: 'A better one.' });
    expect(await story.freeze()).toMatchObject({ number: 1, candidate: 2 });
  });
});

describe('what was frozen', () => {
  it('cannot be changed or deleted in the tables, by anybody', async () => {
    const story = await ReleaseStory.open(world);
    const { releaseId } = await story.publish();
    const attempts = [
      `UPDATE release SET title = 'x' WHERE id = '${releaseId}'`,
      `DELETE FROM release WHERE id = '${releaseId}'`,
      `UPDATE release_view SET name = 'x' WHERE release_id = '${releaseId}'`,
      `DELETE FROM release_view WHERE release_id = '${releaseId}'`,
      `DELETE FROM release_contributor WHERE release_id = '${releaseId}'`,
      `DELETE FROM release_evidence WHERE release_id = '${releaseId}'`,
      `UPDATE sign_off SET decision = 'rejected' WHERE release_id = '${releaseId}'`,
      `DELETE FROM sign_off WHERE release_id = '${releaseId}'`,
      `UPDATE statement SET payload = '' WHERE release_id = '${releaseId}'`,
      `DELETE FROM statement WHERE release_id = '${releaseId}'`,
      'TRUNCATE statement CASCADE',
      'TRUNCATE sign_off',
      'UPDATE log_leaf SET bytes = leaf_hash',
      'DELETE FROM contribution',
    ];
    for (const attempt of attempts) {
      await expect(world.db.$executeRawUnsafe(attempt), attempt).rejects.toThrow('append only');
    }
  });
});
