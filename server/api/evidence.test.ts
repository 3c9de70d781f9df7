import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { processVersion } from '@/server/evidence/process';
import { giveUpAbandoned } from '@/server/evidence/cleanup';
import { patiently } from '@/server/evidence/patiently';
import { pushEvidence } from '@/server/evidence/push';
import type { TokenScope } from '@/server/monitors/tokenScopes';
import { createRateLimiter } from '@/server/platform/rateLimit';
import { serveWorld, type TestServer } from '@/server/test/httpServer';
import { World, type TestCase, type TestPerson } from '@/server/test/world';
import { evidencePushed, failure, type EvidencePushed } from './schemas';

let world: World;
let server: TestServer;
beforeAll(async () => {
  world = await World.open();
  server = await serveWorld(world);
});
afterAll(async () => {
  await server.close();
  await world.close();
});
beforeEach(() => {
  world.deps.limiter = createRateLimiter();
});

const FILE = Buffer.from('{"attacks":7}\n');
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function tokenOf(
  person: TestPerson,
  { id: caseId }: TestCase,
  scope: TokenScope = 'evidence:write',
) {
  const { monitors } = await world.callerFor(person);
  return monitors.createToken({ caseId, name: 'Nightly evaluation', scope, days: 30 });
}

async function scene() {
  const owned = await world.case();
  const { token, tokenId } = await tokenOf(owned.author, owned);
  return { owned, token, tokenId };
}

interface Sent {
  caseId: string;
  token: string | null;
  bytes?: Buffer;
  fields?: Record<string, string>;
  headers?: Record<string, string>;
}

const pathOf = ({ caseId, bytes = FILE, fields = {} }: Omit<Sent, 'token'>): string => {
  const query = new URLSearchParams({ name: 'run.json', sha256: sha256Of(bytes), ...fields });
  return `/api/v1/cases/${caseId}/evidence?${query.toString()}`;
};

/** Sends as a machine does: no origin, no cookie. */
function push({ token, bytes = FILE, headers = {}, ...rest }: Sent): Promise<Response> {
  return server.fetch(null, pathOf({ bytes, ...rest }), {
    method: 'POST',
    headers: { ...(token !== null && { authorization: `Bearer ${token}` }), ...headers },
    body: new Uint8Array(bytes),
  });
}

async function taken(response: Response): Promise<EvidencePushed> {
  return evidencePushed.parse(await response.json());
}

async function refused(response: Response) {
  const { error } = failure.parse(await response.json());
  const { code, message, path } = error;
  return { status: response.status, code, message, path };
}

const artefacts = (caseId: string) => world.db.evidenceArtifact.count({ where: { caseId } });
/** Staged bytes that do not wait to be examined. */
async function stray(): Promise<string[]> {
  const staged = await readdir(join(world.deps.env.blobStore, 'staging'));
  const waiting = await world.db.evidenceVersion.findMany({ where: { state: 'scanning' } });
  const known = new Set(waiting.map(({ stagingKey }) => stagingKey));
  return staged.filter((name) => !known.has(name));
}

