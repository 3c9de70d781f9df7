import { Writable } from 'node:stream';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STRUCTURE_DOCUMENT } from '@/core/argument/structureShape';
import {
  createTypingCase,
  decisionOf,
  openPage,
  startCollabServer,
  until,
  type CollabTestServer,
} from '@/server/test/collab';
import { watchDisks } from '@/server/platform/disks';
import { serveWorld, type TestServer } from '@/server/test/httpServer';
import { World } from '@/server/test/world';
import { areaOf, observed } from './observe';

let world: World;
let http: TestServer;
let collab: CollabTestServer;

beforeAll(async () => {
  world = await World.open();
  http = await serveWorld(world);
  collab = await startCollabServer(world.deps.database);
});
afterAll(async () => {
  await collab.close();
  await http.close();
  await world.close();
});

/** Figures as Prometheus reads them, by name and labels. */
async function figures(): Promise<Map<string, number>> {
  const text = await (await http.fetch(null, '/api/metrics')).text();
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const at = line.lastIndexOf(' ');
        return [line.slice(0, at), Number(line.slice(at + 1))];
      }),
  );
}

describe('the figures', () => {
  it('count sockets, rooms, commits and what waits for one', async () => {
    const before = await figures();
    const caseId = await createTypingCase(world.deps.database);
    const page = openPage(collab.port, 'ada', caseId);
    page.open(STRUCTURE_DOCUMENT);
    await until(() => page.documentState(STRUCTURE_DOCUMENT).synced);
    decisionOf(page.documentState(STRUCTURE_DOCUMENT).doc).insert(0, 'words');
    await until(() => page.saveState().kind === 'saved');
    const open = await figures();
    expect(open.get('casewright_collab_sockets')).toBe(1);
    expect(open.get('casewright_collab_rooms')).toBe(1);
    expect(open.get('casewright_collab_pending_acts')).toBe(0);
    const acts = 'casewright_collab_acts_total';
    expect(open.get(acts)).toBe((before.get(acts) ?? 0) + 1);
    expect(open.get('casewright_collab_commit_seconds_count')).toBeGreaterThan(0);

    // A case that is held, as a freeze does: what is typed meanwhile waits, and the figures say so.
    const holder = await world.deps.database.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM safety_case WHERE id = $1 FOR UPDATE', [caseId]);
    decisionOf(page.documentState(STRUCTURE_DOCUMENT).doc).insert(0, 'more ');
    await until(async () => (await figures()).get('casewright_collab_pending_acts') === 1);
    await holder.query('ROLLBACK');
    holder.release();
    await until(() => page.saveState().kind === 'saved');
    page.destroy();
    await until(async () => (await figures()).get('casewright_collab_sockets') === 0);
  });

  it('time calls by procedure, and know refusals from failures', async () => {
    const caller = await world.callerFor(null);
    await expect(caller.cases.list()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    const found = await figures();
    const count = 'casewright_call_seconds_count{procedure="cases.list",result="refused"}';
    expect(found.get(count)).toBeGreaterThan(0);
  });

  it('tell how the database, the jobs, the disks and the event loop are', async () => {
    watchDisks(world.deps.env);
    await world.db.$transaction((tx) =>
      world.deps.jobs.send(tx, 'evidence.process', { versionId: 'none' }),
    );
    const found = await figures();
    for (const pool of ['calls', 'log'])
      for (const state of ['used', 'idle', 'wanted'])
        expect(found.has(`casewright_database_connections{pool="${pool}",state="${state}"}`)).toBe(
          true,
        );
    expect(found.get('casewright_jobs_waiting{job="evidence.process"}')).toBe(1);
    expect(found.get('casewright_jobs_lag_seconds{job="evidence.process"}')).toBeGreaterThanOrEqual(
      0,
    );
    expect(found.get('casewright_disk_free_bytes{place="evidence"}')).toBeGreaterThan(0);
    expect(found.has('casewright_nodejs_eventloop_lag_p99_seconds')).toBe(true);
  });
});

describe('a request', () => {
  it('has an id that its answer and its log lines bear, whatever the client sent', async () => {
    const lines: Record<string, unknown>[] = [];
    const to = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
        done();
      },
    });
    const log = pino({ level: 'debug' }, to);
    const seen: unknown[] = [];
    const server = createServer((request, response) => {
      void observed(log, request, response, async () => {
        seen.push(request.headers['x-casewright-request']);
        response.writeHead(request.url === '/fails' ? 500 : 200).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const headers = { 'x-casewright-request': 'forged' };
    const ids: unknown[] = [];
    for (const path of ['/setup/secret-token', '/fails'])
      ids.push((await fetch(`${url}${path}`, { headers })).headers.get('x-request-id'));
    await until(() => lines.length === 2);
    expect(seen).toEqual(ids);
    expect(ids).not.toContain('forged');
    expect(lines).toMatchObject([
      { level: 20, requestId: ids[0], area: 'pages', method: 'GET', status: 200, msg: 'request' },
      { level: 40, requestId: ids[1], area: 'pages', method: 'GET', status: 500, msg: 'request' },
    ]);
    expect(JSON.stringify(lines)).not.toContain('secret-token');
    server.closeAllConnections();
    server.close();
  });

  it.each([
    ['/api/trpc/cases.list?batch=1', 'calls'],
    ['/api/evidence/abc/bytes', 'evidence'],
    ['/r/lab/case/1', 'publications'],
    ['/anything/else', 'pages'],
  ])('%s is counted under %s', (path, area) => {
    expect(areaOf(path)).toBe(area);
  });
});
