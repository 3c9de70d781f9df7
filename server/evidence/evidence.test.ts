import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveWorld, type TestServer } from '@/server/test/httpServer';
import { World, type TestCase, type TestPerson } from '@/server/test/world';
import { giveUpAbandoned } from './cleanup';
import { UPLOAD_HOURS } from './limits';
import { processVersion } from './process';

let world: World;
let server: TestServer;
let of: TestCase;

beforeAll(async () => {
  world = await World.open();
  server = await serveWorld(world);
  of = await world.case();
});
afterAll(async () => {
  await server.close();
  await world.close();
});

/** A small evaluation log in Inspect's form. */
function inspectLog(value: number): Buffer {
  return Buffer.from(
    JSON.stringify({
      version: 2,
      status: 'success',
      eval: {
        task: 'sabotage',
        model: 'larch/2.1',
        dataset: { name: 'attempts', samples: 200 },
        revision: { type: 'git', origin: 'https://example.org/evals', commit: 'abc', dirty: false },
        config: {},
        packages: { inspect_ai: '0.3.206' },
      },
      results: {
        total_samples: 200,
        completed_samples: 200,
        scores: [
          {
            name: 'success',
            scorer: 'success',
            scored_samples: 200,
            metrics: {
              mean: { name: 'mean', value },
              stderr: { name: 'stderr', value: 0.013 },
            },
          },
        ],
      },
      stats: { started_at: '2027-02-20T10:00:00Z', completed_at: '2027-02-20T11:00:00Z' },
    }),
  );
}

const details = { title: 'Control evaluation', kind: 'evaluation-log' as const };

async function register(person = of.author, kind: 'evaluation-log' | 'report' = 'evaluation-log') {
  const caller = await world.callerFor(person);
  return caller.evidence.register({ caseId: of.id, ...details, kind });
}

async function begin(evidenceId: string, fileName: string, size: number, person = of.author) {
  const caller = await world.callerFor(person);
  return caller.evidence.beginVersion({ evidenceId, fileName, size });
}

const put = (person: TestPerson | null, path: string, bytes: Buffer, headers = {}) =>
  server.fetch(person, path, { method: 'PUT', body: new Uint8Array(bytes), headers });

/** Announces, sends and processes one version. */
async function upload(evidenceId: string, fileName: string, bytes: Buffer) {
  const { versionId, uploadPath } = await begin(evidenceId, fileName, bytes.length);
  const response = await put(of.author, uploadPath, bytes);
  expect(response.status).toBe(200);
  await processVersion(world.deps, versionId);
  return versionId;
}

const versionRow = (id: string) =>
  world.db.evidenceVersion.findUniqueOrThrow({ where: { id }, include: { metrics: true } });

const staged = () => readdir(join(world.deps.env.blobStore, 'staging'));