describe('a machine with a token for evidence', () => {
  it('registers a file as its owner would by hand', async () => {
    const { owned, token, tokenId } = await scene();
    expect(token).toMatch(/^cwe_/);
    const made = await world.db.auditEvent.findFirstOrThrow({
      where: { caseId: owned.id, type: 'token.created' },
    });
    expect(made.data).toEqual({ tokenId, scope: 'evidence:write' });
    const response = await push({
      caseId: owned.id,
      token,
      fields: { name: 'logs/control_run-7.json', method: 'Red team', subject: 'larch/2.1' },
    });
    expect(response.status).toBe(201);
    const answer = await taken(response);
    expect(answer).toMatchObject({
      identifier: 'EV-1',
      title: 'control run 7',
      fileName: 'control_run-7.json',
      version: 1,
      size: FILE.length,
      sha256: sha256Of(FILE),
      state: 'scanning',
      reason: '',
    });
    await processVersion(world.deps, answer.versionId);
    const { evidence } = await world.callerFor(owned.author);
    const { artefacts: shown } = await evidence.forCase({ caseId: owned.id });
    expect(JSON.stringify(shown)).toContain(answer.versionId);
    const version = await world.db.evidenceVersion.findUniqueOrThrow({
      where: { id: answer.versionId },
    });
    expect(version).toMatchObject({ state: 'ready', uploadedBy: owned.author.id });
    const contributed = await world.db.contribution.findMany({
      where: { caseId: owned.id, nodeId: answer.evidenceId },
    });
    expect(contributed).toMatchObject([{ personId: owned.author.id, cause: 'evidence' }]);
    const event = await world.db.auditEvent.findFirstOrThrow({
      where: { caseId: owned.id, type: 'evidence.registered' },
    });
    expect(event).toMatchObject({ actorId: owned.author.id, sessionId: null });
    expect(event.data).toMatchObject({ tokenId });
    expect(await stray()).toEqual([]);
  });

  it('pushes the same bytes again and is told what the case has', async () => {
    const { owned, token } = await scene();
    const first = await taken(await push({ caseId: owned.id, token }));
    const again = await push({ caseId: owned.id, token, fields: { title: 'Another title' } });
    expect(again.status).toBe(200);
    expect(await taken(again)).toEqual(first);
    await processVersion(world.deps, first.versionId);
    expect(await taken(await push({ caseId: owned.id, token }))).toEqual({
      ...first,
      state: 'ready',
    });
    expect(await artefacts(owned.id)).toBe(1);
    // Of the same digest and other bytes it is told nothing.
    const other = push({
      caseId: owned.id,
      token,
      bytes: Buffer.from('{"attacks":8}\n'),
      fields: { sha256: first.sha256 },
    });
    expect(await refused(await other)).toMatchObject({ status: 422, path: 'sha256' });
  });

  it('pushes the same bytes to another case, where they are another file', async () => {
    const one = await scene();
    const two = await scene();
    const here = await taken(await push({ caseId: one.owned.id, token: one.token }));
    const there = await push({ caseId: two.owned.id, token: two.token });
    expect(there.status).toBe(201);
    expect((await taken(there)).versionId).not.toBe(here.versionId);
  });

  it('is told of a file that is put aside, and of one that was taken back', async () => {
    const { owned, token } = await scene();
    const log = { kind: 'evaluation-log' };
    const { versionId } = await taken(await push({ caseId: owned.id, token, fields: log }));
    await processVersion(world.deps, versionId);
    const aside = await push({ caseId: owned.id, token, fields: log });
    expect(aside.status).toBe(200);
    const answer = await taken(aside);
    expect(answer).toMatchObject({ versionId, state: 'quarantined' });
    expect(answer.reason).not.toBe('');
  });

  it('pushes the same at once on several lines, and the case has it once', async () => {
    const { owned, token } = await scene();
    const answers = await Promise.all([1, 2, 3].map(() => push({ caseId: owned.id, token })));
    for (const { status } of answers) expect([200, 201, 409]).toContain(status);
    expect(answers.some(({ status }) => status === 201)).toBe(true);
    expect(await artefacts(owned.id)).toBe(1);
    expect((await push({ caseId: owned.id, token })).status).toBe(200);
  });

  it('goes on with what broke off, which is no evidence until it is whole', async () => {
    const { owned, token } = await scene();
    await breakOff(owned.id, token);
    const waiting = await world.db.evidenceVersion.findFirstOrThrow({
      where: { artifact: { caseId: owned.id } },
    });
    expect(waiting.state).toBe('registered');
    const response = await push({ caseId: owned.id, token });
    expect(response.status).toBe(201);
    expect((await taken(response)).versionId).toBe(waiting.id);
    expect(await artefacts(owned.id)).toBe(1);
  });

  it('begins anew after an upload was given up', async () => {
    const { owned, token } = await scene();
    const bytes = Buffer.from('never seen before');
    await breakOff(owned.id, token, bytes);
    world.passLong({ days: 2 });
    await giveUpAbandoned(world.deps);
    const response = await push({ caseId: owned.id, token, bytes, fields: { name: 'a.txt' } });
    expect(response.status).toBe(201);
    expect(await artefacts(owned.id)).toBe(2);
  });
});

