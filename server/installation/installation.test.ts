import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase, createEmptyDatabase } from '@/server/test/database';
import {
  blobFile,
  flipped,
  installationOf,
  savedWorld,
  WAITING,
  wrongIn,
  type Places,
  type SavedWorld,
} from '@/server/test/installations';
import type { World } from '@/server/test/world';
import type { ArchiveIndex } from './archiveIndex';
import { checkArchive, entriesOf } from './archiveReader';
import { ArchiveWriter } from './archiveWriter';
import { backUp } from './backup';
import type { Installation } from './installation';
import { migrationsOf } from './migrations';
import { restore } from './restore';
import { verifyInstallation } from './verify/verify';

const NOW = new Date('2027-03-02T00:00:00Z');
let saved: SavedWorld;
let world: World;
let places: Places;
let file: string;
let index: ArchiveIndex;
let restored: Installation;

beforeAll(async () => {
  saved = await savedWorld();
  ({ world, places, file, index, restored } = saved);
}, 120_000);
afterAll(() => saved.close());

/** Every row of a database, table by table, in an order of their own. */
async function everything(url: string): Promise<Record<string, unknown[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const rows: Record<string, unknown[]> = {};
  for (const { name } of index.tables) {
    const found = await client.query(`SELECT t::text AS row FROM "${name}" t ORDER BY 1`);
    rows[name] = found.rows;
  }
  await client.end();
  return rows;
}

describe('a backup', () => {
  it('restored elsewhere is the same, row by row, and everything in it verifies', async () => {
    const report = await verifyInstallation(restored);
    expect(report.lines.filter(({ result }) => result !== 'ok')).toEqual([]);
    expect(report.outcome).toBe('valid');
    expect(await everything(restored.databaseUrl)).toEqual(
      await everything(world.deps.database.url),
    );
    const rows = Object.fromEntries(index.tables.map((table) => [table.name, table.rows]));
    for (const table of ['release', 'statement', 'log_leaf', 'audit_link', 'case_update'])
      expect(rows[table], table).toBeGreaterThan(0);
  });

  it('brings evidence, uploads that wait, keys and sequences along', async () => {
    expect(index.blobs.map(({ state }) => state)).toEqual(['whole']);
    const [staged] = index.staged;
    const open = await restored.blobs.openStaged(staged?.key ?? '');
    expect(Buffer.concat(await (open?.bytes.toArray() ?? []))).toEqual(Buffer.from(WAITING));
    expect(restored.secrets).toEqual(world.deps.secrets);
    const copy = await cloneDatabase(restored.databaseUrl);
    const client = new pg.Client({ connectionString: copy.url });
    await client.connect();
    const { rows } = await client.query(
      `INSERT INTO audit_event (type, data) VALUES ('test', '{}') RETURNING id,
       (SELECT max(id) FROM audit_event) AS last`,
    );
    await client.end();
    await copy.drop();
    expect(BigInt(rows[0].id)).toBe(BigInt(rows[0].last) + 1n);
  });

  it('checked from one end to the other is the one that was made', async () => {
    expect(await checkArchive(file)).toEqual(index);
  });

  it('is readable by its owner alone, and never written over another', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const again = backUp(installationOf(world), file, { passphrase: undefined, now: NOW });
    await expect(again).rejects.toThrow(/exists already/);
  });

  it('seals the keys under a passphrase, without which nothing is restored', async () => {
    const sealed = places.file('sealed');
    await backUp(installationOf(world), sealed, { passphrase: 'tall lanterns', now: NOW });
    expect((await readFile(sealed)).includes(world.deps.secrets.signingKey)).toBe(false);
    for (const [passphrase, words] of [
      [{}, /set BACKUP_PASSPHRASE/],
      [{ BACKUP_PASSPHRASE: 'another phrase' }, /does not open/],
    ] as const) {
      const env = places.next(undefined, passphrase);
      await expect(restore(env, sealed)).rejects.toThrow(words);
      expect(existsSync(env.dataDir)).toBe(false);
    }
    const empty = await createEmptyDatabase();
    const env = places.next(empty.url, { BACKUP_PASSPHRASE: 'tall lanterns' });
    const { installation } = await restore(env, sealed);
    expect(installation.secrets).toEqual(world.deps.secrets);
    await empty.drop();
  });

  it('that is cut short or damaged anywhere is refused, and nothing is restored', async () => {
    const whole = await readFile(file);
    const empty = await createEmptyDatabase();
    const bad = places.file('bad');
    const refused = async (bytes: Uint8Array, what: string): Promise<void> => {
      await writeFile(bad, bytes);
      const env = places.next(empty.url);
      await expect(restore(env, bad), what).rejects.toMatchObject({ name: 'ArchiveRefused' });
      expect(existsSync(env.dataDir), what).toBe(false);
    };
    for (const length of [0, 100, 512, whole.length >> 1, whole.length - 1_024, whole.length - 1])
      await refused(whole.subarray(0, length), `cut to ${length}`);
    await refused(Buffer.concat([whole, Buffer.alloc(512)]), 'longer');
    // Each entry begins with its name; its content starts a block later.
    for (const name of [...index.tables.filter(({ rows }) => rows > 0).map(pieceOf), 'index.json'])
      await refused(flipped(whole, whole.indexOf(name) + 512 + 5), name);
    expect(await tablesIn(empty.url)).toBe(0);
    await empty.drop();
  });

  it('leaves nothing when the disk is full', async () => {
    // Opens, and takes not one byte.
    const full = '/dev/full';
    const path = places.file('full');
    await symlink(full, `${path}.unfinished`);
    const writer = await ArchiveWriter.create(path);
    const rows = Readable.from([Buffer.alloc(9_000_000, 'x'), Buffer.alloc(9_000_000, 'y')]);
    await expect(writer.addRows('t', rows).then(() => writer.finish(index))).rejects.toThrow(
      /ENOSPC/,
    );
    await writer.abandon();
    expect(existsSync(path)).toBe(false);
    expect(existsSync(`${path}.unfinished`)).toBe(false);
  });

  it('says which evidence was damaged or gone, and saves the rest', async () => {
    const [blob] = index.blobs;
    const path = blobFile(world.deps.env.blobStore, blob?.sha256 ?? '');
    const good = await readFile(path);
    await writeFile(path, flipped(good, 3));
    const damaged = places.file('damaged');
    const found = await backUp(installationOf(world), damaged, { passphrase: undefined, now: NOW });
    expect(found.blobs).toMatchObject([{ state: 'damaged' }]);
    await rm(path);
    const without = places.file('without');
    const less = await backUp(installationOf(world), without, { passphrase: undefined, now: NOW });
    expect(less.missing).toEqual([blob?.sha256]);
    await writeFile(path, good);
    const empty = await createEmptyDatabase();
    const { installation } = await restore(places.next(empty.url), damaged);
    expect(await wrongIn(installation)).toEqual([
      `evidence: The bytes of ${blob?.sha256} are not in the store.`,
    ]);
    await empty.drop();
  });
});

