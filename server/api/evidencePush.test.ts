import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createLine, type AddressInfo, type Server as Line } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { processVersion } from '@/server/evidence/process';
import { createRateLimiter } from '@/server/platform/rateLimit';
import { serveWorld, type TestServer } from '@/server/test/httpServer';
import { World } from '@/server/test/world';

/** The program as it is installed, against the routes as they are served. */
const PROGRAM = join(import.meta.dirname, '..', '..', 'cli', 'casewright.mjs');
const PATIENCE_MS = 40_000;

let world: World;
let server: TestServer;
let folder: string;
const opened: (Server | Line)[] = [];
beforeAll(async () => {
  world = await World.open();
  server = await serveWorld(world);
  folder = mkdtempSync(join(tmpdir(), 'casewright-push-'));
  // The first call bundles the program, which takes longer than a call.
  await casewright(['help']);
}, 120_000);
afterAll(async () => {
  await server.close();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  world.deps.limiter = createRateLimiter();
});
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

function casewright(
  args: string[],
  given: { token?: string; input?: string } = {},
): Promise<Ended> {
  const { CASEWRIGHT_TOKEN: _, ...env } = process.env;
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...env, ...(given.token !== undefined && { CASEWRIGHT_TOKEN: given.token }) },
    timeout: PATIENCE_MS,
  });
  const ended: Ended = { code: null, out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => (ended.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (ended.err += text.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end(given.input ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...ended, code }));
  });
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function pushOf(caseId: string, to: string, rest: string[]): string[] {
  return ['evidence', 'push', '--case', caseId, '--to', to, ...rest];
}

async function scene() {
  const owned = await world.case();
  const { monitors } = await world.callerFor(owned.author);
  const given = { caseId: owned.id, name: 'CI', scope: 'evidence:write' as const, days: 30 };
  const { token, tokenId } = await monitors.createToken(given);
  const push = (path: string, ...more: string[]): string[] =>
    pushOf(owned.id, server.url, [path, ...more]);
  return { owned, token, tokenId, monitors, push };
}

/** A server that is none of ours. */
async function elsewhere(answer: RequestListener): Promise<string> {
  const other = createServer(answer);
  opened.push(other);
  return listening(other);
}

/** Somebody who takes a line and whatever comes on it, and does what is told. */
async function silent(then: (write: (text: string) => void) => void): Promise<string> {
  const line = createLine((socket) => {
    socket.on('error', () => undefined);
    socket.resume();
    then((text) => socket.write(text));
  });
  opened.push(line);
  return listening(line);
}