/** Half of a file, and then the line is gone. */
async function breakOff(caseId: string, token: string, bytes = FILE): Promise<void> {
  const request = httpRequest(`${server.url}${pathOf({ caseId, bytes })}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-length': bytes.length },
  });
  const gone = new Promise<void>((resolve) => request.on('error', () => resolve()));
  request.write(bytes.subarray(0, 5));
  await expect.poll(stray, { timeout: 10_000 }).toHaveLength(1);
  request.destroy();
  await gone;
  await expect.poll(stray, { timeout: 10_000 }).toEqual([]);
}

describe('who pushes', () => {
  it('is nobody without a token for evidence that is good', async () => {
    const { owned, token, tokenId } = await scene();
    const readings = await tokenOf(owned.author, owned, 'readings:write');
    const messages = new Set<string>();
    for (const wrong of [null, 'x'.repeat(40), `${token}x`, readings.token]) {
      const response = await push({ caseId: owned.id, token: wrong });
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
      const { status, code, message } = await refused(response);
      expect({ status, code }).toEqual({ status: 401, code: 'unauthenticated' });
      messages.add(message);
    }
    const { monitors } = await world.callerFor(owned.author);
    await monitors.revokeToken({ tokenId });
    messages.add((await refused(await push({ caseId: owned.id, token }))).message);
    expect(messages.size).toBe(1);
    expect(await artefacts(owned.id)).toBe(0);
  });

  it('is nobody any more when the token is revoked while the file is on its way', async () => {
    const { owned, token, tokenId } = await scene();
    const request = httpRequest(`${server.url}${pathOf({ caseId: owned.id })}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-length': FILE.length },
    });
    const status = new Promise<number>((resolve, reject) => {
      request.on('response', ({ statusCode }) => resolve(statusCode ?? 0));
      request.on('error', reject);
    });
    request.write(FILE.subarray(0, 5));
    await expect.poll(stray, { timeout: 10_000 }).toHaveLength(1);
    await (await world.callerFor(owned.author)).monitors.revokeToken({ tokenId });
    request.end(FILE.subarray(5));
    expect(await status).toBe(401);
    request.destroy();
    expect(await stray()).toEqual([]);
    const [version] = await world.db.evidenceVersion.findMany({
      where: { artifact: { caseId: owned.id } },
    });
    expect(version?.state).toBe('registered');
  });

  it('sends no readings with it', async () => {
    const { owned, token } = await scene();
    const path = `/api/v1/cases/${owned.id}/indicators/${'a'.repeat(32)}/readings`;
    const response = await server.fetch(null, path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ value: '0.4' }),
    });
    expect(await refused(response)).toMatchObject({ status: 401 });
  });

  it('is nobody once the token has ended, or the account of its owner is closed', async () => {
    const { owned, token } = await scene();
    const account = { where: { id: owned.author.id } };
    await world.db.person.update({ ...account, data: { disabledAt: world.deps.now() } });
    expect((await push({ caseId: owned.id, token })).status).toBe(401);
    await world.db.person.update({ ...account, data: { disabledAt: null } });
    world.passLong({ days: 30 });
    expect((await push({ caseId: owned.id, token })).status).toBe(401);
  });

  it('may no more than the owner of the token may now', async () => {
    const { owned, token } = await scene();
    const membership = { where: { personId: owned.author.id } };
    await world.db.membership.updateMany({ ...membership, data: { roles: ['viewer'] } });
    expect(await refused(await push({ caseId: owned.id, token }))).toMatchObject({ status: 403 });
    await world.db.membership.updateMany({ ...membership, data: { endedAt: world.deps.now() } });
    expect(await refused(await push({ caseId: owned.id, token }))).toMatchObject({ status: 404 });
    expect(await artefacts(owned.id)).toBe(0);
  });

  it('reaches no other case, and cannot tell it from one that never was', async () => {
    const { token } = await scene();
    const other = await scene();
    await push({ caseId: other.owned.id, token: other.token });
    const there = await refused(await push({ caseId: other.owned.id, token }));
    const nowhere = await refused(await push({ caseId: 'f'.repeat(32), token }));
    expect(there).toEqual(nowhere);
    expect(there.status).toBe(404);
    expect(await artefacts(other.owned.id)).toBe(1);
  });

  it('is a co-author of another organisation too, who revokes such tokens alone', async () => {
    const { owned, tokenId } = await scene();
    const { person } = await world.engaged(owned, 'co-author');
    const made = await tokenOf(person, owned);
    const response = await push({ caseId: owned.id, token: made.token });
    expect(response.status).toBe(201);
    const readings = await tokenOf(owned.author, owned, 'readings:write');
    const { monitors } = await world.callerFor(person);
    const place = { orgSlug: owned.org.slug, caseSlug: owned.slug };
    expect(await monitors.forCase(place)).toMatchObject({
      tokenScopes: ['evidence:write'],
      mayManageTokens: true,
    });
    const listed = await monitors.tokens(place);
    expect(listed.map(({ id }) => id).toSorted()).toEqual([tokenId, made.tokenId].toSorted());
    await expect(monitors.revokeToken({ tokenId: readings.tokenId })).rejects.toThrow(
      'Only authors',
    );
    await monitors.revokeToken({ tokenId: made.tokenId });
    expect((await push({ caseId: owned.id, token: made.token })).status).toBe(401);
    await expect(tokenOf(person, owned, 'readings:write')).rejects.toThrow('Only authors');
  });

  it('is no officer who writes nothing', async () => {
    const { owned } = await scene();
    const officer = await world.member(owned.org, ['officer']);
    await expect(tokenOf(officer, owned)).rejects.toThrow('Only authors');
    const { monitors } = await world.callerFor(officer);
    const { token } = await monitors.createToken({ caseId: owned.id, name: 'Job', days: 1 });
    expect(token).toMatch(/^cwr_/);
  });

  it('is no session of a browser', async () => {
    const { owned } = await scene();
    const response = await server.fetch(owned.author, pathOf({ caseId: owned.id }), {
      method: 'POST',
      body: new Uint8Array(FILE),
    });
    expect(await refused(response)).toMatchObject({ status: 401 });
    expect(await artefacts(owned.id)).toBe(0);
  });
});

