import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planInstantiation } from '@/core/argument/instantiate';
import { parseStrict, readDocument } from '@/core/argument/structureDoc';
import type { TemplateId } from '@/core/templates/templates';
import { loadDocuments } from '@/server/collab/store';
import { World, type TestOrg, type TestPerson } from '@/server/test/world';
import { ledgerCsv } from './csv';

let world: World;
let lab: TestOrg;
let author: TestPerson;
beforeAll(async () => {
  world = await World.open();
  lab = await world.org({ slug: 'meridian', name: 'Meridian Labs' });
  author = await world.member(lab, ['author']);
});
afterAll(() => world.close());

const code = (error: { code: string }) => error.code;
let count = 0;

async function create(template: TemplateId = 'scheming', by = author, org = lab) {
  const caller = await world.callerFor(by);
  const slug = `made-${++count}`;
  const made = await caller.cases.create({
    orgSlug: org.slug,
    slug,
    title: 'Larch 2, scheming',
    from: { template },
  });
  return { ...made, address: { orgSlug: org.slug, caseSlug: slug }, caller };
}

async function document(caseId: string) {
  return readDocument((await loadDocuments(world.db, caseId)).structure).document;
}

describe('creating a case', () => {
  it('from the scheming template gives 80 nodes, 12 conditions, 15 open problems and no claim', async () => {
    const { caseId } = await create();
    const { nodes, conditions, title } = await document(caseId);
    expect(title).toBe('Larch 2, scheming');
    expect(nodes).toHaveLength(80);
    expect(conditions).toHaveLength(12);
    expect(nodes.filter(({ openProblem }) => openProblem !== null)).toHaveLength(15);
    expect(nodes.filter(({ claim }) => claim === 'claimed')).toHaveLength(0);
  });

  it.each<TemplateId>(['scheming', 'cyber-inability', 'ai-control'])(
    'from %s seeds a document that reads strictly, once, in the name of its creator',
    async (template) => {
      const { caseId } = await create(template);
      const { structure, seq } = await loadDocuments(world.db, caseId);
      expect(seq).toBe(1);
      expect(parseStrict(structure)).toMatchObject({ ok: true });
      const contributions = await world.db.contribution.findMany({ where: { caseId } });
      const nodes = readDocument(structure).document.nodes.map(({ id }) => id);
      expect(contributions.map(({ nodeId }) => nodeId)).toEqual(expect.arrayContaining(nodes));
      expect(new Set(contributions.map(({ personId }) => personId))).toEqual(new Set([author.id]));
    },
  );

  it('empty gives one goal to type into', async () => {
    const caller = await world.callerFor(author);
    const { caseId } = await caller.cases.create({
      orgSlug: lab.slug,
      slug: 'empty',
      title: 'From nothing',
      from: { empty: 'base' },
    });
    const { nodes, root } = await document(caseId);
    expect(nodes).toMatchObject([{ id: root, kind: 'goal', identifier: 'G1', text: '' }]);
  });

  it('leaves nothing behind when the short name is taken', async () => {
    const { address, caller } = await create();
    const before = await world.db.caseUpdate.count();
    const again = { orgSlug: lab.slug, slug: address.caseSlug, title: 'Twice' };
    expect(await caller.cases.create({ ...again, from: { empty: 'base' } }).catch(code)).toBe(
      'CONFLICT',
    );
    expect(await world.db.caseUpdate.count()).toBe(before);
    expect(await world.db.safetyCase.count({ where: { title: 'Twice' } })).toBe(0);
  });

  it('is for authors and officers of organisations that own cases', async () => {
    const attempt = async (person: TestPerson, org: TestOrg) =>
      (await world.callerFor(person)).cases
        .create({ orgSlug: org.slug, slug: `x-${++count}`, title: 'X', from: { empty: 'base' } })
        .then(() => 'created', code);
    const auditor = await world.org({ kind: 'auditor' });
    expect(await attempt(await world.member(lab, ['viewer']), lab)).toBe('FORBIDDEN');
    expect(await attempt(await world.member(lab, ['officer']), lab)).toBe('created');
    expect(await attempt(await world.member(auditor, ['author']), auditor)).toBe('FORBIDDEN');
    expect(await attempt(await world.member(auditor, ['author']), lab)).toBe('NOT_FOUND');
  });
});

