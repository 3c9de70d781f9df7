import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { INBOX_KINDS } from '@/core/inbox/kinds';
import { serveWorld, type TestServer } from '@/server/test/httpServer';
import { openMailServer, type ReceivedMail, type TestMailServer } from '@/server/test/mailServer';
import { World, type TestCase, type TestPerson } from '@/server/test/world';
import { mailInboxes } from './inboxMail';
import { topicToken } from './token';
import { openMailer, type Mailer } from './transport';

let world: World;
let http: TestServer;
let server: TestMailServer;
let mailer: Mailer;
beforeAll(async () => {
  world = await World.open();
  http = await serveWorld(world);
  server = await openMailServer();
  mailer = openMailer(`smtp://127.0.0.1:${server.port}`, world.deps.env);
});
afterAll(async () => {
  await mailer.close();
  await server.close();
  await http.close();
  await world.close();
});

let made: TestCase;
let person: TestPerson;
beforeEach(async () => {
  await world.db.releaseStatus.updateMany({ data: { state: 'withdrawn' } });
  made = await world.case();
  person = await world.member(made.org, ['officer']);
});

/** What the person is sent about things that came now. */
async function mailAbout(
  ...states: ('candidate' | 'approved')[]
): Promise<ReceivedMail | undefined> {
  for (const state of states) await world.release(made, { state });
  server.received.length = 0;
  world.pass({ minutes: 1 });
  await mailInboxes(world.deps, mailer);
  return server.received.find(({ envelopeTo }) => envelopeTo.includes(person.email));
}

/** The address in a message's header, as a path. */
function oneClick(mail: ReceivedMail | undefined): string {
  const [, path = ''] =
    /^List-Unsubscribe: <http:\/\/localhost:3000(\S+)>\r$/m.exec(mail?.raw ?? '') ?? [];
  return path;
}

/** As a mail server sends it (RFC 8058): a form of one field, no cookie, no origin. */
async function post(path: string, init: RequestInit = {}): Promise<Response> {
  const body = new FormData();
  body.set('List-Unsubscribe', 'One-Click');
  return fetch(`${http.url}${path}`, { method: 'POST', body, redirect: 'manual', ...init });
}

const off = async (): Promise<string[]> => {
  const rows = await world.db.mailPreference.findMany({
    where: { personId: person.id, off: true },
  });
  return rows.map(({ kind }) => kind).toSorted();
};

describe('one click', () => {
  it('stops e-mail about that kind alone, and a second one changes nothing more', async () => {
    const path = oneClick(await mailAbout('candidate'));
    const answer = await post(path);
    expect([answer.status, await answer.text()]).toEqual([
      200,
      'No more e-mail about: Candidate to submit.\n',
    ]);
    const audited = await world.audited();
    expect(audited.at(-1)).toBe('mail.chosen');
    expect((await post(path)).status).toBe(200);
    expect(await world.audited()).toEqual(audited);
    expect(await off()).toEqual(['candidate-to-submit']);

    const next = await mailAbout('candidate', 'approved');
    expect(next?.subject).toMatch(/^Approved, to publish: /);
    expect((await (await world.callerFor(person)).inbox.list()).items).toHaveLength(3);
  });

  it('in a message about several kinds stops all of them, and each has a link of its own', async () => {
    const mail = await mailAbout('candidate', 'approved');
    const links = [
      ...(mail?.text?.matchAll(/^(.+): http:\/\/localhost:3000(\/unsubscribe\/\S+)$/gm) ?? []),
    ];
    expect(links.map(([, words]) => words)).toEqual([
      'Candidate to submit',
      'Approved, to publish',
    ]);
    await post(links[1]?.[2] ?? '');
    expect(await off()).toEqual(['approved-to-publish']);
    await post(oneClick(mail));
    expect(await off()).toEqual(['approved-to-publish', 'candidate-to-submit']);
    expect(await mailAbout('candidate', 'approved')).toBeUndefined();
  });

  it('is taken back at the same address, and what waits is told', async () => {
    const path = oneClick(await mailAbout('candidate'));
    await post(path);
    expect(await mailAbout('candidate')).toBeUndefined();
    const answer = await post(`${path}/undo`);
    expect(await answer.text()).toBe('E-mail again about: Candidate to submit.\n');
    expect(await off()).toEqual([]);
    expect((await mailAbout())?.subject).toMatch(/^Candidate to submit/);
  });

  it('comes without an origin or with any, and whoever’s cookie it carries counts for nothing', async () => {
    const path = oneClick(await mailAbout('candidate'));
    const other = await world.person();
    const headers = {
      ...(await http.headers(other)),
      origin: 'https://webmail.example',
      'sec-fetch-site': 'cross-site',
    };
    expect((await post(path, { headers })).status).toBe(200);
    expect(await off()).toEqual(['candidate-to-submit']);
    expect(await world.db.mailPreference.count({ where: { personId: other.id } })).toBe(0);
    const event = await world.db.auditEvent.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(event).toMatchObject({ actorId: person.id, sessionId: null });
    expect(event.data).toEqual({ kinds: ['candidate-to-submit'], off: true, via: 'link' });
  });

  it('leaves every other route closed to other origins', async () => {
    const answer = await http.fetch(person, '/api/evidence/x/bytes', { method: 'PUT' });
    expect(answer.status).toBe(404);
    const upload = await http.fetch(person, `/api/evidence/${'0'.repeat(32)}/bytes`, {
      method: 'PUT',
      headers: { origin: 'https://webmail.example' },
    });
    expect([upload.status, await upload.text()]).toEqual([
      403,
      expect.stringContaining('another site'),
    ]);
  });

  it('leads a browser back to the page, and a mail server nowhere', async () => {
    const path = oneClick(await mailAbout('candidate'));
    const answer = await post(path, { body: new URLSearchParams({ from: 'page' }) });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, path]);
    expect(await off()).toEqual(['candidate-to-submit']);
  });

  it('takes no long body', async () => {
    const path = oneClick(await mailAbout('candidate'));
    expect((await post(path, { body: 'x'.repeat(5_000) })).status).toBe(413);
    expect(await off()).toEqual([]);
  });

  it('is limited by address and by person', async () => {
    const path = oneClick(await mailAbout('candidate'));
    for (let count = 0; count < 60; count++) await post(`${path}x`);
    expect((await post(path)).status).toBe(429);
    expect(await off()).toEqual([]);
  });
});