async function listening(one: Server | Line): Promise<string> {
  await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(one.address() as AddressInfo).port}`;
}

const TOKEN = `cwe_${'t'.repeat(43)}`;
const pushTo = (to: string, path: string, ...more: string[]): string[] =>
  pushOf('a'.repeat(32), to, [path, ...more]);

describe('casewright evidence push', () => {
  it('registers a file, once', async () => {
    const { owned, token, push } = await scene();
    const text = 'seven attacks\n';
    const sha256 = createHash('sha256').update(text).digest('hex');
    const path = file('notes_week-9.txt', text);
    const first = await casewright(push(path), { token });
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/^registered {2}EV-1 v1 {2}scanning {2}evidence [0-9a-f]{32} /);
    expect(first.out).toContain(`sha256 ${sha256}\n`);
    const version = await world.db.evidenceVersion.findFirstOrThrow({ where: { sha256 } });
    expect(first.out).toContain(version.id);
    await processVersion(world.deps, version.id);
    const again = await casewright(push(path, '--json'), { token });
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(again.out)).toEqual({
      evidenceId: version.artifactId,
      identifier: 'EV-1',
      title: 'notes week 9',
      kind: 'other',
      versionId: version.id,
      version: 1,
      fileName: 'notes_week-9.txt',
      size: text.length,
      sha256,
      state: 'ready',
      reason: '',
      isNew: false,
    });
    expect(await world.db.evidenceArtifact.count({ where: { caseId: owned.id } })).toBe(1);
  });

  it('says what the file cannot, and takes the token from an option too', async () => {
    const { owned, token, push } = await scene();
    const said = ['--title', 'Week 9', '--method', 'Red team', '--subject', 'larch/2.1'];
    const args = [...push('-', '--name', 'a.txt', '--access', 'owner', ...said)];
    const ended = await casewright([...args, '--token', token], { input: 'from a pipe' });
    expect(ended).toMatchObject({ code: 0, err: '' });
    const made = await world.db.evidenceArtifact.findFirstOrThrow({
      where: { caseId: owned.id },
    });
    expect(made).toMatchObject({
      title: 'Week 9',
      kind: 'other',
      method: 'Red team',
      subject: 'larch/2.1',
      access: 'owner',
    });
  });

  it('says what is put aside', async () => {
    const { token, push } = await scene();
    const path = file('no-log.json', '{"no":"log"}');
    const first = await casewright(push(path, '--kind', 'evaluation-log', '--json'), { token });
    expect(first.code).toBe(0);
    const { versionId } = JSON.parse(first.out) as { versionId: string };
    await processVersion(world.deps, versionId);
    const again = await casewright(push(path), { token });
    expect(again.code).toBe(2);
    expect(again.err).toMatch(/^error - EV-1 is quarantined: \S/);
  });

  it('exits 2 with the words of the installation when it refuses', async () => {
    const { owned, token, tokenId, monitors, push } = await scene();
    const path = file('a.txt', 'a');
    const kind = await casewright(push(path, '--kind', 'poem'), { token });
    expect(kind).toMatchObject({ code: 2, out: '' });
    expect(kind.err).toMatch(/^error kind /);
    const other = await scene();
    const foreign = await casewright(other.push(path), { token });
    expect(foreign).toMatchObject({ code: 2, out: '' });
    expect(foreign.err).toContain('It does not exist, or you have no access to it.');
    await monitors.revokeToken({ tokenId });
    const revoked = await casewright(push(path), { token });
    expect(revoked).toMatchObject({ code: 2, out: '' });
    expect(revoked.err).not.toContain(token);
    expect(await world.db.evidenceArtifact.count({ where: { caseId: owned.id } })).toBe(0);
  });

  it('hears a refusal while much is still to be sent', async () => {
    const { push } = await scene();
    const path = file('large.txt', '');
    truncateSync(path, 300_000_000);
    const ended = await casewright(push(path), { token: TOKEN });
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain('Send a token that is good');
  });
});

describe('what is called wrongly', () => {
  it('exits 64 or 66, and repeats no token', async () => {
    const path = file('b.txt', 'b');
    const calls: [args: string[], token: string, code: number, says: string][] = [
      [pushTo('https://a.example', path), '', 64, 'CASEWRIGHT_TOKEN'],
      [pushTo('https://a.example', path), 'short secret', 64, 'not a token'],
      [pushTo('http://a.example', path), TOKEN, 64, 'https://'],
      [pushTo('ftp://localhost', path), TOKEN, 64, 'https://'],
      [pushTo('https://me:pass@a.example', path), TOKEN, 64, 'user name'],
      [pushTo('https://a.example/cases', path), TOKEN, 64, 'https://a.example.'],
      [pushTo('a.example', path), TOKEN, 64, 'no address'],
      [['evidence', 'push', path, '--to', 'https://a.example'], TOKEN, 64, '--case'],
      [pushTo('https://a.example', path, '--deadline', '0'), TOKEN, 64, 'deadline'],
      [pushTo('https://a.example', '-'), TOKEN, 64, '--name'],
      [pushTo('https://a.example', join(folder, 'nowhere')), TOKEN, 66, 'There is no file'],
    ];
    const ended = await Promise.all(calls.map(([args, token]) => casewright(args, { token })));
    calls.forEach(([args, token, code, says], at) => {
      expect(ended[at], args.join(' ')).toMatchObject({ code, out: '' });
      expect(ended[at]?.err).toContain(says);
      if (token !== '') expect(ended[at]?.err).not.toContain(token);
    });
  });

  it('refuses more than an installation takes, unread', async () => {
    const path = file('huge.bin', '');
    truncateSync(path, 2 * 1024 ** 3 + 1);
    const ended = await casewright(pushTo('https://a.example', path), { token: TOKEN });
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain('larger than 2 GiB');
  });
});

describe('somebody who is no installation', () => {
  it('is never sent what another names, and gets no token by a redirect', async () => {
    const got: (string | undefined)[] = [];
    const there = await elsewhere((request, response) => {
      got.push(request.headers.authorization);
      response.end();
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const here = await elsewhere((_, response) => {
        response.writeHead(status, { location: `${there}/api` }).end();
      });
      const ended = await casewright(pushTo(here, file('c.txt', 'c')), { token: TOKEN });
      expect(ended).toMatchObject({ code: 3, out: '' });
      expect(ended.err).toContain(`points to ${there}/api`);
    }
    expect(got).toEqual([]);
  });

  it('makes it say neither the token nor what moves a terminal', async () => {
    const evil = `\u001B[2J${TOKEN}\u202E`;
    const answers: [status: number, body: string][] = [
      [400, JSON.stringify({ error: { message: evil, path: evil } })],
      [500, JSON.stringify({ error: { message: evil } })],
      [201, evil],
      [302, ''],
    ];
    for (const [status, body] of answers) {
      const to = await elsewhere((_, response) => {
        response.writeHead(status, { location: `/${TOKEN}` }).end(body);
      });
      const { code, out, err } = await casewright(pushTo(to, file('d.txt', 'd')), {
        token: TOKEN,
      });
      expect(code).toBe(status === 400 ? 2 : 3);
      expect(out).toBe('');
      expect(err).not.toContain(TOKEN);
      expect(err).toMatch(/^[^\p{Cc}\p{Cf}]+\n$/u);
    }
  });

  it('is not believed when it names other bytes, or answers without end', async () => {
    const body = {
      evidenceId: 'a',
      identifier: 'EV-1',
      title: '',
      kind: '',
      versionId: 'b',
      version: 1,
      fileName: '',
      size: 1,
      sha256: '0'.repeat(64),
      state: 'ready',
      reason: '',
    };
    const liar = await elsewhere((_, response) => response.end(JSON.stringify(body)));
    const lied = await casewright(pushTo(liar, file('e.txt', 'e')), { token: TOKEN });
    expect(lied).toMatchObject({ code: 3, out: '' });
    expect(lied.err).toContain('other bytes');
    const talker = await elsewhere((_, response) => response.end('x'.repeat(200_000)));
    const talked = await casewright(pushTo(talker, file('e.txt', 'e')), { token: TOKEN });
    expect(talked).toMatchObject({ code: 3, out: '' });
  });

  it('is given up when it cannot be reached, says nothing, or never ends', async () => {
    const gone = createServer();
    const nobody = await listening(gone);
    await new Promise((resolve) => gone.close(resolve));
    const never = await silent(() => undefined);
    const half = await silent((write) => write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'));
    const drops = await silent((write) => {
      write('HTTP/1.1 200 OK\r\ncontent-length: 9000\r\n\r\n');
      const drop = setInterval(() => write(' '), 100);
      setTimeout(() => clearInterval(drop), PATIENCE_MS).unref();
      drop.unref();
    });
    const path = file('f.txt', 'f');
    const refused = await casewright(pushTo(nobody, path), { token: TOKEN });
    expect(refused).toMatchObject({ code: 3, out: '' });
    expect(refused.err).toContain('Nobody answers');
    for (const to of [never, half, drops]) {
      const ended = await casewright(pushTo(to, path, '--deadline', '1'), { token: TOKEN });
      expect(ended).toMatchObject({ code: 3, out: '' });
      expect(ended.err).toContain('did nothing for 1 seconds');
    }
  });

  it('is given up when it reads no more', async () => {
    const deaf = createLine((socket) => {
      socket.on('error', () => undefined);
      socket.pause();
    });
    opened.push(deaf);
    const path = file('g.txt', '');
    truncateSync(path, 100_000_000);
    const to = await listening(deaf);
    const ended = await casewright(pushTo(to, path, '--deadline', '1'), { token: TOKEN });
    expect(ended).toMatchObject({ code: 3, out: '' });
  });
});