describe('instantiating', () => {
  it('fills parameters, repeats and chooses on the live document, and claims nothing', async () => {
    const { caseId, caller } = await create();
    const before = await document(caseId);
    const plan = planInstantiation(before);
    const strategy = plan.choices[0];
    const { complete } = await caller.cases.instantiate({
      caseId,
      values: Object.fromEntries(
        plan.parameters
          .filter(({ needed }) => needed)
          .map(({ name, alternatives }) => [name, alternatives[0] ?? 'Larch 2']),
      ),
      indexValues: Object.fromEntries(
        plan.indexes.map(({ name }) => [name, ['self-exfiltration', 'research sabotage']]),
      ),
      choices: strategy ? { [strategy.strategy]: strategy.branches.map(({ node }) => node) } : {},
    });
    const after = await document(caseId);
    expect(complete).toBe(planInstantiation(after).complete);
    expect(after.nodes.length).toBeGreaterThan(before.nodes.length);
    expect(after.nodes.filter(({ claim }) => claim === 'claimed')).toHaveLength(0);
    const last = await world.db.caseUpdate.findFirstOrThrow({
      where: { caseId },
      orderBy: { seq: 'desc' },
    });
    expect(last).toMatchObject({ seq: 2, cause: 'instantiate', personId: author.id });
  });

  it('says what is wrong and changes nothing', async () => {
    const { caseId, caller } = await create();
    const [choice] = planInstantiation(await document(caseId)).choices;
    expect(
      await caller.cases
        .instantiate({ caseId, choices: { [choice?.strategy ?? '']: [] } })
        .catch((error: Error) => error.message),
    ).toMatch(/needs at least/);
    expect(await world.db.caseUpdate.count({ where: { caseId } })).toBe(1);
  });

  it('is a contribution, which an assessor cannot make', async () => {
    const { caseId, address } = await create();
    const coAuthor = await world.engaged(
      { id: caseId, slug: address.caseSlug, org: lab, author },
      'co-author',
    );
    const input = { caseId, values: { system: 'Larch 2' } };
    await (await world.callerFor(coAuthor.person)).cases.instantiate(input);
    const facts = await world.db.contribution.findMany({
      where: { caseId, personId: coAuthor.person.id },
    });
    expect(facts.length).toBeGreaterThan(0);
    const assessor = await world.engaged(
      { id: caseId, slug: address.caseSlug, org: lab, author },
      'assessor',
    );
    expect(
      await (await world.callerFor(assessor.person)).cases.instantiate(input).catch(code),
    ).toBe('FORBIDDEN');
  });
});

describe('renaming', () => {
  it('changes the title in the row and in the document', async () => {
    const { caseId, address, caller } = await create();
    await caller.cases.rename({ ...address, title: 'Larch 2.1, scheming' });
    expect((await caller.cases.bySlug(address)).title).toBe('Larch 2.1, scheming');
    expect((await document(caseId)).title).toBe('Larch 2.1, scheming');
    const viewer = await world.callerFor(await world.member(lab, ['viewer']));
    expect(await viewer.cases.rename({ ...address, title: 'No' }).catch(code)).toBe('FORBIDDEN');
  });
});

describe('the ledger', () => {
  it('shows cases of one’s organisations and engagements and no other', async () => {
    const org = await world.org();
    const owner = await world.member(org, ['author']);
    const mine = await create('cyber-inability', owner, org);
    const { person } = await world.engaged(
      { id: mine.caseId, slug: mine.address.caseSlug, org, author: owner },
      'assessor',
    );
    const ids = async (of: TestPerson) =>
      (await (await world.callerFor(of)).cases.list()).cases.map(({ id }) => id);
    expect(await ids(owner)).toEqual([mine.caseId]);
    expect(await ids(person)).toEqual([mine.caseId]);
    expect(await ids(author)).not.toContain(mine.caseId);
    const stranger = await world.callerFor(author);
    expect(await stranger.cases.bySlug(mine.address).catch(code)).toBe('NOT_FOUND');
  });

  it('finds cases by words in their title, only among one’s own', async () => {
    const org = await world.org();
    const owner = await world.member(org, ['author']);
    const made = await create('scheming', owner, org);
    await made.caller.cases.rename({ ...made.address, title: 'A very particular pebble' });
    const find = async (of: TestPerson) =>
      (await (await world.callerFor(of)).cases.find({ words: 'Particular PEBBLE' })).length;
    expect(await find(owner)).toBe(1);
    expect(await find(author)).toBe(0);
  });

  it('tells an assessor nothing of the draft, and of no candidate that was not submitted', async () => {
    const org = await world.org();
    const owner = await world.member(org, ['author']);
    const made = await create('scheming', owner, org);
    const of = { id: made.caseId, slug: made.address.caseSlug, org, author: owner };
    await made.caller.cases.instantiate({ caseId: made.caseId, values: { x: 'y' } });
    await world.release(of, { state: 'candidate', number: 1 });
    const { person } = await world.engaged(of, 'assessor');
    const [own] = (await made.caller.cases.list()).cases;
    const [theirs] = (await (await world.callerFor(person)).cases.list()).cases;
    expect(own).toMatchObject({ state: 'candidate', latest: { number: 1 } });
    expect(theirs).toMatchObject({ state: 'draft', latest: null, subject: '', setting: '' });
  });

  it('computes whether the published release is in force, with the term that fails', async () => {
    const org = await world.org();
    const owner = await world.member(org, ['author']);
    const made = await create('scheming', owner, org);
    const of = { id: made.caseId, slug: made.address.caseSlug, org, author: owner };
    await world.release(of, { state: 'published', number: 3 });
    await world.release(of, { state: 'under-review', number: 4 });
    const [row] = (await made.caller.cases.list()).cases;
    expect(row).toMatchObject({
      latest: { number: 4, state: 'under-review' },
      published: { number: 3, inForce: false, failing: 'Not approved.' },
      window: { from: '2027-01-01', until: '2027-12-31' },
    });
  });

  it('leaves as a file in which nothing is a formula', async () => {
    const { caller, address } = await create();
    await caller.cases.rename({ ...address, title: '=cmd|" /C calc"!A1, twice' });
    const { cases } = await caller.cases.list();
    const csv = ledgerCsv(cases.filter(({ slug }) => slug === address.caseSlug));
    expect(csv.split('\r\n')[1]).toMatch(/^"'=cmd\|"" \/C calc""!A1, twice",meridian\//);
  });
});
