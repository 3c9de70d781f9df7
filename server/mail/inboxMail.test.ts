import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@/core/argument/ids';
import { openMailServer, type ReceivedMail, type TestMailServer } from '@/server/test/mailServer';
import { World, type TestCase, type TestPerson } from '@/server/test/world';
import { mailInboxes } from './inboxMail';
import { openMailer, type Mailer } from './transport';

let world: World;
let server: TestMailServer;
let mailer: Mailer;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  server = await openMailServer();
  mailer = mailerTo(server);
  // What other tests left waiting.
  await world.db.releaseStatus.updateMany({ data: { state: 'withdrawn' } });
});
afterEach(async () => {
  await mailer.close();
  await server.close();
});

const mailerTo = ({ port }: TestMailServer) =>
  openMailer(`smtp://127.0.0.1:${port}`, world.deps.env);

/** A run of the job, a minute after what was before. */
async function run(by: Mailer = mailer): Promise<void> {
  world.pass({ minutes: 1 });
  await mailInboxes(world.deps, by);
}

const to = (person: TestPerson): ReceivedMail[] =>
  server.received.filter(({ envelopeTo }) => envelopeTo.includes(person.email));

/** An officer with a candidate to submit. */
async function officer(
  given: { title?: string; name?: string } = {},
): Promise<{ made: TestCase; person: TestPerson; releaseId: string }> {
  const made = await world.case();
  const { title, name = 'Ada Quill' } = given;
  if (title !== undefined)
    await world.db.safetyCase.update({ where: { id: made.id }, data: { title } });
  const person = await world.member(made.org, ['officer'], { name });
  const { id: releaseId } = await world.release(made);
  return { made, person, releaseId };
}