describe('a link', () => {
  const linked = async (token: string) => (await world.callerFor(null)).mail.linked({ token });
  const tokenFor = (personId: string, secret = world.deps.secrets.authSecret) =>
    topicToken({ personId, kinds: ['review-asked'] }, secret);

  it('says what it is about to whoever opens it, and changes nothing', async () => {
    const token = tokenFor(person.id);
    const audited = await world.audited();
    expect(await linked(token)).toEqual([{ kind: 'review-asked', off: false }]);
    const opened = await http.fetch(null, `/unsubscribe/${token}`);
    expect(opened.status).toBe(404);
    expect(await off()).toEqual([]);
    expect(await world.audited()).toEqual(audited);
  });

  it('is refused when it is of another secret, of nobody, cut, or altered in any character', async () => {
    const token = tokenFor(person.id);
    const refused = [
      tokenFor(person.id, 'b'.repeat(64)),
      tokenFor('0'.repeat(32)),
      token.slice(0, -1),
      token.split('.')[0] ?? '',
      `.${token.split('.')[1]}`,
      `${token}.`,
      'nonsense',
    ];
    for (const [at, character] of Array.from(token).entries())
      refused.push(`${token.slice(0, at)}${character === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`);
    for (const given of refused)
      await expect(linked(given)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    expect(await linked(token)).toHaveLength(1);
  });
});

describe('on the account’s page', () => {
  it('one chooses kind by kind, and sees whether anything is sent at all', async () => {
    const caller = await world.callerFor(person);
    const before = await caller.mail.choices();
    expect(before).toMatchObject({ sends: false, email: person.email });
    expect(before.choices.map(({ kind }) => kind)).toEqual([...INBOX_KINDS]);
    await caller.mail.choose({ kind: 'candidate-to-submit', off: true });
    expect(await off()).toEqual(['candidate-to-submit']);
    expect(await mailAbout('candidate')).toBeUndefined();
    await caller.mail.choose({ kind: 'candidate-to-submit', off: false });
    expect((await caller.mail.choices()).choices.every((choice) => !choice.off)).toBe(true);
    expect((await world.audited()).slice(-2)).toEqual(['mail.chosen', 'mail.chosen']);
  });

  it('one chooses for oneself alone', async () => {
    const colleague = await world.member(made.org, ['officer']);
    await (
      await world.callerFor(colleague)
    ).mail.choose({ kind: 'candidate-to-submit', off: true });
    expect(await off()).toEqual([]);
    expect((await mailAbout('candidate'))?.envelopeTo).toEqual([person.email]);
  });

  it('a kind that is none is refused', async () => {
    const caller = await world.callerFor(person);
    const choice = JSON.parse('{ "kind": "everything", "off": true }') as Parameters<
      typeof caller.mail.choose
    >[0];
    await expect(caller.mail.choose(choice)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
