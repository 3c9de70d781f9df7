import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/core/argument/ids';
import { World } from '@/server/test/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const nodeId = newId();

describe('comments', () => {
  it('quote the statement, take replies, are resolved once and are heard of', async () => {
    const made = await world.case();
    const author = await world.callerFor(made.author);
    const colleague = await world.callerFor(await world.member(made.org, ['reviewer']));
    const { commentId: threadId } = await colleague.comments.add({
      caseId: made.id,
      nodeId,
      body: 'Per attempt or per window?',
      quote: 'The best attack succeeds less often than the limit.',
    });
    await author.comments.add({ caseId: made.id, nodeId, body: 'Per window.', threadId });
    const { threads } = await author.comments.list({ caseId: made.id, nodeId });
    expect(threads).toMatchObject([
      {
        body: 'Per attempt or per window?',
        quote: 'The best attack succeeds less often than the limit.',
        resolvedAt: null,
        mayResolve: true,
        replies: [{ body: 'Per window.', author: made.author.name }],
      },
    ]);
    expect(await author.comments.openCounts({ caseId: made.id })).toEqual([{ nodeId, open: 1 }]);
    await Promise.all([1, 2].map(() => author.comments.resolve({ commentId: threadId })));
    expect((await world.audited()).filter((type) => type === 'comment.resolved')).toHaveLength(1);
    await expect(
      colleague.comments.add({ caseId: made.id, nodeId, body: 'Still unclear.', threadId }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(world.said).toContainEqual({
      topic: 'case-changed',
      message: { caseId: made.id, what: 'comments' },
    });
  });

  it('are read by who reads the draft, and written by more than viewers and readers', async () => {
    const made = await world.case();
    const may = {
      viewer: await world.member(made.org, ['viewer']),
      reader: (await world.engaged(made, 'reader')).person,
      coAuthor: (await world.engaged(made, 'co-author')).person,
      assessor: (await world.engaged(made, 'assessor')).person,
      stranger: await world.member(await world.org(), ['owner', 'author']),
    };
    const outcome = async (who: keyof typeof may) => {
      const caller = await world.callerFor(may[who]);
      const code = (error: { code: string }) => error.code;
      const list = await caller.comments.list({ caseId: made.id }).then(() => 'read', code);
      const add = await caller.comments
        .add({ caseId: made.id, nodeId, body: 'Hm.' })
        .then(() => 'written', code);
      return [list, add];
    };
    expect(await outcome('viewer')).toEqual(['read', 'FORBIDDEN']);
    expect(await outcome('reader')).toEqual(['read', 'FORBIDDEN']);
    expect(await outcome('coAuthor')).toEqual(['read', 'written']);
    expect(await outcome('assessor')).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect(await outcome('stranger')).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  });

  it('cannot reach into another case’s thread', async () => {
    const [mine, theirs] = [await world.case(), await world.case()];
    const owner = await world.callerFor(theirs.author);
    const { commentId } = await owner.comments.add({ caseId: theirs.id, nodeId, body: 'Ours.' });
    const caller = await world.callerFor(mine.author);
    await expect(
      caller.comments.add({ caseId: mine.id, nodeId, body: 'x', threadId: commentId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(caller.comments.resolve({ commentId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