describe('registering', () => {
  it('numbers two that come at once one after the other', async () => {
    const made = await Promise.all([register(), register(), register(), register()]);
    expect(made.map(({ number }) => number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  });

  it('numbers two versions that are announced at once one after the other', async () => {
    const { evidenceId } = await register();
    const made = await Promise.all([begin(evidenceId, 'a', 1), begin(evidenceId, 'b', 1)]);
    expect(made.map(({ number }) => number).sort((a, b) => a - b)).toEqual([1, 2]);
  });

  it('makes the person a contributor for good', async () => {
    const other = await world.member(of.org, ['author']);
    const { evidenceId } = await register(other);
    const rows = await world.db.contribution.findMany({ where: { personId: other.id } });
    expect(rows).toMatchObject([{ caseId: of.id, nodeId: evidenceId, cause: 'evidence' }]);
  });

  it('is refused to viewers, assessors and strangers', async () => {
    const viewer = await world.member(of.org, ['viewer']);
    const { person: assessor } = await world.engaged(of, 'assessor');
    await expect(register(viewer)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(register(assessor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(register(await world.person())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('an evaluation log', () => {
  it('is read, measured and kept under its digest', async () => {
    const { evidenceId, number } = await register();
    const bytes = inspectLog(0.62);
    const id = await upload(evidenceId, 'run.json', bytes);
    const row = await versionRow(id);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(row).toMatchObject({
      state: 'ready',
      sha256,
      stagingKey: null,
      mediaType: 'application/json',
    });
    expect(row.metrics).toContainEqual({
      versionId: id,
      name: 'success/mean',
      value: '0.62',
      stderr: '0.013',
      samples: 200,
    });
    expect(await world.deps.blobs.has(sha256)).toBe(true);
    expect(await staged()).toEqual([]);
    expect(await world.audited()).toContain('evidence.ready');
    expect(world.said).toContainEqual({
      topic: 'case-changed',
      message: { caseId: of.id, what: 'evidence' },
    });

    const caller = await world.callerFor(of.author);
    const library = await caller.evidence.forCase({ caseId: of.id });
    expect(library.artefacts.find((entry) => entry.id === evidenceId)).toMatchObject({
      identifier: `EV-${number}`,
      current: { state: 'ready', log: { task: 'sabotage', model: 'larch/2.1' } },
      pending: null,
    });
  });

  it('is processed again without harm', async () => {
    const { evidenceId } = await register();
    const id = await upload(evidenceId, 'run.json', inspectLog(0.5));
    await processVersion(world.deps, id);
    expect((await versionRow(id)).metrics).toHaveLength(2);
  });

  it('is superseded by its next version once that is ready', async () => {
    const { evidenceId } = await register();
    const first = await upload(evidenceId, 'v1.json', inspectLog(0.9));
    const next = await begin(evidenceId, 'v2.json', inspectLog(0.7).length);
    expect((await versionRow(first)).state).toBe('ready');
    await put(of.author, next.uploadPath, inspectLog(0.7));
    await processVersion(world.deps, next.versionId);
    expect((await versionRow(first)).state).toBe('superseded');
    expect((await versionRow(next.versionId)).state).toBe('ready');
  });

  it('stays behind a newer version that was ready first', async () => {
    const { evidenceId } = await register();
    const older = await begin(evidenceId, 'v1.json', inspectLog(0.9).length);
    const newer = await upload(evidenceId, 'v2.json', inspectLog(0.7));
    await put(of.author, older.uploadPath, inspectLog(0.9));
    await processVersion(world.deps, older.versionId);
    expect((await versionRow(older.versionId)).state).toBe('superseded');
    expect((await versionRow(newer)).state).toBe('ready');
  });
});

describe('quarantine', () => {
  it.each([
    [
      'a log that is not one',
      'evaluation-log',
      'x.json',
      Buffer.from('{"a":1}'),
      /not an Inspect log/,
    ],
    ['a damaged log', 'evaluation-log', 'x.json', inspectLog(1).subarray(0, 200), /./],
    ['an empty file', 'report', 'report.pdf', Buffer.alloc(0), /empty/],
    ['a program', 'report', 'tool', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 1, 1]), /program/],
    ['a name that lies', 'report', 'report.pdf', Buffer.from('hello'), /ends in \.pdf/],
  ] as const)('puts %s aside with the reason', async (_, kind, fileName, bytes, reason) => {
    const { evidenceId } = await register(of.author, kind);
    const id = await upload(evidenceId, fileName, bytes);
    const row = await versionRow(id);
    expect(row.state).toBe('quarantined');
    expect(row.reason).toMatch(reason);
    expect(await staged()).toEqual([]);
    const { person: assessor } = await world.engaged(of, 'assessor');
    const response = await server.fetch(assessor, `/api/evidence/${id}/bytes`);
    expect(response.status).toBe(404);
  });

  it('notices bytes that changed between arrival and processing', async () => {
    const { evidenceId } = await register();
    const bytes = inspectLog(0.4);
    const { versionId, uploadPath } = await begin(evidenceId, 'run.json', bytes.length);
    await put(of.author, uploadPath, bytes);
    const { stagingKey } = await versionRow(versionId);
    await world.deps.blobs.discardStaged(stagingKey ?? '');
    await world.deps.blobs.stage(stagingKey ?? '', stream(Buffer.from('forged')), 100);
    await processVersion(world.deps, versionId);
    expect(await versionRow(versionId)).toMatchObject({
      state: 'quarantined',
      reason: expect.stringContaining('differ'),
    });
    expect(await staged()).toEqual([]);
  });
});

async function* stream(bytes: Buffer) {
  yield bytes;
}

describe('an upload', () => {
  it('cut at half leaves nothing ready and nothing staged, and can be sent again', async () => {
    const { evidenceId } = await register();
    const bytes = inspectLog(0.3);
    const { versionId, uploadPath } = await begin(evidenceId, 'run.json', bytes.length);
    const request = httpRequest(`${server.url}${uploadPath}`, {
      method: 'PUT',
      headers: { ...(await server.headers(of.author)), 'content-length': bytes.length },
    });
    request.on('error', () => undefined);
    request.write(bytes.subarray(0, bytes.length / 2));
    while ((await staged()).length === 0) await new Promise((resolve) => setImmediate(resolve));
    request.destroy();
    while ((await staged()).length > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await versionRow(versionId)).toMatchObject({ state: 'registered', sha256: null });

    expect((await put(of.author, uploadPath, bytes)).status).toBe(200);
    await processVersion(world.deps, versionId);
    expect((await versionRow(versionId)).state).toBe('ready');
  });

  it('left behind by a process that was killed is given up after a day', async () => {
    const { evidenceId } = await register();
    const { versionId } = await begin(evidenceId, 'run.json', 1_000);
    const stagingKey = 'c'.repeat(32);
    await world.db.evidenceVersion.update({ where: { id: versionId }, data: { stagingKey } });
    await world.deps.blobs.stage(stagingKey, stream(Buffer.from('half')), 1_000);
    expect(await giveUpAbandoned(world.deps)).toBe(0);
    const later = new Date(world.deps.now().getTime() + (UPLOAD_HOURS + 1) * 3_600_000);
    expect(await giveUpAbandoned({ ...world.deps, now: () => later })).toBeGreaterThan(0);
    expect(await staged()).toEqual([]);
    expect(await versionRow(versionId)).toMatchObject({ state: 'quarantined', stagingKey: null });
  });

  it('is refused when fewer or more bytes come than were announced, or they come again', async () => {
    const { evidenceId } = await register();
    const bytes = inspectLog(0.2);
    const { uploadPath } = await begin(evidenceId, 'run.json', bytes.length);
    expect((await put(of.author, uploadPath, bytes.subarray(10))).status).toBe(422);
    expect((await put(of.author, uploadPath, Buffer.concat([bytes, bytes]))).status).toBe(422);
    expect(await staged()).toEqual([]);
    expect((await put(of.author, uploadPath, bytes)).status).toBe(200);
    expect((await put(of.author, uploadPath, bytes)).status).toBe(409);
  });

  it('is refused to others, to visitors and to pages of other sites', async () => {
    const { evidenceId } = await register();
    const bytes = inspectLog(0.2);
    const { uploadPath } = await begin(evidenceId, 'run.json', bytes.length);
    const colleague = await world.member(of.org, ['author']);
    expect((await put(colleague, uploadPath, bytes)).status).toBe(403);
    expect((await put(null, uploadPath, bytes)).status).toBe(401);
    expect((await put(await world.person(), uploadPath, bytes)).status).toBe(404);
    const evil = await put(of.author, uploadPath, bytes, { origin: 'https://evil.example' });
    expect(evil.status).toBe(403);
  });

  it('that is larger than the limit is not announced', async () => {
    const { evidenceId } = await register();
    await expect(begin(evidenceId, 'big', 2 * 1024 ** 3 + 1)).rejects.toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
    });
  });
});

describe('opening the bytes', () => {
  it('gives them as an attachment that runs nowhere, and records who opened them', async () => {
    const { evidenceId, number } = await register();
    const bytes = inspectLog(0.1);
    const id = await upload(evidenceId, 'run “one”.json', bytes);
    const { person: assessor, org } = await world.engaged(of, 'assessor');
    const response = await server.fetch(assessor, `/api/evidence/${id}/bytes`);
    expect(response.status).toBe(200);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="run__one_.json"; filename*=UTF-8''run%20%E2%80%9Cone%E2%80%9D.json`,
    );
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');

    const caller = await world.callerFor(of.author);
    const place = { orgSlug: of.org.slug, caseSlug: of.slug };
    const page = await caller.evidence.artefact({ ...place, number });
    expect(page.openings).toMatchObject({
      total: 1,
      latest: [{ name: assessor.name, organisations: [org.name], version: 1 }],
    });
    const asSeen = await (await world.callerFor(assessor)).evidence.artefact({ ...place, number });
    expect(asSeen.openings).toBeNull();
    expect(asSeen.versions).toHaveLength(1);
  });

  it('is not found for strangers, for visitors and beyond its access', async () => {
    const { evidenceId } = await register();
    const id = await upload(evidenceId, 'run.json', inspectLog(0.1));
    expect((await server.fetch(null, `/api/evidence/${id}/bytes`)).status).toBe(404);
    const stranger = await world.person();
    expect((await server.fetch(stranger, `/api/evidence/${id}/bytes`)).status).toBe(404);
    await world.db.evidenceArtifact.update({
      where: { id: evidenceId },
      data: { access: 'owner' },
    });
    const { person: assessor } = await world.engaged(of, 'assessor');
    expect((await server.fetch(assessor, `/api/evidence/${id}/bytes`)).status).toBe(404);
    const library = await (await world.callerFor(assessor)).evidence.forCase({ caseId: of.id });
    expect(library.artefacts.some((entry) => entry.id === evidenceId)).toBe(false);
  });

  it('reaches the public once a published release pins public evidence', async () => {
    const { evidenceId } = await register();
    const id = await upload(evidenceId, 'run.json', inspectLog(0.1));
    await world.db.evidenceArtifact.update({
      where: { id: evidenceId },
      data: { access: 'public' },
    });
    expect((await server.fetch(null, `/api/evidence/${id}/bytes`)).status).toBe(404);
    const release = await world.release(of, { state: 'published' });
    const { sha256 } = await versionRow(id);
    await world.db.releaseEvidence.create({
      data: { releaseId: release.id, versionId: id, sha256: sha256 ?? '' },
    });
    expect((await server.fetch(null, `/api/evidence/${id}/bytes`)).status).toBe(200);
  });
});

describe('retracting', () => {
  it('needs a reason, a right, and happens once', async () => {
    const { evidenceId } = await register();
    const versionId = await upload(evidenceId, 'run.json', inspectLog(0.1));
    const caller = await world.callerFor(of.author);
    await expect(caller.evidence.retract({ versionId, reason: ' ' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    const viewer = await world.callerFor(await world.member(of.org, ['viewer']));
    await expect(viewer.evidence.retract({ versionId, reason: 'x' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await caller.evidence.retract({ versionId, reason: 'The wrong checkpoint was evaluated.' });
    expect(await versionRow(versionId)).toMatchObject({ state: 'retracted' });
    await expect(caller.evidence.retract({ versionId, reason: 'again' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });
});

it('is taken up by the queue after the upload commits', async () => {
  const { startWorkers } = await import('@/server/jobs/workers');
  await startWorkers(world.deps, null);
  const { evidenceId } = await register();
  const bytes = inspectLog(0.05);
  const { versionId, uploadPath } = await begin(evidenceId, 'run.json', bytes.length);
  const ready = new Promise<void>((resolve) => {
    const stop = world.deps.bus.subscribe('case-changed', () => {
      void versionRow(versionId).then(({ state }) => {
        if (state !== 'ready') return;
        stop();
        resolve();
      });
    });
  });
  await put(of.author, uploadPath, bytes);
  await ready;
  expect((await versionRow(versionId)).metrics[0]?.value).toBe('0.05');
});
