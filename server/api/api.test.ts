import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRateLimiter } from '@/server/platform/rateLimit';
import { serveWorld, type TestServer } from '@/server/test/httpServer';
import { WATCHED, watchedRows } from '@/server/test/watchedStory';
import { World } from '@/server/test/world';
import { failure, indicatorReadings, readingTaken } from './schemas';

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

async function scene() {
  const watched = await watchedRows(world);
  const { monitors } = await world.callerFor(watched.author);
  const { token, tokenId } = await monitors.createToken({
    caseId: watched.owned.id,
    name: 'Weekly job',
    days: 30,
  });
  return { ...watched, monitors, token, tokenId, path: readingsOf(watched.owned.id) };
}

const readingsOf = (caseId: string, indicatorId = WATCHED.id): string =>
  `/api/v1/cases/${caseId}/indicators/${indicatorId}/readings`;

/** Sends as a machine does: no origin, no cookie. */
function send(
  path: string,
  token: string | null,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return server.fetch(null, path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const get = (path: string, token: string) =>
  server.fetch(null, path, { headers: { authorization: `Bearer ${token}` } });

async function refused(
  response: Response,
): Promise<{ status: number; code: string; message: string }> {
  const { error } = failure.parse(await response.json());
  expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/);
  return { status: response.status, code: error.code, message: error.message };
}

const count = (caseId: string) => world.db.reading.count({ where: { caseId } });

describe('a machine with a token', () => {
  it('sends a reading and is told how the indicator stands', async () => {
    const { path, token, tokenId, owned } = await scene();
    const response = await send(path, token, { value: '0.7', note: 'week 9' });
    expect(response.status).toBe(201);
    const taken = readingTaken.parse(await response.json());
    expect(taken.reading).toMatchObject({ value: '0.7', note: 'week 9' });
    expect(taken.standings).toMatchObject([{ release: 1, state: 'amber', unanswered: null }]);
    const row = await world.db.reading.findFirstOrThrow({ where: { caseId: owned.id } });
    expect(row).toMatchObject({ tokenId, personId: owned.author.id });
    const event = await world.db.auditEvent.findFirstOrThrow({
      where: { caseId: owned.id, type: 'reading.added' },
    });
    expect(event).toMatchObject({ actorId: owned.author.id, sessionId: null });
    const used = await world.db.apiToken.findUniqueOrThrow({ where: { id: tokenId } });
    expect(used.lastUsedAt).toEqual(world.deps.now());
  });

  it('reads back what was sent', async () => {
    const { path, token } = await scene();
    const at = new Date(world.deps.now().getTime() - 3_600_000).toISOString();
    await send(path, token, { value: '0.4', at });
    await send(path, token, { value: '2' });
    const answer = indicatorReadings.parse(await (await get(path, token)).json());
    expect(answer.indicator).toEqual({
      id: WATCHED.id,
      identifier: WATCHED.identifier,
      title: WATCHED.title,
    });
    expect(answer.readings.map(({ value }) => value)).toEqual(['2', '0.4']);
    expect(answer.standings).toMatchObject([{ state: 'red', unanswered: { kind: 'red' } }]);
  });

  it('may send the same again when it is not sure that it arrived', async () => {
    const { path, token, owned } = await scene();
    const reading = { value: '0.4', at: world.deps.now().toISOString() };
    const [first, again] = [await send(path, token, reading), await send(path, token, reading)];
    expect(again.status).toBe(first.status);
    expect(await again.json()).toEqual(await first.json());
    expect(await count(owned.id)).toBe(1);
    const other = await refused(await send(path, token, { ...reading, value: '0.5' }));
    expect(other).toMatchObject({ status: 409, code: 'conflict' });
  });

  it('may send the same at once on two lines', async () => {
    const { path, token, owned } = await scene();
    const reading = { value: '0.4', at: world.deps.now().toISOString() };
    const answers = await Promise.all([1, 2, 3].map(() => send(path, token, reading)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await count(owned.id)).toBe(1);
  });
});

describe('who asks', () => {
  it('is nobody without a token that is good', async () => {
    const { path, token, tokenId, owned, monitors } = await scene();
    const body = { value: '0.4' };
    for (const wrong of [null, '', 'x'.repeat(40), `${token}x`, token.slice(0, -1)]) {
      const response = await send(path, wrong, body);
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
      expect(await refused(response)).toMatchObject({ status: 401, code: 'unauthenticated' });
    }
    await world.db.apiToken.update({ where: { id: tokenId }, data: { scope: 'else' } });
    expect((await send(path, token, body)).status).toBe(401);
    await world.db.apiToken.update({ where: { id: tokenId }, data: { scope: 'readings:write' } });
    await monitors.revokeToken({ tokenId });
    expect((await send(path, token, body)).status).toBe(401);
    expect(await count(owned.id)).toBe(0);
  });

  it('is nobody once the token has ended, or the account of its owner is closed', async () => {
    const { path, token, owned } = await scene();
    world.passLong({ days: 29 });
    expect((await send(path, token, { value: '0.4' })).status).toBe(201);
    await world.db.person.update({
      where: { id: owned.author.id },
      data: { disabledAt: world.deps.now() },
    });
    expect((await send(path, token, { value: '0.4' })).status).toBe(401);
    await world.db.person.update({ where: { id: owned.author.id }, data: { disabledAt: null } });
    world.passLong({ days: 1 });
    expect((await send(path, token, { value: '0.4' })).status).toBe(401);
  });

  it('may no more than the owner of the token may now', async () => {
    const { path, token, owned } = await scene();
    const membership = { where: { personId: owned.author.id } };
    await world.db.membership.updateMany({ ...membership, data: { roles: ['viewer'] } });
    expect(await refused(await send(path, token, { value: '0.4' }))).toMatchObject({ status: 403 });
    await world.db.membership.updateMany({
      ...membership,
      data: { endedAt: world.deps.now() },
    });
    expect(await refused(await send(path, token, { value: '0.4' }))).toMatchObject({ status: 404 });
    expect(await count(owned.id)).toBe(0);
  });

  it('reaches no other case, and cannot tell it from one that never was', async () => {
    const { token } = await scene();
    const other = await scene();
    const there = await refused(await send(other.path, token, { value: '0.4' }));
    const nowhere = await refused(await send(readingsOf('f'.repeat(32)), token, { value: '0.4' }));
    expect(there).toEqual(nowhere);
    expect(there.status).toBe(404);
    expect(await count(other.owned.id)).toBe(0);
    const unknown = await send(readingsOf(other.owned.id, 'e'.repeat(32)), other.token, {
      value: '1',
    });
    expect(await refused(unknown)).toEqual(there);
  });

  it('is no session of a browser, whatever its person may do', async () => {
    const { path, owned } = await scene();
    const response = await server.fetch(owned.author, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ value: '0.4' }),
    });
    expect(await refused(response)).toMatchObject({ status: 401 });
    expect((await server.fetch(owned.author, path)).status).toBe(401);
    expect(await count(owned.id)).toBe(0);
  });

  it('gains nothing elsewhere by a token', async () => {
    const { token, owned } = await scene();
    const headers = { authorization: `Bearer ${token}` };
    const input = encodeURIComponent(
      JSON.stringify({ orgSlug: owned.org.slug, caseSlug: owned.slug }),
    );
    const calls = await Promise.all([
      server.fetch(null, '/api/trpc/people.me', { headers }),
      server.fetch(null, `/api/trpc/cases.bySlug?input=${input}`, { headers }),
      server.fetch(null, '/api/cases.csv', { headers }),
    ]);
    expect(await calls[0]?.text()).not.toContain(owned.author.email);
    expect(calls.slice(1).map(({ status }) => status)).toEqual([401, 401]);
  });
});