describe('what is pushed', () => {
  it('is refused with where and why, and leaves nothing behind', async () => {
    const { owned, token } = await scene();
    const wrong: [Record<string, string>, string][] = [
      [{ name: '' }, 'name'],
      [{ name: 'x'.repeat(201) }, 'name'],
      [{ sha256: 'abc' }, 'sha256'],
      [{ sha256: sha256Of(FILE).toUpperCase() }, 'sha256'],
      [{ kind: 'poem' }, 'kind'],
      [{ access: 'everybody' }, 'access'],
      [{ title: ' ' }, 'title'],
    ];
    for (const [fields, path] of wrong)
      expect(await refused(await push({ caseId: owned.id, token, fields }))).toMatchObject({
        status: 422,
        path,
      });
    const more = await refused(await push({ caseId: owned.id, token, fields: { more: '1' } }));
    expect(more.status).toBe(422);
    expect(await artefacts(owned.id)).toBe(0);
  });

  it('is what was announced, or nothing', async () => {
    const { owned, token } = await scene();
    const fields = { sha256: sha256Of(Buffer.from('other')) };
    const answer = await refused(await push({ caseId: owned.id, token, fields }));
    expect(answer).toMatchObject({ status: 422, path: 'sha256' });
    expect(answer.message).toContain(sha256Of(FILE));
    expect(await stray()).toEqual([]);
    const states = await world.db.evidenceVersion.findMany({
      where: { artifact: { caseId: owned.id } },
      select: { state: true },
    });
    expect(states).toEqual([{ state: 'registered' }]);
  });

  it('is given up when it stalls, and nothing of it is kept', async () => {
    const { owned, tokenId } = await scene();
    async function* stalling(): AsyncGenerator<Uint8Array> {
      yield FILE.subarray(0, 5);
      await new Promise(() => undefined);
    }
    const asker = { personId: owned.author.id, instanceAdmin: false };
    const context = await world.contextFor(null);
    const input = { caseId: owned.id, size: FILE.length, sha256: sha256Of(FILE), name: 'a.json' };
    const said = { kind: 'other', method: '', subject: '', access: 'assessors' } as const;
    const pushing = pushEvidence(
      context,
      { asker, tokenId },
      { ...input, ...said },
      patiently(stalling(), 50),
    );
    await expect(pushing).rejects.toMatchObject({ code: 'unavailable' });
    expect(await stray()).toEqual([]);
  });

  it('is bounded, and refused before it comes', async () => {
    const { owned, token } = await scene();
    const announced = (length: number | null) =>
      new Promise<number>((resolve, reject) => {
        const request = httpRequest(`${server.url}${pathOf({ caseId: owned.id })}`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            ...(length === null
              ? { 'transfer-encoding': 'chunked' }
              : { 'content-length': length }),
          },
        });
        request.on('response', (response) => {
          resolve(response.statusCode ?? 0);
          request.destroy();
        });
        request.on('error', reject);
        request.write('x');
      });
    expect(await announced(2 * 1024 ** 3 + 1)).toBe(413);
    expect(await announced(null)).toBe(422);
    expect(await artefacts(owned.id)).toBe(0);
  });

  it('is limited for each token', async () => {
    const { owned, token } = await scene();
    let last = 0;
    for (let sent = 0; sent < 61; sent += 1)
      last = (await push({ caseId: owned.id, token })).status;
    expect(last).toBe(429);
  });
});

describe('the description', () => {
  it('names the route, its parameters and its answers', async () => {
    const response = await server.fetch(null, '/api/v1/openapi.json');
    const { paths, components } = (await response.json()) as {
      paths: Record<
        string,
        { post?: { parameters?: { name: string; required: boolean }[]; responses?: object } }
      >;
      components: { schemas: object };
    };
    const { parameters = [], responses = {} } = paths['/cases/{caseId}/evidence']?.post ?? {};
    expect(parameters.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      'sha256',
      'name',
    ]);
    expect(Object.keys(responses)).toEqual(
      expect.arrayContaining([
        '200',
        '201',
        '401',
        '403',
        '404',
        '409',
        '413',
        '422',
        '429',
        '503',
      ]),
    );
    expect(Object.keys(components.schemas)).toContain('EvidencePushed');
  });
});
