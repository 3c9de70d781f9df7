import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { rootMap, STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import { inTransaction, lockCase } from '@/server/platform/database';
import { openPage, startCollabServer, until } from '@/server/test/collab';
import { Random } from '@/server/test/random';
import { ReleaseStory } from '@/server/test/releaseStory';
import { World } from '@/server/test/world';
import { readMergedState } from './history';
import { COLLAB_LIMITS } from './limits';
import { poolQuery, transactionQuery } from './query';
import { appendAct, loadDocuments } from './store';
import { tidyRestedCases } from './tidy';
import { keepCase } from './upkeep';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** Statements of nodes, in a fixed order. */
function statementsOf(structure: Y.Doc): Y.Text[] {
  const nodes = [...rootMap(structure, 'nodes')].sort(([one], [other]) => (one < other ? -1 : 1));
  return nodes.flatMap(([, node]) => {
    const text = node instanceof Y.Map ? node.get('text') : null;
    return text instanceof Y.Text ? [text] : [];
  });
}

const wordsOf = (structure: Y.Doc): string[] => statementsOf(structure).map((one) => one.toJSON());

function load(caseId: string, seq?: number): Promise<{ seq: number; structure: Y.Doc }> {
  return inTransaction(world.db, (tx) => loadDocuments(tx, caseId, seq));
}

/** Types and deletes all over the case, one act each. @returns what the statements read at some acts */
async function typeAlong(caseId: string, personId: string): Promise<Map<number, string[]>> {
  const random = new Random(7);
  const read = new Map<number, string[]>();
  const { structure } = await load(caseId);
  const texts = statementsOf(structure);
  await inTransaction(world.db, async (tx) => {
    const { headSeq } = await lockCase(tx, caseId);
    const query = transactionQuery(tx);
    for (let act = 1; act <= 2 * COLLAB_LIMITS.tidyAfter; act += 1) {
      const before = Y.encodeStateVector(structure);
      structure.transact(() => {
        const text = random.pick(texts);
        text.insert(random.below(text.length + 1), 'more words ');
        text.delete(random.below(text.length - 5), 5);
      });
      const update = Y.encodeStateAsUpdate(structure, before);
      const entries = [{ doc: STRUCTURE_DOCUMENT, update }];
      const seq = headSeq + act;
      await appendAct(query, seq, { caseId, personId, sessionId: 's', cause: 'edit', entries });
      if (act % 90 === 0) read.set(seq, wordsOf(structure));
    }
  });
  return read;
}

function structs(doc: Y.Doc): number {
  return [...doc.store.clients.values()].reduce((sum, list) => sum + list.length, 0);
}

async function merged(caseId: string): Promise<Uint8Array | undefined> {
  const query = poolQuery(world.deps.database.pool);
  return (await readMergedState(query, caseId, STRUCTURE_DOCUMENT))?.data;
}

function lastAct(caseId: string) {
  return world.db.caseUpdate.findFirstOrThrow({ where: { caseId }, orderBy: { seq: 'desc' } });
}

describe('a case that rests', () => {
  it('has its heavy texts written anew: less to open, and the same case to read, freeze and go back in', async () => {
    const story = await ReleaseStory.open(world);
    const { id: caseId } = story.owned;
    const past = await typeAlong(caseId, story.author.id);
    const caller = await story.officer.caller();
    const preview = await caller.releases.preview({ caseId });
    const before = await load(caseId);
    const whole = Y.encodeStateAsUpdate(before.structure);
    const contributions = await world.db.contribution.count({ where: { caseId } });

    expect(await tidyRestedCases(world.deps)).toBe(1);

    const act = await lastAct(caseId);
    expect(act).toMatchObject({ cause: 'tidy', personId: '', clientId: 0n, seq: before.seq + 1 });
    expect(await world.db.contribution.count({ where: { caseId } })).toBe(contributions);
    const after = await load(caseId);
    expect(after.structure.toJSON()).toEqual(before.structure.toJSON());
    expect(structs(after.structure)).toBeLessThan(structs(before.structure) / 2);
    expect((await merged(caseId))?.length).toBeLessThan(whole.length * 0.8);
    for (const [seq, words] of past)
      expect(wordsOf((await load(caseId, seq)).structure)).toEqual(words);

    // The tidied states are what the log tells; whose the acts of this test are was not recorded.
    await keepCase(world.deps, caseId);
    const repairs = await world.db.auditEvent.findMany({
      where: { caseId, type: 'case.repaired' },
    });
    expect(repairs.map(({ data }) => data)).toEqual([
      { states: 0, checkpoints: 0, contributions: expect.any(Number) },
    ]);

    // What an officer saw before may be frozen after: nothing of the content changed.
    const { contentDigest } = await caller.releases.preview({ caseId });
    expect(contentDigest).toBe(preview.contentDigest);
    const { releaseId } = await caller.releases.freeze({
      caseId,
      expectedContentDigest: preview.contentDigest ?? '',
      number: preview.number,
      changelog: 'First release.',
    });
    const frozen = await world.db.release.findUniqueOrThrow({
      where: { id: releaseId },
      include: { contributors: true },
    });
    expect(frozen.contentDigest).toBe(preview.contentDigest);
    expect(frozen.contributors.map(({ personId }) => personId)).toEqual([story.author.id]);
  });

  it('is not looked at again before a good deal was written', async () => {
    const story = await ReleaseStory.open(world);
    const { id: caseId } = story.owned;
    await typeAlong(caseId, story.author.id);
    await tidyRestedCases(world.deps);
    const { seq } = await lastAct(caseId);
    expect(await tidyRestedCases(world.deps)).toBe(0);
    await story.edit((structure) => statementsOf(structure)[0]?.insert(0, 'Then: '));
    expect(await tidyRestedCases(world.deps)).toBe(0);
    expect((await lastAct(caseId)).seq).toBe(seq + 1);
  });

  it('is left as it is when its texts are in few pieces', async () => {
    const { id: caseId } = (await ReleaseStory.open(world)).owned;
    await world.db.safetyCase.update({
      where: { id: caseId },
      data: { tidiedSeq: -COLLAB_LIMITS.tidyAfter },
    });
    const { seq } = await lastAct(caseId);
    expect(await tidyRestedCases(world.deps)).toBe(0);
    const { tidiedSeq } = await world.db.safetyCase.findUniqueOrThrow({ where: { id: caseId } });
    expect(tidiedSeq).toBe(seq);
    expect((await lastAct(caseId)).seq).toBe(seq);
  });
});

it('a case that somebody writes in is left alone', async () => {
  const story = await ReleaseStory.open(world);
  const { id: caseId } = story.owned;
  await typeAlong(caseId, story.author.id);
  const { seq } = await lastAct(caseId);
  expect(await tidyRestedCases({ ...world.deps, now: () => new Date() })).toBe(0);
  expect((await lastAct(caseId)).seq).toBe(seq);
  await tidyRestedCases(world.deps);
});

it('pages that have the case open go on in the new texts', async () => {
  const story = await ReleaseStory.open(world);
  const { id: caseId } = story.owned;
  await typeAlong(caseId, story.author.id);
  const server = await startCollabServer(world.deps.database);
  const pages = ['ada', 'ben'].map((person) => openPage(server.port, person, caseId));
  const documents = () => pages.map((page) => page.documentState(STRUCTURE_DOCUMENT));
  const first = (doc: Y.Doc): Y.Text => {
    const [text] = statementsOf(doc);
    if (!text) throw new Error('There is no statement.');
    return text;
  };
  for (const page of pages) page.open(STRUCTURE_DOCUMENT);
  await until(() => documents().every(({ synced }) => synced));
  const texts = documents().map(({ doc }) => first(doc));

  await tidyRestedCases(world.deps);
  await until(() => documents().every(({ doc }, at) => first(doc) !== texts[at]));
  const [ada, ben] = documents();
  if (!ada || !ben) throw new Error('There are two pages.');
  first(ada.doc).insert(0, 'Afterwards, ');
  await until(() => first(ben.doc).toJSON().startsWith('Afterwards, '));
  await until(() => pages.every((page) => page.saveState().kind === 'saved'));
  expect(wordsOf((await load(caseId)).structure)).toEqual(wordsOf(ben.doc));

  for (const page of pages) page.destroy();
  await server.close();
});