describe('a page of another site', () => {
  it('has nothing to act with: cookies do not count, and no answer lets it read', async () => {
    const { path, owned, token } = await scene();
    const origin = 'https://elsewhere.example';
    const cookie = (await server.headers(owned.author))['cookie'] ?? '';
    expect((await send(path, null, { value: '0.4' }, { origin, cookie })).status).toBe(401);
    // Whoever holds the token may send it from anywhere: it is all the right that is used.
    const held = await send(path, token, { value: '0.4' }, { origin });
    expect(held.status).toBe(201);
    expect(held.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await server.fetch(null, path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-headers': 'authorization' },
    });
    expect(preflight.ok).toBe(false);
    expect(preflight.headers.get('access-control-allow-headers')).toBeNull();
  });

  it('is refused by every other route as before', async () => {
    const { owned } = await scene();
    const response = await server.fetch(owned.author, `/api/evidence/${'a'.repeat(32)}/bytes`, {
      method: 'PUT',
      headers: { origin: 'https://elsewhere.example' },
      body: 'x',
    });
    expect(await refused(response)).toMatchObject({
      status: 403,
      message: 'This request came from another site.',
    });
  });
});

describe('what is sent', () => {
  it('is refused with where and why, and changes nothing', async () => {
    const { path, token, owned } = await scene();
    const bodies: [unknown, Record<string, string>, number][] = [
      [{ value: '0.4' }, { 'content-type': 'text/plain' }, 422],
      ['value=0.4', { 'content-type': 'application/x-www-form-urlencoded' }, 422],
      ['{"value":', {}, 422],
      ['[]', {}, 422],
      ['null', {}, 422],
      [{ value: 0.4 }, {}, 422],
      [{ value: '1e5' }, {}, 422],
      [{ value: '0.4', at: 'yesterday' }, {}, 422],
      [{ value: '0.4', at: '2027-03-01' }, {}, 422],
      [{ value: '0.4', at: '2099-01-01T00:00:00Z' }, {}, 422],
      [{ value: '0.4', note: 'a\u0000b' }, {}, 422],
      [{ value: '0.4', personId: 'me' }, {}, 422],
      [{ value: '0.4', note: 'x'.repeat(5_000) }, {}, 413],
      [{ value: '0.4', note: 'x'.repeat(5_000_000) }, {}, 413],
    ];
    for (const [body, headers, status] of bodies)
      expect(
        await refused(await send(path, token, body, headers)),
        JSON.stringify(body),
      ).toMatchObject({ status });
    expect(await count(owned.id)).toBe(0);
  });

  it('is limited for each token', async () => {
    const { path, token } = await scene();
    const other = await scene();
    const reading = { value: '0.4', at: world.deps.now().toISOString() };
    let last = 201;
    for (let sent = 0; sent < 121; sent += 1) last = (await send(path, token, reading)).status;
    expect(last).toBe(429);
    expect((await send(other.path, other.token, reading)).status).toBe(201);
  });

  it('is answered in JSON wherever it goes', async () => {
    for (const path of ['/api/v1', '/api/v1/', '/api/v1/cases', '/api/v2/'].slice(1, 3))
      expect(await refused(await server.fetch(null, path))).toMatchObject({ status: 404 });
    const { path, token } = await scene();
    const put = await server.fetch(null, path, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}` },
      body: '{}',
    });
    expect(await refused(put)).toMatchObject({ status: 404 });
  });
});

describe('the description', () => {
  const described = async () => {
    const response = await server.fetch(null, '/api/v1/openapi.json');
    expect(response.status).toBe(200);
    return (await response.json()) as {
      openapi: string;
      paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
      components: { schemas: Record<string, object> };
    };
  };

  /** The schema of a name, with everything that it refers to, as another tool would read it. */
  async function schemaOf(name: string): Promise<z.ZodType> {
    const { components } = await described();
    const $defs = JSON.parse(
      JSON.stringify(components.schemas).replaceAll('#/components/schemas/', '#/$defs/'),
    );
    return z.fromJSONSchema({ ...$defs[name], $defs });
  }

  it('is OpenAPI 3.1 and names every route and answer', async () => {
    const { openapi, paths } = await described();
    expect(openapi).toBe('3.1.0');
    const readings = paths['/cases/{caseId}/indicators/{indicatorId}/readings'];
    expect(Object.keys(readings ?? {}).toSorted()).toEqual(['get', 'parameters', 'post']);
    expect(Object.keys(readings?.['post']?.responses ?? {})).toEqual(
      expect.arrayContaining(['201', '401', '403', '404', '409', '413', '422', '429']),
    );
  });

  it('describes what is really answered', async () => {
    const { path, token } = await scene();
    const taken = await schemaOf('ReadingTaken');
    taken.parse(await (await send(path, token, { value: '7' })).json());
    const found = await schemaOf('IndicatorReadings');
    found.parse(await (await get(path, token)).json());
    const refusal = await schemaOf('Failure');
    refusal.parse(await (await send(path, null, {})).json());
    expect(found.safeParse({ readings: [] }).success).toBe(false);
  });

  it('describes what is really taken', async () => {
    const { path, token } = await scene();
    const body = await schemaOf('NewReading');
    const earlier = new Date(world.deps.now().getTime() - 60_000).toISOString();
    for (const given of [{ value: '0.4' }, { value: '-1', at: earlier.replace('Z', '+00:00') }]) {
      body.parse(given);
      expect((await send(path, token, given)).status).toBe(201);
    }
    for (const given of [{}, { value: 1 }, { value: '1', more: true }])
      expect(body.safeParse(given).success).toBe(false);
  });
});