describe('what waits in the inbox', () => {
  it('is told to nobody of the worked example', async () => {
    const { person } = await officer();
    await world.db.person.update({ where: { id: person.id }, data: { example: true } });
    await run();
    expect(to(person)).toEqual([]);
  });

  it('is told by e-mail: what, why, where it is done, and how to get no more', async () => {
    const { made, person, releaseId } = await officer({ title: 'Larch 2' });
    await run();
    expect(server.received).toHaveLength(1);
    const [mail] = to(person);
    expect(mail?.subject).toBe('Candidate to submit: r1 Larch 2');
    expect(mail?.from?.value).toEqual([{ name: 'Casewright', address: 'casewright@localhost' }]);
    expect(mail?.to).toMatchObject({ value: [{ name: 'Ada Quill', address: person.email }] });
    const link = `http://localhost:3000/orgs/${made.org.slug}/cases/${made.slug}/releases/${releaseId}`;
    for (const words of [
      'A candidate is frozen and not submitted',
      made.org.name,
      'Why you: Assessors see it once you submit it.',
      link,
      'You get this because it waits in your inbox at localhost:3000',
      'No more e-mail about “Candidate to submit”',
    ]) {
      expect(mail?.text).toContain(words);
      expect(mail?.html).toContain(words);
    }
    expect(mail?.headers.get('list')).toMatchObject({
      unsubscribe: { url: expect.stringMatching(/^http:\/\/localhost:3000\/unsubscribe\/\S+$/) },
      'unsubscribe-post': { name: 'List-Unsubscribe=One-Click' },
    });
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('is told once, however often the job runs', async () => {
    const { person } = await officer();
    await run();
    await run();
    await Promise.all([run(), run()]);
    expect(to(person)).toHaveLength(1);
  });

  it('is told in one message when it is several things, with a way out of each', async () => {
    const { made, person } = await officer({ title: 'Larch 3' });
    await world.release(made, { state: 'approved', number: 2 });
    await world.release(made, { state: 'approved', number: 3 });
    await run();
    const [mail, more] = to(person);
    expect(more).toBeUndefined();
    expect(mail?.subject).toBe(
      '3 things wait for you: Candidate to submit; Approved, to publish (2)',
    );
    for (const words of ['r1 Larch 3', 'r2 Larch 3', 'r3 Larch 3', 'Waits for you'])
      expect(mail?.html).toContain(words);
    const links = [...(mail?.text?.matchAll(/: (http\S+\/unsubscribe\/\S+)/g) ?? [])];
    expect(new Set(links.map(([, link]) => link)).size).toBe(2);
  });

  it('is told again when it went and comes back', async () => {
    const { person, releaseId } = await officer();
    await run();
    const put = (state: string) =>
      world.db.releaseStatus.update({ where: { releaseId }, data: { state } });
    await put('withdrawn');
    await run();
    await put('candidate');
    await run();
    expect(to(person)).toHaveLength(2);
  });

  it('counts what does not fit, and does not tell it one by one afterwards', async () => {
    const { made, person } = await officer();
    for (let number = 2; number <= 24; number++)
      await world.release(made, { state: 'approved', number });
    await run();
    await run();
    const [mail, more] = to(person);
    expect(more).toBeUndefined();
    expect(mail?.text).toContain('4 more wait in your inbox.');
  });

  it('is told to nobody who belongs nowhere any more, or whose account is disabled', async () => {
    const { person: left } = await officer();
    await world.db.membership.updateMany({
      where: { personId: left.id },
      data: { endedAt: world.deps.now() },
    });
    const { person: disabled } = await officer();
    await world.db.person.update({
      where: { id: disabled.id },
      data: { disabledAt: world.deps.now() },
    });
    await run();
    expect(server.received).toEqual([]);
  });
});

describe('what somebody may not see', () => {
  async function asked(): Promise<{ made: TestCase; assessor: TestPerson }> {
    const made = await world.case();
    const { person: assessor } = await world.engaged(made, 'assessor');
    const { id: releaseId } = await world.release(made, { state: 'under-review' });
    await world.db.releaseStatus.update({
      where: { releaseId },
      data: { submittedAt: world.deps.now() },
    });
    return { made, assessor };
  }
  const close = ({ id }: TestCase) =>
    world.db.engagement.updateMany({ where: { caseId: id }, data: { state: 'closed' } });

  it('is not told once their engagement is closed', async () => {
    const { made, assessor } = await asked();
    await close(made);
    await run();
    expect(to(assessor)).toEqual([]);
  });

  it('is not told where the engagement is closed while the mail server is waited for', async () => {
    const { made, assessor } = await asked();
    const connected: unknown[] = [];
    server.onConnect = async () => {
      connected.push(await close(made));
    };
    await run();
    expect(connected).toHaveLength(1);
    expect(to(assessor)).toEqual([]);
  });
});

describe('what people write', () => {
  it('can’t become a header, another recipient or markup', async () => {
    const { person } = await officer({
      title: 'Larch\r\nBcc: eve@example.org\r\n\r\n<script>alert(1)</script> "&\u202E',
      name: 'Ada\r\nTo: eve@example.org, "x" <y@example.org>',
    });
    await run();
    const [mail] = server.received;
    expect(server.received).toHaveLength(1);
    expect(mail?.envelopeTo).toEqual([person.email]);
    expect(mail?.subject).toBe(
      'Candidate to submit: r1 Larch Bcc: eve@example.org <script>alert(1)</script> "&',
    );
    expect(mail?.bcc).toBeUndefined();
    expect(mail?.to).toMatchObject({ value: [{ address: person.email }] });
    const [head = ''] = mail?.raw.split('\r\n\r\n') ?? [];
    expect(head.match(/^(bcc|to):/gim)).toEqual(['To:']);
    expect(mail?.html).not.toContain('<script');
    expect(mail?.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &quot;&amp;');
    expect(mail?.text).toContain('\nr1 Larch Bcc: eve@example.org <script>');
  });

  it('is cut where it has no end', async () => {
    await officer({ title: 'Long '.repeat(400) });
    await run();
    expect(Array.from(server.received[0]?.subject ?? '')).toHaveLength(150);
  });
});

describe('a mail server', () => {
  it('that is down loses nothing, and is asked once a run', async () => {
    const { person } = await officer();
    const { person: other } = await officer();
    const { port } = server;
    await server.close();
    await run();
    await run();
    expect(await world.db.mailedItem.count({ where: { personId: person.id } })).toBe(0);
    server = await openMailServer({ port });
    await run();
    await run();
    expect(to(person)).toHaveLength(1);
    expect(to(other)).toHaveLength(1);
  });

  it('that hangs up in the middle of a message gets it again, as the same one', async () => {
    const { person } = await officer();
    server.beforeAccepting = async () => {
      throw Object.assign(new Error('Closing.'), { responseCode: 421 });
    };
    await run();
    server.beforeAccepting = async () => undefined;
    await run();
    await run();
    const [first, second, third] = to(person);
    expect(third).toBeUndefined();
    expect(second?.messageId).toBe(first?.messageId);
  });

  it('that accepted a message does not get it again from the next process', async () => {
    const { person } = await officer();
    let acknowledge = () => undefined as void;
    const arrived = new Promise<void>((resolve) => {
      server.beforeAccepting = () => {
        resolve();
        return new Promise((accept) => (acknowledge = accept));
      };
    });
    // As far as the database knows, this run ends here.
    const killed = run();
    await arrived;
    server.beforeAccepting = async () => undefined;
    const next = mailerTo(server);
    await run(next);
    await run(next);
    expect(to(person)).toHaveLength(1);
    acknowledge();
    await killed;
    await next.close();
  });

  it('that refuses somebody keeps nobody else waiting, and is asked again later', async () => {
    const { person } = await officer();
    server.refusing = 550;
    await run();
    server.refusing = 0;
    const { person: other } = await officer();
    await run();
    expect(to(person)).toEqual([]);
    expect(to(other)).toHaveLength(1);
    world.pass({ minutes: 5 });
    await run();
    expect(to(person)).toHaveLength(1);
    expect(
      await world.db.mailRecipient.findUnique({ where: { personId: person.id } }),
    ).toMatchObject({ failures: 0, notBefore: null });
  });
});

describe('where e-mail is set up late', () => {
  /** Somebody who has been here for long, with things that wait. */
  async function veteran(): Promise<TestPerson> {
    const { made, person } = await officer();
    world.pass({ days: 31 });
    await world.release(made, { state: 'approved', number: 2 });
    return person;
  }

  it('what has waited for more than thirty days is taken as known, what is newer is told', async () => {
    const person = await veteran();
    await run();
    await run();
    expect(to(person).map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Approved, to publish: r2/),
    ]);
  });

  it('a date that is yet to come is told, however long ago it was set', async () => {
    const made = await world.case();
    const person = await world.member(made.org, ['officer']);
    const day = (days: number) =>
      new Date(world.deps.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
    const window = { from: day(-1), until: day(90), zone: 'UTC' };
    const { id } = await world.release(made, { state: 'published', window });
    await world.db.approvalCondition.create({
      data: { id: newId(), releaseId: id, text: 'Report.', due: day(45) },
    });
    world.pass({ days: 40 });
    await run();
    expect(to(person)[0]?.subject).toBe('2 things wait for you: Condition due; Window ending');
  });

  it('a new colleague is told what they find, however long it waits', async () => {
    const { made } = await officer();
    world.pass({ days: 40 });
    const newcomer = await world.member(made.org, ['officer']);
    await run();
    expect(to(newcomer)).toHaveLength(1);
  });
});

describe('a run', () => {
  it('ends by its deadline and goes on with those it did not come to', async () => {
    const people = [(await officer()).person, (await officer()).person, (await officer()).person];
    const first: string[] = [];
    world.pass({ minutes: 1 });
    // Each person takes half a minute.
    server.beforeAccepting = async () => world.pass({ minutes: 0.5 });
    await mailInboxes(world.deps, mailer);
    first.push(...server.received.flatMap(({ envelopeTo }) => envelopeTo));
    expect(first.length).toBeLessThan(people.length);
    await run();
    await run();
    for (const person of people) expect(to(person)).toHaveLength(1);
  });

  it('stops where the process ends', async () => {
    const { person } = await officer();
    await mailer.close();
    await run();
    expect(to(person)).toEqual([]);
    mailer = mailerTo(server);
    await run();
    expect(to(person)).toHaveLength(1);
  });
});