describe('a restore', () => {
  it('is refused where anything is', async () => {
    const env = places.next(restored.databaseUrl);
    await expect(restore(env, file)).rejects.toThrow(/database is not empty: it holds public\./);
    expect(existsSync(`${env.dataDir}/signing.key`)).toBe(false);
    const empty = await createEmptyDatabase();
    const taken = { ...places.next(empty.url), dataDir: places.folder };
    await expect(restore(taken, file)).rejects.toThrow(/is not empty/);
    expect(existsSync(file)).toBe(true);
    await empty.drop();
  });

  it('is refused under another key than the log began with', async () => {
    const env = places.next(undefined, { SIGNING_KEY: '22'.repeat(32) });
    await expect(restore(env, file)).rejects.toThrow(/SIGNING_KEY is not the one of this backup/);
  });

  it('of a newer version is refused', async () => {
    const newer = [...index.migrations, { name: '29990101000000_later', checksum: 'f'.repeat(64) }];
    await expect(migrationsOf(newer, '9.9.9')).rejects.toThrow(/9\.9\.9 with the migration 2999/);
  });

  it('that fails on its way leaves the place as it was', async () => {
    const last = index.tables.findLast(({ rows }) => rows > 0);
    const tables = index.tables.map((table) =>
      table === last ? { ...table, rows: table.rows + 1 } : table,
    );
    const odd = places.file('odd');
    await rewritten(odd, { ...index, tables });
    const empty = await createEmptyDatabase();
    const env = places.next(empty.url);
    await expect(restore(env, odd)).rejects.toThrow(
      new RegExp(`rows of ${last?.name} were loaded; the backup says`),
    );
    expect(await readdir(env.dataDir)).toEqual([]);
    expect(await tablesIn(empty.url)).toBe(0);
    // And so the same place takes the next.
    await restore(env, file);
    expect(await tablesIn(empty.url)).toBeGreaterThan(40);
    await empty.drop();
  });
});

/** The entries of the backup under another index. */
async function rewritten(to: string, changed: ArchiveIndex): Promise<void> {
  const writer = await ArchiveWriter.create(to);
  for await (const { name, size, bytes } of entriesOf(file)) {
    const content = await Readable.from(bytes).toArray();
    if (name.includes('/')) await writer.addStream(name, size, Readable.from(content));
  }
  await writer.finish(changed);
}

async function tablesIn(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
  );
  await client.end();
  return rows[0]?.count ?? 0;
}

function pieceOf({ name }: { name: string }): string {
  return `tables/${name}/000001.copy.zst`;
}
